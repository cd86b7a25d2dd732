"""The defaults of the profiles, number by number, and where they come from."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.attribute import SMOOTHNESS_WORDS
from geo.profile import FOLDER, LIMITS, get_profile, load_profiles, with_limits
from geo.speed import find_curve

KEYS = sorted(load_profiles())
NUMBERS = re.compile(r"\d")

COMFORTS_AND_LIMITS = {
    "manual_wheelchair": ((0.05, 0.0833), (0.05, 0.10), (0.02, 0.06), (1.4, 0.9)),
    "power_wheelchair": ((0.0833, 0.12), (0.0833, 0.12), (0.02, 0.06), (1.4, 0.9)),
    "scooter": ((0.0833, 0.12), (0.0833, 0.12), (0.02, 0.05), (1.4, 0.9)),
    "rollator": ((0.05, 0.10), (0.05, 0.0833), (0.02, 0.06), (1.2, 0.75)),
    "cane": ((0.08, 0.14), (0.08, 0.14), (0.04, None), (0.9, None)),
    "white_cane": ((0.12, None), (0.12, None), (None, None), (1.2, None)),
    "low_vision": ((0.12, None), (0.12, None), (None, None), (1.2, None)),
    "deaf": ((None, None), (None, None), (None, None), (0.9, None)),
    "pram": ((0.08, 0.12), (0.08, 0.12), (0.04, 0.08), (1.2, 0.75)),
    "older_person": ((0.06, 0.12), (0.06, 0.12), (0.04, None), (0.9, None)),
}
"""Slope up, slope down, slope across, width: comfort and limit."""
KERBS = {
    "manual_wheelchair": (0.02, 0.03),
    "power_wheelchair": (0.02, 0.03),
    "scooter": (0.02, 0.03),
    "rollator": (0.02, 0.08),
    "cane": (0.05, 0.20),
    "white_cane": (None, None),
    "low_vision": (0.15, None),
    "deaf": (None, None),
    "pram": (0.05, 0.15),
    "older_person": (0.05, 0.20),
}
WORST_GROUND = {
    "manual_wheelchair": "intermediate",
    "power_wheelchair": "intermediate",
    "scooter": "intermediate",
    "rollator": "intermediate",
    "cane": "bad",
    "pram": "intermediate",
    "older_person": "bad",
}
CROSSINGS = {
    "rollator": (45, 45, 45, 45),
    "white_cane": (0, 60, 60, 150),
    "low_vision": (0, 15, 30, 90),
    "deaf": (15, 15, 15, 15),
}
"""With sound, with signals, marked, unmarked; 30 s for everybody else."""
RESTS = {"manual_wheelchair": 150, "rollator": 50, "cane": 50, "older_person": 100}
NIGHTS = {
    "rollator": 1.1,
    "cane": 1.1,
    "low_vision": 1.6,
    "deaf": 1.1,
    "older_person": 1.2,
}
NARROWINGS = {
    "manual_wheelchair": 0.815,
    "power_wheelchair": 0.815,
    "scooter": 0.815,
    "rollator": 0.70,
    "pram": 0.70,
}


def _tables(key: str) -> Iterator[tuple[str, dict[str, Any]]]:
    tables = tomllib.loads((FOLDER / f"{key}.toml").read_text(encoding="utf-8"))
    for name, row in tables.items():
        if name == "thresholds":
            yield from ((f"{name}.{rule}", one) for rule, one in row.items())
        elif isinstance(row, dict):
            yield name, row


@pytest.mark.parametrize("key", KEYS)
def test_every_table_with_a_number_names_its_source(key):
    bare = [
        name
        for name, row in _tables(key)
        if any(value != row.get("source") for value in row.values())
        and len(row.get("source", "")) < 8
    ]

    assert bare == []


@pytest.mark.parametrize("key", sorted(COMFORTS_AND_LIMITS))
def test_slopes_and_widths_are_those_of_the_study(key):
    rules = ("slope_up", "slope_down", "slope_across", "width")
    found = [get_profile(key).threshold(rule) for rule in rules]

    assert tuple((t.comfort, t.limit) for t in found) == COMFORTS_AND_LIMITS[key]


@pytest.mark.parametrize("key", sorted(COMFORTS_AND_LIMITS))
def test_kerbs_grounds_and_crossings_are_those_of_the_study(key):
    profile = get_profile(key)
    kerb, ground = profile.threshold("kerb"), profile.threshold("smoothness")
    crossing = profile.crossing
    worst = None if ground.limit is None else SMOOTHNESS_WORDS[int(ground.limit)]

    assert (kerb.comfort, kerb.limit) == KERBS[key]
    assert worst == WORST_GROUND.get(key)
    assert (
        crossing.sound,
        crossing.signals,
        crossing.marked,
        crossing.unmarked,
    ) == CROSSINGS.get(key, (30, 30, 30, 30))


@pytest.mark.parametrize("key", KEYS)
def test_seats_light_and_narrowings_are_those_of_the_study(key):
    profile = get_profile(key)
    narrowing = profile.threshold("narrowing")

    assert profile.rest.every_m == RESTS.get(key)
    assert profile.night.unlit == NIGHTS.get(key, 1.0)
    assert profile.is_night is False
    assert narrowing.limit == NARROWINGS.get(key)
    assert narrowing.longest_m == (0.61 if key in NARROWINGS else None)


def test_a_scooter_minds_uneven_ground_more_than_a_chair():
    scooter, chair = get_profile("scooter"), get_profile("manual_wheelchair")

    assert scooter.burden.surface_ceiling > chair.burden.surface_ceiling


@pytest.mark.parametrize("key", KEYS)
def test_profiles_without_slope_limits_have_a_curve_of_their_own(key):
    profile = get_profile(key)
    limited = profile.threshold("slope_up").limit is not None

    assert profile.speed.curve == ("accessmap" if limited else "tobler")


@given(st.sampled_from(KEYS), st.sampled_from(sorted(LIMITS)), st.floats(0, 1))
def test_no_limit_but_the_speed_itself_changes_how_fast_somebody_is(key, name, share):
    limit, profile = LIMITS[name], get_profile(key)
    places = max(len(limit.words) - 1, 0)
    value: object = limit.low + share * (limit.high - limit.low)
    if limit.words:
        value = limit.words[round(share * places)]

    mine = with_limits(profile, {name: value})

    assert find_curve(mine.speed) == find_curve(profile.speed)
    assert mine.speed.stairs_mps == profile.speed.stairs_mps
    assert mine.speed.flat_mps == profile.speed.flat_mps or name == "speed_mps"
