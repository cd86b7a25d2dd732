"""What was seen long ago is believed less."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.ageing import TABLE, aged, left_after, load_ageing
from geo.attribute import ATTRIBUTES
from geo.network import Evidence
from geo.observation import Method, Observation, resolve

TODAY = date(2026, 11, 23)
DAYS = st.dates(date(1990, 1, 1), TODAY)


def _years_ago(years: float) -> date:
    days = years * 365.25 + load_ageing().fresh_days
    return TODAY - timedelta(days=round(days))


@pytest.mark.parametrize(
    ("attribute", "value", "years"),
    [
        ("kerb_height_m", 0.1, 8),
        ("kerb", "raised", 8),
        ("tactile_paving", False, 4),
        ("tactile_paving", True, 8),
        ("signals_sound", False, 4),
        ("signals_sound", True, 8),
        ("handrail", False, 4),
        ("handrail", True, 8),
        ("ramp_wheelchair", False, 4),
        ("ramp_wheelchair", True, 8),
        ("smoothness", "good", 4),
        ("wheelchair", "no", 4),
        ("wheelchair", "limited", 4),
        ("wheelchair", "yes", 8),
        ("width_m", 1.5, 8),
    ],
)
def test_o46_half_is_left_after_the_interval_of_streetcomplete(attribute, value, years):
    left = left_after(_years_ago(years), TODAY, attribute=attribute, value=value)

    assert left == pytest.approx(0.5, abs=0.001)


def test_every_row_of_the_table_has_a_source():
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    rows = [*table.pop("row"), *table.values()]

    assert all(row["source"] for row in rows)


def test_what_was_seen_this_month_has_lost_nothing():
    assert left_after(TODAY - timedelta(30), TODAY, attribute="width_m") == 1.0


def test_a_day_ahead_counts_as_today():
    assert left_after(TODAY + timedelta(400), TODAY, attribute="width_m") == 1.0


@given(DAYS, DAYS, st.sampled_from(sorted(ATTRIBUTES)))
def test_the_older_is_never_believed_more_and_the_undated_least(one, other, name):
    older, newer = sorted((one, other))

    least = left_after(None, TODAY, attribute=name)
    left = [left_after(day, TODAY, attribute=name) for day in (older, newer)]

    assert least <= left[0] <= left[1] <= 1.0


@given(DAYS, st.floats(0, 1), st.sampled_from(list(Method)))
def test_confidence_stays_between_nothing_and_what_it_was(day, confidence, method):
    evidence = Evidence("survey", str(method), day, confidence)

    left = aged(evidence, TODAY, attribute="surface")

    assert 0 <= left <= confidence
    assert aged(evidence, None, attribute="surface") == confidence


def test_heights_of_a_model_do_not_age():
    evidence = Evidence("heights", str(Method.MODELLED), None, 0.5)

    assert aged(evidence, TODAY, attribute="incline") == 0.5


def test_age_lowers_what_is_believed_and_not_what_is_chosen():
    old = Observation(
        "w",
        "kerb_height_m",
        0.1,
        Method.MEASURED,
        "survey",
        observed_on=date(2010, 1, 1),
    )
    new = Observation(
        "w", "kerb_height_m", 0.0, Method.TAGGED, "osm", observed_on=date(2026, 1, 1)
    )

    chosen = resolve([new, old])

    assert chosen is old
    assert left_after(chosen.observed_on, TODAY, attribute=chosen.attribute) == 0.5
