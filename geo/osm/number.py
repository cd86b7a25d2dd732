"""Numbers with units as OSM writes them, read into metres, ratios and counts.

A number that cannot be told for sure is flagged; a number is never invented.
"""

from __future__ import annotations

import math
import re
from typing import Final

from geo.osm.reading import Reading, unknown, unreadable

KERB_LIMIT_M: Final = 0.6
STEP_LIMIT_M: Final = 1.0
DOOR_LIMIT_M: Final = 10.0
WIDTH_LIMIT_M: Final = 200.0
COUNT_LIMIT: Final = 5000
STEEP: Final = 0.4
ACROSS_LIMIT: Final = 0.5
APPROXIMATE_TRUST: Final = 0.5
ASSUMED_TRUST: Final = 0.5

FOOT_M: Final = 0.3048
INCH_M: Final = 0.0254
UNITS_M: Final = {
    "m": 1.0,
    "metre": 1.0,
    "metres": 1.0,
    "meter": 1.0,
    "meters": 1.0,
    "cm": 0.01,
    "mm": 0.001,
    "ft": FOOT_M,
    "feet": FOOT_M,
    "in": INCH_M,
    '"': INCH_M,
    "'": FOOT_M,
}

_NUMBER = re.compile(r"^([+-]?\d+(?:\.\d+)?|[+-]?\.\d+)\s*([^\d\s].*)?$")
_FEET = re.compile(r"^(\d+(?:\.\d+)?)'\s*(?:(\d+(?:\.\d+)?)\s*(?:\"|''|in)?)?$")
_RATIO = re.compile(r"^(-?)\s*(\d+(?:\.\d+)?)\s*[:/]\s*(\d+(?:\.\d+)?)$")
_ABOUT = re.compile(r"^(?:ca\.?|circa|approx\.?|about|~|≈|<|>)\s*", re.IGNORECASE)

_NO_SLOPE_WORDS = frozenset({"up", "down", "steep", "yes", "unknown"})
_NO_WIDTH_WORDS = frozenset({"narrow", "wide", "unknown"})


def _split(text: str) -> tuple[float, str] | None:
    """Split ``"1,5 m"`` into 1.5 and ``"m"``."""
    found = _NUMBER.match(text.strip().replace(",", ".").replace("\u2212", "-"))
    if found is None:
        return None
    return float(found[1]), (found[2] or "").strip().lower()


def _length_m(text: str) -> tuple[float, bool] | None:
    """Read a length: metres, and whether its unit was told."""
    feet = _FEET.match(text.strip())
    if feet is not None:
        return float(feet[1]) * FOOT_M + float(feet[2] or 0) * INCH_M, True
    parts = _split(text)
    if parts is None or (parts[1] and parts[1] not in UNITS_M):
        return None
    number, unit = parts
    return number * UNITS_M.get(unit, 1.0), bool(unit)


def parse_incline(text: str) -> Reading:
    """Read ``incline`` as a signed ratio, up is positive (O-31).

    Parameters
    ----------
    text : str
        ``"5%"``, ``"-5 %"``, ``"5°"``, ``"1:12"``, ``"up"`` …

    Returns
    -------
    Reading
        ``None`` for words: ``up`` tells a direction and no magnitude.

    Notes
    -----
    OSM wiki, Key:incline. A degree is the ratio of its tangent.
    """
    word = text.strip().lower()
    if word in _NO_SLOPE_WORDS:
        return unknown(text)
    ratio = _RATIO.match(word.replace(",", "."))
    if ratio is not None and float(ratio[3]) > 0:
        sign = -1.0 if ratio[1] else 1.0
        return _slope(sign * float(ratio[2]) / float(ratio[3]), text)
    parts = _split(word)
    if parts is None:
        return unreadable(text)
    return _slope_with_unit(*parts, text)


def _slope_with_unit(number: float, unit: str, text: str) -> Reading:
    if unit in {"°", "deg", "degrees"}:
        return _slope(math.tan(math.radians(number)), text)
    if unit not in {"%", "percent", ""}:
        return unreadable(text)
    read = _slope(number / 100, text)
    if unit or number == 0 or read.flaw:
        return read
    note = f"{text!r} has no unit: read as per cent"
    return Reading(read.value, "no-unit", note, ASSUMED_TRUST)


