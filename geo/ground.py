"""What is underfoot and overhead along an instruction: stairs, ground, slope, light."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import groupby, takewhile
from typing import Final

from geo.column import decode
from geo.cue import Cue
from geo.span import Span, cue_over, known_facts
from geo.walked import Walked

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


def list_flight(span: Span) -> Iterator[Cue]:
    """Tell where stairs go, and what there is to hold on to."""
    direction, method = _rise(span)
    facts = known_facts(span, OF_FLIGHT)
    yield cue_over(span, "flight", direction, method=method, facts=facts)


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


def list_surfaces(span: Span) -> Iterator[Cue]:
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


def find_slope(span: Span) -> Iterator[Cue]:
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


def list_runs(span: Span) -> Iterator[Cue]:
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


def list_shared(span: Span) -> Iterator[Cue]:
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
