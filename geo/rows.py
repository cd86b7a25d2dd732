"""What a network is compiled from: ways, nodes, edges and what is known of them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from geo.network import Floats, WayInfo
from geo.observation import Observation, resolve

Known = dict[tuple[str, str], Observation]
"""(attribute, side) → the observation that is used."""


@dataclass(frozen=True)
class WayRow:
    """A way as it is stored."""

    info: WayInfo
    oneway: int
    sidewalks: str
    node_keys: Sequence[str]


@dataclass(frozen=True)
class NodeRow:
    """A node as it is stored; height and its error in metres."""

    key: str
    lonlat: tuple[float, float]
    height_m: float = math.nan
    sigma_m: float = math.nan
    height_source: str = ""


@dataclass(frozen=True)
class EdgeRow:
    """A piece of a way as it is stored: indices of way and nodes, vertices, line."""

    way: int
    tail: int
    head: int
    vertices: tuple[int, int]
    length_m: float
    line: Floats


@dataclass(frozen=True)
class Rows:
    """All that a network is compiled from; edges in order of way and sequence."""

    revision: int
    ways: Sequence[WayRow]
    nodes: Sequence[NodeRow]
    edges: Sequence[EdgeRow]
    known: dict[str, Known]


def resolve_all(observations: Iterable[Observation]) -> dict[str, Known]:
    """Resolve observations that come grouped by subject, attribute and side.

    Returns
    -------
    dict
        Subject → what is used; subjects of which nothing is known are left out.
    """
    known: dict[str, Known] = {}
    grouped = groupby(observations, key=attrgetter("subject", "attribute", "side"))
    for (subject, attribute, side), group in grouped:
        best = resolve(group)
        if best is not None and best.value is not None:
            known.setdefault(subject, {})[attribute, str(side)] = best
    for said in known.values():
        _forget_words(said)
    return known


def _forget_words(known: Known) -> None:
    """Drop the word of a kerb whose height is known."""
    for attribute, side in list(known):
        if attribute == "kerb_height_m":
            known.pop(("kerb", side), None)
