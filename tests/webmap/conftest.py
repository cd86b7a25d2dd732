"""A site on a handful of rows, for tests of pages and the API."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient

from data.db import Database
from data.runtime import Runtime
from data.settings import Settings
from tests.map_rows import filled
from webmap.site import create_site

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def held(embedded: Database, tmp_path: Path):
    """Give an instance that has rows but no compiled network."""
    url = filled(embedded).url
    settings = Settings(database_url=url, data_dir=tmp_path, town="none")
    runtime = Runtime(settings, clock=lambda: NOON)
    yield runtime
    runtime.close()


@pytest.fixture
def site(held: Runtime) -> APIFlask:
    """Give its site."""
    return create_site(held)


@pytest.fixture
def client(site: APIFlask) -> FlaskClient:
    """Ask the site."""
    return site.test_client()
