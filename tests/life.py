"""What tests of the life cycle give with a step so that it is allowed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from geo.life_cycle import report_reasons, report_states, report_steps
from geo.standing import Actor, Move, Standing

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=1)
CLAIMANT = Actor("body", who="ahmed", body="works department")

EXAMPLES = {
    "question": "on which side?",
    "body": "electricity company",
    "reference": "letter 12",
    "target_date": "2027-03-01",
    "work": "w:1",
    "commitment": "c:1",
    "start_date": "2026-11-01",
    "remains": "the ramp",
    "photo": "a.webp",
    "document": "minutes.pdf",
    "seen_on": "2026-11-02",
    "measured": "0.02",
    "visit_date": "2026-11-02",
    "unanswered": "2",
    "stood": "published",
}
"""Something sound for everything that is only read."""


def usual_role(before: str, to: str) -> str:
    """Give the role that usually takes a step; staff where the table has none."""
    rows = [step for step in report_steps() if before in step.starts and step.to == to]
    roles = [role for row in rows for role in row.by]
    return next((role for role in ("moderator", *roles) if role in roles), "staff")


def usual_reason(to: str) -> str:
    """Give a reason for a state, empty where none is asked for."""
    return next((r.id for r in report_reasons().values() if to in r.states), "")


def stands(state: str, **values) -> Standing:
    """A report in some state; where a repair was claimed, by the claimant."""
    claimant = CLAIMANT if report_states()[state].claimed else None
    return Standing("AAAAA-AAAAA", NOON, state, **{"claimant": claimant, **values})


def claimed_from(state: str, **values) -> Standing:
    """A report that stood in some state before somebody said that it is fixed."""
    claimant = Actor("public", "somebody else")
    return stands("fix_claimed", claimant=claimant, facts={"stood": state}, **values)


def move(now: Standing, to: str, role: str, **values) -> Move:
    """A move with all that can be given."""
    other = Standing("BBBBB-BBBBB", NOON, "published")
    given = {**EXAMPLES, "barrier": "found", "canonical": other.tracking}
    who = values.pop("who", "somebody else")
    values = {"reason": usual_reason(to), "evidence": given, "other": other, **values}
    return Move(to, Actor(role, who), values.pop("at", LATER), **values)
