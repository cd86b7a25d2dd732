"""Norm sets on paths: runs across pieces, landings, widths, lips."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.norm_check import Found, check_trail
from geo.norm_file import get_norm
from geo.norm_trail import Trail

Pieces = Sequence[tuple[float, float]]
"""(length in metres, value) of each piece."""


def trail(
    pieces: Pieces, column: str = "incline", *, sigma: float | None = None
) -> Trail:
    """Lay pieces in a row; with a standard error, their values are modelled."""
    length, values = np.array(pieces, dtype=np.float64).T
    nothing, nowhere = np.full(len(length), np.nan), np.zeros(len(length), np.bool_)
    is_modelled = sigma is not None
    return Trail(
        length_m=length,
        columns={column: nothing if is_modelled else values},
        modelled=values if is_modelled else nothing,
        sigma_m=np.full(len(length), sigma if is_modelled else np.nan),
        walked=~nowhere,
        street=nowhere,
    )


def found(
    norm: str, rule: str, pieces: Pieces, column: str = "incline", **more: float
) -> list[Found]:
    """List what one rule of a norm set finds."""
    all_found = check_trail(get_norm(norm), trail(pieces, column, **more))
    return [one for one in all_found if one.rule.id == rule]


@pytest.mark.parametrize(
    ("slope", "length", "passes"),
    [
        (0.05, 500.0, True),
        (0.06, 1.9, True),
        (0.06, 2.1, False),
        (0.08, 2.0, True),
        (0.081, 1.0, False),
        (0.12, 0.5, True),
        (0.12, 0.6, False),
        (0.121, 0.1, False),
    ],
)
@pytest.mark.parametrize("sign", [1, -1])
def test_o40_the_slope_rule_of_the_french_norm(slope, length, passes, sign):
    assert (found("fr-2007", "slope", [(length, sign * slope)]) == []) is passes


def test_o40_runs_are_measured_across_pieces():
    one = found("fr-2007", "slope", [(1.5, 0.07)])
    two = found("fr-2007", "slope", [(10.0, 0.0), (1.5, 0.07), (1.5, 0.07)])

    assert one == []
    assert [(f.at_m, f.length_m, f.limit) for f in two] == [(10.0, 3.0, 0.05)]


def test_a_crest_parts_two_runs():
    assert found("fr-2007", "slope", [(1.5, 0.07), (1.5, -0.07)]) == []


def test_an_unknown_slope_parts_two_runs_and_accuses_nobody():
    pieces = [(1.5, 0.07), (50.0, np.nan), (1.5, 0.07)]

    assert found("fr-2007", "slope", pieces) == []


def test_the_same_run_is_told_once_with_its_steepest_tier():
    assert [f.limit for f in found("fr-2007", "slope", [(100.0, 0.13)])] == [0.12]


def test_a_steep_part_of_a_long_run_is_told_beside_it():
    pieces = [(40.0, 0.06), (10.0, 0.13), (40.0, 0.06)]

    runs = found("fr-2007", "slope", pieces)

    assert [(f.limit, f.at_m, f.length_m) for f in runs] == [
        (0.05, 0.0, 90.0),
        (0.12, 40.0, 10.0),
    ]


@given(
    st.lists(
        st.tuples(st.floats(0.1, 30), st.sampled_from([0.0, 0.05, 0.07, -0.09, 0.13])),
        min_size=1,
        max_size=6,
    ),
    st.integers(0, 5),
    st.floats(0.05, 0.95),
)
def test_o59_cutting_a_piece_in_two_changes_no_finding(pieces, which, share):
    at = which % len(pieces)
    length, slope = pieces[at]
    halves = [(length * share, slope), (length * (1 - share), slope)]
    cut = [*pieces[:at], *halves, *pieces[at + 1 :]]

    whole = [check_trail(get_norm(k), trail(pieces)) for k in ("fr-2007", "ada-2010")]
    parts = [check_trail(get_norm(k), trail(cut)) for k in ("fr-2007", "ada-2010")]

    for one, other in zip(whole, parts, strict=True):
        assert [(f.rule.id, round(f.at_m, 6), round(f.length_m, 6)) for f in one] == [
            (f.rule.id, round(f.at_m, 6), round(f.length_m, 6)) for f in other
        ]


def _places(missing: list[Found]) -> list[float]:
    """Give where each missing landing should be."""
    return [
        one.at_m + place * one.rule.every_m
        for one in missing
        for place in range(one.count)
    ]


@pytest.mark.parametrize(
    ("slope", "length", "places"),
    [
        (0.04, 25.0, [10.0, 20.0]),
        (0.039, 25.0, []),
        (0.04, 10.0, []),
        (0.04, 20.0, [10.0]),
        (-0.04, 10.1, [10.0]),
    ],
)
def test_o41_landings_are_missing_every_ten_metres_from_four_per_cent(
    slope, length, places
):
    assert _places(found("fr-2007", "landing", [(length, slope)])) == places


def test_o41_a_landing_begins_the_count_anew_and_a_short_flat_does_not():
    landing = [(9.0, 0.05), (1.2, 0.0), (9.0, 0.05)]
    too_short = [(9.0, 0.05), (1.0, 0.0), (9.0, 0.05)]

    assert found("fr-2007", "landing", landing) == []
    assert [f.at_m for f in found("fr-2007", "landing", too_short)] == [10.0]


@pytest.mark.parametrize(
    ("slope", "length", "finds"),
    [(1 / 12, 9.1, 0), (1 / 12, 9.2, 1), (0.05, 500.0, 0)],
)
def test_a_ramp_rises_at_most_76_centimetres_in_the_ada(slope, length, finds):
    assert len(found("ada-2010", "rise", [(length, slope)])) == finds


@pytest.mark.parametrize(
    ("width", "length", "finds"),
    [
        (0.915, 50.0, 0),
        (0.9, 50.0, 1),
        (0.815, 0.61, 0),
        (0.81, 0.61, 1),
        (0.9, 0.7, 1),
    ],
)
def test_a_short_narrowing_passes_in_the_ada(width, length, finds):
    pieces = [(20.0, 2.0), (length, width), (20.0, 2.0)]

    assert len(found("ada-2010", "width", pieces, "width_m")) == finds


def test_two_short_narrowings_that_are_too_near_do_not_pass():
    near = [(9.0, 2.0), (0.6, 0.85), (1.2, 2.0), (0.6, 0.85)]
    apart = [(9.0, 2.0), (0.6, 0.85), (1.22, 2.0), (0.6, 0.85)]

    assert len(found("ada-2010", "width", near, "width_m")) == 1
    assert found("ada-2010", "width", apart, "width_m") == []


def test_a_long_narrow_way_needs_a_passing_place_in_the_ada():
    assert found("ada-2010", "passing", [(61.0, 1.2)], "width_m") == []
    assert len(found("ada-2010", "passing", [(40.0, 1.2), (22.0, 1.2)], "width_m")) == 1


@pytest.mark.parametrize(
    ("column", "rule", "value", "finds", "certain"),
    [
        ("kerb_height_m", "kerb", 0.02, 0, None),
        ("kerb_height_m", "kerb", 0.03, 1, False),
        ("kerb_height_m", "kerb", 0.04, 1, False),
        ("kerb_height_m", "kerb", 0.05, 1, True),
        ("width_m", "width", 1.4, 0, None),
        ("width_m", "width", 1.3, 1, False),
        ("width_m", "width", 1.1, 1, True),
        ("incline_across", "slope_across", -0.02, 0, None),
        ("incline_across", "slope_across", -0.03, 1, True),
        ("clearance_m", "clearance", 2.2, 0, None),
        ("clearance_m", "clearance", 2.1, 1, True),
    ],
)
def test_what_depends_on_what_is_not_recorded_is_not_certain(
    column, rule, value, finds, certain
):
    told = found("fr-2007", rule, [(5.0, value)], column)

    assert len(told) == finds
    assert [f.is_certain for f in told] == [certain] * finds


def test_o48_a_coarse_height_model_accuses_no_short_street():
    assert found("fr-2007", "slope", [(30.0, 0.15)], sigma=4.0) == []


def test_o48_a_long_steep_street_is_named_as_not_certain():
    told = found("fr-2007", "slope", [(200.0, 0.12), (200.0, 0.12)], sigma=4.0)

    assert [(f.is_certain, f.length_m, f.limit) for f in told] == [(False, 400.0, 0.08)]


def test_a_modelled_slope_asks_for_no_landing_and_makes_no_ramp():
    pieces = [(500.0, 0.2)]

    assert found("fr-2007", "landing", pieces, sigma=1.0) == []
    assert found("ada-2010", "rise", pieces, sigma=1.0) == []


def test_steps_and_lifts_have_no_slope():
    made = trail([(10.0, 0.5)])
    carried = Trail(**{**vars(made), "walked": np.array([False])})

    assert check_trail(get_norm("fr-2007"), carried) == []


def test_the_prowag_lets_a_sidewalk_follow_its_street():
    made = trail([(10.0, 0.07)])
    beside = Trail(**{**vars(made), "street": np.array([True])})

    assert len(check_trail(get_norm("prowag-2023"), made)) == 1
    assert check_trail(get_norm("prowag-2023"), beside) == []
