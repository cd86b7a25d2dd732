"""Links to choose a password with: by mail, or handed over where no mail is sent."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from sqlalchemy.orm import Session

from data.queries.outbox import Letter, put_mail
from data.queries.password import INVITE, RESET, find_lock, make_link
from data.queries.person import Person
from data.runtime import Runtime
from geo.standing import Actor
from webmap.mail_server import can_mail, public_address

TEMPLATES: Final = {INVITE: "invitation", RESET: "reset"}
"""Kind of link → letter."""
FORGOT: Final = "forgot"
"""Letter of which only the postman knows whether it is for anybody."""


def send_link(
    writing: Session, held: Runtime, to: tuple[Person, str], *, by: Actor, name: str
) -> str:
    """Make a link for somebody and put the letter with it into the outbox.

    Parameters
    ----------
    writing : Session
        A write session.
    held : Runtime
    to : tuple
        Person, and kind of the link: ``"invite"`` or ``"reset"``.
    by : Actor
        Who asks for it.
    name : str
        As the letter calls them.

    Returns
    -------
    str
        The link, to be handed over if no mail can be sent.
    """
    person, kind = to
    token = make_link(writing, person.key, kind, by=by, at=held.clock())
    link = public_address(held.settings, f"/{person.lang}/choose-password/{token}")
    if can_mail(held.settings):
        said = {"name": person.name, "link": link, "by": name}
        put_mail(
            writing,
            to=person.email,
            template=TEMPLATES[kind],
            lang=person.lang,
            values=said,
            at=held.clock(),
        )
    return link


def kind_for(person: Person) -> str:
    """Tell which link somebody needs who asks an administrator for one."""
    return RESET if person.has_password else INVITE


def warn_of_change(writing: Session, held: Runtime, person: Person) -> None:
    """Tell somebody by mail that the password was changed."""
    if not can_mail(held.settings):
        return
    forgot = public_address(held.settings, f"/{person.lang}/forgot-password")
    put_mail(
        writing,
        to=person.email,
        template="password_changed",
        lang=person.lang,
        values={"name": person.name, "link": forgot},
        at=held.clock(),
    )


def fill_letter(held: Runtime, letter: Letter) -> Letter | None:
    """Fill in what is only known when a letter leaves; nothing if it is for nobody."""
    if letter.template != FORGOT:
        return letter
    with held.database.write() as writing:
        person = find_lock(writing, letter.address).person
        if person is None:
            return None
        by = Actor("public")
        token = make_link(writing, person.key, RESET, by=by, at=held.clock())
    link = public_address(held.settings, f"/{person.lang}/choose-password/{token}")
    return replace(
        letter,
        address=person.email,
        template=TEMPLATES[RESET],
        lang=person.lang,
        values={"name": person.name, "link": link},
    )
