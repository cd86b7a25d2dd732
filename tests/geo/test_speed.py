"""How fast somebody moves on a slope."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.judge.need import build_curve
from geo.judge.pace import relative_speed
from geo.judge.slope import is_too_steep
from geo.profile import load_profiles
from geo.speed import Speed
from tests.lane import lane

SLOPES = st.floats(-0.5, 0.5)


def factor_of(speed: Speed, slope: float) -> float:
    """Give the speed on a slope, as a share of the fastest."""
    return relative_speed(slope, build_curve(speed)[0])


@pytest.mark.parametrize(
    ("limit", "slope", "factor"),
    [
        ((0.08, 0.10), -0.10, 0.2000),
        ((0.08, 0.10), -0.05, 0.4829),
        ((0.08, 0.10), -0.0087, 1.0000),
        ((0.08, 0.10), 0.00, 0.8540),
        ((0.08, 0.10), 0.02, 0.5941),
        ((0.08, 0.10), 0.05, 0.3447),
        ((0.08, 0.10), 0.08, 0.2000),
        ((0.12, 0.12), 0.00, 0.8969),
        ((0.12, 0.12), 0.05, 0.4800),
        ((0.12, 0.12), 0.08, 0.3298),
        ((0.14, 0.14), 0.00, 0.9101),
        ((0.14, 0.14), 0.05, 0.5298),
        ((0.14, 0.14), 0.08, 0.3829),
    ],
)
def test_o01_accessmap_speed(
    limit: tuple[float, float], slope: float, factor: float
) -> None:
    speed = Speed(1.0, "accessmap", 0.1, up=limit[0], down=limit[1])

    assert factor_of(speed, slope) == pytest.approx(factor, abs=5e-5)


@pytest.mark.parametrize(("length", "refused"), [(3.1, True), (2.0, False)])
def test_o01_a_short_steep_run_is_accepted(length: float, *, refused: bool) -> None:
    assert is_too_steep(0.09, length, 0.08) is refused


def test_tobler_is_fastest_slightly_downhill() -> None:
    tobler = Speed(1.0, "tobler", 0.1)

    assert factor_of(tobler, -0.05) == 1
    assert factor_of(tobler, -0.10) == pytest.approx(factor_of(tobler, 0.0))
    assert factor_of(tobler, 0.10) == pytest.approx(math.exp(-3.5 * 0.15))


@pytest.mark.parametrize("key", sorted(load_profiles()))
def test_everybody_has_their_flat_speed_on_the_flat(key: str) -> None:
    network, costs = lane(profile=key, incline=0.0)

    flat_s = network.length_m[0] / load_profiles()[key].speed.flat_mps
    assert costs.seconds[0] == pytest.approx(flat_s)


@given(SLOPES, SLOPES)
def test_steeper_is_never_faster(one: float, other: float) -> None:
    low, high = sorted((abs(one), abs(other)))
    for profile in load_profiles().values():
        speed = profile.speed

        assert factor_of(speed, low) >= factor_of(speed, high) > 0
        assert factor_of(speed, -low - 0.05) >= factor_of(speed, -high - 0.05) > 0


@pytest.mark.parametrize(("slope", "refused"), [(0.125, False), (0.126, True)])
def test_steeper_than_one_in_eight_nothing_passes_however_short(
    slope: float, *, refused: bool
) -> None:
    assert is_too_steep(slope, 0.5, 0.08) is refused


def test_no_limit_refuses_no_slope() -> None:
    assert not is_too_steep(0.4, 100.0, math.inf)
    assert not is_too_steep(math.nan, 100.0, 0.08)
