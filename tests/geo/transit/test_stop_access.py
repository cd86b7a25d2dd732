"""Who gets aboard at a stop, who does not, and of whom it is not known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.attribute import ATTRIBUTES, Kind
from geo.observation import Method, Observation, Value
from geo.profile import get_profile, load_profiles, with_limits
from geo.transit.stop_access import (
    Boarding,
    Facts,
    Point,
    collect_facts,
    judge_boarding,
    judge_vehicle,
)
from geo.transit.stop_rule import Answer, Weight, load_stop_rules

TODAY = date(2026, 11, 23)
SEEN = date(2026, 10, 1)
CHAIR = get_profile("manual_wheelchair")


def facts(method: Method = Method.SURVEYED, **known: Value) -> Facts:
    """Write down what a survey saw of a stop or a vehicle."""
    return {
        name: Observation("t:s", name, value, method, "twiza", observed_on=SEEN)
        for name, value in known.items()
    }


def answer(stop: Facts, key: str = "manual_wheelchair", **rest: object) -> Answer:
    return judge_boarding(stop, get_profile(key), **rest).answer  # type: ignore[arg-type]


def points(found: Boarding, weight: Weight) -> dict[str, Answer]:
    return {p.rule: p.answer for p in found.points if p.weight is weight}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, Answer.UNKNOWN),
        ({"wheelchair_boarding": None}, Answer.UNKNOWN),
        ({"wheelchair_boarding": "yes"}, Answer.YES),
        ({"wheelchair_boarding": "no"}, Answer.NO),
        ({"wheelchair": "limited"}, Answer.UNKNOWN),
    ],
)
def test_o28_boarding_is_possible_impossible_or_unknown(
    said: dict[str, Value], expected: Answer
) -> None:
    found = judge_boarding(facts(**said), CHAIR, today=TODAY)

    assert found.answer is expected
    assert found.code == {"yes": 1, "no": 2, "unknown": 0}[expected]
    assert bool(found.rests_on) == (expected is not Answer.UNKNOWN)


def test_what_is_said_of_wheelchairs_does_not_speak_of_walkers() -> None:
    said = facts(wheelchair_boarding="no")

    assert answer(said, "manual_wheelchair") is Answer.NO
    for key in ("walker", "older_person", "deaf", "white_cane"):
        assert answer(said, key) is Answer.YES


def test_a_measured_step_goes_before_the_flag() -> None:
    high = facts(wheelchair_boarding="yes", boarding_step_m=0.2)
    flush = facts(wheelchair_boarding="no", boarding_step_m=0.02, boarding_gap_m=0.04)

    assert answer(high) is Answer.NO
    assert answer(flush) is Answer.YES
    assert judge_boarding(high, CHAIR).rests_on[0].attribute == "boarding_step_m"


def test_the_persons_own_limit_decides_about_the_step() -> None:
    step = facts(boarding_step_m=0.1, boarding_gap_m=0.0)
    bold = with_limits(CHAIR, {"max_kerb_m": 0.12})

    assert judge_boarding(step, CHAIR).answer is Answer.NO
    assert judge_boarding(step, bold).answer is Answer.YES


def test_a_step_within_the_limit_is_not_enough_where_the_gap_is_not_known() -> None:
    step = facts(boarding_step_m=0.02)

    assert answer(step) is Answer.UNKNOWN
    assert answer({**step, **facts(wheelchair_boarding="yes")}) is Answer.YES


def test_the_step_is_between_kerb_and_floor() -> None:
    stop, bus = facts(kerb_height_m=0.18), facts(vehicle_floor_m=0.34)

    found = judge_boarding(stop, CHAIR, vehicle=bus)

    assert found.answer is Answer.NO
    assert found.rests_on[0].value == pytest.approx(0.16)
    assert answer(stop, "older_person", vehicle=bus) is Answer.YES


def test_a_ramp_of_the_vehicle_makes_up_for_step_and_gap() -> None:
    stop = facts(boarding_step_m=0.2, boarding_gap_m=0.2)

    found = judge_boarding(stop, CHAIR, vehicle=facts(ramp_wheelchair=True))

    assert found.answer is Answer.YES
    assert all(point.helped for point in found.rests_on)
    assert answer(stop, vehicle=facts(ramp_wheelchair=False)) is Answer.NO


def test_a_no_of_either_the_stop_or_the_vehicle_is_a_no() -> None:
    good, bad = facts(wheelchair_boarding="yes"), facts(wheelchair_boarding="no")

    assert answer(good, vehicle=bad) is Answer.NO
    assert answer(bad, vehicle=good) is Answer.NO
    assert answer(good, vehicle=good) is Answer.YES
    assert answer(good, vehicle=facts(wheelchair_space=False)) is Answer.NO
    assert judge_vehicle(bad, CHAIR).answer is Answer.NO


def test_who_does_not_hear_and_who_does_not_see_are_told_what_there_is() -> None:
    stop = facts(passenger_information_display=True, tactile_paving=False)

    deaf = points(judge_boarding(stop, get_profile("deaf")), Weight.INFORMATION)
    blind = points(judge_boarding(stop, get_profile("white_cane")), Weight.INFORMATION)

    assert deaf == {"display": Answer.YES}
    assert blind == {"announcements": Answer.UNKNOWN, "edge": Answer.NO}


def test_of_a_vehicle_is_asked_what_vehicles_have() -> None:
    bus = facts(next_stop_audible=True)

    found = points(judge_vehicle(bus, get_profile("white_cane")), Weight.INFORMATION)
    both = judge_boarding(facts(), get_profile("white_cane"), vehicle=bus)

    assert found == {"next_stop_audible": Answer.YES}
    assert points(both, Weight.INFORMATION).keys() == {
        "announcements",
        "next_stop_audible",
        "edge",
    }


def test_one_of_two_displays_is_enough_and_one_word_on_wheelchairs_counts() -> None:
    boards = facts(passenger_information_display=False, departures_board=True)
    told = judge_boarding(boards, get_profile("deaf"))

    assert points(told, Weight.INFORMATION)["display"] is Answer.YES
    assert answer(facts(wheelchair_boarding="yes", wheelchair="no")) is Answer.YES


def test_a_seat_is_comfort_and_decides_nothing() -> None:
    found = judge_boarding(facts(bench=False), get_profile("older_person"))

    assert found.answer is Answer.YES
    assert points(found, Weight.COMFORT)["seat"] is Answer.NO


def test_reports_of_a_refusal_lower_what_is_believed_until_nothing_is_known() -> None:
    said = facts(wheelchair_boarding="yes")

    free, once, twice = (
        judge_boarding(said, CHAIR, today=TODAY, refusals=many) for many in range(3)
    )

    assert (free.confidence, once.confidence) == (1.0, 0.6)
    assert (free.answer, once.answer) == (Answer.YES, Answer.YES)
    assert twice.answer is Answer.UNKNOWN
    assert twice.confidence == pytest.approx(0.36)
    assert answer(facts(wheelchair_boarding="no"), refusals=3) is Answer.NO


def test_o46_what_is_said_of_a_stop_is_believed_for_four_or_eight_years() -> None:
    old = date(2022, 8, 25)
    told = {
        word: judge_boarding(
            {
                "wheelchair_boarding": replace(
                    facts(wheelchair_boarding=word)["wheelchair_boarding"],
                    observed_on=old,
                )
            },
            CHAIR,
            today=date(2026, 11, 23),
        ).confidence
        for word in ("yes", "no")
    }

    assert told["no"] == pytest.approx(0.5, abs=0.005)
    assert told["yes"] == pytest.approx(0.5**0.5, abs=0.005)


def test_the_best_observation_of_each_subject_counts() -> None:
    tagged = facts(Method.TAGGED, wheelchair_boarding="yes")["wheelchair_boarding"]
    seen = facts(wheelchair_boarding="no")["wheelchair_boarding"]
    other = replace(tagged, subject="t:other")

    found = collect_facts([tagged, seen, other])

    assert found["t:s"]["wheelchair_boarding"].value == "no"
    assert found["t:other"]["wheelchair_boarding"].value == "yes"


VALUES = {
    Kind.YES_NO: st.booleans(),
    Kind.NUMBER: st.sampled_from([0.0, 0.02, 0.05, 0.1, 0.3]),
    Kind.WORD: st.sampled_from(["yes", "no"]),
}
NAMES = sorted({name for rule in load_stop_rules() for name in rule.attributes})
SAID = st.dictionaries(st.sampled_from(NAMES), st.just(None)).flatmap(
    lambda chosen: st.fixed_dictionaries(
        {name: VALUES[ATTRIBUTES[name].kind] for name in chosen}
    )
)


@given(SAID, st.sampled_from(sorted(load_profiles())))
def test_to_know_less_never_turns_yes_into_no_or_no_into_yes(
    said: dict[str, Value], key: str
) -> None:
    person = get_profile(key)
    whole = judge_boarding(facts(**said), person).answer

    for name in said:
        if name in {"ramp_wheelchair", "boarding_step_m", "boarding_gap_m"}:
            continue
        less = judge_boarding(
            facts(**{k: v for k, v in said.items() if k != name}), person
        ).answer
        assert (
            {whole, less} != {Answer.YES, Answer.NO}
            or not person.wheels
            or (name in {"wheelchair_boarding", "wheelchair", "wheelchair_space"})
        )


@given(SAID, st.sampled_from(sorted(load_profiles())))
def test_every_answer_says_what_it_rests_on(said: dict[str, Value], key: str) -> None:
    found = judge_boarding(facts(**said), get_profile(key), today=TODAY)

    assert set(found.rests_on) <= set(found.points)
    assert all(isinstance(p, Point) and p.said is not None for p in found.rests_on)
    if found.answer is Answer.NO:
        assert all(p.answer is Answer.NO for p in found.rests_on)
        assert found.rests_on
    if not said and get_profile(key).transit.rolls_aboard:
        assert found.answer is Answer.UNKNOWN
