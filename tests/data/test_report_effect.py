"""What reports do to trips follows state, votes and staff, and leaves no trace."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from data.db import Database
from data.graphs import GraphStore
from data.queries.life_cycle import flag_report
from data.queries.question import keep_answers
from data.queries.replay import find_unlike
from data.queries.report import file_report
from data.queries.report_barrier import SiteCheck
from data.queries.tick import tick
from geo.answer import Trip
from geo.clock import Calendar
from geo.draft import Draft
from geo.observation import Method
from geo.profile import get_profile
from geo.standing import Actor
from tests.drawn_rows import NOW, Clock
from tests.reported import SEEN, Town
from tests.town import at


@pytest.fixture
def town(store: GraphStore, database: Database, clock: Clock) -> Town:
    store.build()
    return Town(database, store, clock)


def _doubts(trip: Trip) -> set[str]:
    return {note.barrier for note in (*trip.out.unknown, *trip.out.watch)} - {""}


def _refused(trip: Trip) -> set[str]:
    return {note.barrier for note in trip.refused} - {""}


def test_two_independent_people_besides_the_reporter_confirm_what_was_measured(town):
    before = (town.file("narrow", width_left=0.5), town.ride())[1]
    town.step("published")
    warned = (town.effect, town.ride())
    town.vote("amal")
    town.vote("amal's other browser", network="net of amal")
    alone = town.effect
    town.vote("bechir")

    refused = town.ride()

    assert (warned[0], alone, town.effect) == ("warn", "warn", "limit")
    assert (_refused(before), _refused(warned[1])) == (set(), set())
    assert _doubts(warned[1]) == {f"report:{town.tracking}"}
    assert _refused(refused) == {f"report:{town.tracking}"}


@pytest.mark.parametrize(
    "undo",
    [
        lambda town: town.take_back("bechir"),
        lambda town: town.vote("chadia", "gone"),
        lambda town: town.vote("bechir", "gone"),
    ],
    ids=["taken back", "gone by another", "gone by the same"],
)
def test_a_barrier_of_votes_falls_back_with_them(town, undo: Callable[[Town], None]):
    town.file("narrow", width_left=0.5)
    town.step("published")
    warned = town.ride()
    for who in ("amal", "bechir"):
        town.vote(who)
    assert town.effect == "limit"
    town.clock.now += timedelta(minutes=1)

    undo(town)

    assert town.effect == "warn"
    assert town.ride() == warned
    with town.database.read() as session:
        assert find_unlike(session) == []


def test_votes_without_a_measured_value_cost_and_stop_nobody(town):
    town.file("works")
    town.step("published")
    for who in ("amal", "bechir"):
        town.vote(who)

    trip = town.ride()

    assert town.effect == "cost"
    assert not _refused(trip)
    assert _doubts(trip) == {f"report:{town.tracking}"}


UNSIZED = SiteCheck(method=Method.SURVEYED)
"""Staff found it and measured nothing."""


@pytest.mark.parametrize("category", ["narrow", "steep", "surface"])
@pytest.mark.parametrize("checked", [True, False], ids=["by staff", "by votes"])
def test_what_nobody_has_measured_costs_effort_once_and_leaves_no_trace(
    town, category, checked
):
    before = (town.file(category), town.ride())[1]
    town.step("published")
    warned = town.ride()
    if checked:
        town.step("triaged", found=UNSIZED)
    else:
        for who in ("amal", "bechir"):
            town.vote(who)
    trip, effect = town.ride(), town.effect
    town.step("fix_claimed", "fixed_verified")

    added = trip.out.effort_s - before.out.effort_s
    assert effect == "cost"
    assert warned.out.effort_s == before.out.effort_s
    # From 10 m after its one end to 10 m before the other, of a way of 100 m.
    weight = get_profile("manual_wheelchair").burden.unsized_s
    assert added == pytest.approx(0.8 * weight, rel=0.01)
    assert trip.out.seconds == before.out.seconds
    assert not _refused(trip)
    assert _doubts(trip) == {f"report:{town.tracking}"}
    assert repr(town.ride()) == repr(before)


@pytest.mark.parametrize(
    ("category", "attribute"), [("light", "lit"), ("sound", "signals_sound")]
)
def test_staff_that_finds_a_light_or_a_sound_missing_does_not_mend_it(
    town, category, attribute
):
    town.file(category)
    town.step("published")
    town.step("triaged", found=UNSIZED)

    (barrier,) = town.store.current()[1]

    assert (barrier.attribute, barrier.value) == (attribute, False)
    assert town.effect == "limit"


def test_staff_needs_no_votes_and_votes_do_not_overrule_staff(town):
    town.file("narrow")
    town.step("published")
    town.step("triaged", found=SEEN)
    for who in ("amal", "bechir"):
        town.vote(who, "gone")

    assert town.effect == "limit"
    assert _refused(town.ride()) == {f"report:{town.tracking}"}


def test_what_staff_measured_counts_again_once_people_confirm_it(town):
    """A report that lapsed warns; two people bring back the value of before."""
    town.file("narrow")
    town.step("published")
    town.step("triaged", found=SEEN)
    refused = town.ride().refused
    town.step("fix_claimed", "reopened")
    reopened = town.effect
    for who in ("amal", "bechir"):
        town.vote(who)

    assert (reopened, town.effect) == ("warn", "limit")
    assert [n.value for n in town.ride().refused] == [n.value for n in refused]


def test_a_fix_that_is_only_claimed_opens_nothing(town):
    town.file("narrow")
    town.step("published")
    town.step("triaged", found=SEEN)
    refused = town.ride()
    town.step("fix_claimed")

    assert town.effect == "limit"
    assert town.ride() == refused


@pytest.mark.parametrize(
    ("ways_out", "effect"),
    [
        (("fix_claimed", "fixed_verified"), "removed"),
        (("fix_claimed", "fixed_unverified"), "caution"),
        (("closed_no_action",), "removed"),
        (("lapsed",), "removed"),
        (("hidden",), "none"),
    ],
)
@pytest.mark.parametrize("profile", ["manual_wheelchair", "cane", "walker"])
def test_o57_an_ended_barrier_restores_the_former_answer_bit_by_bit(
    town, ways_out, effect, profile
):
    town.file("narrow")
    before = town.ride(profile)
    town.step("published")
    town.step("triaged", found=SEEN)
    between = town.ride(profile)

    town.step(*ways_out)

    after = town.ride(profile)
    assert town.effect == effect
    assert between != before
    assert repr(after) == repr(before)


def test_o57_time_that_runs_out_restores_the_former_answer_bit_by_bit(town):
    town.file("works", passable="on_foot")
    before = town.ride()
    town.step("published")
    for who in ("amal", "bechir"):
        town.vote(who)
    between = town.ride()
    town.clock.now = NOW + timedelta(days=30)

    over = town.ride()
    ticked = tick(town.database, at=town.clock.now, calendar=Calendar())

    assert between != before
    assert repr(over) == repr(before)
    assert [one.after for one in ticked.moved] == ["overdue", "lapsed"]
    assert (town.effect, repr(town.ride())) == ("removed", repr(before))


def test_what_a_flag_hides_comes_back_with_its_value(town):
    town.file("narrow")
    before = town.ride()
    town.step("published")
    town.step("triaged", found=SEEN)
    refused = town.ride()
    staff = Actor("staff")
    shown = []
    for on in (True, False):
        with town.database.write() as session:
            values = {"actor": staff, "on": on, "at": town.clock.now}
            flag_report(session, town.tracking, "private", **values)
        shown.append(town.ride())

    assert repr(shown[0]) == repr(before)
    assert shown[1] == refused


def test_votes_far_from_every_way_are_no_error(town):
    with town.database.write() as session:
        draft = Draft("narrow", lonlat=at(150, 90))
        town.tracking = file_report(session, draft, at=NOW).tracking
        keep_answers(session, town.tracking, {"width_left": 0.5})
    town.step("published")
    for who in ("amal", "bechir"):
        town.vote(who)

    assert (town.effect, town.store.current()[1]) == ("limit", [])


def test_a_repair_that_nobody_verified_is_told_on_the_way_and_changes_nothing(town):
    town.file("kerb", kerb_height=0.3)
    before = town.ride()
    town.step("published")
    town.step("triaged", found=SiteCheck(value=0.3))
    town.step("fix_claimed", "fixed_unverified")

    network, barriers = town.store.current()
    warned = town.ride(barriers=town.store.with_cautions(barriers))

    (met,) = [cue for step in warned.out.steps for cue in step.cues if cue.facts]
    assert (barriers, met.kind, met.facts["is_over"]) == ([], "barrier", True)
    assert met.facts["key"] == f"report:{town.tracking}"
    assert _measured(warned) == _measured(before)
    assert network is town.store.current()[0]

    town.step("fixed_verified")
    assert town.store.with_cautions(town.store.current()[1]) == []
    assert repr(town.ride()) == repr(before)


def _measured(trip: Trip) -> tuple[object, ...]:
    out = trip.out
    notes = out.broken, out.watch, out.unknown, trip.refused, out.breaches
    return out.seconds, out.effort_s, out.uncertain_m, out.line, out.confidence, notes
