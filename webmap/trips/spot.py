"""Where somebody means: a name, a position, or a choice between several."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from data.queries.entrance import list_entrances
from data.queries.place_text import list_texts
from data.search import POINT, Hit, resolve_place
from geo.answer import LonLat
from geo.crs import distance_m, parse_lon_lat
from geo.errors import InputError
from geo.goal import Goal
from webmap.i18n import current_language, gettext

BAR: Final = "|"
SAME_M: Final = 1.0
"""A chosen position is written with six digits."""
CLEARLY: Final = 8.0
"""A hit that leads by so many points is what was meant."""


@dataclass(frozen=True)
class Spot:
    """One end of a trip.

    Attributes
    ----------
    name : str
    lonlat : tuple of float, optional
        ``None`` where it is not clear.
    choices : list of Hit
        What it may be.
    problem : str
        Why there is no position.
    is_demonstration : bool
    is_bare : bool
        Whether it is a position without a name.
    key : str
        Key of what it is; empty for a bare position.
    """

    name: str
    lonlat: LonLat | None = None
    choices: tuple[Hit, ...] = ()
    problem: str = ""
    is_demonstration: bool = False
    is_bare: bool = False
    key: str = ""


def make_goal(session: Session, lonlat: LonLat, key: str) -> Goal:
    """Make an end of a trip of a position and of what it is: doors, texts."""
    doors = tuple(list_entrances(session, key))
    return Goal(lonlat, doors, list_texts(session, key))


def write_at(lonlat: LonLat, name: str) -> str:
    """Write a chosen position and the name that it goes with, for an address."""
    return f"{lonlat[0]:.6f},{lonlat[1]:.6f}{BAR}{name}"


def find_spot(session: Session, text: str, at: str = "") -> Spot:
    """Find an end of a trip by what was typed, or by what was chosen for it."""
    position, _, name = at.partition(BAR)
    try:
        if at and name == text:
            return _at(session, name, parse_lon_lat(position, field="at"))
        hits = resolve_place(session, text, current_language())
    except InputError:
        return Spot(text, problem=gettext("This is not a place that can be read."))
    return _judge(text, hits)


def _at(session: Session, name: str, lonlat: LonLat) -> Spot:
    """Give what was chosen among several: what has this name there, if anything."""
    for hit in resolve_place(session, name, current_language()):
        if distance_m(hit.lonlat, lonlat) <= SAME_M:
            return Spot(
                name, lonlat, key=hit.key, is_demonstration=hit.is_demonstration
            )
    return Spot(name, lonlat)


def _judge(text: str, hits: list[Hit]) -> Spot:
    if not hits:
        return Spot(
            text,
            problem=gettext(
                "“%(text)s” was not found. Try another name, a street nearby, or a "
                "position.",
                text=text[:80],
            ),
        )
    first = hits[0]
    if len(hits) == 1 or first.score - hits[1].score >= CLEARLY:
        return Spot(
            first.name,
            first.lonlat,
            is_demonstration=first.is_demonstration,
            is_bare=first.layer == POINT,
            key=first.key,
        )
    return Spot(
        text,
        choices=tuple(hits),
        problem=gettext("Several places match. Please choose one."),
    )
