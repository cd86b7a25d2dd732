"""Words for access attributes and for their values."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Final

from geo.attribute import ATTRIBUTES, DESCRIPTION_NAMES, Kind
from geo.observation import Value
from geo.place_text import read_attribute
from webmap.formats import centimetres, number, percent, yes_no
from webmap.i18n import KEPT, N_, current_language, gettext

ISOLATE: Final = "\u2068%s\u2069"
"""Keeps a name or a number from mixing its direction into the sentence around it."""
METRE: Final = 1.0

ABOUT: Final = {
    "wheelchair_description": N_("About wheelchairs"),
    "blind_description": N_("For blind people"),
    "deaf_description": N_("For deaf people"),
}
"""Texts for some readers; those of each language have the same word."""
ATTRIBUTE_WORDS: Final = {
    **{name: ABOUT[read_attribute(name)[0]] for name in DESCRIPTION_NAMES},
    "incline": N_("Slope"),
    "slope_up": N_("Slope uphill"),
    "slope_down": N_("Slope downhill"),
    "incline_direction": N_("Direction of the slope"),
    "incline_across": N_("Slope to the side"),
    "width_m": N_("Width"),
    "narrowest_m": N_("Width at the narrowest point"),
    "clearance_m": N_("Head room"),
    "kerb": N_("Kerb"),
    "kerb_height_m": N_("Height of the kerb"),
    "steps": N_("Steps"),
    "step_count": N_("Number of steps"),
    "step_height_m": N_("Height of a step"),
    "step_contrast": N_("Steps marked in contrast"),
    "handrail": N_("Handrail"),
    "handrail_left": N_("Handrail on the left"),
    "handrail_right": N_("Handrail on the right"),
    "handrail_center": N_("Handrail in the middle"),
    "ramp": N_("Ramp"),
    "ramp_wheelchair": N_("Ramp for wheelchairs"),
    "ramp_stroller": N_("Ramp for prams"),
    "surface": N_("Ground"),
    "smoothness": N_("Evenness of the ground"),
    "tracktype": N_("Kind of track"),
    "sidewalk": N_("Sidewalk"),
    "crossing": N_("Crossing"),
    "crossing_island": N_("Island in the crossing"),
    "signals_sound": N_("Signals that can be heard"),
    "signals_vibration": N_("Signals that can be felt"),
    "button_operated": N_("Signals with a button"),
    "tactile_paving": N_("Tactile paving"),
    "tactile_start": N_("Tactile paving at its start"),
    "tactile_end": N_("Tactile paving at its end"),
    "lit": N_("Lit at night"),
    "covered": N_("Covered"),
    "bridge": N_("Bridge"),
    "tunnel": N_("Tunnel"),
    "shade": N_("Shade"),
    "wheelchair": N_("With a wheelchair"),
    "access": N_("Open to all"),
    "obstructed": N_("Blocked"),
    "conveying": N_("Moving"),
    "elevator": N_("Lift"),
    "level": N_("Floor"),
    "opening_hours": N_("Opening hours"),
    "access_conditional": N_("Access by the time"),
    "residents": N_("Residents"),
    "toilets_wheelchair": N_("Toilets for wheelchair users"),
    "door_width_m": N_("Width of the door"),
    "automatic_door": N_("Automatic door"),
    "entrance": N_("Entrance"),
    "door": N_("Door"),
    "capacity_disabled": N_("Parking spaces for disabled people"),
    "access_aisle": N_("Free space beside the parking space"),
    "shelter": N_("Shelter"),
    "bench": N_("Bench"),
    "departures_board": N_("Departures board"),
    "departures_board_speech": N_("Departures spoken aloud"),
    "passenger_information_display": N_("Display with information"),
    "audio_loop": N_("Hearing loop"),
    "speech_output": N_("Speech output"),
    "tactile_writing": N_("Writing to touch"),
    "wheelchair_boarding": N_("Boarding with a wheelchair"),
    "boarding_step_m": N_("Height of the step aboard"),
    "boarding_gap_m": N_("Gap before the vehicle"),
    "platform_height_m": N_("Height of the platform"),
    "vehicle_floor_m": N_("Height of the vehicle’s floor"),
    "platform_kind": N_("Where people wait"),
    "announcements": N_("Announcements that can be heard"),
    "next_stop_audible": N_("The next stop is announced"),
    "next_stop_visual": N_("The next stop is shown"),
    "lift_working": N_("The lift works"),
    "escalator_working": N_("The escalator works"),
    "low_floor": N_("Low floor"),
    "wheelchair_space": N_("Space for a wheelchair"),
    "wheelchair_folded": N_("A folded wheelchair is taken along"),
    "driver_help": N_("The driver helps"),
    "staff_help": N_("Staff at the station helps"),
}

WORDS: Final = {
    "up": N_("upwards"),
    "down": N_("downwards"),
    "flush": N_("flush, no edge"),
    "lowered": N_("lowered"),
    "no": N_("no"),
    "rolled": N_("sloping edge"),
    "raised": N_("raised"),
    "yes": N_("yes"),
    "excellent": N_("excellent"),
    "good": N_("good"),
    "intermediate": N_("fair"),
    "bad": N_("bad"),
    "very_bad": N_("very bad"),
    "horrible": N_("rough"),
    "very_horrible": N_("very rough"),
    "impassable": N_("impassable for wheels"),
    "asphalt": N_("asphalt"),
    "paved": N_("paved"),
    "concrete": N_("concrete"),
    "concrete:plates": N_("concrete slabs"),
    "concrete:lanes": N_("concrete lanes"),
    "paving_stones": N_("paving stones"),
    "tiles": N_("tiles"),
    "bricks": N_("bricks"),
    "metal": N_("metal"),
    "wood": N_("wood"),
    "rubber": N_("rubber"),
    "sett": N_("cut stone setts"),
    "cobblestone:flattened": N_("flat cobblestones"),
    "compacted": N_("compacted gravel"),
    "fine_gravel": N_("fine gravel"),
    "unhewn_cobblestone": N_("rough cobblestones"),
    "cobblestone": N_("cobblestones"),
    "unpaved": N_("unpaved"),
    "gravel": N_("loose gravel"),
    "pebblestone": N_("pebbles"),
    "rock": N_("bare rock"),
    "ground": N_("bare ground"),
    "earth": N_("earth"),
    "dirt": N_("dirt"),
    "grass_paver": N_("grass pavers"),
    "grass": N_("grass"),
    "woodchips": N_("wood chips"),
    "mud": N_("mud"),
    "sand": N_("sand"),
    "snow": N_("snow"),
    "ice": N_("ice"),
    "separate": N_("beside the road"),
    "unmarked": N_("not marked"),
    "marked": N_("marked"),
    "signals": N_("with traffic lights"),
    "designated": N_("yes, made for it"),
    "limited": N_("in part"),
    "private": N_("private"),
    "customers": N_("for customers"),
    "destination": N_("for residents"),
    "forward": N_("forwards"),
    "backward": N_("backwards"),
    "reversible": N_("both ways by turns"),
    "platform": N_("on a platform"),
    "pavement": N_("on the pavement"),
    "roadside": N_("beside the road"),
    "island": N_("on an island in the road"),
}
RATIOS: Final = frozenset({"slope_up", "slope_down", "slope_across"})


def isolate(text: str) -> str:
    """Set a name apart from the direction of the sentence around it."""
    return ISOLATE % text if text else ""


def labelled(label: str, value: str) -> str:
    """Put a value behind what it is a value of."""
    return gettext("%(label)s: %(value)s", label=label, value=value)


def attribute_word(name: str) -> str:
    """Name an access attribute."""
    return gettext(ATTRIBUTE_WORDS.get(name, name.replace("_", " ")))


def value_words(name: str, value: Value) -> str:
    """Say the value of an access attribute, with its unit."""
    return _value_words(name, value, current_language())


@lru_cache(maxsize=KEPT, typed=True)
def _value_words(name: str, value: Value, _language: str) -> str:
    """Say a value once; yes and 1 are not the same."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return gettext("not known")
    if isinstance(value, bool):
        return yes_no(value)
    if isinstance(value, str):
        return gettext(WORDS[value]) if value in WORDS else isolate(value)
    return _quantity(name, float(value))


def _quantity(name: str, value: float) -> str:
    attribute = ATTRIBUTES.get(name)
    if name in RATIOS or (attribute and attribute.unit == "ratio"):
        return percent(abs(value), 1)
    if attribute is None or attribute.unit != "m":
        return _bare(attribute is not None and attribute.kind is Kind.YES_NO, value)
    if value < METRE:
        return centimetres(value)
    return gettext("%(m)s m", m=number(value, 2))


def _bare(is_yes_no: bool, value: float) -> str:  # noqa: FBT001
    return yes_no(bool(value)) if is_yes_no else number(value)
