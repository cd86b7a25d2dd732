"""Which kinds places, barriers, areas and entrances may be of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from data.models.place import AREA_KINDS
from geo.barrier_kind import barrier_kinds
from geo.errors import InputError
from geo.place_kind import place_kinds

ENTRANCE_KINDS: Final = ("main", "yes", "service", "staircase", "exit", "emergency")
"""Words of OSM."""


def _known_place(text: str) -> str:
    if text not in place_kinds():
        raise InputError("kind", f"{text!r} is not a known kind of place")
    return text


def _known_barrier(text: str) -> str:
    if text not in barrier_kinds():
        known = ", ".join(barrier_kinds())
        raise InputError("kind", f"{text!r} is not one of {known}")
    return text


def _known_area(text: str) -> str:
    if text not in AREA_KINDS:
        raise InputError("kind", f"{text!r} is not one of {', '.join(AREA_KINDS)}")
    return text


def _known_entrance(text: str) -> str:
    if text not in ENTRANCE_KINDS:
        raise InputError("kind", f"{text!r} is not one of {', '.join(ENTRANCE_KINDS)}")
    return text


KINDS: Final[Mapping[str, Callable[[str], str]]] = {
    "places": _known_place,
    "barriers": _known_barrier,
    "areas": _known_area,
    "entrances": _known_entrance,
}


def parse_kind(text: str, record: str) -> str:
    """Check the kind of a place, barrier or area; other records have none.

    Raises
    ------
    InputError
        Naming what it may be.
    """
    check = KINDS.get(record)
    return check(text) if check is not None and text else ""
