"""Reports that were kept before the life cycle had clocks are carried over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from alembic import command
from sqlalchemy import text

from data.queries.audit import Change, record_change
from data.queries.report import file_report, get_report
from data.queries.tick import tick
from data.schema import alembic_config, upgrade_schema
from geo.clock import Calendar
from geo.draft import Draft
from geo.life_cycle import report_states
from geo.standing import Actor

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
STATES = list(report_states())


@pytest.fixture
def older(database):
    """Give a database of before, with one report in every state."""
    trackings = {}
    with database.write() as session:
        for state in STATES:
            draft = Draft("kerb", where_text=state)
            trackings[state] = file_report(session, draft, at=NOON).tracking
        claim = Change(
            "staff",
            "report",
            trackings["fix_claimed"],
            "fix_claimed",
            "in_progress",
            "fix_claimed",
        )
        record_change(session, claim, at=NOON)
    with database.engine.begin() as connection:
        command.downgrade(alembic_config(connection), "0002")
        for state, tracking in trackings.items():
            moved = "UPDATE report SET state = :s WHERE tracking = :t"
            connection.execute(text(moved), {"s": state, "t": tracking})
    return database, trackings


def test_every_report_is_carried_over_with_its_closing_and_its_clocks(older):
    database, trackings = older

    upgrade_schema(database)

    with database.read() as session:
        for state, tracking in trackings.items():
            now = get_report(session, tracking).standing
            is_closed = report_states()[state].open311 == "closed"
            assert (now.state, now.since) == (state, NOON)
            assert now.closed_at == (NOON if is_closed else None)
        claimed = get_report(session, trackings["fix_claimed"]).standing
    assert claimed.claimant == Actor("staff")


def test_the_first_tick_after_it_moves_what_was_due(older):
    database, trackings = older
    upgrade_schema(database)

    done = tick(database, at=NOON + timedelta(days=29), calendar=Calendar())

    moved = {one.before: one.after for one in done.moved}
    assert moved == {
        "received": "overdue",
        "held": "overdue",
        "published": "overdue",
        "reopened": "overdue",
        "needs_info": "reminded",
        "fix_claimed": "fixed_unverified",
    }
    assert trackings["fix_claimed"] in {one.tracking for one in done.moved}
