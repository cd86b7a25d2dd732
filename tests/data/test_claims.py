"""Who said that an obstacle is gone takes it back: the report stands where it stood."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from data.models import AuditEvent
from data.queries.audit_check import verify_trail
from data.queries.life_cycle import advance_report
from data.queries.report import get_report
from data.queries.say import unsay_of_report
from geo.standing import Actor, Move
from tests.data.test_votes import LATER, lead, put, say

GIVEN = {
    "needs_info": {"question": "on which side?"},
    "triaged": {"barrier": "found"},
    "planned": {"target_date": "2027-03-01", "work": "w:1"},
}


def unsay(session, tracking, voter="a"):
    unsay_of_report(session, tracking, voter, at=LATER)
    return get_report(session, tracking)


@pytest.mark.parametrize(
    "path", [(), ("needs_info",), ("triaged",), ("triaged", "planned")]
)
def test_a_claim_that_is_taken_back_leads_to_where_the_report_stood(database, path):
    with database.write() as session:
        tracking = put(session)
        for state in path:
            lead(session, tracking, state, evidence=GIVEN[state])
        before = get_report(session, tracking).standing
        said = say(session, tracking, "gone").state
        after = unsay(session, tracking).standing

    assert said == "fix_claimed"
    assert (after.state, after.facts) == (before.state, before.facts)
    assert after.claimant is None


def test_taking_a_claim_back_is_one_event_from_which_the_report_is_rebuilt(database):
    with database.write() as session:
        tracking = put(session)
        say(session, tracking, "gone")
        before = session.scalar(select(func.count()).select_from(AuditEvent))
        unsay(session, tracking)
        events = session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()
        told = [(one.role, one.before, one.after) for one in events[before:]]

    assert told == [("public", "fix_claimed", "published")]
    assert verify_trail(database).holds


def test_who_sees_it_still_there_takes_their_own_claim_back(database):
    with database.write() as session:
        tracking = put(session)
        say(session, tracking, "gone")
        record = say(session, tracking, "still_there")

    assert record.state == "published"


def test_the_claim_of_somebody_else_stands(database):
    with database.write() as session:
        tracking = put(session)
        say(session, tracking, "gone")
        doubted = say(session, tracking, "still_there", voter="b")
        unsaid = unsay(session, tracking, voter="b")

    assert (doubted.state, unsaid.state) == ("fix_claimed", "fix_claimed")


def test_a_claim_stands_while_somebody_else_says_that_it_is_gone(database):
    with database.write() as session:
        tracking = put(session)
        say(session, tracking, "gone")
        say(session, tracking, "gone", voter="b")
        record = unsay(session, tracking)

    assert record.state == "fix_claimed"


def test_a_repair_that_somebody_verified_is_not_unsaid(database):
    with database.write() as session:
        tracking = put(session)
        say(session, tracking, "gone")
        seen = {"seen_on": "2026-11-02"}
        verify = Move("fixed_verified", Actor("verifier", "z"), LATER, evidence=seen)
        advance_report(session, tracking, verify)
        record = unsay(session, tracking)

    assert record.state == "fixed_verified"
