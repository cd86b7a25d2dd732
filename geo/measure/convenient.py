"""SDG 11.2.1: the share of people with convenient access to public transport.

Three lines: as the metadata counts it at its simplest (as the crow flies), on the
walking network, and on the network that a wheelchair user can use to a stop that they
can use. No line is above the one before.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np

from geo.measure.span import Range
from geo.measure.ways import Ways
from geo.network import Floats
from geo.passage import Flags

_TABLE: Final = Path(__file__).parents[1] / "tables" / "convenient_stops.toml"


@dataclass(frozen=True)
class ConvenientAccess:
    """Shares of people with convenient access to public transport, 0 … 1.

    Attributes
    ----------
    buffer : float
        As the crow flies.
    walking : float
        On the network of an unimpeded walker.
    usable : Range
        On the network that the profile can use, out and back, to a stop it can use.
    unnamed_stops : int
        Stops of modes for which the metadata has no category, or of which no line is
        known.
    """

    buffer: float
    walking: float
    usable: Range
    unnamed_stops: int


@lru_cache
def _table() -> dict[str, Any]:
    return tomllib.loads(_TABLE.read_text(encoding="utf-8"))


def stop_limits(modes: Sequence[Sequence[str]]) -> tuple[Floats, Flags]:
    """Give the distance within which each stop is convenient.

    Parameters
    ----------
    modes : sequence of sequence of str
        The modes of what stops there (``geo.route_type.find_mode``); the one of the
        highest capacity counts.

    Returns
    -------
    limit_m : array, shape (s,)
    unnamed : array of bool, shape (s,)
        Whether the metadata has a category for none of its modes.

    References
    ----------
    UN-Habitat, SDG indicator metadata 11.2.1, September 2021.
    """
    table = _table()
    high, unnamed = set(table["high"]), set(table["unnamed"])
    limit = [table["high_m"] if high & set(one) else table["low_m"] for one in modes]
    return (
        np.array(limit, dtype=float),
        np.array([set(one) <= unnamed for one in modes], dtype=bool),
    )


def share_within(metres: Floats, people: Floats, limit_m: Floats) -> float:
    """Give the share of people with at least one target within its distance.

    ``100 % x sum_i P_i [exists s: d_is <= l_s] / sum_i P_i``

    Parameters
    ----------
    metres : array, shape (n, s)
        Infinite where there is no way.
    people : array, shape (n,)
    limit_m : array, shape (s,)

    Returns
    -------
    float
        0 … 1; NaN where nobody lives.
    """
    whole = float(people.sum())
    near = (metres <= limit_m).any(axis=1)
    return float(people[near].sum()) / whole if whole > 0 else float("nan")


def convenient_access(
    straight: Floats,
    walking: Floats,
    usable: Ways,
    *,
    people: Floats,
    modes: Sequence[Sequence[str]],
) -> ConvenientAccess:
    """Measure the three lines of SDG 11.2.1.

    Parameters
    ----------
    straight : array, shape (n, s)
        Metres as the crow flies, by people's homes and stops.
    walking : array, shape (n, s)
        Metres on the network; never less.
    usable : Ways
        Metres of the profile's round trip, infinite to stops that it cannot use; what
        is not known of streets and stops stands between strict and open.
    people : array, shape (n,)
    modes : sequence of sequence of str
        Of each stop.
    """
    limit_m, unnamed = stop_limits(modes)
    return ConvenientAccess(
        buffer=share_within(straight, people, limit_m),
        walking=share_within(walking, people, limit_m),
        usable=Range(
            share_within(usable.strict, people, limit_m),
            share_within(usable.open, people, limit_m),
        ),
        unnamed_stops=int(unnamed.sum()),
    )
