"""Numbers with units in OSM tags: oracles O-31, O-33, O-34."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.osm.number import (
    free_width_m,
    parse_count,
    parse_cross_slope,
    parse_door_width,
    parse_incline,
    parse_incline_direction,
    parse_kerb_height,
    parse_step_height,
    parse_width,
)


@pytest.mark.parametrize(
    ("text", "ratio"),
    [
        ("5%", 0.05),
        ("-5 %", -0.05),
        ("5°", 0.08749),
        ("1°", 0.01746),
        ("3°", 0.05241),
        ("1:12", 0.08333),
        ("4,5%", 0.045),
        ("0", 0.0),
        ("-10%", -0.10),
        ("-3°", -0.05241),
        ("\u22125%", -0.05),
    ],
)
def test_o31_incline_is_a_signed_ratio(text, ratio):
    reading = parse_incline(text)
    assert reading.value == pytest.approx(ratio, abs=5e-6)
    assert not reading.flaw


@pytest.mark.parametrize("text", ["up", "down", "steep", "yes"])
def test_o31_a_word_is_no_magnitude(text):
    assert parse_incline(text).value is None


@pytest.mark.parametrize("text", ["rather steep", "%", "5 apples", "--3%", "", "r"])
def test_o31_an_unparseable_incline_is_unknown_and_flagged_not_zero(text):
    reading = parse_incline(text)
    assert reading.value is None
    assert reading.flaw == "unreadable"


def test_o31_up_and_down_tell_a_direction():
    assert parse_incline_direction("up").value == "up"
    assert parse_incline_direction("down").value == "down"
    assert parse_incline_direction("steep").value is None
    assert parse_incline_direction("5%").value is None


def test_o31_a_number_without_unit_is_per_cent_but_flagged():
    reading = parse_incline("12")
    assert reading.value == pytest.approx(0.12)
    assert reading.flaw == "no-unit"
    assert reading.trust < 1


@pytest.mark.parametrize("text", ["41%", "-45%", "25°", "1:2"])
def test_o31_above_40_per_cent_is_kept_and_flagged(text):
    reading = parse_incline(text)
    assert abs(reading.value) > 0.4
    assert reading.flaw == "steep"


def test_o31_above_100_per_cent_is_rejected():
    assert parse_incline("150%").value is None
    assert parse_incline("150%").flaw == "rejected"


def test_a_cross_slope_of_more_than_a_half_is_rejected():
    assert parse_cross_slope("2%").value == pytest.approx(0.02)
    assert parse_cross_slope("-2%").value == pytest.approx(-0.02)
    assert parse_cross_slope("60%").flaw == "rejected"


@pytest.mark.parametrize("text", ["0.03", "0.03 m", "3 cm", "30 mm", "0'1.18\"", "3cm"])
def test_o33_three_centimetres_in_any_unit(text):
    reading = parse_kerb_height(text)
    assert reading.value == pytest.approx(0.03, abs=1e-4)
    assert not reading.flaw


@pytest.mark.parametrize(
    ("text", "metres"), [("0.15", 0.15), ("15 cm", 0.15), ("0.2", 0.20), ("0", 0.0)]
)
def test_o33_a_kerb_height_is_neither_cut_nor_capped(text, metres):
    assert parse_kerb_height(text).value == pytest.approx(metres)


def test_o33_fifteen_without_unit_is_centimetres_and_flagged():
    reading = parse_kerb_height("15")
    assert reading.value == pytest.approx(0.15)
    assert reading.flaw == "ambiguous"


@pytest.mark.parametrize("text", ["-1", "-3 cm", "61 cm", "0.7", "75", "2 m"])
def test_o33_negative_or_above_60_centimetres_is_rejected(text):
    reading = parse_kerb_height(text)
    assert reading.value is None
    assert reading.flaw == "rejected"


@pytest.mark.parametrize(
    ("text", "metres"),
    [
        ("1.5", 1.50),
        ("1.5 m", 1.50),
        ("150 cm", 1.50),
        ("1,5", 1.50),
        ("5'", 1.524),
        ("4'11\"", 1.499),
        ("3.5", 3.5),
        ("12", 12.0),
    ],
)
def test_o34_width_in_metres_feet_and_inches_and_never_truncated(text, metres):
    reading = parse_width(text)
    assert reading.value == pytest.approx(metres, abs=5e-4)
    assert not reading.flaw


def test_o34_narrow_is_unknown_without_a_flaw():
    assert parse_width("narrow").value is None
    assert not parse_width("narrow").flaw


@pytest.mark.parametrize("text", ["600", "0", "-2"])
def test_a_width_outside_the_limits_is_rejected(text):
    assert parse_width(text).value is None
    assert parse_width(text).flaw in {"rejected", "unreadable"}


def test_an_approximate_width_is_trusted_less():
    reading = parse_width("ca. 2")
    assert reading.value == 2.0
    assert reading.flaw == "approximate"
    assert reading.trust < 1


def test_o34_an_obstacle_takes_its_width_off_the_way():
    assert free_width_m(2.0, 0.6) == pytest.approx(1.4)
    assert free_width_m(0.5, 0.6) == 0.0
    assert free_width_m(None, 0.6) is None
    assert free_width_m(2.0, None) is None


def test_a_door_of_90_is_90_centimetres():
    assert parse_door_width("0.9").value == pytest.approx(0.9)
    assert parse_door_width("90").value == pytest.approx(0.9)
    assert parse_door_width("90").flaw == "ambiguous"


def test_a_step_height_word_is_unknown():
    assert parse_step_height("normal").value is None
    assert parse_step_height("17 cm").value == pytest.approx(0.17)


@pytest.mark.parametrize(
    ("text", "count"), [("12", 12.0), ("no", 0.0), ("~20", 20.0), ("yes", None)]
)
def test_counts(text, count):
    assert parse_count(text).value == count


@pytest.mark.parametrize("text", ["12.5", "many", "-3", "9999999"])
def test_what_is_no_count_is_unknown_and_flagged(text):
    assert parse_count(text).value is None
    assert parse_count(text).flaw


@given(st.floats(-100, 100).map(lambda x: round(x, 3)))
def test_per_cent_and_degrees_keep_their_sign(number):
    percent = parse_incline(f"{number}%").value
    assert percent == pytest.approx(number / 100)
    degrees = parse_incline(f"{number * 0.4}°").value
    assert degrees == pytest.approx(math.tan(math.radians(number * 0.4)), abs=1e-6)


@given(st.text(max_size=30))
def test_no_text_breaks_a_parser_and_bounds_hold(text):
    for parse, limit in (
        (parse_incline, 1),
        (parse_cross_slope, 0.5),
        (parse_kerb_height, 0.6),
        (parse_step_height, 1),
        (parse_door_width, 10),
        (parse_width, 200),
        (parse_count, 5000),
    ):
        value = parse(text).value
        assert value is None or abs(value) <= limit


@given(st.floats(0.01, 0.6).map(lambda x: round(x, 2)))
def test_metres_centimetres_and_millimetres_agree(metres):
    expected = pytest.approx(metres, abs=1e-6)
    assert parse_kerb_height(f"{metres} m").value == expected
    assert parse_kerb_height(f"{metres * 100:.4f} cm").value == expected
    assert parse_kerb_height(f"{metres * 1000:.3f} mm").value == expected
