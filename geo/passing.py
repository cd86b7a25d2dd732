"""What is met along one instruction: streets, crossings, kerbs, and the ground."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from geo.cue import Cue
from geo.ground import (
    find_slope,
    list_flight,
    list_runs,
    list_shared,
    list_surfaces,
)
from geo.meeting import corners
from geo.span import Span, cue_over, known_facts

OF_CROSSING: Final = (
    "crossing",
    "signals_sound",
    "signals_vibration",
    "button_operated",
    "crossing_island",
    "tactile_paving",
    "lit",
)


def list_cues(span: Span) -> list[Cue]:
    """List what is met along an instruction, in order.

    Parameters
    ----------
    span : Span

    Returns
    -------
    list of Cue
        ``at_m`` counts from the start of the route.
    """
    makers = MAKERS.get(span.kind, WALK)
    found = [cue for maker in makers for cue in maker(span)]
    return sorted(found, key=lambda cue: cue.at_m)


def _streets(span: Span) -> Iterator[Cue]:
    """Tell the streets that meet the way without a turn."""
    walked = span.walked
    index = corners(walked.network)
    for place in list(span.places)[:-1]:
        ways = (walked.way(place), walked.way(place + 1))
        node = walked.end_node(place)
        for street in index.met(node, ways, walked.arrives(place)):
            if not street.sides:
                continue
            is_both = len(street.sides) > 1
            side = "both" if is_both else next(iter(street.sides))
            is_crossed = is_both or side == span.side
            yield Cue(
                kind="crossed" if is_crossed else "joins",
                at_m=float(walked.at_m[place + 1]),
                position=walked.end(place),
                side=side,
                names=street.names,
            )


def crossed_names(span: Span) -> dict[str, str]:
    """Name the street that a crossing crosses; empty where it has no name."""
    network = span.walked.network
    if len(network.crosses) != network.segments:
        return {}
    crossed = network.crosses[span.walked.segment[span.first : span.last + 1]]
    named = (network.ways[way].names for way in crossed.tolist() if way >= 0)
    return next((names for names in named if names), {})


def _crossing(span: Span) -> Iterator[Cue]:
    names = span.names or crossed_names(span)
    facts = known_facts(span, OF_CROSSING)
    yield cue_over(span, "crossing", facts.get("crossing"), names=names, facts=facts)


def _kerbs(span: Span) -> Iterator[Cue]:
    """Tell the kerbs at the ends of the pieces: down into a crossing, up out of it."""
    walked = span.walked
    told: set[float] = set()
    for place in span.places:
        for is_end in (False, True):
            cue = _kerb(span, place, is_end=is_end)
            if cue is not None and round(cue.at_m, 1) not in told:
                told.add(round(cue.at_m, 1))
                yield cue
        if walked.has_kerb_ends:
            continue
        height = walked.value("kerb_height_m", place)
        word = walked.value("kerb", place)
        if height is not None or word is not None:
            at_m = float(walked.at_m[place])
            yield Cue(
                "kerb", at_m, walked.start(place), value=height, facts={"kerb": word}
            )


def _kerb(span: Span, place: int, *, is_end: bool) -> Cue | None:
    """Give the kerb at one end of a piece, if something is known of it.

    A kerb between a street and a way beside it is the crossing's, whichever of the
    two it was mapped on.
    """
    walked = span.walked
    word, height = walked.kerb(place, is_end=is_end)
    beyond = place + 1 if is_end else place - 1
    side = ""
    if span.kind != "crossing" and walked.is_crossing(beyond):
        return None
    if span.kind == "crossing" and beyond not in span.places:
        side = "up" if is_end else "down"
        if word is None and height is None and 0 <= beyond < len(walked.pieces):
            word, height = walked.kerb(beyond, is_end=not is_end)
    if word is None and height is None:
        return None
    far_m = float(walked.length_m[place]) if is_end else 0.0
    return Cue(
        kind="kerb",
        at_m=float(walked.at_m[place]) + far_m,
        position=walked.end(place) if is_end else walked.start(place),
        value=height,
        side=side,
        facts={"kerb": word},
    )


Maker = Callable[[Span], Iterator[Cue]]
WALK: Final[tuple[Maker, ...]] = (
    _streets,
    _kerbs,
    list_surfaces,
    find_slope,
    list_runs,
    list_shared,
)
MAKERS: Final[dict[str, tuple[Maker, ...]]] = {
    "crossing": (_crossing, _kerbs),
    "steps": (list_flight,),
    "elevator": (),
}
"""What is told of each kind of instruction; of any other, ``WALK``."""
