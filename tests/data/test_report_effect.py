"""What reports do to trips follows state, votes and staff, and leaves no trace."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest

from data.db import Database
from data.effects import LOCK, measure_effects
from data.graphs import GraphStore
from data.lock import try_lock
from data.queries.effect import Effects, list_effects
from data.queries.life_cycle import advance_report, flag_report
from data.queries.question import keep_answers
from data.queries.replay import find_unlike
from data.queries.report import file_report, get_report
from data.queries.report_barrier import SiteCheck
from data.queries.revision import raise_revision
from data.queries.tick import tick
from data.queries.vote import add_vote, drop_votes
from data.runtime import Runtime
from data.settings import Settings
from geo.answer import Trip
from geo.clock import Calendar
from geo.draft import Draft
from geo.network import BarrierFact
from geo.observation import Method
from geo.profile import get_profile
from geo.standing import Actor, Move
from geo.trip import plan_trip
from tests.drawn_rows import NOW, Clock
from tests.life import EXAMPLES, usual_reason, usual_role
from tests.town import at

Barriers = list[BarrierFact]
IN_THE_WAY = at(150, 0)
SEEN = SiteCheck(value=0.5, method=Method.MEASURED)


@dataclass
class Town:
    """A town of three ways with one report in the middle of one of them."""

    database: Database
    store: GraphStore
    clock: Clock
    tracking: str = ""

    def file(self, category: str = "narrow", **answers: object) -> None:
        with self.database.write() as session:
            draft = Draft(category, lonlat=IN_THE_WAY)
            self.tracking = file_report(session, draft, at=self.clock.now).tracking
            if answers:
                keep_answers(session, self.tracking, answers)

    def step(self, *states: str, found: SiteCheck | None = None) -> None:
        for state in states:
            with self.database.write() as session:
                move = self.move(session, state)
                given = found if state == "triaged" else None
                advance_report(session, self.tracking, move, found=given)

    def move(self, session, state: str) -> Move:
        from_ = get_report(session, self.tracking).state
        role = usual_role(from_, state)
        evidence = dict(EXAMPLES)
        actor = Actor(role, f"somebody at {state}", f"body at {state}")
        return Move(state, actor, self.clock.now, usual_reason(state), evidence)

    def vote(self, who: str, kind: str = "me_too", network: str = "") -> None:
        with self.database.write() as session:
            where = network or f"net of {who}"
            values = {"kind": kind, "network": where, "at": self.clock.now}
            add_vote(session, self.tracking, who, **values)

    def take_back(self, who: str) -> None:
        with self.database.write() as session:
            drop_votes(session, self.tracking, who, at=self.clock.now)

    @property
    def effect(self) -> str:
        with self.database.read() as session:
            return str(list_effects(session, self.tracking).effect)

    def ride(
        self, profile: str = "manual_wheelchair", barriers: Barriers | None = None
    ) -> Trip:
        network, now = self.store.current()
        return plan_trip(
            network,
            now if barriers is None else barriers,
            origin=at(110, 0),
            destination=at(190, 0),
            profile=get_profile(profile),
        )


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


def test_what_a_report_changed_is_measured_once_and_again_when_it_changes(town, held):
    town.file("narrow")
    town.step("published")
    assert measure_effects(held) == 1
    assert measure_effects(held) == 0
    warned = _effects(town)
    town.step("triaged", found=SEEN)
    older = _effects(town)
    assert measure_effects(held) == 1
    refused = _effects(town)
    town.step("fix_claimed", "fixed_verified")
    assert measure_effects(held) == 0
    over = _effects(town)

    assert (warned.is_older, older.is_older, refused.is_older) == (False, True, False)
    assert _passing(warned) == _passing(refused) > 0
    assert (_impossible(warned), _impossible(over)) == (0, _impossible(refused))
    assert _impossible(refused) > 0
    assert (over.effect, over.is_older) == ("removed", False)
    assert refused.measured_at == town.clock.now


def test_a_new_network_is_measured_anew(town, held):
    town.file("narrow")
    town.step("published")
    measure_effects(held)
    with town.database.write() as session:
        raise_revision(session, network=True)
    town.store.build()

    assert measure_effects(held) == 1
    assert _effects(town).network == town.store.current()[0].revision


def test_who_has_no_turn_leaves_it_to_the_other(town, held):
    town.file("narrow")
    town.step("published")

    with try_lock(town.store.folder / LOCK) as is_mine:
        done = measure_effects(held)

    assert (is_mine, done) == (True, 0)
    assert measure_effects(held) == 1


def test_a_report_off_every_way_has_no_figures_and_waits_no_more(town, held):
    with town.database.write() as session:
        draft = Draft("narrow", lonlat=at(150, 90))
        town.tracking = file_report(session, draft, at=NOW).tracking
    town.step("published")

    assert measure_effects(held) == 0
    assert _effects(town).rows == ()


@pytest.fixture
def held(town: Town) -> Runtime:
    folder = town.store.folder.parent
    made = Runtime(Settings(town.database.url, data_dir=folder), town.clock)
    made.database, made.graphs = town.database, town.store
    return made


def _effects(town: Town) -> Effects:
    with town.database.read() as session:
        return list_effects(session, town.tracking)


def _passing(effects: Effects) -> int:
    return sum(row.passing for row in effects.rows)


def _impossible(effects: Effects) -> int:
    return sum(row.impossible for row in effects.rows)


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
