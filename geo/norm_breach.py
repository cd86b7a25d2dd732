"""The breaches of a norm set on a route: where, what, and who says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import numpy as np

from geo.ageing import aged
from geo.breach import Breach
from geo.column import decode
from geo.line import point_at
from geo.network import BarrierFact, Evidence
from geo.norm import Norm
from geo.norm_check import Found, check_trail
from geo.norm_trail import Trail, build_trail
from geo.observation import Value
from geo.part import Parts, Piece
from geo.spot import fraction_along

NEAR_M: Final = 1e-6
SPOTS: Final = frozenset({"kerb_height_m", "narrowest_m"})
"""Attributes of one spot of a way, whose length nobody told."""


def list_breaches(
    norm: Norm, parts: Parts, pieces: Sequence[Piece], *, today: date | None = None
) -> tuple[Breach, ...]:
    """List what a norm set finds on a route.

    Parameters
    ----------
    norm : Norm
    parts : Parts
        Whose facts are read; the limits of the person play no part.
    pieces : sequence of Piece
        In order.
    today : date, optional
        Day of the question; without it nothing is aged.

    Returns
    -------
    tuple of Breach
        In order of the route.
    """
    if not pieces:
        return ()
    trail = build_trail(parts, pieces)
    route = Route(parts, pieces, trail, today)
    return tuple(_breach(route, norm.key, one) for one in check_trail(norm, trail))


@dataclass(frozen=True, eq=False)
class Route:
    """A route with its trail, on the day of the question."""

    parts: Parts
    pieces: Sequence[Piece]
    trail: Trail
    today: date | None

    def place(self, at_m: float) -> tuple[float, float]:
        """Give the (lon, lat) so many metres from the start."""
        after = int(np.searchsorted(self.trail.at_m, at_m + NEAR_M)) - 1
        piece, length = self.pieces[max(after, 0)], self.trail.length_m[max(after, 0)]
        gone = (at_m - self.trail.at_m[max(after, 0)]) / length if length else 0.0
        low, high = piece.along if piece.edge % 2 == 0 else piece.along[::-1]
        line = self.parts.network.line(piece.segment)
        return point_at(line, float(low + gone * (high - low)))

    def met_at(self, found: Found, barrier: BarrierFact | None) -> float:
        """Give the metres from the start to where something is met."""
        if barrier is None:
            return found.at_m
        piece, start = self.pieces[found.piece], float(self.trail.at_m[found.piece])
        network = self.parts.network
        fraction = fraction_along(network, piece.segment, barrier.lonlat)
        share = (fraction if piece.edge % 2 == 0 else 1 - fraction) - piece.start
        gone = float(np.clip(share, 0.0, piece.share) * network.length_m[piece.segment])
        return start + gone


def _breach(route: Route, norm: str, found: Found) -> Breach:
    piece, attribute = route.pieces[found.piece], found.rule.column
    network, facts = route.parts.network, route.parts.of(piece).facts
    told = facts.told(attribute, piece.segment)
    value: Value = found.value
    if told.evidence is None and attribute == "kerb_height_m":
        attribute, told = "kerb", facts.told("kerb", piece.segment)
        value = decode("kerb", told.number)
    way = network.ways[network.way[piece.segment]]
    is_spot = found.rule.column in SPOTS
    breach = Breach(
        norm=norm,
        rule=found.rule.id,
        attribute=attribute,
        value=value,
        limit=found.limit,
        at_m=route.met_at(found, told.barrier),
        length_m=0.0 if is_spot else found.length_m,
        position=told.barrier.lonlat if told.barrier else route.place(found.at_m),
        way=way.key,
        names=way.names,
        count=found.count,
        is_certain=found.is_certain,
    )
    return breach if told.evidence is None else _said(breach, told.evidence, route)


def _said(breach: Breach, evidence: Evidence, route: Route) -> Breach:
    return replace(
        breach,
        source=evidence.source,
        method=evidence.method,
        observed_on=evidence.observed_on,
        confidence=aged(
            evidence, route.today, attribute=breach.attribute, value=breach.value
        ),
    )
