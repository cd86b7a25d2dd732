"""Barriers on the compiled network: at once, exactly as long as they last."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from data.db import Database
from data.graphs import GraphStore
from data.models import Barrier
from data.queries.revision import raise_revision
from geo.profile import get_profile
from geo.trip import plan_trip
from tests.drawn_rows import NOW, Clock, add_barrier
from tests.town import at


def test_a_new_barrier_acts_without_a_build(
    store: GraphStore, database: Database
) -> None:
    store.build()
    network, none = store.current()
    add_barrier(database)
    same_network, (fact,) = store.current()

    assert none == []
    assert same_network is network
    assert [network.ways[network.way[i]].key for i in fact.segments] == ["w10"]
    assert (fact.attribute, fact.value, fact.confirmed) == ("width_m", 0.4, True)
    assert fact.evidence.source == "survey"


def test_o57_a_barrier_ends_exactly_when_it_expires(
    store: GraphStore, database: Database, clock: Clock
) -> None:
    store.build()
    before = _ride(store)
    add_barrier(database, expires_at=NOW + timedelta(hours=1))
    blocked = _ride(store)
    clock.now = NOW + timedelta(hours=1)

    assert blocked != before
    assert _ride(store) == before


def _ride(store: GraphStore) -> object:
    network, barriers = store.current()
    return plan_trip(
        network,
        barriers,
        origin=at(110, 0),
        destination=at(190, 0),
        profile=get_profile("manual_wheelchair"),
    )


def test_a_removed_barrier_acts_no_more(store: GraphStore, database: Database) -> None:
    store.build()
    add_barrier(database)
    assert len(store.current()[1]) == 1
    with database.write() as session:
        session.execute(update(Barrier).values(status="removed"))
        raise_revision(session, barriers=True)

    assert store.current()[1] == []


def test_a_report_that_nobody_checked_is_not_confirmed(
    store: GraphStore, database: Database
) -> None:
    store.build()
    add_barrier(database, method="reported")

    assert not store.current()[1][0].confirmed


@pytest.mark.parametrize(
    ("changes", "value"),
    [
        ({"attribute": "obstructed", "value_number": 1.0}, True),
        ({"attribute": "kerb", "value_number": None, "value_text": "raised"}, "raised"),
        ({"attribute": "narrowest_m", "value_number": None}, None),
    ],
)
def test_values_of_barriers_have_their_kind(
    store: GraphStore, database: Database, changes: dict[str, object], value: object
) -> None:
    store.build()
    add_barrier(database, **changes)

    assert store.current()[1][0].value == value


def test_a_barrier_without_an_anchor_takes_the_nearest_way(
    store: GraphStore, database: Database
) -> None:
    store.build()
    add_barrier(database, way_key=None, along_m=None)

    network, (fact,) = store.current()

    assert network.ways[network.way[fact.segments[0]]].key == "w10"


@pytest.mark.parametrize("changes", [{"way_key": "gone"}, {"attribute": "mood"}])
def test_a_barrier_that_acts_on_nothing_is_an_orphan(
    store: GraphStore, database: Database, changes: dict[str, object]
) -> None:
    store.build()
    add_barrier(database, **changes)

    assert store.current()[1] == []
    assert store.orphans() == ("x",)
