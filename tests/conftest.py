"""Fixtures shared by all tests: both databases, real data, the application."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import create_engine, text

from data import glance
from data.db import Database
from data.runtime import Runtime
from data.schema import upgrade_schema
from tests.chromium import chromium
from tests.cluster import cluster, find_programs
from tests.kef import build_kef, copy_kef, open_kef

settings.register_profile("shared machine", deadline=None)
settings.load_profile("shared machine")

glance.GLANCE_S = 0.0
"""Tests change a database from several sides and look at once."""
BACKENDS = ("spatialite", "postgis")
__all__ = ["chromium"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests with a browser on one worker: one server, one browser."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def postgis_server() -> Iterator[str]:
    """Start a private server with a template database that has our tables."""
    programs = find_programs(os.environ.get("WUSUL_PG_BIN", ""))
    if programs is None:
        message = "PostgreSQL is missing; type: apt-get install postgresql-15-postgis-3"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with cluster(programs) as url:
        _make_database(url, "made", template="template0")
        template = Database(f"{url}/made")
        upgrade_schema(template)
        template.close()
        yield url


def _make_database(server: str, name: str, *, template: str) -> None:
    engine = create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'))
    engine.dispose()


@pytest.fixture(scope="session")
def spatialite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an embedded database with our tables, to be copied."""
    path = tmp_path_factory.mktemp("template") / "wusul.sqlite"
    database = Database(f"sqlite:///{path}")
    upgrade_schema(database)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return path


_count = iter(range(1_000_000))


def fresh_url(backend: str, request: pytest.FixtureRequest, folder: Path) -> str:
    """Make an empty database with our tables and give its URL."""
    if backend == "spatialite":
        path = folder / f"wusul-{next(_count)}.sqlite"
        shutil.copy(request.getfixturevalue("spatialite_template"), path)
        return f"sqlite:///{path}"
    server = str(request.getfixturevalue("postgis_server"))
    name = f"t{next(_count)}"
    _make_database(server, name, template="made")
    return f"{server}/{name}"


@pytest.fixture(params=BACKENDS)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """Give an empty database with our tables, once on each backend."""
    opened = Database(fresh_url(request.param, request, tmp_path))
    yield opened
    opened.close()


@pytest.fixture
def embedded(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """Give an empty embedded database, for what does not depend on the backend."""
    opened = Database(fresh_url("spatialite", request, tmp_path))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def test_data() -> Path:
    """Give the folder of real data, or skip and say why."""
    folder = os.environ.get("WUSUL_TEST_DATA", "")
    if not folder or not Path(folder).is_dir():
        pytest.skip("real data is not here: set WUSUL_TEST_DATA to its folder")
    return Path(folder)


@pytest.fixture(scope="session")
def kef_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Give the data folder of the El Kef sample, loaded and built; only look at it."""
    base = tmp_path_factory.getbasetemp()
    return build_kef(base if worker_id == "master" else base.parent)


@pytest.fixture
def kef(kef_folder: Path) -> Iterator[Runtime]:
    """Open the El Kef sample; only look at it."""
    held = open_kef(kef_folder)
    yield held
    held.close()


@pytest.fixture
def own_kef(kef_folder: Path, tmp_path: Path) -> Iterator[Runtime]:
    """Open a copy of the El Kef sample that a test may change."""
    held = open_kef(copy_kef(kef_folder, tmp_path / "kef"))
    yield held
    held.close()
