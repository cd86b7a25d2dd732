"""Whether a wheelchair gets aboard, by the rule of GTFS."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from geo.observation import Value

UNKNOWN: Final = 0
POSSIBLE: Final = 1
IMPOSSIBLE: Final = 2

BOARDING_VALUE: Final[Mapping[int, Value]] = {
    UNKNOWN: None,
    POSSIBLE: "yes",
    IMPOSSIBLE: "no",
}
"""GTFS ``wheelchair_boarding`` → value of the attribute of that name."""


def inherit_boarding(
    own: Mapping[str, int], parent: Mapping[str, str]
) -> dict[str, int]:
    """Give stops without a word of their own that of the station they belong to.

    Parameters
    ----------
    own : mapping of str to int
        Stop → its own ``wheelchair_boarding``, 0 where empty.
    parent : mapping of str to str
        Stop → parent, only for those that have one.

    Returns
    -------
    dict of str to int
        Stop → the value that counts, in the order of ``own``.

    Notes
    -----
    A boarding area belongs to a platform and that to a station, so the search goes
    up until somebody says something; a circle of parents ends it.

    References
    ----------
    GTFS Schedule reference, ``stops.txt``, ``wheelchair_boarding``.
    """
    return {stop: _inherited(stop, own, parent) for stop in own}


def _inherited(stop: str, own: Mapping[str, int], parent: Mapping[str, str]) -> int:
    seen: set[str] = set()
    while own.get(stop, UNKNOWN) == UNKNOWN and stop in parent and stop not in seen:
        seen.add(stop)
        stop = parent[stop]
    return own.get(stop, UNKNOWN)
