"""A route as instructions: turns by bearings, one step a street."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from geo.answer import LonLat, Note, Step
from geo.carriageway import exposure, is_crossing
from geo.column import decode
from geo.cost import Costs
from geo.network import SIDES, Network
from geo.part import Piece
from geo.snap import point_at
from geo.view import Flags

TURNS: Final = ((20.0, "straight"), (45.0, "slight_"), (120.0, ""), (160.0, "sharp_"))
"""Up to this angle, a turn has this word before left or right."""
HEADINGS: Final = ("n", "ne", "e", "se", "s", "sw", "w", "nw")
LOOK_M: Final = 10.0
"""Directions are taken over this length, so that a kink at a corner does not count."""
OTHER_SIDE: Final = {"left": "right", "right": "left", "both": "both"}


def bearing(start: LonLat, end: LonLat) -> float:
    """Give the direction from one point to another, degrees from north, clockwise."""
    east = (end[0] - start[0]) * math.cos(math.radians((start[1] + end[1]) / 2))
    return math.degrees(math.atan2(east, end[1] - start[1])) % 360


def turn_between(before: float, after: float) -> str:
    """Name the turn from one bearing to another.

    Parameters
    ----------
    before, after : float
        Degrees from north.
    """
    angle = (after - before + 180) % 360 - 180
    for most, word in TURNS:
        if abs(angle) <= most:
            side = "right" if angle > 0 else "left"
            return word if word == "straight" else f"{word}{side}"
    return "back"


def heading(degrees: float) -> str:
    """Name the nearest of eight directions."""
    return HEADINGS[round(degrees / 45) % 8]


@dataclass(frozen=True)
class Stretch:
    """A piece with what an instruction tells of it."""

    piece: Piece
    kind: str
    way: int
    names: dict[str, str]
    length_m: float
    seconds: float
    leaves: float
    arrives: float
    position: LonLat


def stretch_out(
    network: Network, costs: Costs, pieces: Sequence[Piece]
) -> list[Stretch]:
    """Describe each piece of a route."""
    drives, crosses = ~np.isnan(exposure(network)), is_crossing(network)
    return [_stretch(network, costs, p, drives=drives, crosses=crosses) for p in pieces]


def _stretch(
    network: Network,
    costs: Costs,
    piece: Piece,
    *,
    drives: Flags,
    crosses: Flags,
) -> Stretch:
    segment = piece.segment
    way = int(network.way[segment])
    look = min(piece.share, LOOK_M / max(float(network.length_m[segment]), 1e-6))
    start, end = along(network, piece, piece.start), along(network, piece, piece.end)
    return Stretch(
        piece=piece,
        kind=_kind(costs, segment, drives=drives, crosses=crosses),
        way=way,
        names=network.ways[way].names,
        length_m=float(network.length_m[segment] * piece.share),
        seconds=float(costs.seconds[piece.edge] * piece.share),
        leaves=bearing(start, along(network, piece, piece.start + look)),
        arrives=bearing(along(network, piece, piece.end - look), end),
        position=start,
    )


def along(network: Network, piece: Piece, share: float) -> LonLat:
    """Give the point at a share of a piece's edge, in the direction of travel."""
    fraction = share if piece.edge % 2 == 0 else 1 - share
    return point_at(network.line(piece.segment), fraction)


def _kind(costs: Costs, segment: int, *, drives: Flags, crosses: Flags) -> str:
    facts = costs.facts
    if facts.at("elevator", segment) >= 1:
        return "elevator"
    if facts.at("steps", segment) > 0:
        return "steps"
    if crosses[segment]:
        return "crossing"
    on_street = drives[segment] or facts.network.side[segment] != 0
    return "street" if on_street else "path"


def _goes_on(before: Stretch, after: Stretch) -> bool:
    """Tell whether one instruction covers both."""
    if before.kind != after.kind:
        return False
    if before.way == after.way or (before.names and before.names == after.names):
        return True
    turn = turn_between(before.arrives, after.leaves)
    return not before.names and not after.names and turn == "straight"


def list_steps(
    network: Network,
    costs: Costs,
    pieces: Sequence[Piece],
    notes: Iterable[Note] = (),
) -> tuple[Step, ...]:
    """Turn a route into instructions.

    Parameters
    ----------
    network : Network
    costs : Costs
    pieces : sequence of Piece
    notes : iterable of Note
        Each goes to the step on which it lies.

    Returns
    -------
    tuple of Step
        Pieces of one street and kind are one step; the last step is the arrival.
        Empty for a route without length.
    """
    groups: list[list[Stretch]] = []
    for stretch in stretch_out(network, costs, pieces):
        if groups and _goes_on(groups[-1][-1], stretch):
            groups[-1].append(stretch)
        else:
            groups.append([stretch])
    if not groups:
        return ()
    steps = [
        _step(network, costs, group, groups[i - 1][-1] if i else None)
        for i, group in enumerate(groups)
    ]
    return (*_shared(steps, list(notes)), _arrival(network, steps[-1], groups[-1][-1]))


def _step(
    network: Network, costs: Costs, group: list[Stretch], before: Stretch | None
) -> Step:
    first = group[0]
    side = SIDES[network.side[first.piece.segment]]
    slope, method = _steepest(costs, group)
    longest = max(group, key=lambda stretch: stretch.length_m)
    counts = [c for s in group if (c := _value(costs, "step_count", s)) is not None]
    return Step(
        turn="start" if before is None else turn_between(before.arrives, first.leaves),
        kind=first.kind,
        names=first.names,
        length_m=sum(stretch.length_m for stretch in group),
        seconds=sum(stretch.seconds for stretch in group),
        heading=heading(first.leaves),
        side=side if first.piece.edge % 2 == 0 else OTHER_SIDE[side],
        slope=slope,
        slope_method=method,
        surface=str(_value(costs, "surface", longest) or ""),
        step_count=max((float(c) for c in counts), default=None),
        position=first.position,
    )


def _value(costs: Costs, attribute: str, stretch: Stretch) -> float | str | bool | None:
    return decode(attribute, costs.facts.at(attribute, stretch.piece.segment))


def _steepest(costs: Costs, group: list[Stretch]) -> tuple[float | None, str]:
    """Give the steepest slope in the direction of travel, and how it is known."""
    found: tuple[float | None, str] = (None, "")
    for stretch in group:
        slope = _value(costs, "incline", stretch)
        if not isinstance(slope, float) or stretch.kind in ("steps", "elevator"):
            continue
        if found[0] is None or abs(slope) > abs(found[0]):
            sign = 1 if stretch.piece.edge % 2 == 0 else -1
            evidence = costs.facts.evidence("incline", stretch.piece.segment)
            found = (sign * slope, "" if evidence is None else evidence.method)
    return found


def _shared(steps: list[Step], notes: list[Note]) -> list[Step]:
    """Give each step the notes that lie on it."""
    done, start = [], 0.0
    for place, step in enumerate(steps):
        end = math.inf if place == len(steps) - 1 else start + step.length_m
        mine = tuple(n for n in notes if start <= n.at_m < end)
        done.append(replace(step, notes=mine))
        start = end
    return done


def _arrival(network: Network, last: Step, stretch: Stretch) -> Step:
    end = along(network, stretch.piece, stretch.piece.end)
    return replace(
        last,
        turn="arrive",
        length_m=0.0,
        seconds=0.0,
        heading=heading(stretch.arrives),
        slope=None,
        slope_method="",
        step_count=None,
        position=end,
        notes=(),
    )
