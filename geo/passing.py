"""What is met along one instruction: corners, kerbs, ground, stairs, obstacles."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from itertools import groupby, takewhile
from typing import Final

from geo.column import decode
from geo.cue import Cue
from geo.meeting import corners
from geo.observation import Value
from geo.span import Span
from geo.walked import Walked

OF_CROSSING: Final = (
    "crossing",
    "signals_sound",
    "signals_vibration",
    "button_operated",
    "crossing_island",
    "tactile_paving",
    "lit",
)
OF_FLIGHT: Final = (
    "step_count",
    "step_height_m",
    "handrail",
    "ramp",
    "ramp_wheelchair",
    "ramp_stroller",
    "step_contrast",
    "tactile_paving",
    "lit",
)
SHORT_M: Final = 5.0
"""A change of ground over less is not told."""
SURE: Final = 1.0
"""Height difference, in standard errors of it, from which up and down are told."""
SHARED: Final = frozenset({"living_street"})
"""Streets without a kerb between people on foot and cars."""
RUNS: Final = {
    "tactile_paving": "guidance",
    "lit": "lit",
    "covered": "covered",
    "bridge": "bridge",
    "tunnel": "tunnel",
}
"""Attributes that are told over the length on which they hold, and their cue."""


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
    facts = _facts(span, OF_CROSSING)
    yield _over(span, "crossing", facts.get("crossing"), names=names, facts=facts)


def _facts(span: Span, attributes: tuple[str, ...]) -> dict[str, Value]:
    """Give the values that are known on the pieces, of several the largest number."""
    found: dict[str, Value] = {}
    for attribute in attributes:
        numbers = span.walked.number(attribute)[span.first : span.last + 1].tolist()
        known = [i for i, one in enumerate(numbers) if not math.isnan(one)]
        if known:
            best = max(known, key=lambda i: numbers[i])
            found[attribute] = span.walked.value(attribute, span.first + best)
    return found


def _over(
    span: Span,
    kind: str,
    value: Value,
    *,
    names: dict[str, str] | None = None,
    method: str = "",
    facts: dict[str, Value] | None = None,
) -> Cue:
    """Make a cue of the whole instruction."""
    return Cue(
        kind=kind,
        at_m=span.at_m,
        position=span.walked.start(span.first),
        length_m=span.length_m,
        value=value,
        names=names or {},
        method=method,
        facts=facts or {},
    )


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
    """Give the kerb at one end of a piece, if something is known of it."""
    walked = span.walked
    word, height = walked.kerb(place, is_end=is_end)
    if word is None and height is None:
        return None
    side = ""
    if span.kind == "crossing":
        is_first = place == span.first and not is_end
        is_last = place == span.last and is_end
        side = "down" if is_first else "up" if is_last else ""
    far_m = float(walked.length_m[place]) if is_end else 0.0
    return Cue(
        kind="kerb",
        at_m=float(walked.at_m[place]) + far_m,
        position=walked.end(place) if is_end else walked.start(place),
        value=height,
        side=side,
        facts={"kerb": word},
    )


def _flight(span: Span) -> Iterator[Cue]:
    direction, method = _rise(span)
    facts = _facts(span, OF_FLIGHT)
    yield _over(span, "flight", direction, method=method, facts=facts)


def _rise(span: Span) -> tuple[str | None, str]:
    """Tell whether stairs go up or down: by their tag, else by the heights."""
    walked = span.walked
    said = walked.value("incline_direction", span.first)
    slope = walked.number("incline")[span.first]
    if said is None and slope:
        said = None if math.isnan(slope) else ("up" if slope > 0 else "down")
    if said is not None:
        flip = {"up": "down", "down": "up"}
        is_forward = walked.forward[span.first]
        return (str(said) if is_forward else flip[str(said)]), "tagged"
    low, high = walked.node(span.first), walked.end_node(span.last)
    height, sigma = walked.network.node_height, walked.network.node_sigma
    rise = float(height[high] - height[low])
    error = math.hypot(float(sigma[high]), float(sigma[low]))
    if math.isnan(rise) or abs(rise) <= SURE * error:
        return None, ""
    return ("up" if rise > 0 else "down"), "modelled"


def _surfaces(span: Span) -> Iterator[Cue]:
    """Tell where the ground changes, from what is known to what is known."""
    walked, last = span.walked, math.nan
    numbers = walked.number("surface")
    for number, group in groupby(span.places, key=lambda i: numbers[i]):
        places = list(group)
        length = float(walked.length_m[places].sum())
        if math.isnan(number) or length < SHORT_M:
            continue
        if not math.isnan(last) and number != last:
            yield Cue(
                kind="surface",
                at_m=float(walked.at_m[places[0]]),
                position=walked.start(places[0]),
                length_m=length,
                value=walked.value("surface", places[0]),
                facts={"surface": decode("surface", last)},
            )
        last = float(number)


def _slope(span: Span) -> Iterator[Cue]:
    """Tell the steepest slope in the direction of travel."""
    walked = span.walked
    slopes = walked.number("incline")
    known = [place for place in span.places if not math.isnan(slopes[place])]
    if not known:
        return
    place = max(known, key=lambda i: abs(slopes[i]))
    sign = 1 if walked.forward[place] else -1
    yield Cue(
        kind="slope",
        at_m=float(walked.at_m[place]),
        position=walked.start(place),
        length_m=float(walked.length_m[place]),
        value=sign * float(slopes[place]),
        method=walked.method("incline", place),
        names=walked.info(place).names,
    )


def _runs(span: Span) -> Iterator[Cue]:
    """Tell over what length there is guidance to feel, light, a roof."""
    walked = span.walked
    for attribute, kind in RUNS.items():
        numbers = walked.number(attribute)
        for number, group in groupby(span.places, key=lambda i: numbers[i]):
            places = list(group)
            if math.isnan(number):
                continue
            yield Cue(
                kind=kind,
                at_m=float(walked.at_m[places[0]]),
                position=walked.start(places[0]),
                length_m=float(walked.length_m[places].sum()),
                value=number > 0,
            )


def _shared(span: Span) -> Iterator[Cue]:
    """Tell where one comes to ground that is shared with cars, and for how long."""
    walked, last = span.walked, len(span.walked.pieces)
    for place in span.places:
        if _is_shared(walked, place) and not (place and _is_shared(walked, place - 1)):
            run = takewhile(lambda i: _is_shared(walked, i), range(place, last))
            yield Cue(
                kind="shared",
                at_m=float(walked.at_m[place]),
                position=walked.start(place),
                length_m=float(walked.length_m[list(run)].sum()),
                value=True,
            )


def _is_shared(walked: Walked, place: int) -> bool:
    return walked.info(place).highway in SHARED


Maker = Callable[[Span], Iterator[Cue]]
WALK: Final[tuple[Maker, ...]] = (_streets, _kerbs, _surfaces, _slope, _runs, _shared)
MAKERS: Final[dict[str, tuple[Maker, ...]]] = {
    "crossing": (_crossing, _kerbs),
    "steps": (_flight,),
    "elevator": (),
}
"""What is told of each kind of instruction; of any other, ``WALK``."""
