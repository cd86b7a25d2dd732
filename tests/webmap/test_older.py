"""After an import and before a build, every answer says that it is behind the data."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from app import cli
from data.queries.revision import raise_revision
from webmap.site import create_site

TRIP = {"from": "8.7047,36.1822", "to": "8.7100,36.1760"}
OLDER = "The data on the streets has changed since these ways were worked out"


@pytest.fixture
def older(own_kef):
    with own_kef.database.write() as session:
        raise_revision(session, network=True)
    return own_kef


def test_a_network_knows_that_the_rows_changed(own_kef):
    before = own_kef.graphs.is_older()
    with own_kef.database.write() as session:
        raise_revision(session, network=True)
    after = own_kef.graphs.is_older()
    own_kef.graphs.build()

    assert (before, after, own_kef.graphs.is_older()) == (False, True, False)


def test_an_instance_behind_its_data_serves_and_says_so(older):
    answer = create_site(older).test_client().get("/readyz")

    assert (answer.status_code, answer.json["status"]) == (200, "ready")
    assert "older than the data" in answer.json["reasons"]["network"]


def test_the_check_says_so(older):
    done = CliRunner().invoke(cli, ["check", "--json"], obj=older)

    network = json.loads(done.output)["network"]
    assert network["ok"] is False
    assert "wusul build" in network["found"]


def test_the_page_the_api_and_the_terminal_say_so(older):
    client = create_site(older).test_client()

    page = client.get("/en/trip", query_string=TRIP).text
    asked = {**TRIP, "profile": "walker", "lang": "en"}
    told = client.get("/api/v1/trips", query_string=asked).json
    typed = CliRunner().invoke(cli, ["trip", TRIP["from"], TRIP["to"]], obj=older)

    assert OLDER in page
    assert told["sentences"]["older"].startswith(OLDER)
    assert OLDER in " ".join(typed.output.split())


def test_a_fresh_answer_does_not(kef):
    page = create_site(kef).test_client().get("/en/trip", query_string=TRIP).text

    assert OLDER not in page
