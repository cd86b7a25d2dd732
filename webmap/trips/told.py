"""Which keys of an answer belong to which part of it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from geo.tell import Tell, Told

KEYS: Final[dict[Tell, frozenset[str]]] = {
    Tell.BACK: frozenset({"back", "back_verdict", "bounds_back", "changes_back"}),
    Tell.REASONS: frozenset(
        {"direct", "direct_m", "refused", "avoided", "changes", "changes_back"}
    ),
    Tell.BOUNDS: frozenset({"bounds", "bounds_back"}),
    Tell.HEIGHTS: frozenset({"heights", "climb_m", "descent_m"}),
    Tell.NORM: frozenset({"norm", "breaches"}),
}
"""Part → keys of the trip, of a path and of their sentences that tell only of it."""

DIRECTIONS: Final = ("out", "back")


@cache
def untold(tell: Told) -> frozenset[str]:
    """List the keys that an answer does not have."""
    parts = (keys for part, keys in KEYS.items() if part not in tell)
    return frozenset().union(*parts)


def without(values: Mapping[str, Any], hidden: frozenset[str]) -> dict[str, Any]:
    """Leave keys out of a mapping."""
    return {key: value for key, value in values.items() if key not in hidden}


def prune(told: Mapping[str, Any], tell: Told) -> dict[str, Any]:
    """Leave out of a trip, or of its sentences, what is not told; of its paths, too."""
    hidden = untold(tell)
    sides = {side: without(_values(told[side]), hidden) for side in DIRECTIONS}
    return without({**told, **sides}, hidden)


def _values(path: Any) -> Mapping[str, Any]:  # noqa: ANN401
    """Give a path as a mapping, which it may be already."""
    return path if isinstance(path, Mapping) else vars(path)


def worked_out(tell: Told, *, alternatives: bool) -> Told:
    """Tell what must be known: other ways are compared by their climbs, too."""
    return tell | {Tell.HEIGHTS} if alternatives else tell


OPTIONAL: Final = untold(frozenset())
"""Every key that an answer may lack."""
