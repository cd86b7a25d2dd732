"""Gaps stay who they are from one analysis to the next, whatever becomes of the map."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from data.analysis import refresh_gaps
from data.models import Barrier, Gap, GapRun, Report
from data.queries.gap_cell import total_districts, total_services
from data.queries.gap_history import (
    list_caused,
    list_causes,
    list_events,
    standing_on,
)
from data.queries.gap_list import count_statuses, list_gaps
from data.queries.layer import get_feature, list_features
from data.queries.revision import raise_revision
from importers.base import run
from importers.osm import OsmImporter
from tests.gap_town import OSM, load_gap_town, osm_text, put_obstacle

WHEELS = "manual_wheelchair"
FIRST = datetime(2026, 11, 1, 9, tzinfo=UTC)


class Days:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = FIRST

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def town(database, tmp_path):
    runtime = load_gap_town(database, tmp_path)
    runtime.clock = Days()
    yield runtime
    runtime.close()


def analyse(town, *, days=0):
    town.clock.now = FIRST + timedelta(days=days)
    return refresh_gaps(town)


def change(town, text, folder):
    """Import a changed extract and build it: segments are cut and numbered anew."""
    file = folder / "changed.osm"
    file.write_text(text, encoding="utf-8")
    run(OsmImporter(), town.database, path=file, source=OSM)
    town.graphs.build()


def gaps(town, kind, **wanted):
    with town.database.read() as session:
        rows = session.scalars(
            select(Gap).where(Gap.kind == kind, Gap.profile == WHEELS).order_by(Gap.id)
        )
        return [r for r in rows if all(getattr(r, n) == v for n, v in wanted.items())]


def kinds_of(town, key):
    with town.database.read() as session:
        return [(event.kind, event.day) for event in list_events(session, key)]


def day(number):
    return (FIRST + timedelta(days=number)).date()


def test_a_gap_is_seen_once_and_stays_without_events_while_it_is_what_it_was(town):
    first = analyse(town)
    again = analyse(town, days=3)

    (island,) = gaps(town, "island")
    assert first.events == {"seen": first.gaps}
    assert again.events == {}
    assert kinds_of(town, island.key) == [("seen", day(0))]
    assert (island.first_seen, island.last_seen) == (day(0), day(3))
    assert island.changed_on == day(0)


def test_a_rebuilt_network_with_other_nodes_keeps_the_gap_and_tells_the_change(
    town, tmp_path
):
    analyse(town)
    (before,) = gaps(town, "island")
    text = osm_text()
    # The upper street is drawn anew, with nodes of other numbers, and is longer.
    longer = (
        text.replace('<nd ref="5"/>', '<nd ref="905"/><nd ref="906"/>')
        .replace('<node id="5" ', '<node id="905" ')
        .replace(
            '<node id="11"',
            '<node id="906" version="1" lon="8.705" lat="36.18"/><node id="11"',
        )
    )

    change(town, longer, tmp_path)
    analyse(town, days=5)

    (after,) = gaps(town, "island")
    assert after.key == before.key
    assert after.details["length_m"] > before.details["length_m"]
    assert (after.first_seen, after.last_seen) == (day(0), day(5))
    assert after.status == "open"


def test_a_ramp_beside_the_steps_closes_the_gaps_and_its_loss_opens_them_again(
    town, tmp_path
):
    analyse(town)
    (island,) = gaps(town, "island")
    ramp = osm_text().replace('k="highway" v="steps"', 'k="highway" v="footway"')
    ramp = ramp.replace('k="step_count" v="12"', 'k="incline" v="0%"')
    ramp = ramp.replace(
        '<tag k="width" v="3"/><tag k="name" v="&lt;',
        '<tag k="width" v="3"/><tag k="surface" v="asphalt"/>'
        '<tag k="smoothness" v="good"/><tag k="incline:across" v="0%"/>'
        '<tag k="lit" v="yes"/><tag k="name" v="&lt;',
    )

    change(town, ramp, tmp_path)
    closed = analyse(town, days=10)
    change(town, osm_text(), tmp_path)
    opened = analyse(town, days=20)

    assert closed.events["closed"] >= 3
    assert opened.events["reopened"] == closed.events["closed"]
    assert kinds_of(town, island.key) == [
        ("seen", day(0)),
        ("closed", day(10)),
        ("reopened", day(20)),
    ]
    with town.database.read() as session:
        events = list_events(session, island.key)
    assert standing_on(events, day(-1)) is None
    assert standing_on(events, day(9)).standing["status"] == "open"
    assert standing_on(events, day(15)).standing["status"] == "closed"
    assert standing_on(events, day(30)).standing["people_low"] == 40


def test_what_is_closed_is_listed_only_where_it_is_asked_for(town, tmp_path):
    analyse(town)
    (island,) = gaps(town, "island")
    with town.database.write() as session:
        session.execute(update(Gap).where(Gap.id == island.id).values(status="closed"))

    with town.database.read() as session:
        usual = {f.key for f in list_features(session, "gaps").features}
        asked = list_features(session, "gaps", filters={"status": "closed"}).features
        ranked = list_gaps(session, {"status": "closed"}, limit=5)
        counts = count_statuses(session)
        still = get_feature(session, "gaps", island.key)

    assert island.key not in usual
    assert [f.key for f in asked] == [island.key]
    assert [f.key for f in ranked.features] == [island.key]
    assert counts["closed"] == 1
    assert still.properties["first_seen"] == day(0)


def step(town, state, *, acts=True):
    with town.database.write() as session:
        session.execute(update(Report).values(state=state))
        session.execute(update(Barrier).values(status="active" if acts else "removed"))
        raise_revision(session, barriers=True)


def test_a_report_causes_gaps_and_its_verified_repair_closes_them_by_an_event(town):
    analyse(town)
    put_obstacle(town, at=FIRST)
    analyse(town, days=1)
    caused = [g for g in gaps(town, "island") if g.first_seen == day(1)]
    assert caused, "the kerb cuts a street off"
    key = caused[0].key
    with town.database.read() as session:
        (cause,) = list_causes(session, key)
        assert key in list_caused(session, "KERB0001")
    assert (cause.key, cause.tracking) == ("report:KERB0001", "KERB0001")
    assert cause.state == "published"

    step(town, "planned")
    analyse(town, days=2)
    assert gaps(town, "island", key=key)[0].status == "closing"
    step(town, "fixed_unverified", acts=False)
    analyse(town, days=3)
    assert gaps(town, "island", key=key)[0].status == "closing"
    step(town, "fixed_verified", acts=False)
    analyse(town, days=4)

    assert gaps(town, "island", key=key)[0].status == "closed"
    with town.database.read() as session:
        assert key not in list_caused(session, "KERB0001")
    assert kinds_of(town, key) == [
        ("seen", day(1)),
        ("closing", day(2)),
        ("closed", day(4)),
    ]
    with town.database.read() as session:
        last = list_events(session, key)[-1]
    assert last.standing["repaired"] == ["report:KERB0001"]


def named(town, keys):
    with town.database.read() as session:
        return {cause.key for key in keys for cause in list_causes(session, key)}


def test_a_report_that_nobody_may_read_is_named_by_no_gap(town):
    put_obstacle(town, at=FIRST)
    analyse(town)
    with town.database.read() as session:
        keys = [f.key for f in list_features(session, "gaps").features]
    before = named(town, keys)

    step(town, "hidden")

    assert "report:KERB0001" in before
    assert named(town, keys) == before - {"report:KERB0001"}


def test_cells_add_up_to_the_people_of_the_town(town):
    analyse(town)

    with town.database.read() as session:
        services = {one.key: one for one in total_services(session, WHEELS)}
        districts = total_districts(session, WHEELS, "health")

    health = services["health"]
    assert (health.reached + health.unknown, health.lost) == (100, 40)
    assert districts[0].key == "count:upper"
    assert sum(one.all for one in districts) == health.all == 140


def test_each_analysis_is_noted_with_the_day_in_the_town(town):
    analyse(town)
    analyse(town, days=2)

    with town.database.read() as session:
        runs = list(session.scalars(select(GapRun).order_by(GapRun.id)))
    assert [run.day for run in runs] == [day(0), day(2)]
    assert runs[0].revision == runs[1].revision > 0


def test_pages_of_gaps_follow_each_other_in_order_of_what_matters(town):
    analyse(town)

    with town.database.read() as session:
        whole = list_gaps(session, {"profile": WHEELS}, limit=100)
        first = list_gaps(session, {"profile": WHEELS}, limit=2)
        second = list_gaps(
            session, {"profile": WHEELS}, limit=100, cursor=first.next_cursor
        )

    keys = [f.key for f in whole.features]
    assert [f.key for f in (*first.features, *second.features)] == keys
    looks = [f.properties["look"] for f in whole.features]
    assert looks == sorted(looks, key=["bad", "doubt", "other"].index)
    assert whole.total == len(keys)
    assert whole.next_cursor == second.next_cursor == ""
