"""A site with two keys and a handful of rows, on each database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient

from data.db import Database
from data.queries.api_key import add_key
from data.runtime import Runtime
from data.settings import Settings
from geo.rate import Rate
from geo.standing import Actor
from tests.life import NOON
from tests.map_rows import filled
from tests.webmap.open311.talk import Program, Watch
from webmap.rate import KEY
from webmap.site import create_site

PLENTY = 10_000


@pytest.fixture
def watch() -> Watch:
    """Give a clock that is moved by hand."""
    return Watch(NOON)


@pytest.fixture
def held(database: Database, tmp_path: Path, watch: Watch) -> Iterator[Runtime]:
    """Give an instance of El Kef without a network."""
    url = filled(database).url
    settings = Settings(database_url=url, data_dir=tmp_path, town="kef")
    runtime = Runtime(settings, clock=watch)
    yield runtime
    runtime.close()


@pytest.fixture
def site(held: Runtime) -> APIFlask:
    """Give its site, which counts patiently."""
    site = create_site(held)
    plenty = [Rate("report", "network", PLENTY, 600)]
    site.extensions[KEY] |= dict.fromkeys(("report", "update", "guess"), plenty)
    return site


@pytest.fixture
def client(site: APIFlask) -> FlaskClient:
    """Ask the site as somebody without a key."""
    return site.test_client()


def program(held: Runtime, client: FlaskClient, role: str, body: str = "") -> Program:
    """Give a program with a key of a role."""
    with held.database.write() as session:
        key, _record = add_key(
            session, role, role=role, body=body, by=Actor("admin"), at=held.clock()
        )
    return Program(held, client, key)


@pytest.fixture
def app(held: Runtime, client: FlaskClient) -> Program:
    """Give a program that hands in reports for anybody."""
    return program(held, client, "public")


@pytest.fixture
def office(held: Runtime, client: FlaskClient) -> Program:
    """Give the program of the municipality's back office."""
    return program(held, client, "staff", "municipality")
