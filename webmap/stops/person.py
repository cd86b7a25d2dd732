"""Stops for one person, as programs read them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from sqlalchemy.orm import Session

from data.runtime import Runtime
from data.stop_book import StopBook, get_stop_book
from geo.errors import MissingError
from geo.profile import Profile, get_profile
from geo.transit.stop_access import Boarding
from geo.transit.stop_reach import Reached, StopReach
from geo.transit.stop_rule import Answer
from webmap.api.shape import Shape

PLACES: Final = 2
RESIDENTS, METRES = "residents", "metres"
Reader = Callable[[str], tuple[StopReach | None, bool]]


def read_person(
    held: Runtime, session: Session, keys: Iterable[str], profile: str
) -> dict[str, dict[str, Any]]:
    """Tell of stops how somebody gets there and aboard.

    Parameters
    ----------
    held : Runtime
    session : Session
    keys : iterable of str
        Of stops.
    profile : str

    Returns
    -------
    dict of str to dict
        Key → what ``PERSON_SHAPE`` describes.

    Raises
    ------
    InputError
        If there is no such profile.
    """
    person = get_profile(profile)
    book = get_stop_book(session, held.today)
    read = read_reach(held, book, person)
    return {key: _write(book.boarding(key, person), *read(key)) for key in keys}


def read_reach(held: Runtime, book: StopBook, profile: Profile) -> Reader:
    """Give what tells how a stop is reached, and whether residents are counted.

    It tells ``None`` where no network is built, or where nobody boards.
    """
    try:
        network, barriers = held.graphs.current()
    except MissingError:
        return lambda _key: (None, False)
    found = book.reaches(network, barriers, profile)

    def read(key: str) -> tuple[StopReach | None, bool]:
        row = book.row.get(key)
        return None if row is None else found[row], found.counts_people

    return read


def _write(
    boarding: Boarding,
    reach: StopReach | None,
    counts_people: bool,  # noqa: FBT001
) -> dict[str, Any]:
    dark = (one.attribute for one in boarding.points if one.value is None)
    sure = boarding.confidence
    return {
        "boarding": str(boarding.answer),
        "confidence": None if sure is None else round(sure, PLACES),
        "rests_on": [
            {"attribute": one.attribute, "value": one.value, "source": one.said.source}
            for one in boarding.rests_on
            if one.said is not None
        ],
        "unknown": list(dict.fromkeys(dark)),
        "refusals": boarding.refusals,
        "reach": str(reach.state) if reach else None,
        "near": round(reach.near) if reach else None,
        "near_walker": round(reach.near_walker) if reach else None,
        "near_counts": RESIDENTS if counts_people else METRES,
    }


_NUMBER: Final[Shape] = {"type": ["number", "null"]}
PERSON_SHAPE: Final[Shape] = {
    "type": "object",
    "description": "Only where a profile is asked for: how somebody gets to the stop "
    "on foot and back, and aboard there. Reach is told from the largest part of the "
    "streets that the person can use; near is what lies within 10 minutes.",
    "properties": {
        "boarding": {"enum": [str(one) for one in Answer]},
        "confidence": _NUMBER,
        "rests_on": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "attribute": {"type": "string"},
                    "value": {"type": ["number", "string", "boolean", "null"]},
                    "source": {"type": "string"},
                },
            },
        },
        "unknown": {"type": "array", "items": {"type": "string"}},
        "refusals": {"type": "integer"},
        "reach": {"enum": [*(str(one) for one in Reached), None]},
        "near": _NUMBER,
        "near_walker": _NUMBER,
        "near_counts": {"enum": [RESIDENTS, METRES]},
    },
}
