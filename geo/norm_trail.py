"""A path as a norm sees it: arrays with one entry a piece."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.carriageway import exposure
from geo.kerb import kerb_bounds
from geo.network import Floats, Network
from geo.norm import NormRule
from geo.observation import Method
from geo.part import Parts, Piece

Flags = NDArray[np.bool_]
Places = NDArray[np.int64]
JUDGED: Final = (
    "incline",
    "incline_across",
    "width_m",
    "narrowest_m",
    "clearance_m",
    "kerb_height_m",
    "kerb",
)
"""Attributes that the rules of norms are about."""


@dataclass(frozen=True, eq=False)
class Trail:
    """A path as a norm sees it: one entry a piece, in the direction of travel.

    Attributes
    ----------
    length_m : array, shape (n,)
    columns : dict of str to array, shape (n,)
        Values that were observed, NaN where there is none; slopes uphill positive.
    modelled : array, shape (n,)
        Slopes of a height model, where none was observed.
    sigma_m : array, shape (n,)
        Standard error of the heights behind them, metres.
    walked : array of bool, shape (n,)
        Neither steps nor a lift.
    street : array of bool, shape (n,)
        Along a street, whose slope it shares.
    """

    length_m: Floats
    columns: dict[str, Floats]
    modelled: Floats
    sigma_m: Floats
    walked: Flags
    street: Flags

    @property
    def at_m(self) -> Floats:
        """Metres from the start of the path to each piece."""
        return np.concatenate([[0.0], np.cumsum(self.length_m)[:-1]])

    def of(self, rule: NormRule, *, modelled: bool = False) -> Floats:
        """Give the values that a rule judges, NaN where it judges nothing."""
        unknown = np.full(len(self.length_m), np.nan)
        told = self.modelled if modelled else self.columns.get(rule.column, unknown)
        judged = self.walked & ~(self.street & rule.off_streets)
        return np.where(judged, told, np.nan)


def stretches(wanted: Flags, kind: Floats | None = None) -> list[slice]:
    """Group neighbouring pieces that are wanted (and of one kind)."""
    if not wanted.any():
        return []
    change = wanted[1:] != wanted[:-1]
    if kind is not None:
        change = change | (kind[1:] != kind[:-1])
    ends = np.concatenate([[0], np.flatnonzero(change) + 1, [len(wanted)]])
    pairs = zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True)
    return [slice(first, last) for first, last in pairs if wanted[first]]


def build_trail(parts: Parts, pieces: Sequence[Piece]) -> Trail:
    """Read what a norm judges along a route.

    Parameters
    ----------
    parts : Parts
        Whose facts, with the barriers that are met, are read.
    pieces : sequence of Piece
        In order.

    Returns
    -------
    Trail
        Values that were only reported are left out; so are modelled ones, but for the
        slope, which is kept apart.
    """
    network = parts.network
    segments = np.array([piece.segment for piece in pieces], dtype=np.int64)
    facing = np.array([1.0 - 2.0 * (piece.edge % 2) for piece in pieces])
    columns = {name: _observed(parts, pieces, segments, name=name) for name in JUDGED}
    columns["kerb_height_m"], _ = kerb_bounds(columns["kerb_height_m"], columns["kerb"])
    columns["incline"] = columns["incline"] * facing
    ends = network.node_sigma[[network.tail[segments], network.head[segments]]]
    return Trail(
        length_m=network.length_m[segments] * [piece.share for piece in pieces],
        columns=columns,
        modelled=_modelled(network, segments) * facing,
        sigma_m=ends.max(axis=0),
        walked=~_carried(network, segments),
        street=~np.isnan(exposure(network)[segments]) | (network.side[segments] != 0),
    )


def _at(columns: Mapping[str, Floats], name: str, segments: Places) -> Floats:
    column = columns.get(name)
    return np.full(len(segments), np.nan) if column is None else column[segments]


def _observed(
    parts: Parts, pieces: Sequence[Piece], segments: Places, *, name: str
) -> Floats:
    values = _at(parts.whole.facts.hard, name, segments)
    for place, piece in enumerate(pieces):
        if piece.share < 1:
            own = parts.of(piece).facts.hard
            values[place] = _at(own, name, segments[place : place + 1])[0]
    return values


def _modelled(network: Network, segments: Places) -> Floats:
    """Give the slopes that a height model gives, NaN where somebody looked."""
    is_modelled = np.array(
        [said.method == Method.MODELLED for said in network.evidences] + [False]
    )
    slopes = _at(network.columns, "incline", segments)
    said = network.evidence.get("incline")
    if said is None:
        return slopes
    return np.where(is_modelled[said[segments]], slopes, np.nan)


def _carried(network: Network, segments: Places) -> Flags:
    """Tell where nobody walks on a slope: on a flight of steps, in a lift."""
    names = ("steps", "step_count", "elevator")
    carried = [_at(network.columns, name, segments) > 0 for name in names]
    return np.asarray(np.any(carried, axis=0))
