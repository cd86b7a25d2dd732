"""The invariants of the life cycle, on walks that nobody has thought of."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from geo.advance import find_step, take_step
from geo.clock import Calendar, find_struck, move_of, next_due, set_mark
from geo.errors import ConflictError, ForbiddenError, InputError
from geo.life_cycle import report_states, report_steps, report_words
from geo.replay import FILE, MARK, Told, replay
from geo.standing import Actor, Move, Standing
from tests.life import EXAMPLES, usual_reason

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
CALENDAR = Calendar()
ROLES = st.sampled_from(list(report_words("role")))
PEOPLE = st.sampled_from(["", "ahmed", "zohra", "mariem"])
STATES = report_states()


class LifeCycle(RuleBasedStateMachine):
    """One report, moved by anybody in any order while time goes by."""

    @initialize()
    def file(self) -> None:
        self.at = NOON
        self.now = Standing("AAAAA-AAAAA", NOON)
        self.events = [Told(self.now.tracking, "public", FILE, "", "received", NOON)]
        self.claimant = None

    def _take(self, move: Move) -> None:
        before = self.now
        self.now = take_step(before, move)
        if self.now.state == "fix_claimed":
            self.claimant = move.actor
        actor = {"who": move.actor.who, "body": move.actor.body}
        ends = move.expires_at.isoformat() if move.expires_at else None
        details = {"given": dict(move.evidence), "expires_at": ends, **actor}
        self.events.append(
            Told(
                before.tracking,
                move.actor.role,
                move.to,
                before.state,
                self.now.state,
                self.now.since,
                details,
            )
        )

    def _move(self, to: str, role: str, who: str, *, complete: bool) -> Move:
        other = Standing("BBBBB-BBBBB", NOON, "published")
        given = {**EXAMPLES, "barrier": "found", "canonical": other.tracking}
        return Move(
            to,
            Actor(role, who),
            self.at,
            usual_reason(to) if complete else "",
            given if complete else {},
            other,
            self.at + timedelta(days=20),
        )

    @rule(to=st.sampled_from(list(STATES)), role=ROLES, who=PEOPLE, whole=st.booleans())
    def try_anything(self, to: str, role: str, who: str, whole: bool) -> None:
        before = self.now
        try:
            self._take(self._move(to, role, who, complete=whole))
        except (InputError, ConflictError, ForbiddenError):
            assert self.now is before
        else:
            assert to in STATES[before.state].next
            assert find_step(before.state, to, role)
            if to == "fixed_verified":
                assert not before.claimant.is_same(Actor(role, who))

    @rule(choice=st.integers(0, 200), who=st.sampled_from(["ahmed", "zohra"]))
    def walk_on(self, choice: int, who: str) -> None:
        rows = [s for s in report_steps() if self.now.state in s.starts]
        follow = [(step.to, role) for step in rows for role in step.by]
        if follow:
            to, role = follow[choice % len(follow)]
            self.try_anything(to, role, who, whole=True)

    @rule(hours=st.integers(-2, 24 * 40))
    def time_goes_by(self, hours: int) -> None:
        self.at += timedelta(hours=hours)

    @rule()
    def clocks_strike(self) -> None:
        while (clock := find_struck(self.now, CALENDAR, self.at)) is not None:
            if clock.to:
                self._take(move_of(clock, self.at))
                continue
            state, when = self.now.state, self.at
            self.now = set_mark(self.now, clock.mark, when)
            details = {"name": clock.mark}
            self.events.append(
                Told(self.now.tracking, "system", MARK, state, state, when, details)
            )
        due = next_due(self.now, CALENDAR)
        assert due is None or due > self.at

    @invariant()
    def the_trail_tells_where_it_stands(self) -> None:
        assert replay(self.events) == {self.now.tracking: self.now}

    @invariant()
    def times_never_run_back(self) -> None:
        steps = [e.at for e in self.events if e.action != MARK]
        assert steps == sorted(steps)

    @invariant()
    def the_status_is_told_by_the_state_alone(self) -> None:
        assert self.now.open311 == STATES[self.now.state].open311
        if self.now.open311 == "closed":
            assert self.now.updated_at == self.now.closed_at
        else:
            assert self.now.closed_at is None

    @invariant()
    def a_claim_stands_only_while_its_state_says_so(self) -> None:
        claimed = STATES[self.now.state].claimed
        assert self.now.claimant == (self.claimant if claimed else None)

    @invariant()
    def only_a_duplicate_points_elsewhere(self) -> None:
        assert bool(self.now.canonical) == (self.now.state == "duplicate")


TestLifeCycle = LifeCycle.TestCase
TestLifeCycle.settings = settings(
    max_examples=60, stateful_step_count=40, deadline=None
)
