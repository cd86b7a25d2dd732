"""Rules of assignment: kept, changed, and tried out before they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.models import AssignmentRule, Desk, Report
from data.queries.audit import Change, lock_chain, record_change
from data.queries.desk import (
    BY_RULE,
    facts_of,
    lay_missing,
    load_areas,
    load_rules,
)
from data.queries.report_event import actor_details
from geo.assignment import Rule, assign, report_owners
from geo.category import get_category
from geo.errors import InputError, MissingError
from geo.life_cycle import OPEN, report_states
from geo.standing import Actor

SUBJECT: Final = "assignment_rule"
FRESH: Final = 2**31 - 1
"""Number of a rule that is not kept yet: every other one is older."""


@dataclass(frozen=True)
class Would:
    """A report that would go elsewhere; bodies by key, empty for none."""

    tracking: str
    category: str
    before: str
    after: str


def seed_rules(session: Session, rules: Sequence[Rule]) -> int:
    """Give an instance that has no rules those of its town; tell how many."""
    if session.scalar(select(func.count(AssignmentRule.id))):
        return 0
    for rule in rules:
        session.add(_row(rule))
        session.flush()
    lay_missing(session)
    return len(rules)


def _row(rule: Rule) -> AssignmentRule:
    owner, category, area = rule.asks
    return AssignmentRule(body=rule.body, owner=owner, category=category, area=area)


def check_rule(rule: Rule, *, bodies: Sequence[str]) -> Rule:
    """Refuse a rule that speaks of what does not exist.

    Raises
    ------
    InputError
        Naming the field.
    """
    if rule.body not in bodies:
        known = ", ".join(bodies) or "none"
        raise InputError("body", f"{rule.body[:40]!r} is not one of {known}")
    if rule.category:
        get_category(rule.category)
    if rule.owner and rule.owner not in report_owners():
        known = ", ".join(report_owners())
        raise InputError("owner", f"{rule.owner[:40]!r} is not one of {known}")
    return rule


def add_rule(session: Session, rule: Rule, *, actor: Actor, at: datetime) -> int:
    """Keep a rule and let it act on what no person has assigned.

    Returns
    -------
    int
        How many reports went elsewhere.

    Raises
    ------
    InputError
        If an older rule asks for the same: it would never decide.
    """
    lock_chain(session)
    known = load_rules(session)
    if any(one.asks == rule.asks for one in known):
        raise InputError("rule", "another rule asks for the same; drop that one first")
    row = _row(rule)
    session.add(row)
    session.flush()
    return _changed(session, "add", row, actor, at)


def drop_rule(session: Session, number: int, *, actor: Actor, at: datetime) -> int:
    """Drop a rule; tell how many reports went elsewhere.

    Raises
    ------
    MissingError
        If there is none of that number.
    """
    lock_chain(session)
    row = session.get(AssignmentRule, number)
    if row is None:
        raise MissingError(f"there is no rule {number}")
    session.delete(row)
    session.flush()
    return _changed(session, "drop", row, actor, at)


def _changed(
    session: Session, action: str, row: AssignmentRule, actor: Actor, at: datetime
) -> int:
    details = {
        "body": row.body,
        "category": row.category,
        "area": row.area,
        "owner": row.owner,
        "by": actor_details(actor),
    }
    change = Change(actor.role, SUBJECT, str(row.id), action, details=details)
    record_change(session, change, at=at)
    return apply_rules(session)


def apply_rules(session: Session) -> int:
    """Let the rules as they are now act on every open report; tell how many moved."""
    moved = 0
    rules = load_rules(session)
    for would in _list_would(session, rules):
        desk = would[1]
        desk.body, moved = would[2], moved + 1
    session.flush()
    return moved


def try_rules(session: Session, rules: Sequence[Rule]) -> list[Would]:
    """Tell which open reports would go elsewhere under some rules; nothing changes.

    Parameters
    ----------
    session : Session
    rules : sequence of Rule

    Returns
    -------
    list of Would
        The oldest first; what a person has assigned stays.
    """
    return [
        Would(report.tracking, report.category, desk.body, body)
        for report, desk, body in _list_would(session, rules)
    ]


def with_rule(rules: Sequence[Rule], rule: Rule) -> list[Rule]:
    """Add a rule that is not kept yet."""
    return [*rules, replace(rule, id=FRESH)]


def _list_would(
    session: Session, rules: Sequence[Rule]
) -> list[tuple[Report, Desk, str]]:
    open_ = [s.id for s in report_states().values() if s.open311 in (OPEN, "")]
    wanted = (
        select(Report, Desk)
        .join(Desk, Desk.report_id == Report.id)
        .where(Desk.assigned_by == BY_RULE, Report.state.in_(open_))
        .order_by(Report.created_at, Report.id)
    )
    areas, found = load_areas(session), []
    for report, desk in session.execute(wanted):
        chosen = assign(rules, facts_of(report, desk, areas))
        body = chosen.body if chosen else ""
        if body != desk.body:
            found.append((report, desk, body))
    return found
