"""What is open only at times, from the rows to a trip."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from data.db import Database
from data.graphs import GraphStore
from data.models import Node
from data.queries.observation import write_observations
from data.queries.revision import raise_revision
from data.queries.source import SourceInfo, ensure_source
from geo.observation import Method, Observation
from tests.drawn_rows import NOW, Clock, add_barrier

TUNIS = ZoneInfo("Africa/Tunis")
NOON = datetime(2026, 11, 23, 12, tzinfo=TUNIS)
NIGHT = NOON.replace(hour=23)


def say(database: Database, *rows: tuple[str, str, str, str]) -> None:
    with database.write() as session:
        source = ensure_source(session, SourceInfo("times", "T", "CC0", "nobody"))
        said = [
            Observation(
                key,
                name,
                value,
                Method.TAGGED,
                "times",
                observed_on=NOW.date(),
                raw=raw,
            )
            for key, name, value, raw in rows
        ]
        write_observations(session, source, said)
        raise_revision(session, network=True)


def test_a_way_with_hours_is_shut_at_night_only(
    store: GraphStore, database: Database
) -> None:
    say(database, ("w10", "opening_hours", "07:00-20:00", ""))
    store.build()
    network, by_night = store.at(NIGHT)

    (fact,) = by_night
    assert store.at(NOON)[1] == store.current()[1] == []
    assert (fact.attribute, fact.value, fact.confirmed) == ("access", "no", True)
    assert [network.ways[network.way[i]].key for i in fact.segments] == ["w10"]
    assert (fact.evidence.source, fact.evidence.observed_on) == ("times", NOW.date())
    assert fact is store.at(NIGHT)[1][0]
    assert set(store.timetable()) == set(fact.segments)


def test_a_gate_closes_the_ways_at_its_node_and_a_crossing_does_not(
    store: GraphStore, database: Database
) -> None:
    with database.write() as session:
        gate, bus = (session.query(Node).filter_by(key=key).one() for key in ("C", "a"))
        gate.tags, bus.tags = {"barrier": "gate"}, {"highway": "bus_stop"}
    hours = "07:00-20:00"
    say(
        database,
        ("C", "opening_hours", hours, ""),
        ("a", "opening_hours", hours, ""),
        ("somewhere", "opening_hours", hours, ""),
    )
    network = store.build()

    (fact,) = store.at(NIGHT)[1]
    assert [network.ways[network.way[i]].key for i in fact.segments] == ["w10"]


def test_what_is_said_of_people_on_foot_overrules_what_is_said_of_all(
    store: GraphStore, database: Database
) -> None:
    text = "no @ (Mo)"
    say(
        database,
        ("w10", "access_conditional", text, f"access:conditional={text}"),
        ("w10", "access", "yes", "foot=yes"),
        ("W1", "access_conditional", text, f"foot:conditional={text}"),
        ("W1", "access", "yes", "foot=yes"),
    )
    network = store.build()

    (fact,) = store.at(NOON)[1]
    assert [network.ways[network.way[i]].key for i in fact.segments] == ["W1"]


def test_a_barrier_that_ends_before_somebody_goes_does_not_act(
    store: GraphStore, database: Database, clock: Clock
) -> None:
    store.build()
    add_barrier(database, expires_at=NOW + timedelta(hours=1))

    assert len(store.current()[1]) == len(store.at(NOW + timedelta(minutes=5))[1]) == 1
    assert store.at(NOW + timedelta(hours=2))[1] == []
    assert len(store.at(NOW - timedelta(days=1))[1]) == 1
