"""What is told of stairs and of crossings as a whole."""

from __future__ import annotations

import math
from typing import Final

from geo.account.account import Account, Span
from geo.attribute import ATTRIBUTES, Kind
from geo.column import decode
from geo.cue import Cue
from geo.meeting import corners
from geo.observation import Value

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
SURE: Final = 1.0
"""Height difference, in standard errors of it, from which up and down are told."""
TACTILE: Final = ("tactile_start", "tactile_end")
RAILS: Final = ("handrail_left", "handrail_right")
CENTER: Final = "handrail_center"
FLIPPED: Final = {"up": "down", "down": "up"}


def tell_crossing(account: Account, span: Span) -> Cue:
    """Tell what is crossed, and what is known of how."""
    names = names_of(account, span) or crossed_names(account, span)
    facts = known_facts(account, span, OF_CROSSING) | _strips(account, span)
    return _whole(span, "crossing", facts.get("crossing"), (names, "", facts))


def tell_flight(account: Account, span: Span) -> Cue:
    """Tell where stairs go, and what there is to hold on to."""
    direction, method = _rise(account, span)
    facts = known_facts(account, span, OF_FLIGHT) | _rails(account, span)
    return _whole(span, "flight", direction, ({}, method, facts))


def _strips(account: Account, span: Span) -> dict[str, Value]:
    """Give what is underfoot before and after a crossing, where ends are told."""
    first, last = span.places[0], span.places[-1]
    ends = TACTILE[_is_back(account, first)], TACTILE[1 - _is_back(account, last)]
    near, far = _read(account, ends[0], first), _read(account, ends[1], last)
    return {} if near is far is None else {"tactile_near": near, "tactile_far": far}


def _rails(account: Account, span: Span) -> dict[str, Value]:
    """Give the sides of the handrails, as one walks."""
    sides = RAILS[::-1] if _is_back(account, span.places[0]) else RAILS
    told = dict(zip(RAILS, sides, strict=True))
    found = known_facts(account, span, (*RAILS, CENTER))
    return {name: found[side] for name, side in told.items() if side in found} | {
        name: value for name, value in found.items() if name == CENTER
    }


def _is_back(account: Account, place: int) -> int:
    return int(account.pieces[place]["edge"]) % 2


def _read(account: Account, attribute: str, place: int) -> Value:
    if not _is_known(account, attribute):
        return None
    return decode(attribute, account.number(attribute, place))


def _whole(
    span: Span,
    kind: str,
    value: Value,
    told: tuple[dict[str, str], str, dict[str, Value]],
) -> Cue:
    """Make a cue of a whole instruction, with names, method and facts."""
    place = span.lon, span.lat
    return Cue(kind, span.at_m, place, span.length_m, value, "", *told)


def names_of(account: Account, span: Span) -> dict[str, str]:
    """Give the names of an instruction's way."""
    return corners(account.network).info(int(span.way)).names


def crossed_names(account: Account, span: Span) -> dict[str, str]:
    """Name the street that a crossing crosses; empty where it has no name."""
    network = account.network
    if len(network.crosses) != network.segments:
        return {}
    info = corners(network).info
    segments = account.segments[span.places.start : span.places.stop]
    crossed = (int(network.crosses[segment]) for segment in segments)
    named = (info(way).names for way in crossed if way >= 0)
    return next((names for names in named if names), {})


def known_facts(
    account: Account, span: Span, attributes: tuple[str, ...]
) -> dict[str, Value]:
    """Give the values that are known on the pieces of an instruction.

    Of several numbers the largest; of yes and no, no.
    """
    found: dict[str, Value] = {}
    for attribute in attributes:
        if not _is_known(account, attribute):
            continue
        numbers = [account.number(attribute, place) for place in span.places]
        known = [number for number in numbers if not math.isnan(number)]
        if known:
            choose = min if ATTRIBUTES[attribute].kind is Kind.YES_NO else max
            found[attribute] = decode(attribute, choose(known))
    return found


def _is_known(account: Account, attribute: str) -> bool:
    """Tell whether an attribute is known anywhere."""
    facts = account.laid.facts
    columns = facts.network.columns, facts.laid_hard, facts.laid_soft
    return any(attribute in column for column in columns)


def _rise(account: Account, span: Span) -> tuple[str | None, str]:
    """Tell whether stairs go up or down: by their tag, else by the heights."""
    first, last = account.pieces[span.places[0]], account.pieces[span.places[-1]]
    said = decode(
        "incline_direction", account.number("incline_direction", span.places[0])
    )
    slope = account.number("incline", span.places[0])
    if said is None and slope:
        said = None if math.isnan(slope) else ("up" if slope > 0 else "down")
    if said is not None:
        is_forward = first["edge"] % 2 == 0
        return (str(said) if is_forward else FLIPPED[str(said)]), "tagged"
    low, high = first["node"], last["end_node"]
    height, sigma = account.network.node_height, account.network.node_sigma
    rise = float(height[high] - height[low])
    error = math.hypot(float(sigma[high]), float(sigma[low]))
    if math.isnan(rise) or abs(rise) <= SURE * error:
        return None, ""
    return ("up" if rise > 0 else "down"), "modelled"
