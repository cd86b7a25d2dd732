"""The rules that hold a report, each by itself; and what senders may do how often."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.hold import (
    TESTS,
    Arrival,
    count_links,
    find_hold,
    hold_rules,
    said_key,
    sender_kinds,
)
from geo.life_cycle import report_flags, report_reasons
from geo.rate import USUAL, Rate, list_rates, wait_s


@pytest.mark.parametrize(
    ("arrival", "rule"),
    [
        (Arrival(), ""),
        (Arrival(trapped=True), "trap"),
        (Arrival(took_s=0.4), "too_fast"),
        (Arrival(took_s=0.0), ""),
        (Arrival(took_s=5.0), ""),
        (Arrival(took_s=-3.0), ""),
        (Arrival(sender_held=True), "sender_held"),
        (Arrival(text="see https://x.example"), "links"),
        (Arrival(said_before=2), ""),
        (Arrival(said_before=3), "same_again"),
        (Arrival(flags=frozenset({"personal_data"})), "personal_data"),
        (Arrival(flags=frozenset({"outside_town", "no_position"})), "outside_town"),
        (Arrival(flags=frozenset({"no_position", "safety_urgent"})), ""),
        (Arrival(trapped=True, sender_held=True), "trap"),
    ],
)
def test_the_first_rule_that_holds_is_given(arrival, rule):
    found = find_hold(arrival)

    assert (found.id if found else "") == rule


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("http://a.example and HTTPS://b.example", 2),
        ("www.spam.tn", 1),
        ("buy at cheap-pills.com now", 1),
        ("[url=x]", 1),
        ("رصيف مرتفع 15.5 cm. انتبه", 0),
        ("trottoir de 1.20 m.Il y a un trou", 0),
        ("Rue 2 Mars no.5, c.à.d. ici", 0),
        ("info at the office", 0),
    ],
)
def test_links_are_told_from_other_words(text, links):
    assert count_links(text) == links


def test_what_is_said_again_is_known_however_it_is_written():
    said = said_key("Il y a un TRÈS grand trou !!")

    assert said == said_key("il y a un tres grand trou")
    assert said_key("a hole") == ""


def test_every_rule_names_a_test_a_reason_and_a_flag_that_there_are():
    for rule in hold_rules():
        assert rule.test in TESTS
        assert "held" in report_reasons()[rule.reason].states
        assert rule.flag == "" or rule.test == "flag"
    assert len({rule.id for rule in hold_rules()}) == len(hold_rules())
    assert "personal_data" in report_flags()


def test_every_kind_of_sender_is_forgotten_some_day():
    for kind in sender_kinds().values():
        assert 0 < kind.held_days <= 90
        assert 0 < kind.kept_days <= 365
        assert set(kind.label) == {"ar", "fr", "en"}


RATE = Rate("report", "network", 10, 100)


@pytest.mark.parametrize(
    ("before", "count", "into_s", "waits"),
    [
        (0, 10, 0.0, 0.0),
        (0, 11, 40.0, 60.0),
        (10, 1, 0.0, 10.0),
        (10, 1, 10.0, 0.0),
        (10, 6, 50.0, 10.0),
        (20, 1, 50.0, 5.0),
    ],
)
def test_a_window_slides(before, count, into_s, waits):
    found = wait_s(RATE, before=before, count=count, into_s=into_s)

    assert found == pytest.approx(waits)


@given(
    before=st.integers(0, 40),
    count=st.integers(1, 40),
    into_s=st.floats(0, 99, allow_nan=False),
)
def test_who_has_waited_may_go_on_in_this_window_or_the_next(before, count, into_s):
    waits = wait_s(RATE, before=before, count=count, into_s=into_s)

    assert 0.0 <= waits <= RATE.window_s
    if waits > 0 and into_s + waits < RATE.window_s:
        later = into_s + waits + 1e-6
        assert wait_s(RATE, before=before, count=count, into_s=later) == 0.0


def test_a_kind_that_the_table_does_not_have_is_usual():
    assert list_rates("something new") == list_rates(USUAL)
    assert {rate.by for rate in list_rates("report")} == {"network", "device", "key"}
