"""Administrators: who has an account, in which role; invitations; lost mail."""

from __future__ import annotations

from typing import Final

from flask import Response, request, url_for
from sqlalchemy.orm import Session

from data.queries.outbox import count_mail, list_lost
from data.queries.person import (
    NewPerson,
    Person,
    add_person,
    change_role,
    close_account,
    get_person,
    list_people,
    open_account,
)
from geo.errors import ConflictError, InputError, MissingError
from webmap.context import read_session, runtime
from webmap.i18n import LANGUAGES, NAMES, current_language, gettext
from webmap.mail_server import can_mail
from webmap.people.body import check_body, find_body, named_bodies
from webmap.people.letter import kind_for, send_link
from webmap.people.views import WRONG, page, people
from webmap.people.who import current_person, needs, seen_elsewhere
from webmap.people.wording import role_options, say_refusal

MANAGE: Final = "people.manage"
FIELDS: Final = ("name", "email", "role", "body", "language")
CONFLICT: Final = 409


def _me() -> Person:
    """Give the administrator who asks."""
    found = current_person()
    if found is None:
        raise MissingError("nobody is signed in")
    return found


@people.get("/people")
@needs(MANAGE)
def everybody() -> Response:
    """List everybody with an account, and a form to invite."""
    return _people_page({}, {})


def _people_page(
    typed: dict[str, str], errors: dict[str, str], status: int = 200
) -> Response:
    session = read_session()
    usual = {"language": current_language()}
    return page(
        "people.html",
        status,
        people=list_people(session),
        typed=dict.fromkeys(FIELDS, "") | usual | typed,
        errors=errors,
        roles=role_options(gettext("Please choose")),
        bodies=named_bodies(),
        languages=_languages(),
        can_mail=can_mail(runtime().settings),
        mail=count_mail(session),
        lost=list_lost(session),
        zone=runtime().town.zone,
    )


def _languages() -> list[tuple[str, str]]:
    return [(one, NAMES[one]) for one in LANGUAGES]


@people.post("/people")
@needs(MANAGE)
def invite() -> Response:
    """Invite somebody; the link goes by mail, or is shown to be handed over."""
    typed = {name: request.form.get(name, "").strip()[:300] for name in FIELDS}
    lang = typed["language"] if typed["language"] in LANGUAGES else current_language()
    held, me = runtime(), _me()
    try:
        body = check_body(held.town, typed["body"])
        new = NewPerson(typed["name"], typed["email"], typed["role"], body, lang)
        with held.database.write() as writing:
            person = add_person(writing, new, by=me.actor, at=held.clock())
            link = _link_for(writing, person)
    except (InputError, ConflictError) as refused:
        return _people_page(typed, say_refusal(refused), WRONG)
    return _link_page(person, link)


def _link_for(writing: Session, person: Person) -> str:
    me, to = _me(), (person, kind_for(person))
    return send_link(writing, runtime(), to, by=me.actor, name=me.name)


def _link_page(person: Person, link: str) -> Response:
    """Say that the link is on its way, or show it once."""
    return page(
        "link.html", person=person, link=link, can_mail=can_mail(runtime().settings)
    )


@people.get("/people/<key>")
@needs(MANAGE)
def somebody(key: str) -> Response:
    """Show one account."""
    return _person_page(get_person(read_session(), key), {})


def _person_page(
    person: Person,
    errors: dict[str, str],
    status: int = 200,
    *,
    typed: dict[str, str] | None = None,
) -> Response:
    body = find_body(runtime().town, person.body) or person.body
    return page(
        "person.html",
        status,
        person=person,
        typed={"role": person.role, "body": body} | (typed or {}),
        bodies=named_bodies(),
        errors=errors,
        roles=role_options(gettext("Please choose"))[1:],
        is_me=person.key == _me().key,
        zone=runtime().town.zone,
        done=request.args.get("done", "") in ("role", "closed", "opened"),
    )


@people.post("/people/<key>/role")
@needs(MANAGE)
def give_role(key: str) -> Response:
    """Give somebody another role or organisation."""
    typed = {name: request.form.get(name, "")[:300] for name in ("role", "body")}
    held, me = runtime(), _me()
    try:
        to = (typed["role"], check_body(held.town, typed["body"]))
        with held.database.write() as writing:
            change_role(writing, key, to, by=me.actor, at=held.clock())
    except (InputError, ConflictError) as refused:
        return _refused(key, refused, typed)
    return _after(key, "role")


@people.post("/people/<key>/close")
@needs(MANAGE)
def close(key: str) -> Response:
    """Close an account."""
    held, me = runtime(), _me()
    try:
        with held.database.write() as writing:
            close_account(writing, key, by=me.actor, at=held.clock())
    except ConflictError as refused:
        return _refused(key, refused)
    return _after(key, "closed")


@people.post("/people/<key>/open")
@needs(MANAGE)
def reopen(key: str) -> Response:
    """Open a closed account again; a new password is chosen by a link."""
    held, me = runtime(), _me()
    with held.database.write() as writing:
        person = open_account(writing, key, by=me.actor, at=held.clock())
        link = _link_for(writing, person)
    return _link_page(person, link)


@people.post("/people/<key>/link")
@needs(MANAGE)
def give_link(key: str) -> Response:
    """Send or show a link to choose a password with."""
    held = runtime()
    person = get_person(read_session(), key)
    try:
        with held.database.write() as writing:
            link = _link_for(writing, person)
    except ConflictError as refused:
        return _refused(key, refused)
    return _link_page(person, link)


def _refused(
    key: str, refused: Exception, typed: dict[str, str] | None = None
) -> Response:
    errors = say_refusal(refused)
    status = CONFLICT if isinstance(refused, ConflictError) else WRONG
    return _person_page(get_person(read_session(), key), errors, status, typed=typed)


def _after(key: str, what: str) -> Response:
    return seen_elsewhere(url_for("people.somebody", key=key, done=what))
