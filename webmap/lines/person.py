"""What lines are to one person: who gets aboard, and at how many stops."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from data.queries.layer import MOST, Feature, list_features
from data.runtime import Runtime
from data.stop_book import StopBook, get_stop_book
from geo.profile import Profile, load_profiles
from geo.transit.stop_access import NOTHING, judge_vehicle
from webmap.i18n import gettext, ngettext
from webmap.stops.listing import Signs
from webmap.stops.words import ABOARD


@dataclass(frozen=True)
class LineSign:
    """A line for one person: ``yes``, ``no``, ``unknown`` or ``limited``, and words."""

    sign: str
    text: str


def sign_line(book: StopBook, profile: Profile, key: str, told: dict[str, Any]) -> str:
    """Judge the vehicles of a line: ``yes``, ``no``, ``unknown`` or ``limited``.

    Parameters
    ----------
    book : StopBook
    profile : Profile
    key : str
        Of the line.
    told : dict
        Its public properties.
    """
    vehicle = book.told.lines.get(key, NOTHING)
    many = book.told.refusals.of_line((told["short_name"], *told["names"].values()))
    found = judge_vehicle(vehicle, profile, today=book.today, refusals=many)
    is_told = found.rests_on or not profile.transit.rolls_aboard
    return str(found.answer) if is_told else str(told["access"])


def sign_lines(
    held: Runtime, session: Session, features: Iterable[Feature], profile: str
) -> dict[str, LineSign]:
    """Judge lines for the person that an address names; empty where it names nobody."""
    known = load_profiles()
    if profile not in known:
        return {}
    book = get_stop_book(session, held.today)
    signs = {
        one.key: sign_line(book, known[profile], one.key, one.properties)
        for one in features
    }
    return {key: LineSign(sign, gettext(ABOARD[sign])) for key, sign in signs.items()}


def choose_lines(
    held: Runtime, session: Session, profile: str, access: str
) -> list[str] | None:
    """List the lines whose vehicles somebody gets aboard, as is asked.

    Returns
    -------
    list of str, optional
        Keys; ``None`` where no person or no answer is asked for.
    """
    if not access or profile not in load_profiles():
        return None
    signs = sign_lines(held, session, _list_all(session), profile)
    return [key for key, one in signs.items() if one.sign == access]


def _list_all(session: Session) -> Iterator[Feature]:
    """Give every line, page by page."""
    cursor = ""
    while True:
        page = list_features(session, "lines", limit=MOST, cursor=cursor)
        yield from page.features
        cursor = page.next_cursor
        if not cursor:
            return


def say_stops(signs: Iterable[Signs]) -> list[tuple[str, str]]:
    """Count the stops that somebody can use, cannot use, and those not known."""
    told = [(one.reach, one.boarding) for one in signs]
    good = sum(pair == ("yes", "yes") for pair in told)
    bad = sum("no" in pair for pair in told)
    dark = len(told) - good - bad
    counted = (
        ("yes", good, _say_good(good)),
        ("no", bad, _say_bad(bad)),
        ("unknown", dark, _say_dark(dark)),
    )
    return [(sign, text) for sign, many, text in counted if many]


def _say_good(many: int) -> str:
    return ngettext(
        "%(num)s stop that you reach on foot and board",
        "%(num)s stops that you reach on foot and board",
        many,
    )


def _say_bad(many: int) -> str:
    return ngettext(
        "%(num)s stop that you do not reach or do not board",
        "%(num)s stops that you do not reach or do not board",
        many,
    )


def _say_dark(many: int) -> str:
    return ngettext(
        "%(num)s stop of which it is not known",
        "%(num)s stops of which it is not known",
        many,
    )
