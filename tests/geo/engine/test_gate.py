"""Readers together, a writer alone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from geo.engine.gate import Gate


def test_readers_are_inside_together() -> None:
    gate, both = Gate(), Barrier(2, timeout=10)

    def read(_: int) -> int:
        with gate.reading():
            return both.wait()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(read, range(2))) == [0, 1]


def test_a_writer_waits_for_readers_and_readers_for_it() -> None:
    gate, told, inside = Gate(), [], Event()

    def write() -> None:
        with gate.writing():
            told.append("written")

    def read() -> None:
        inside.wait(10)
        with gate.reading():
            told.append("read again")

    with ThreadPoolExecutor(2) as pool:
        with gate.reading():
            pool.submit(write)
            told.append("read")
        inside.set()
        pool.submit(read)

    assert told[0] == "read"
    assert sorted(told[1:]) == ["read again", "written"]


def test_writers_never_meet() -> None:
    gate, counted = Gate(), [0]

    def add(_: int) -> None:
        with gate.writing():
            before = counted[0]
            counted[0] = before + 1

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(500)))

    assert counted == [500]


def test_a_failure_inside_lets_the_next_one_in() -> None:
    gate = Gate()

    with pytest.raises(ValueError, match="inside"), gate.writing():
        raise ValueError("inside")

    with gate.reading(), gate.reading():
        told = "both"
    assert told == "both"
