"""``wusul user``: accounts on the terminal, the first administrator among them."""

from __future__ import annotations

from typing import Final

import click
import orjson
from sqlalchemy.orm import Session

from data.queries.person import (
    NewPerson,
    Person,
    add_person,
    change_role,
    close_account,
    find_row,
    get_person,
    list_people,
    open_account,
    person_of,
)
from data.queries.sign_in import end_all_sign_ins
from data.runtime import Runtime
from geo.errors import MissingError
from geo.permission import list_roles
from geo.standing import Actor
from webmap.lists import require_tables, table_lines
from webmap.mail_server import can_mail
from webmap.people.body import check_body
from webmap.people.letter import kind_for, send_link

TERMINAL: Final = Actor("system", "terminal")
"""Who has the terminal has the machine: the audit trail says that it was there."""

SITE: Final = "Wusul"
"""Who invites, where nobody is named."""

email_argument = click.argument("email")
role_option = click.option(
    "--role", required=True, help=f"One of {', '.join(list_roles())}."
)
body_option = click.option("--body", default="", help="Body that they act for.")


def _find(runtime: Runtime, email: str) -> Person:
    """Find somebody by the address, or by the key."""
    require_tables(runtime)
    with runtime.database.read() as session:
        row = find_row(session, email)
        if row is not None:
            return person_of(row)
        if "@" in email:
            raise MissingError("there is no account with this address")
        return get_person(session, email)


def _link(session: Session, runtime: Runtime, person: Person) -> str:
    to = (person, kind_for(person))
    return send_link(session, runtime, to, by=TERMINAL, name=SITE)


def _tell_link(runtime: Runtime, person: Person, link: str) -> None:
    if can_mail(runtime.settings):
        click.echo(f"a letter to {person.email} is on its way")
        return
    click.echo(f"no mail can be sent; hand this link to {person.name}:")
    click.echo(link)
    if not runtime.settings.public_url:
        click.echo("(it begins with the address of your site: set WUSUL_PUBLIC_URL)")


@click.group()
def user() -> None:
    """People with an account: invite them, give them roles, close their accounts."""


@user.command()
@email_argument
@click.option("--name", required=True, help="As colleagues call them.")
@role_option
@body_option
@click.option(
    "--lang",
    type=click.Choice(("ar", "fr", "en")),
    default="ar",
    show_default=True,
    help="Language of letters.",
)
@click.pass_obj
def add(runtime: Runtime, /, email: str, **options: str) -> None:
    """Invite somebody; they choose their password by a link."""
    require_tables(runtime)
    body = check_body(runtime.town, options["body"])
    new = NewPerson(email=email, **{**options, "body": body})
    with runtime.database.write() as session:
        person = add_person(session, new, by=TERMINAL, at=runtime.clock())
        link = _link(session, runtime, person)
    _tell_link(runtime, person, link)


@user.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def list_command(runtime: Runtime, *, as_json: bool) -> None:
    """List everybody with an account."""
    require_tables(runtime)
    with runtime.database.read() as session:
        people = list_people(session)
    if as_json:
        body = [vars(person) for person in people]
        click.echo(orjson.dumps(body, option=orjson.OPT_INDENT_2))
        return
    head = ("key", "name", "address", "role", "acts for", "account")
    rows = [(p.key, p.name, p.email, p.role, p.body, _standing(p)) for p in people]
    for line in table_lines(head, rows):
        click.echo(line)


def _standing(person: Person) -> str:
    if not person.is_active:
        return "closed"
    return "open" if person.has_password else "invited"


@user.command()
@email_argument
@role_option
@body_option
@click.pass_obj
def role(runtime: Runtime, email: str, role: str, body: str) -> None:
    """Give somebody another role; their devices are signed out."""
    key, to = _find(runtime, email).key, (role, check_body(runtime.town, body))
    with runtime.database.write() as session:
        person = change_role(session, key, to, by=TERMINAL, at=runtime.clock())
    click.echo(f"{person.email}: {person.role} {person.body}".rstrip())


@user.command()
@email_argument
@click.pass_obj
def deactivate(runtime: Runtime, email: str) -> None:
    """Close an account; its devices are signed out."""
    key = _find(runtime, email).key
    with runtime.database.write() as session:
        person = close_account(session, key, by=TERMINAL, at=runtime.clock())
    click.echo(f"{person.email}: closed")


@user.command()
@email_argument
@click.pass_obj
def activate(runtime: Runtime, email: str) -> None:
    """Open a closed account again; a new password is chosen by a link."""
    key = _find(runtime, email).key
    with runtime.database.write() as session:
        person = open_account(session, key, by=TERMINAL, at=runtime.clock())
        link = _link(session, runtime, person)
    _tell_link(runtime, person, link)


@user.command("reset-link")
@email_argument
@click.pass_obj
def reset_link(runtime: Runtime, email: str) -> None:
    """Make a link to choose a password with."""
    person = _find(runtime, email)
    with runtime.database.write() as session:
        link = _link(session, runtime, person)
    _tell_link(runtime, person, link)


@user.command("sign-out")
@email_argument
@click.pass_obj
def sign_out(runtime: Runtime, email: str) -> None:
    """Sign somebody's devices out, all of them."""
    key = _find(runtime, email).key
    with runtime.database.write() as session:
        count = end_all_sign_ins(session, key, at=runtime.clock(), by=TERMINAL)
    click.echo(f"devices signed out: {count}")
