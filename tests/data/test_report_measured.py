"""What reports changed is measured once, kept, and measured anew when they change."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from data.db import Database
from data.effects import LOCK, measure_effects
from data.graphs import GraphStore
from data.lock import try_lock
from data.queries.effect import Effects
from data.queries.report import file_report
from data.queries.report_barrier import SiteCheck
from data.queries.revision import raise_revision
from data.runtime import Runtime
from data.settings import Settings
from geo.draft import Draft
from tests.data.test_two_workers import Worker
from tests.drawn_rows import NOW, Clock
from tests.reported import SEEN, Town
from tests.town import at


@pytest.fixture
def town(store: GraphStore, database: Database, clock: Clock) -> Town:
    store.build()
    return Town(database, store, clock)


@pytest.fixture
def held(town: Town) -> Runtime:
    folder = town.store.folder.parent
    made = Runtime(Settings(town.database.url, data_dir=folder), town.clock)
    made.database, made.graphs = town.database, town.store
    return made


def _passing(effects: Effects) -> int:
    return sum(row.passing for row in effects.rows)


def _impossible(effects: Effects) -> int:
    return sum(row.impossible for row in effects.rows)


def test_what_a_report_changed_is_measured_once_and_again_when_it_changes(town, held):
    town.file("narrow")
    town.step("published")
    assert measure_effects(held) == 1
    assert measure_effects(held) == 0
    warned = town.effects
    town.step("triaged", found=SEEN)
    older = town.effects
    assert measure_effects(held) == 1
    refused = town.effects
    town.step("fix_claimed", "fixed_verified")
    assert measure_effects(held) == 0
    over = town.effects

    assert (warned.is_older, older.is_older, refused.is_older) == (False, True, False)
    assert _passing(warned) == _passing(refused) > 0
    assert (_impossible(warned), _impossible(over)) == (0, _impossible(refused))
    assert _impossible(refused) > 0
    assert (over.effect, over.is_older) == ("removed", False)
    assert refused.measured_at == town.clock.now


def test_what_nobody_has_measured_makes_trips_dearer_and_none_impossible(town, held):
    town.file("steep")
    town.step("published")
    town.step("triaged", found=SiteCheck())
    measure_effects(held)
    rows = town.effects.rows

    assert town.effect == "cost"
    assert _passing(town.effects) > 0
    assert _impossible(town.effects) == 0
    dearer = {row.profile for row in rows if row.dearer}
    assert "pram" in dearer
    assert "walker" not in dearer


def test_a_new_network_is_measured_anew(town, held):
    town.file("narrow")
    town.step("published")
    measure_effects(held)
    with town.database.write() as session:
        raise_revision(session, network=True)
    town.store.build()

    assert measure_effects(held) == 1
    assert town.effects.network == town.store.current()[0].revision


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
    assert town.effects.rows == ()


def test_o57_votes_and_repairs_act_at_once_in_another_worker(town):
    """What was there before is there again, bit by bit, in both."""
    town.clock.now = datetime.now(UTC)
    other = Worker(town.database, town.store.folder.parent)
    try:
        before = _told(other)
        town.file("narrow", width_left=0.5)
        town.step("published")
        warned = _told(other)
        town.vote("amal")
        town.vote("bechir")
        refused = _told(other)
        town.vote("chadia", "gone")
        fallen = _told(other)
        town.step("triaged", found=SEEN)
        triaged = _told(other)
        town.step("fix_claimed", "fixed_verified")
        after = _told(other)
    finally:
        other.close()
    key = f"report:{town.tracking}"

    assert (warned["watch"], warned["refused"]) == ([key], [])
    assert (refused["refused"], triaged["refused"]) == ([key], [key])
    assert fallen == warned
    assert after == before


def _told(worker: Worker) -> dict[str, object]:
    return {**worker.ask(), "seconds": 0}
