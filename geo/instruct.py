"""A route as instructions: turns by bearings, one step a street."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from geo.answer import Note, Step
from geo.carriageway import exposures
from geo.cost import Costs
from geo.direction import angle_between, heading, turn_between
from geo.encounter import list_met
from geo.meeting import corners
from geo.part import Piece
from geo.passing import crossed_names, list_cues
from geo.span import Span
from geo.walked import Walked

SLACK_M: Final = 1e-6
"""Sums of lengths in another order differ by less."""
BOTH_SIDES: Final = {"left", "right"}


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
    walked = Walked(costs.facts, pieces)
    spans = _spans(walked)
    steps = [
        _step(span, spans[i - 1] if i else None, costs) for i, span in enumerate(spans)
    ]
    return (*_shared(steps, list(notes)), _arrival(spans[-1], steps[-1]))


def _spans(walked: Walked) -> list[Span]:
    spans: list[Span] = []
    for place in range(len(walked.pieces)):
        kind = _kind(walked, place)
        if spans and spans[-1].kind == kind and _goes_on(walked, place):
            spans[-1] = replace(spans[-1], last=place)
        else:
            spans.append(Span(walked, place, place, kind))
    return spans


def _kind(walked: Walked, place: int) -> str:
    if walked.number("elevator")[place] >= 1:
        return "elevator"
    if walked.number("steps")[place] > 0:
        return "steps"
    if walked.is_crossing(place):
        return "crossing"
    return "street" if walked.info(place).highway in exposures() else "path"


def _goes_on(walked: Walked, place: int) -> bool:
    """Tell whether one instruction covers a piece and the one before, of one kind."""
    ways = walked.way(place - 1), walked.way(place)
    before, after = walked.info(place - 1).names, walked.info(place).names
    if {walked.side(place - 1), walked.side(place)} == BOTH_SIDES:
        return False
    if ways[0] == ways[1] or (before and before == after):
        return True
    if before or after:
        return False
    return turn_between(walked.arrives(place - 1), walked.leaves(place)) == "straight"


def _step(span: Span, before: Span | None, costs: Costs) -> Step:
    walked, first = span.walked, span.first
    leaves = walked.leaves(first)
    arrives = leaves if before is None else walked.arrives(first - 1)
    met = list_met(span, costs.laid.on)
    cues = sorted((*list_cues(span), *met), key=lambda cue: cue.at_m)
    slope = next((c for c in cues if c.kind == "slope"), None)
    longest = first + int(np.argmax(walked.length_m[first : span.last + 1]))
    counts = walked.number("step_count")[first : span.last + 1]
    pieces = walked.pieces[first : span.last + 1]
    return Step(
        turn="start" if before is None else turn_between(arrives, leaves),
        kind=span.kind,
        names=span.names or (crossed_names(span) if span.kind == "crossing" else {}),
        length_m=span.length_m,
        seconds=sum(costs.at(p.edge).seconds * p.share for p in pieces),
        heading=heading(leaves),
        side=span.side,
        slope=float(slope.value) if slope and slope.value is not None else None,
        slope_method=slope.method if slope else "",
        surface=str(walked.value("surface", longest) or ""),
        step_count=None if np.isnan(counts).all() else float(np.nanmax(counts)),
        position=walked.start(first),
        at_m=span.at_m,
        bearing_deg=arrives,
        turn_deg=angle_between(arrives, leaves),
        corner=_corner(span, before),
        cues=tuple(cues),
    )


def _corner(span: Span, before: Span | None) -> tuple[dict[str, str], ...]:
    """Name the streets that meet where an instruction begins, but for its own."""
    if before is None:
        return ()
    walked = span.walked
    ways = {walked.way(span.first - 1), walked.way(span.first)}
    node = walked.node(span.first)
    met = corners(walked.network).met(node, ways, walked.arrives(span.first - 1))
    named = [before.names, *(street.names for street in met)]
    return tuple(names for names in named if names and names != span.names)


def _shared(steps: list[Step], notes: list[Note]) -> list[Step]:
    """Give each step the notes that lie on it."""
    ends = [*(step.at_m for step in steps[1:]), math.inf]
    done, rest = [], notes
    for step, end in zip(steps, ends, strict=True):
        mine = tuple(note for note in rest if note.at_m < end - SLACK_M)
        rest = [note for note in rest if note.at_m >= end - SLACK_M]
        done.append(replace(step, notes=mine))
    return done


def _arrival(span: Span, last: Step) -> Step:
    walked = span.walked
    arrives = walked.arrives(span.last)
    return replace(
        last,
        turn="arrive",
        length_m=0.0,
        seconds=0.0,
        heading=heading(arrives),
        slope=None,
        slope_method="",
        step_count=None,
        position=walked.end(span.last),
        notes=(),
        at_m=last.at_m + last.length_m,
        bearing_deg=arrives,
        turn_deg=0.0,
        corner=(),
        cues=(),
    )
