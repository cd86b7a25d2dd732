"""What is met along one instruction: corners, kerbs, ground, stairs, obstacles."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Final

from geo.cue import Cue
from geo.meeting import corners
from geo.observation import Value
from geo.span import Span

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
RUNS: Final = {"tactile_paving": "guidance", "lit": "lit", "covered": "covered"}
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
    walked = span.walked
    index = corners(walked.network)
    inside = [walked.end_node(place) for place in list(span.places)[:-1]]
    for node in (*inside, walked.node(span.first), walked.end_node(span.last)):
        ways = {walked.way(place) for place in span.places}
        for street in index.met(node, ways, walked.leaves(span.first)):
            if street.names:
                return street.names
    return {}


def _crossing(span: Span) -> Iterator[Cue]:
    names = span.names or crossed_names(span)
    facts = _facts(span, OF_CROSSING)
    yield _over(span, "crossing", facts.get("crossing"), names=names, facts=facts)


def _facts(span: Span, attributes: tuple[str, ...]) -> dict[str, Value]:
    """Give the values that are known on the pieces, of several the largest number."""
    found: dict[str, Value] = {}
    for attribute in attributes:
        numbers = span.walked.number(attribute)[span.first : span.last + 1]
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
    """Tell the kerbs: down at the first end of a crossing, up at the last.

    Of a crossing in one piece the higher kerb is known, not its end.
    """
    walked = span.walked
    height, word = walked.number("kerb_height_m"), walked.number("kerb")
    for place in span.places:
        if math.isnan(height[place]) and math.isnan(word[place]):
            continue
        is_down = span.kind == "crossing" and span.first == place < span.last
        is_up = span.kind == "crossing" and span.first < place == span.last
        end_m = walked.at_m[place] + walked.length_m[place]
        yield Cue(
            kind="kerb",
            at_m=float(end_m if is_up else walked.at_m[place]),
            position=walked.end(place) if is_up else walked.start(place),
            value=walked.value("kerb_height_m", place),
            side="down" if is_down else "up" if is_up else "",
            method=walked.method("kerb_height_m", place),
            facts={
                "kerb": walked.value("kerb", place),
                "tactile_paving": walked.value("tactile_paving", place),
            },
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
    walked, last = span.walked, None
    numbers = walked.number("surface")
    for number, group in groupby(span.places, key=lambda i: numbers[i]):
        places = list(group)
        length = float(walked.length_m[places].sum())
        if math.isnan(number) or length < SHORT_M:
            continue
        if last is not None and number != last:
            yield Cue(
                kind="surface",
                at_m=float(walked.at_m[places[0]]),
                position=walked.start(places[0]),
                length_m=length,
                value=walked.value("surface", places[0]),
            )
        last = number


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
        names=walked.network.ways[walked.way(place)].names,
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


Maker = Callable[[Span], Iterator[Cue]]
WALK: Final[tuple[Maker, ...]] = (_streets, _kerbs, _surfaces, _slope, _runs)
MAKERS: Final[dict[str, tuple[Maker, ...]]] = {
    "crossing": (_crossing, _kerbs),
    "steps": (_flight,),
    "elevator": (),
}
"""What is told of each kind of instruction; of any other, ``WALK``."""
