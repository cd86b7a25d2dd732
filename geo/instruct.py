"""A route as instructions: turns by bearings, one step a street."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Final

from geo.account.account import Account, Span, take_account
from geo.account.cues import list_cues
from geo.account.span import KINDS
from geo.account.stairs import crossed_names
from geo.account.track import lay_track
from geo.answer import Note, Step
from geo.column import decode
from geo.cost import Costs
from geo.direction import heading, name_turn
from geo.meeting import corners
from geo.network import SIDES
from geo.part import Piece

SLACK_M: Final = 1e-6
"""Sums of lengths in another order differ by less."""
CROSSING: Final = "crossing"


def list_steps(
    costs: Costs,
    pieces: Sequence[Piece],
    notes: Iterable[Note] = (),
) -> tuple[Step, ...]:
    """Turn a route into instructions.

    Parameters
    ----------
    costs : Costs
        Of the person, with the network and the barriers that act now.
    pieces : sequence of Piece
    notes : iterable of Note
        Each goes to the step on which it lies.

    Returns
    -------
    tuple of Step
        Pieces of one street and kind are one step; the last step is the arrival.
        Empty for a route without length.
    """
    if not pieces:
        return ()
    track = lay_track(pieces)
    measures, _ = costs.judged(track.edge)
    seconds = measures[0] * (track.share[:, 1] - track.share[:, 0])
    account = take_account(costs.laid, track)
    return tell_steps(account, seconds.tolist(), sorted(notes, key=attrgetter("at_m")))


def tell_steps(
    account: Account, seconds: Sequence[float], notes: Sequence[Note]
) -> tuple[Step, ...]:
    """Tell a route that was walked.

    Parameters
    ----------
    account : Account
    seconds : sequence of float
        Of each piece.
    notes : sequence of Note
        In order.
    """
    corner: dict[int, list[int]] = {}
    for span, way in account.walk.corners.tolist():
        corner.setdefault(span, []).append(way)
    info = corners(account.network).info
    names = [info(int(span.way)).names for span in account.spans]
    steps: list[Step] = []
    shared = _share(account.spans, notes)
    for number, span in enumerate(account.spans):
        time = sum(seconds[int(span.first) : int(span.end)])
        ways = corner.get(number, ())
        named = [names[max(number - 1, 0)], *(info(way).names for way in ways)]
        met = tuple(one for one in named if one and one != names[number])
        told = names[number], time, shared[number], met
        steps.append(_step(account, number, told))
    return (*steps, _arrival(account, steps[-1]))


def _share(spans: Sequence[Span], notes: Sequence[Note]) -> list[tuple[Note, ...]]:
    """Give each instruction the notes that lie on it."""
    ends = [*(span.at_m for span in spans[1:]), math.inf]
    shared, place = [], 0
    for end in ends:
        first = place
        while place < len(notes) and notes[place].at_m < end - SLACK_M:
            place += 1
        shared.append(tuple(notes[first:place]))
    return shared


Names = dict[str, str]
Told = tuple[Names, float, tuple[Note, ...], tuple[Names, ...]]
"""Names, seconds, notes, and the names that meet where an instruction begins."""


def _step(account: Account, number: int, told: Told) -> Step:
    span = account.spans[number]
    kind = KINDS[int(span.kind)]
    names, seconds, notes, corner = told
    if kind == CROSSING and not names:
        names = crossed_names(account, span)
    cues = list_cues(account, number)
    slope = next((cue for cue in cues if cue.kind == "slope"), None)
    steepest = slope.value if slope else None
    return Step(
        "start" if number == 0 else name_turn(span.turn),
        kind,
        names,
        span.length_m,
        seconds,
        heading(span.leaves),
        SIDES[int(span.side)],
        steepest if isinstance(steepest, float) else None,
        slope.method if slope else "",
        str(decode("surface", span.surface) or ""),
        None if math.isnan(span.step_count) else span.step_count,
        (span.lon, span.lat),
        notes,
        span.at_m,
        span.arrives,
        span.turn,
        corner,
        tuple(cues),
    )


def _arrival(account: Account, last: Step) -> Step:
    piece = account.pieces[-1]
    arrives = float(piece["arrives"])
    lon, lat = piece["place"][1].tolist()
    return Step(
        turn="arrive",
        kind=last.kind,
        names=last.names,
        length_m=0.0,
        seconds=0.0,
        heading=heading(arrives),
        side=last.side,
        slope=None,
        slope_method="",
        surface=last.surface,
        step_count=None,
        position=(lon, lat),
        at_m=last.at_m + last.length_m,
        bearing_deg=arrives,
    )
