"""The invariants of stored reports, on walks that nobody has thought of."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import delete, func, select, update

from data.models import AuditEvent, Barrier, Report
from data.queries.audit import find_broken_event
from data.queries.layer import list_features
from data.queries.life_cycle import advance_report, flag_report
from data.queries.replay import find_unlike, replay_reports
from data.queries.report import file_report, get_report
from data.queries.report_barrier import SiteCheck
from data.queries.tick import tick
from geo.clock import Calendar
from geo.draft import Draft
from geo.errors import ConflictError, ForbiddenError, InputError
from geo.life_cycle import report_states, report_steps
from geo.standing import Actor, Move
from geo.trail import are_words
from tests.life import EXAMPLES, usual_reason
from tests.map_rows import LAT, LON, filled
from tests.tamper import hanging_on_reports, unsealed

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
CALENDAR = Calendar()
SEEN = {
    "kerb": SiteCheck(value=0.12),
    "vehicle": SiteCheck(),
    "works": SiteCheck(),
}
ON_STREET = (LON + 0.001, LAT + 0.0005)
PLACES = st.sampled_from([ON_STREET, ON_STREET, (LON + 0.3, LAT + 0.3)])
STATES = report_states()
REFUSED = (InputError, ConflictError, ForbiddenError)
PICK = st.integers(0, 10_000)
PEOPLE = ("ahmed", "zohra", "mariem")
MOST = 4
ENDS = ("hidden", "withdrawn", "held")


class Walks(RuleBasedStateMachine):
    """Some reports of one database, moved by anybody while time goes by."""

    def __init__(self, database) -> None:
        super().__init__()
        self.database, self.at, self.made = database, NOON, []
        with database.write() as session:
            session.execute(delete(Barrier).where(Barrier.report_id.is_not(None)))
            session.execute(update(Report).values(canonical=None))
            for table in hanging_on_reports():
                session.execute(delete(table))
            session.execute(delete(Report))
        with unsealed(database) as session:
            session.execute(delete(AuditEvent))

    def _one(self, pick: int) -> str:
        return self.made[pick % len(self.made)]

    def _standing(self, tracking: str):
        with self.database.read() as session:
            return get_report(session, tracking).standing

    def _events(self) -> int:
        with self.database.read() as session:
            return session.scalar(select(func.count(AuditEvent.id)))

    @precondition(lambda self: len(self.made) < MOST)
    @rule(category=st.sampled_from(list(SEEN)), place=PLACES, again=st.booleans())
    def file(self, category: str, place, again: bool) -> None:
        key = f"key-{len(self.made)}"
        draft = Draft(category, "canary", (), "Rue", place, "fr", key)
        for _ in range(1 + again):
            with self.database.write() as session:
                filed = file_report(session, draft, at=self.at)
        self.made = list(dict.fromkeys([*self.made, filed.tracking]))

    @rule(pick=PICK, choices=st.lists(PICK, min_size=2, max_size=8))
    def walk(self, pick: int, choices: list[int]) -> None:
        """Take steps that the table lists, mostly onwards; guards may refuse them."""
        for number, choice in enumerate(choices if self.made else ()):
            tracking = self._one(pick)
            state = self._standing(tracking).state
            after = [
                to for to in STATES[state].next if choice % 8 == 1 or to not in ENDS
            ]
            if after:
                to = after[choice % len(after)]
                rows = [s for s in report_steps() if state in s.starts and s.to == to]
                roles = [role for row in rows for role in row.by]
                actor = Actor(roles[choice % len(roles)], PEOPLE[choice % len(PEOPLE)])
                self._try(tracking, to, actor, self._one(pick + 1 + number))

    @rule(first=PICK, second=PICK)
    def join(self, first: int, second: int) -> None:
        if self.made:
            one, other = self._one(first), self._one(second)
            for tracking in (one, other):
                self._try(tracking, "published", Actor("moderator"), other)
            self._try(one, "duplicate", Actor("staff"), other)

    @rule(pick=PICK, to=st.sampled_from(list(STATES)))
    def step_anywhere(self, pick: int, to: str) -> None:
        if self.made:
            self._try(self._one(pick), to, Actor("staff", "a"), self._one(pick + 1))

    def _try(self, tracking: str, to: str, actor: Actor, canonical: str) -> None:
        before, events = self._standing(tracking), self._events()
        given = {**EXAMPLES, "canonical": canonical}
        move = Move(to, actor, self.at, usual_reason(to), given)
        try:
            with self.database.write() as session:
                kind = get_report(session, tracking).category
                found = SEEN[kind] if to == "triaged" else None
                advance_report(session, tracking, move, found=found)
        except REFUSED:
            assert self._standing(tracking) == before
            assert self._events() == events
        else:
            assert to in STATES[before.state].next
            if to == "fixed_verified":
                assert not before.claimant.is_same(actor)

    @rule(pick=PICK, on=st.booleans())
    def make_private(self, pick: int, on: bool) -> None:
        if self.made:
            with self.database.write() as session:
                flag_report(
                    session,
                    self._one(pick),
                    "private",
                    actor=Actor("moderator"),
                    on=on,
                    at=self.at,
                )

    @rule(hours=st.sampled_from([1, 30, 24 * 12, 24 * 35]))
    def time_goes_by(self, hours: int) -> None:
        self.at += timedelta(hours=hours)
        tick(self.database, at=self.at, calendar=CALENDAR)
        events = self._events()

        again = tick(self.database, at=self.at, calendar=CALENDAR)

        assert (again.moved, again.expired) == ((), 0)
        assert self._events() == events

    @invariant()
    def the_trail_holds_and_tells_where_every_report_stands(self) -> None:
        with self.database.read() as session:
            assert find_broken_event(session) is None
            assert find_unlike(session) == []
            told = replay_reports(session)
            for tracking in self.made:
                now = get_report(session, tracking).standing
                facts = told[tracking].facts
                assert replace(told[tracking], facts=now.facts) == now
                assert facts.keys() == now.facts.keys()
                assert all(are_words(facts[n], v) for n, v in now.facts.items())

    @invariant()
    def public_doors_show_what_is_public_and_nothing_else(self) -> None:
        standings = {one: self._standing(one) for one in self.made}
        with self.database.read() as session:
            shown = {f.key for f in list_features(session, "reports").features}
            barriers = str(list_features(session, "barriers").features)
            told = str(list_features(session, "reports").features) + barriers
        assert shown == {one for one, now in standings.items() if now.is_public}
        for tracking, now in standings.items():
            assert now.is_public or tracking not in told
        assert "canary" not in told

    @invariant()
    def what_a_report_does_to_trips_is_what_its_state_says(self) -> None:
        with self.database.read() as session:
            rows = session.execute(
                select(Report, Barrier).outerjoin(
                    Barrier, Barrier.report_id == Report.id
                )
            ).all()
            for report, barrier in rows:
                acts = get_report(session, report.tracking).standing.acts
                acting = barrier is not None and barrier.status == "active"
                if acts in ("removed", "caution", "none"):
                    assert not acting
                if acts == "none":
                    assert barrier is None
                if acts == "warn" and barrier is not None:
                    assert barrier.method == "reported"

    @invariant()
    def duplicates_are_one_step_from_a_report_that_is_shown(self) -> None:
        for tracking in self.made:
            now = self._standing(tracking)
            if now.state == "duplicate":
                canonical = self._standing(now.canonical)
                assert canonical.state != "duplicate"
                assert canonical.is_public
            else:
                assert now.canonical == ""

    @invariant()
    def every_report_that_was_acknowledged_is_there_once(self) -> None:
        with self.database.read() as session:
            kept = session.scalars(select(Report.tracking)).all()
        assert sorted(kept) == sorted(self.made)


@pytest.fixture
def town(database):
    return filled(database)


def test_any_walk_of_reports_keeps_the_invariants(town):
    run_state_machine_as_test(
        lambda: Walks(town),
        settings=settings(
            max_examples=12,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )

    with town.read() as session:
        assert find_broken_event(session) is None
