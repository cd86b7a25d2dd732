"""The clock behind the server and ``wusul reports tick`` do the same."""

from __future__ import annotations

import json
import time
from datetime import timedelta

import pytest
from click.testing import CliRunner

from app import cli
from data.queries.report import file_report, get_report
from geo.draft import Draft
from tests.webmap.conftest import NOON
from webmap.ticker import Ticker


@pytest.fixture
def number(held):
    with held.database.write() as session:
        return file_report(session, Draft("kerb", where_text="Rue"), at=NOON).tracking


def _marks(held, number):
    with held.database.read() as session:
        return set(get_report(session, number).standing.marks)


def test_the_clock_behind_marks_what_is_overdue(held, number):
    held.clock = lambda: NOON + timedelta(days=5)
    ticker = Ticker(held, period_s=0.01)

    ticker.start()
    end = time.monotonic() + 20
    while not _marks(held, number) and time.monotonic() < end:
        time.sleep(0.05)
    ticker.stop()

    assert _marks(held, number) == {"overdue"}


def test_a_tick_tells_what_it_moved_and_the_second_one_nothing(held, number):
    at = f"{NOON + timedelta(days=5):%Y-%m-%d}"

    first, second = (
        CliRunner().invoke(cli, ["reports", "tick", "--at", at, "--json"], obj=held)
        for _ in range(2)
    )

    moved = [{"tracking": number, "before": "received", "after": "overdue"}]
    assert json.loads(first.output)["moved"][-1:] == moved
    assert json.loads(second.output) == {"moved": [], "expired": 0}


def test_a_tick_before_anything_is_due_moves_nothing(held, number):
    at = f"{NOON - timedelta(days=800):%Y-%m-%d}"

    done = CliRunner().invoke(cli, ["reports", "tick", "--at", at], obj=held)

    assert done.output == "0 reports moved, 0 barriers ended\n"
    assert _marks(held, number) == set()


def test_the_list_of_reports_is_still_there_without_a_word_more(held):
    done = CliRunner().invoke(cli, ["reports", "--limit", "5"], obj=held)

    assert "K-published" in done.output
