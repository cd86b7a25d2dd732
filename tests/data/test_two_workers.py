"""Two workers on one database: what one is told, the other acts on at once."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from data.db import Database
from data.graphs import GraphStore
from data.models import Barrier
from data.queries.revision import raise_revision
from geo.profile import get_profile
from geo.trip import plan_trip
from tests.drawn_rows import Clock, add_barrier
from tests.town import at

AT_ONCE_S = 1.0
GLANCE_S = 0.2
"""Of the other worker, which runs as workers do."""
ROOT = Path(__file__).parents[2]


class Worker:
    """Another process that answers for the same town."""

    def __init__(self, database: Database, folder: Path) -> None:
        command = [sys.executable, "-m", "tests.data.other_worker", database.url]
        self.process = subprocess.Popen(
            [*command, str(folder)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self) -> dict[str, Any]:
        """Let it plan its trip as soon as it has looked at the database again."""
        threading.Event().wait(GLANCE_S)
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write("trip\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())  # type: ignore[no-any-return]

    def close(self) -> None:
        """Let it end."""
        self.process.communicate(timeout=60)


@pytest.fixture
def worker(store: GraphStore, database: Database) -> Iterator[Worker]:
    store.build()
    made = Worker(database, store.folder.parent)
    made.ask()
    yield made
    made.close()


def confirm_barriers(database: Database) -> None:
    with database.write() as session:
        session.execute(update(Barrier).values(method="surveyed"))
        raise_revision(session, barriers=True)


def end_barriers(database: Database) -> None:
    with database.write() as session:
        session.execute(update(Barrier).values(status="removed"))
        raise_revision(session, barriers=True)


def test_o57_what_one_worker_is_told_the_other_acts_on_at_once(
    worker: Worker, database: Database
) -> None:
    before = worker.ask()
    add_barrier(database, method="reported")
    warned = worker.ask()
    confirm_barriers(database)
    refused = worker.ask()
    end_barriers(database)
    after = worker.ask()
    until = datetime.now(UTC) + timedelta(seconds=3)
    add_barrier(database, key="y", expires_at=until)
    again = worker.ask()
    assert datetime.now(UTC) < until
    while datetime.now(UTC) <= until:
        threading.Event().wait(0.05)
    expired = worker.ask()

    assert (before["refused"], before["watch"]) == ([], [])
    assert (warned["refused"], warned["watch"]) == ([], ["x"])
    assert (refused["refused"], again["refused"]) == (["x"], ["y"])
    slowest = max(warned["seconds"], refused["seconds"], again["seconds"])
    assert GLANCE_S + slowest < AT_ONCE_S
    for answer in (after, expired):
        assert {**answer, "seconds": 0} == {**before, "seconds": 0}


def test_the_same_list_is_given_until_something_changes(
    store: GraphStore, database: Database, clock: Clock
) -> None:
    store.build()
    add_barrier(database, expires_at=clock.now + timedelta(hours=1))
    _, one = store.current()
    clock.now += timedelta(minutes=59)
    _, same = store.current()
    clock.now += timedelta(minutes=1)
    _, ended = store.current()

    assert same is one
    assert ended is not one
    assert ended == []
    assert store.current()[1] is ended


def test_a_clock_that_is_set_back_brings_the_barrier_back(
    store: GraphStore, database: Database, clock: Clock
) -> None:
    store.build()
    add_barrier(database, expires_at=clock.now + timedelta(hours=1))
    clock.now += timedelta(hours=2)
    assert store.current()[1] == []
    clock.now -= timedelta(hours=2)

    assert len(store.current()[1]) == 1


def test_trips_go_on_while_the_network_is_replaced(
    store: GraphStore, database: Database, clock: Clock
) -> None:
    """Every answer is of one whole network, and none fails."""
    store.build()
    done = threading.Event()
    answers: list[tuple[int, int, float]] = []
    broken: list[BaseException] = []

    def travel() -> None:
        mine = GraphStore(database, store.folder.parent, clock)
        while not done.is_set():
            try:
                answers.append(_travel(mine))
            except BaseException as error:  # noqa: BLE001
                broken.append(error)
                return

    threads = [threading.Thread(target=travel) for _ in range(3)]
    for thread in threads:
        thread.start()
    for _ in range(20):
        with database.write() as session:
            raise_revision(session, network=True)
        store.build()
    done.set()
    for thread in threads:
        thread.join(30)

    assert not broken
    assert len({revision for revision, _, _ in answers}) > 1
    assert {(segments, length) for _, segments, length in answers} == {(4, 80.0)}


def _travel(store: GraphStore) -> tuple[int, int, float]:
    network, barriers = store.current()
    trip = plan_trip(
        network,
        barriers,
        origin=at(110, 0),
        destination=at(190, 0),
        profile=get_profile("walker"),
    )
    return trip.revision, network.segments, round(trip.out.length_m, 0)
