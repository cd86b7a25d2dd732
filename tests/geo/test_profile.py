"""Profiles and a person's own limits."""

from __future__ import annotations

import tomllib

import pytest

from geo.attribute import SURFACE_WORDS
from geo.errors import DataError, InputError
from geo.profile import (
    FOLDER,
    LIMITS,
    get_profile,
    load_profiles,
    parse_profile,
    with_limits,
)

KEYS = {
    "manual_wheelchair",
    "power_wheelchair",
    "scooter",
    "rollator",
    "cane",
    "white_cane",
    "low_vision",
    "deaf",
    "pram",
    "older_person",
    "walker",
}


def test_the_eleven_profiles_are_there() -> None:
    assert set(load_profiles()) == KEYS


@pytest.mark.parametrize("key", sorted(KEYS))
def test_every_number_of_a_profile_has_a_source(key: str) -> None:
    tables = tomllib.loads((FOLDER / f"{key}.toml").read_text(encoding="utf-8"))
    thresholds = tables.pop("thresholds", {})
    rows = [row for row in tables.values() if isinstance(row, dict)]

    assert rows
    assert all(row["source"] for row in (*rows, *thresholds.values()))


@pytest.mark.parametrize(
    ("key", "flat", "up", "down", "width", "kerb"),
    [
        ("manual_wheelchair", 0.8, 0.0833, 0.10, 0.90, 0.03),
        ("power_wheelchair", 1.4, 0.12, 0.12, 0.90, 0.03),
        ("scooter", 1.5, 0.12, 0.12, 0.90, 0.03),
        ("rollator", 0.76, 0.10, 0.0833, 0.75, 0.08),
        ("cane", 1.0, 0.14, 0.14, None, 0.20),
        ("white_cane", 0.9, None, None, None, None),
        ("low_vision", 1.1, None, None, None, None),
        ("deaf", 1.2, None, None, None, None),
        ("pram", 1.1, 0.12, 0.12, 0.75, 0.15),
        ("older_person", 0.92, 0.12, 0.12, None, 0.20),
    ],
)
def test_the_limits_are_those_of_the_table(
    key: str,
    flat: float,
    up: float | None,
    down: float | None,
    width: float | None,
    kerb: float | None,
) -> None:
    profile = get_profile(key)

    assert profile.speed.flat_mps == flat
    assert [
        profile.threshold(rule).limit
        for rule in ("slope_up", "slope_down", "width", "kerb")
    ] == [up, down, width, kerb]


def test_an_unknown_profile_lists_the_known_ones() -> None:
    with pytest.raises(InputError, match="'skates' is not known.*manual_wheelchair"):
        get_profile("skates")


def test_own_limits_change_only_what_they_name() -> None:
    profile = get_profile("manual_wheelchair")

    mine = with_limits(profile, {"max_slope_up": "0.06", "steps": "few"})

    assert mine.threshold("slope_up").limit == 0.06
    assert mine.steps.most == 3
    assert mine.threshold("slope_down") == profile.threshold("slope_down")
    assert mine.speed == profile.speed


def test_relaxing_a_limit_does_not_make_anybody_faster() -> None:
    profile = get_profile("manual_wheelchair")

    mine = with_limits(profile, {"max_slope_up": 0.2, "max_slope_down": 0.2})

    assert mine.speed == profile.speed


def test_a_limit_tighter_than_the_comfort_tightens_the_comfort() -> None:
    mine = with_limits(get_profile("power_wheelchair"), {"max_slope_up": 0.04})

    assert mine.threshold("slope_up").comfort == 0.04


def test_a_wider_person_needs_wider_narrowings() -> None:
    mine = with_limits(get_profile("manual_wheelchair"), {"min_width_m": 1.0})

    assert mine.threshold("narrowing").limit == pytest.approx(0.915)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("max_slope_up", "steep", "'steep' is not a number"),
        ("max_slope_up", float("nan"), "is not a number"),
        ("max_slope_up", True, "True is not a number"),
        ("max_slope_up", 6, "6 is outside 0 … 0.5 ratio (6 % is 0.06)"),
        ("max_slope_up", 1, "1 is outside 0 … 0.5 ratio (6 % is 0.06)"),
        ("max_slope_up", "6%", "'6%' is not a number"),
        ("max_kerb_m", 2, "2 is outside 0 … 0.6 m"),
        ("min_width_m", -1, "-1 is outside 0.3 … 5 m"),
        ("steps", "some", "'some' is not one of no, few, yes"),
        ("worst_smoothness", "bumpy", "'bumpy' is not one of excellent"),
        ("max_fun", 1, "is not a limit; it is one of max_slope_up"),
    ],
)
def test_a_wrong_limit_is_refused_in_words(
    name: str, value: object, words: str
) -> None:
    with pytest.raises(InputError) as caught:
        with_limits(get_profile("manual_wheelchair"), {name: value})

    assert caught.value.field == name
    assert words in caught.value.reason


@pytest.mark.parametrize("name", sorted(LIMITS))
def test_every_limit_can_be_set(name: str) -> None:
    limit = LIMITS[name]
    value = limit.words[0] if limit.words else limit.high

    mine = with_limits(get_profile("walker"), {name: value})

    assert mine != get_profile("walker")


def test_a_broken_profile_is_our_bug() -> None:
    with pytest.raises(DataError, match="profile odd"):
        parse_profile({"key": "odd"})


@pytest.mark.parametrize("key", sorted(KEYS))
def test_the_worst_surface_of_a_list_is_refused_first(key: str) -> None:
    refused = get_profile(key).surface.refused

    assert refused == set(SURFACE_WORDS[len(SURFACE_WORDS) - len(refused) :])
