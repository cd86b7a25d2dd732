"""Stops by how somebody gets there and aboard: what a list may be narrowed to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sqlalchemy.orm import Session

from data.runtime import Runtime
from data.stop_book import get_stop_book
from geo.errors import InputError
from geo.profile import get_profile
from geo.transit.stop_reach import Reached
from geo.transit.stop_rule import Answer
from webmap.i18n import gettext
from webmap.stops.person import read_reach
from webmap.stops.words import ABOARD, ON_FOOT
from webmap.trips.form import USUAL_PROFILE

Options = list[tuple[str, str]]
CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "reach": tuple(map(str, Reached)),
    "boarding": tuple(map(str, Answer)),
}
"""What is asked for → its answers."""


def person_of(args: Mapping[str, str]) -> str:
    """Give for whom a list is narrowed; the usual person where nobody is named."""
    asks = any(args.get(name) for name in CHOICES)
    return args.get("profile", "") or (USUAL_PROFILE if asks else "")


def choose_stops(
    held: Runtime, session: Session, asked: Mapping[str, str]
) -> list[str] | None:
    """List the stops that somebody gets to, and aboard at, as is asked.

    Parameters
    ----------
    held : Runtime
    session : Session
    asked : mapping of str to str
        ``profile``, and of ``CHOICES`` what the list is narrowed to.

    Returns
    -------
    list of str, optional
        Keys; ``None`` where the list is not narrowed.

    Raises
    ------
    InputError
        If there is no such answer or profile: the field.
    """
    wanted = {name: asked[name] for name in CHOICES if asked.get(name)}
    for name, value in wanted.items():
        if value not in CHOICES[name]:
            reason = f"{value!r} is none of {', '.join(CHOICES[name])}"
            raise InputError(name, reason)
    if not wanted:
        return None
    person = get_profile(person_of(asked))
    book = get_stop_book(session, held.today)
    boards, read = book.boardings(person), read_reach(held, book, person)

    def answer(key: str) -> dict[str, str]:
        reach, _ = read(key)
        return {
            "reach": str(reach.state) if reach else "",
            "boarding": str(boards[key].answer),
        }

    answers = ((key, answer(key)) for key in book.told.places.keys)
    return [key for key, said in answers if wanted.items() <= said.items()]


def choice_options(name: str) -> Options:
    """Offer what a list may be narrowed to, in words."""
    words = ON_FOOT if name == "reach" else ABOARD
    offered = [(value, gettext(words[value])) for value in CHOICES[name]]
    return [("", gettext("All")), *offered]
