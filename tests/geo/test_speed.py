"""How fast somebody moves on a slope."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.profile import load_profiles
from geo.speed import accessmap_factor, is_refused, speed_mps, tobler_factor

SLOPES = st.floats(-0.5, 0.5)


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
    found = accessmap_factor(np.array([slope]), up=limit[0], down=limit[1])

    assert found[0] == pytest.approx(factor, abs=5e-5)


@pytest.mark.parametrize(("length", "refused"), [(3.1, True), (2.0, False)])
def test_o01_a_short_steep_run_is_accepted(length: float, *, refused: bool) -> None:
    found = is_refused(np.array([0.09]), np.array([length]), limit=0.08)

    assert bool(found[0]) is refused


def test_tobler_is_fastest_slightly_downhill() -> None:
    factor = tobler_factor(np.array([-0.10, -0.05, 0.0, 0.10]))

    assert factor[1] == 1
    assert factor[0] == pytest.approx(factor[2])
    assert factor[3] == pytest.approx(np.exp(-3.5 * 0.15))


@pytest.mark.parametrize("key", sorted(load_profiles()))
def test_everybody_has_their_flat_speed_on_the_flat(key: str) -> None:
    speed = load_profiles()[key].speed

    assert speed_mps(speed, np.zeros(1))[0] == pytest.approx(speed.flat_mps)


@given(SLOPES, SLOPES)
def test_steeper_is_never_faster(one: float, other: float) -> None:
    low, high = sorted((abs(one), abs(other)))
    for profile in load_profiles().values():
        up = speed_mps(profile.speed, np.array([low, high]))
        down = speed_mps(profile.speed, np.array([-low - 0.05, -high - 0.05]))

        assert up[0] >= up[1] > 0
        assert down[0] >= down[1] > 0


@pytest.mark.parametrize(("slope", "refused"), [(0.125, False), (0.126, True)])
def test_steeper_than_one_in_eight_nothing_passes_however_short(
    slope: float, *, refused: bool
) -> None:
    found = is_refused(np.array([slope]), np.array([0.5]), limit=0.08)

    assert bool(found[0]) is refused
