"""A person's own limits, laid over a profile."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from geo.attribute import SMOOTHNESS_WORDS
from geo.errors import InputError
from geo.need import Profile, Threshold

RATIO: Final = "ratio"


@dataclass(frozen=True)
class Limit:
    """One limit that a person may set.

    Attributes
    ----------
    rule : str
        Rule of the profile that it changes.
    unit : str
        ``"ratio"``, ``"m"``, ``"m/s"`` or empty.
    low, high : float
        Allowed range of a number.
    words : tuple of str
        Allowed words; empty where it is a number.
    """

    rule: str
    unit: str = ""
    low: float = 0.0
    high: float = 0.0
    words: tuple[str, ...] = ()

    @property
    def measure(self) -> str:
        """The unit; a ratio is never taken for per cent."""
        return f"{self.unit} (6 % is 0.06)" if self.unit == RATIO else self.unit


STEPS_WORDS: Final = {"no": 0.0, "few": 3.0, "yes": None}
FEWEST: Final = ("width", "narrowing", "clearance")
"""Rules whose limit is the least, not the most, that is passed."""

LIMITS: Final = {
    "max_slope_up": Limit("slope_up", "ratio", 0.0, 0.5),
    "max_slope_down": Limit("slope_down", "ratio", 0.0, 0.5),
    "max_slope_across": Limit("slope_across", "ratio", 0.0, 0.5),
    "min_width_m": Limit("width", "m", 0.3, 5.0),
    "max_kerb_m": Limit("kerb", "m", 0.0, 0.6),
    "min_clearance_m": Limit("clearance", "m", 0.5, 5.0),
    "worst_smoothness": Limit("smoothness", words=SMOOTHNESS_WORDS),
    "steps": Limit("steps", words=tuple(STEPS_WORDS)),
    "speed_mps": Limit("speed", "m/s", 0.1, 4.0),
    "after_dark": Limit("light", words=("yes", "no")),
}


def with_limits(profile: Profile, limits: Mapping[str, object]) -> Profile:
    """Lay a person's own limits over a profile.

    Parameters
    ----------
    profile : Profile
    limits : mapping
        Names of ``LIMITS`` to numbers (SI units, also as text) or words.

    Returns
    -------
    Profile
        The profile itself where there is nothing to change.

    Raises
    ------
    InputError
        Naming the limit, its value and the allowed range.
    """
    for name, value in limits.items():
        profile = _changed(profile, name, value)
    return profile


def _changed(profile: Profile, name: str, value: object) -> Profile:
    limit = LIMITS.get(name)
    if limit is None:
        raise InputError(name, f"is not a limit; it is one of {', '.join(LIMITS)}")
    if limit.words:
        word = _word(name, value, limit)
        if limit.rule in WORDED:
            return WORDED[limit.rule](profile, word)
        return _bounded(profile, limit.rule, float(limit.words.index(word)))
    number = _number(name, value, limit)
    if limit.rule == "speed":
        return replace(profile, speed=replace(profile.speed, flat_mps=number))
    return _bounded(profile, limit.rule, number)


def _with_steps(profile: Profile, word: str) -> Profile:
    return replace(profile, steps=replace(profile.steps, most=STEPS_WORDS[word]))


def _after_dark(profile: Profile, word: str) -> Profile:
    return replace(profile, is_night=word == "yes")


WORDED: Final[dict[str, Callable[[Profile, str], Profile]]] = {
    "steps": _with_steps,
    "light": _after_dark,
}
"""Rules that a word changes in their own way."""


def _word(name: str, value: object, limit: Limit) -> str:
    word = ("no", "yes")[value] if isinstance(value, bool) else str(value)
    if word not in limit.words:
        raise InputError(name, f"{word!r} is not one of {', '.join(limit.words)}")
    return word


def _number(name: str, value: object, limit: Limit) -> float:
    try:
        number = math.nan if isinstance(value, bool) else float(str(value))
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise InputError(name, f"{value!r} is not a number")
    if not limit.low <= number <= limit.high:
        allowed = f"{limit.low:g} … {limit.high:g} {limit.measure}"
        raise InputError(name, f"{number:g} is outside {allowed}")
    return number


def _bounded(profile: Profile, rule: str, limit: float) -> Profile:
    old = profile.threshold(rule)
    pick = max if rule in FEWEST else min
    comfort = None if old.comfort is None else pick(old.comfort, limit)
    # A limit that is only relaxed makes nothing matter that did not matter before.
    relaxed = old.limit is not None and pick(old.limit, limit) == old.limit
    critical = old.critical or not relaxed
    new = replace(old, comfort=comfort, limit=limit, critical=critical)
    thresholds = {**profile.thresholds, rule: new}
    if rule == "width" and "narrowing" in thresholds:
        thresholds["narrowing"] = _shifted(thresholds["narrowing"], old, limit)
    return replace(profile, thresholds=thresholds)


def _shifted(narrowing: Threshold, old: Threshold, limit: float) -> Threshold:
    """Keep what a short narrowing may take off the width of the way."""
    if narrowing.limit is None or old.limit is None:
        return narrowing
    return replace(narrowing, limit=max(0.0, limit - (old.limit - narrowing.limit)))
