"""Profiles: what a person finds comfortable and where their limits are.

Every number lives in ``geo/profiles/*.toml`` with its source. A profile is a starting
point that the person changes, not a diagnosis.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from geo.attribute import SMOOTHNESS_WORDS
from geo.errors import DataError, InputError
from geo.limits import LIMITS, Limit, with_limits
from geo.need import (
    Burden,
    CrossingRule,
    EntranceRule,
    NightRule,
    Profile,
    RestRule,
    StepsRule,
    SurfaceRule,
    Threshold,
    TransitRule,
)
from geo.speed import Speed

__all__ = [
    "LIMITS",
    "Limit",
    "Profile",
    "Threshold",
    "get_profile",
    "load_profiles",
    "parse_profile",
    "with_limits",
]

FOLDER: Final = Path(__file__).parent / "profiles"
ORDERED_WORDS: Final = {"smoothness": SMOOTHNESS_WORDS}


def parse_profile(values: Mapping[str, Any]) -> Profile:
    """Build a profile from the tables of a TOML file.

    Raises
    ------
    DataError
        If a table or a number is missing or misspelt.
    """
    try:
        return Profile(
            key=values["key"],
            wheels=values["wheels"],
            kept=values["kept"],
            speed=Speed(**values["speed"]),
            steps=StepsRule(**values["steps"]),
            crossing=CrossingRule(**values["crossing"]),
            lift_s=values["lift"]["seconds"],
            burden=Burden(**values["costs"]),
            thresholds={
                rule: _threshold(rule, row)
                for rule, row in values.get("thresholds", {}).items()
            },
            surface=_surface(values.get("surface", {})),
            entrance=EntranceRule(**values.get("entrance", {})),
            wording=values.get("wording", "usual"),
            rest=RestRule(**values.get("rest", {})),
            night=NightRule(**values.get("night", {})),
            transit=TransitRule(**values.get("transit", {})),
        )
    except (KeyError, TypeError) as cause:
        raise DataError(f"profile {values.get('key')}: {cause}") from cause


def _threshold(rule: str, row: Mapping[str, Any]) -> Threshold:
    words = ORDERED_WORDS.get(rule)
    if words is None:
        return Threshold(**row)
    placed: dict[str, Any] = {
        name: float(words.index(value)) if value in words else value
        for name, value in row.items()
    }
    return Threshold(**placed)


def _surface(row: Mapping[str, Any]) -> SurfaceRule:
    values: dict[str, Any] = {
        name: frozenset(value) if isinstance(value, list) else value
        for name, value in row.items()
    }
    return SurfaceRule(**values)


@lru_cache
def load_profiles() -> dict[str, Profile]:
    """Read every profile: key → profile, in order of the keys."""
    found = (
        parse_profile(tomllib.loads(path.read_text(encoding="utf-8")))
        for path in sorted(FOLDER.glob("*.toml"))
    )
    return {profile.key: profile for profile in found}


def get_profile(key: str) -> Profile:
    """Give a profile by its key.

    Raises
    ------
    InputError
        Listing the profiles that there are.
    """
    profiles = load_profiles()
    if key not in profiles:
        raise InputError(
            "profile", f"{key!r} is not known; it is one of {', '.join(profiles)}"
        )
    return profiles[key]