def _slope(ratio: float, text: str) -> Reading:
    if abs(ratio) > 1:
        return Reading(None, "rejected", f"{text!r} is steeper than 100 %: rejected")
    if abs(ratio) > STEEP:
        return Reading(
            ratio, "steep", f"{text!r} is steeper than 40 %: kept, doubtful", 0.5
        )
    return Reading(ratio)


def parse_incline_direction(text: str) -> Reading:
    """Read the direction that ``incline=up`` and ``down`` tell; else nothing."""
    word = text.strip().lower()
    return Reading(word) if word in {"up", "down"} else unknown(text)


def parse_cross_slope(text: str) -> Reading:
    """Read ``incline:across`` as a signed ratio, at most 50 %."""
    reading = parse_incline(text)
    if isinstance(reading.value, float) and abs(reading.value) > ACROSS_LIMIT:
        return Reading(None, "rejected", f"{text!r} is more than 50 %: rejected")
    return reading


def _parse_height(text: str, limit: float) -> Reading:
    length = _length_m(_ABOUT.sub("", text.strip()))
    if length is None:
        return unreadable(text)
    metres, has_unit = length
    if metres < 0:
        return Reading(None, "rejected", f"{text!r} is negative: rejected")
    if metres <= limit:
        return Reading(round(metres, 6))
    if not has_unit and metres >= 1 and metres / 100 <= limit:
        note = f"{text!r} has no unit and is too much for metres: read as centimetres"
        return Reading(metres / 100, "ambiguous", note, ASSUMED_TRUST)
    return Reading(None, "rejected", f"{text!r} is above {limit:g} m: rejected")


def parse_kerb_height(text: str) -> Reading:
    """Read ``kerb:height`` in metres, 0 … 0.6 (O-33).

    ``15`` without a unit cannot be metres: read as centimetres and flagged.
    """
    return _parse_height(text, KERB_LIMIT_M)


def parse_step_height(text: str) -> Reading:
    """Read the height of one step in metres, 0 … 1."""
    return _parse_height(text, STEP_LIMIT_M)


def parse_door_width(text: str) -> Reading:
    """Read the free width of a door in metres, 0 … 10; ``90`` is centimetres."""
    return _parse_height(text, DOOR_LIMIT_M)


def parse_width(text: str) -> Reading:
    """Read a width or a clearance in metres; a number alone is metres (O-34)."""
    words = text.strip().lower()
    if words in _NO_WIDTH_WORDS:
        return unknown(text)
    plain = _ABOUT.sub("", words)
    length = _length_m(plain)
    if length is None:
        return unreadable(text)
    metres = round(length[0], 6)
    if not 0 < metres <= WIDTH_LIMIT_M:
        return Reading(
            None, "rejected", f"{text!r} is outside 0 … {WIDTH_LIMIT_M:g} m: rejected"
        )
    if plain != words:
        return Reading(
            metres, "approximate", f"{text!r} is approximate", APPROXIMATE_TRUST
        )
    return Reading(metres)


def parse_count(text: str) -> Reading:
    """Read a whole number of things, 0 … 5000; ``no`` is none of them."""
    word = text.strip().lower()
    if word == "no":
        return Reading(0.0)
    if word in {"yes", "unknown"}:
        return unknown(text)
    plain = _ABOUT.sub("", word)
    if not plain.isdecimal():
        return unreadable(text)
    if int(plain) > COUNT_LIMIT:
        return Reading(None, "rejected", f"{text!r} is above {COUNT_LIMIT}: rejected")
    trust = 1.0 if plain == word else APPROXIMATE_TRUST
    return Reading(float(plain), trust=trust)


def free_width_m(way_m: float | None, obstacle_m: float | None) -> float | None:
    """Tell what an obstacle leaves of a way.

    Parameters
    ----------
    way_m, obstacle_m : float or None
        Widths in metres; ``None`` is unknown.

    Returns
    -------
    float or None
        Metres, at least 0; ``None`` where one of the two is unknown.

    Notes
    -----
    Jungle Bus rules OSM → CNIG v1.0: the obstacle's width is taken off the way's.
    """
    if way_m is None or obstacle_m is None:
        return None
    return max(0.0, way_m - obstacle_m)
