"""The vocabulary of access attributes: one row each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from geo.errors import InputError
from geo.observation import Value


class Kind(StrEnum):
    """What a value of an attribute looks like."""

    YES_NO = "yes_no"
    NUMBER = "number"
    WORD = "word"
    TEXT = "text"


@dataclass(frozen=True)
class Attribute:
    """One access attribute.

    Attributes
    ----------
    name : str
        Identifier, with its unit where it has one.
    kind : Kind
        Type of its values.
    unit : str
        ``"m"``, ``"ratio"``, ``"count"`` or empty.
    words : tuple of str
        Allowed words where ``kind`` is ``WORD``; empty allows any.
    low, high : float
        Bounds of a number; outside them a value is an error.
    """

    name: str
    kind: Kind
    unit: str = ""
    words: tuple[str, ...] = ()
    low: float = 0.0
    high: float = 1e6


def _yes_no(name: str) -> Attribute:
    return Attribute(name, Kind.YES_NO)


def _number(name: str, unit: str, low: float, high: float) -> Attribute:
    return Attribute(name, Kind.NUMBER, unit, (), low, high)


def _word(name: str, *words: str) -> Attribute:
    return Attribute(name, Kind.WORD, "", words)


WHEELCHAIR_WORDS: Final = ("yes", "designated", "limited", "no")
KERB_WORDS: Final = ("flush", "lowered", "no", "rolled", "raised", "yes")
SMOOTHNESS_WORDS: Final = (
    "excellent",
    "good",
    "intermediate",
    "bad",
    "very_bad",
    "horrible",
    "very_horrible",
    "impassable",
)
SURFACE_WORDS: Final = (
    "asphalt",
    "paved",
    "concrete",
    "concrete:plates",
    "paving_stones",
    "tiles",
    "bricks",
    "metal",
    "wood",
    "rubber",
    "concrete:lanes",
    "sett",
    "cobblestone:flattened",
    "compacted",
    "fine_gravel",
    "cobblestone",
    "unpaved",
    "grass_paver",
    "woodchips",
    "ground",
    "rock",
    "unhewn_cobblestone",
    "grass",
    "earth",
    "dirt",
    "snow",
    "ice",
    "gravel",
    "pebblestone",
    "sand",
    "mud",
)
"""From the best to the worst: whatever a profile refuses comes after what it takes."""

DESCRIPTIONS: Final = (
    "wheelchair_description",
    "blind_description",
    "deaf_description",
)
TEXT_LANGUAGES: Final = ("ar", "fr", "en")
"""Languages in which a text stands apart; others stand with those of no language."""
DESCRIPTION_NAMES: Final = (
    *DESCRIPTIONS,
    *(f"{name}_{word}" for name in DESCRIPTIONS for word in TEXT_LANGUAGES),
)

ATTRIBUTES: Final = {
    attribute.name: attribute
    for attribute in (
        _number("incline", "ratio", -1.0, 1.0),
        _word("incline_direction", "up", "down"),
        _number("incline_across", "ratio", -0.5, 0.5),
        _number("width_m", "m", 0.0, 200.0),
        _number("narrowest_m", "m", 0.0, 200.0),
        _number("clearance_m", "m", 0.0, 100.0),
        _word("kerb", *KERB_WORDS),
        _number("kerb_height_m", "m", 0.0, 0.6),
        _yes_no("steps"),
        _number("step_count", "count", 0.0, 5000.0),
        _number("step_height_m", "m", 0.0, 1.0),
        _yes_no("step_contrast"),
        _yes_no("handrail"),
        _yes_no("handrail_left"),
        _yes_no("handrail_right"),
        _yes_no("handrail_center"),
        _yes_no("ramp"),
        _yes_no("ramp_wheelchair"),
        _yes_no("ramp_stroller"),
        _word("surface", *SURFACE_WORDS),
        _word("smoothness", *SMOOTHNESS_WORDS),
        _word("tracktype", "grade1", "grade2", "grade3", "grade4", "grade5"),
        _word("sidewalk", "yes", "no", "separate"),
        _word(
            "crossing",
            "unmarked",
            "marked",
            "signals",
            "no",
        ),
        _yes_no("crossing_island"),
        _yes_no("signals_sound"),
        _yes_no("signals_vibration"),
        _yes_no("button_operated"),
        _yes_no("tactile_paving"),
        _yes_no("tactile_start"),
        _yes_no("tactile_end"),
        _yes_no("lit"),
        _yes_no("covered"),
        _yes_no("bridge"),
        _yes_no("tunnel"),
        _yes_no("shade"),
        _word("wheelchair", *WHEELCHAIR_WORDS),
        *(Attribute(name, Kind.TEXT) for name in DESCRIPTION_NAMES),
        _word("access", "yes", "no", "private", "customers", "destination"),
        _yes_no("obstructed"),
        _word("conveying", "yes", "forward", "backward", "reversible"),
        _yes_no("elevator"),
        Attribute("level", Kind.TEXT),
        Attribute("opening_hours", Kind.TEXT),
        Attribute("access_conditional", Kind.TEXT),
        _number("residents", "count", 0.0, 1e7),
        _word("toilets_wheelchair", *WHEELCHAIR_WORDS),
        _number("door_width_m", "m", 0.0, 10.0),
        _yes_no("automatic_door"),
        Attribute("entrance", Kind.TEXT),
        Attribute("door", Kind.TEXT),
        _number("capacity_disabled", "count", 0.0, 1e5),
        _yes_no("access_aisle"),
        _yes_no("shelter"),
        _yes_no("bench"),
        _yes_no("departures_board"),
        _yes_no("departures_board_speech"),
        _yes_no("passenger_information_display"),
        _yes_no("audio_loop"),
        _yes_no("speech_output"),
        _yes_no("tactile_writing"),
        _word("wheelchair_boarding", "yes", "no"),
        _number("boarding_step_m", "m", 0.0, 1.5),
        _number("boarding_gap_m", "m", 0.0, 1.0),
        _number("platform_height_m", "m", 0.0, 1.5),
        _number("vehicle_floor_m", "m", 0.0, 2.0),
        _word("platform_kind", "platform", "pavement", "roadside", "island"),
        _yes_no("announcements"),
        _yes_no("next_stop_audible"),
        _yes_no("next_stop_visual"),
        _yes_no("lift_working"),
        _yes_no("escalator_working"),
        _yes_no("low_floor"),
        _yes_no("wheelchair_space"),
        _yes_no("wheelchair_folded"),
        _yes_no("driver_help"),
        _yes_no("staff_help"),
    )
}


def check_value(name: str, value: Value) -> Value:
    """Refuse a value that an attribute cannot have.

    Parameters
    ----------
    name : str
        Name of the attribute.
    value : Value
        ``None`` (unknown) is always allowed.

    Returns
    -------
    Value
        The value, a number as ``float``.

    Raises
    ------
    InputError
        Naming the attribute, the value and the limit.
    """
    attribute = ATTRIBUTES.get(name)
    if attribute is None:
        raise InputError(name, "is not a known access attribute")
    if value is None:
        return None
    if attribute.kind is Kind.NUMBER:
        return _checked_number(attribute, value)
    if attribute.kind is Kind.YES_NO and not isinstance(value, bool):
        raise InputError(name, f"{value!r} is neither yes nor no")
    if attribute.kind is Kind.WORD and value not in attribute.words:
        raise InputError(name, f"{value!r} is not one of {', '.join(attribute.words)}")
    return value


def _checked_number(attribute: Attribute, value: Value) -> float:
    if isinstance(value, bool | str) or value is None:
        raise InputError(attribute.name, f"{value!r} is not a number")
    if not attribute.low <= value <= attribute.high:
        raise InputError(
            attribute.name,
            f"{value} is outside {attribute.low:g} … {attribute.high:g} "
            f"{attribute.unit}".rstrip(),
        )
    return float(value)
