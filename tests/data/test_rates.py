"""Counts of senders: shared by all workers, forgotten after the window."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.db import Database
from data.models import RateCount
from data.queries.rate import count_one, forget_counts
from geo.rate import Rate

RATE = Rate("report", "network", 20, 600)
NOON = 1_795_435_200.0


def count(session: Session, mark: str, now_s: float) -> None:
    """Count, or break the session off as the door does."""
    waits = count_one(session, RATE, mark, now_s=now_s)
    if waits:
        raise InterruptedError(waits)


def ask(database: Database, mark: str, now_s: float) -> float:
    """Ask as a worker does: a refusal is not counted."""
    try:
        with database.write() as session:
            count(session, mark, now_s)
    except InterruptedError as refused:
        return float(refused.args[0])
    return 0.0


def rows(database: Database) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(RateCount)) or 0


def test_each_sender_has_a_measure_of_its_own(database):
    first = [ask(database, "a", NOON) for _ in range(21)]

    assert first[:20] == [0.0] * 20
    assert first[20] == 600.0
    assert ask(database, "b", NOON) == 0.0


def test_who_waits_may_go_on_and_a_refusal_is_not_counted(database):
    for _ in range(20):
        ask(database, "a", NOON)
    for _ in range(50):
        assert ask(database, "a", NOON + 300) > 0

    assert ask(database, "a", NOON + 600 + 31) == 0.0


def test_two_workers_count_together(database):
    other = Database(database.url)
    turns = [database, other] * 15
    with ThreadPoolExecutor(6) as pool:
        waits = list(pool.map(lambda held: ask(held, "a", NOON), turns))
    other.close()

    assert waits.count(0.0) == 20


def test_what_is_over_is_forgotten(database):
    ask(database, "a", NOON)
    ask(database, "b", NOON + 700)

    with database.write() as session:
        early = forget_counts(session, now_s=NOON + 1199)
    with database.write() as session:
        late = forget_counts(session, now_s=NOON + 1200)

    assert (early, late) == (0, 1)
    assert rows(database) == 1
