"""Fixtures of the persistence tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.db import Database
from data.graphs import GraphStore
from tests.drawn_rows import Clock, fill


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(database: Database, tmp_path: Path, clock: Clock) -> GraphStore:
    with database.write() as session:
        fill(session)
    return GraphStore(database, tmp_path / "var", clock)
