"""Gaps of El Kef are told apart by their words, beside the map too."""

from __future__ import annotations

import re

import pytest

from data.queries.layer import list_features
from webmap.gaps.wording import say_gap
from webmap.i18n import best_name, speaking
from webmap.site import create_site

NAMELESS = "Cut off: a way without a name"


@pytest.fixture
def client(kef):
    return create_site(kef).test_client()


def test_a_gap_beside_the_map_is_not_said_of_wheelchairs_only(client):
    page = client.get("/en/?show=gaps").get_data(as_text=True)
    things = re.findall(r'data-layer="gaps".*?</li>', page, re.DOTALL)

    assert things
    assert all("No usable way" in one or "Not known if" in one for one in things)
    assert not any("with a wheelchair" in one for one in things)


def test_a_way_without_a_name_is_told_by_a_street_beside_it(kef):
    with kef.database.read() as session:
        found = list_features(session, "gaps", filters={"kind": "island"}).features
    for feature in found:
        blocks = feature.properties["details"]["blocks"]
        beside = [best_name(block["names"], "en") for block in blocks]
        with speaking("en"):
            title = say_gap(feature, {}).title
        if title.startswith(NAMELESS):
            named = [name for name in beside if name]
            assert title == NAMELESS if not named else named[0] in title


def test_links_with_one_text_say_what_they_are_about(client):
    for page in ("gaps", "works"):
        html = client.get(f"/en/{page}").get_data(as_text=True)
        links = re.findall(r"Show on the map</span>(.*?)</a>", html)

        assert links
        assert all('class="sr-only">: ' in link for link in links)


def test_what_is_in_the_way_many_times_is_said_once_with_its_count(kef):
    with kef.database.read() as session:
        found = list_features(session, "gaps", filters={"kind": "island"}).features
    with speaking("en"):
        said = [say_gap(feature, {}) for feature in found]

    for one in said:
        keys = [(r.text, r.limit, r.where, r.source) for r in one.reasons]
        assert len(keys) == len(set(keys))
        assert one.things >= len(one.reasons)
    assert any(" places" in r.where for one in said for r in one.reasons)
