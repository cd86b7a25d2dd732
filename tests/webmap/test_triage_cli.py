"""Staff confirms a report on the terminal as in the inbox: by what was answered."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from app import cli
from data.models import Barrier
from data.queries.life_cycle import advance_report
from data.queries.report import file_report, get_row
from geo.draft import Draft
from geo.standing import Actor, Move
from tests.map_rows import LAT, LON
from tests.webmap.conftest import NOON
from webmap.context import runtime
from webmap.inbox.site_field import site_fields

ON_STREET = (LON + 0.001, LAT + 0.0005)


@pytest.fixture
def tracking(held):
    with held.database.write() as session:
        answers = {"kerb_height": 0.12}
        draft = Draft("kerb", "x", (), "Rue", ON_STREET, "fr", answers=answers)
        number = file_report(session, draft, at=NOON).tracking
        move = Move("published", Actor("moderator"), NOON)
        advance_report(session, number, move)
    return number


def triage(held, tracking, *options):
    done = CliRunner().invoke(cli, ["report", "triage", tracking, *options], obj=held)
    assert done.exception is None, done.output
    with held.database.read() as session:
        wanted = select(Barrier).where(Barrier.key == f"report:{tracking}")
        return session.scalar(wanted), done.output


def test_what_the_reporter_measured_is_taken_and_said(held, tracking):
    barrier, output = triage(held, tracking)

    assert (barrier.attribute, barrier.value_number) == ("kerb_height_m", 0.12)
    assert "0.12, as the reporter said" in output


def test_what_staff_found_counts_more(held, tracking):
    assert triage(held, tracking, "--value", "0.2")[0].value_number == 0.2


def test_staff_may_say_that_nobody_knows(held, tracking):
    barrier, output = triage(held, tracking, "--value", "")

    assert barrier.value_number is None
    assert "not known" in output


def test_what_was_said_of_something_else_is_not_taken(held, tracking):
    assert triage(held, tracking, "--category", "works")[0].value_number != 0.12


def test_the_inbox_offers_the_same_value(site, held, tracking):
    from_terminal = triage(held, tracking)[0].value_number
    with site.test_request_context("/en/"), runtime().database.read() as session:
        fields = site_fields(session, get_row(session, tracking))

    value = next(one for one in fields if one.name == "value")
    assert float(value.usual) == pytest.approx(100 * from_terminal)
