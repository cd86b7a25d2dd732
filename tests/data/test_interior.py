"""The inside of stations as feeds tell of it, with the state of lifts."""

from __future__ import annotations

from datetime import date

import pytest

from data.models import Source
from data.queries.inside import load_interior
from data.queries.observation import write_observations
from data.queries.source import SourceInfo
from data.stop_book import get_stop_book
from geo.answer import Policy
from geo.observation import Method, Observation
from geo.profile import get_profile
from geo.transit.inside import EMPTY
from importers.base import run
from importers.gtfs import GtfsImporter

TODAY = date(2026, 11, 23)
WALKER, CHAIR = get_profile("walker"), get_profile("manual_wheelchair")
FEED = SourceInfo("otp", "", "", "")
STATION = {
    "stops": "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station,"
    "level_id,stop_access\n"
    "S,Souk,36.1,8.7,1,,,\nE,North gate,36.1,8.7,2,S,L0,\n"
    "P,Platform,36.1,8.7,0,S,L1,\nA,Front,36.1,8.7,4,P,L1,\n"
    "Q,Kerb,36.1,8.7,0,S,L0,1\n",
    "levels": "level_id,level_index,level_name\nL0,0,Street\nL1,-1,Trains\n",
    "pathways": "pathway_id,from_stop_id,to_stop_id,pathway_mode,is_bidirectional,"
    "signposted_as,reversed_signposted_as\n"
    "W,E,A,5,1,Trains,Way out\nX,E,Q,1,1,,\n",
}


def bring_in(database, path):
    run(GtfsImporter(), database, path=path, source=FEED)


@pytest.fixture
def simple(database, test_data):
    bring_in(database, test_data / "gtfs" / "otp-simple")
    return database


@pytest.fixture
def station(database, tmp_path):
    for name, text in STATION.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    bring_in(database, tmp_path)
    return database


def test_o26_the_time_of_a_pathway_in_a_real_feed_is_the_time_inside(simple):
    with simple.read() as session:
        book = get_stop_book(session, TODAY)
        walker, chair = (book.insides(who, Policy.CAUTIOUS) for who in (WALKER, CHAIR))

        assert book.insides(WALKER, Policy.CAUTIOUS) is walker
    way = walker.ways["otp:entrance_a", "otp:A"]
    assert (way.seconds, way.certain) == (34.0, True)
    assert walker.ways["otp:B", "otp:entrance_b"].seconds == 10.0
    assert walker.enclosed == {"otp:A", "otp:B"}
    assert chair.ways["otp:entrance_a", "otp:A"].seconds > 34.0


def test_a_town_without_pathways_has_no_inside(database):
    with database.read() as session:
        assert load_interior(session) is EMPTY


def test_a_lift_leads_to_a_storey_and_signs_say_where_one_goes(station):
    with station.read() as session:
        found = get_stop_book(session, TODAY).insides(CHAIR, Policy.STRICT)

    there, back = (
        found.tell(found.ways[ends])[0]
        for ends in (("otp:E", "otp:P"), ("otp:P", "otp:E"))
    )
    assert (there.mode, there.levels, back.levels) == ("lift", -1.0, 1.0)
    assert ["Trains"] == [*there.level_names.values()] == [*there.signs.values()]
    assert [*back.signs.values()] == ["Way out"]


def test_a_platform_that_opens_to_the_street_is_not_only_reached_by_doors(station):
    with station.read() as session:
        found = get_stop_book(session, TODAY).insides(WALKER, Policy.CAUTIOUS)

    assert found.told == {"otp:P", "otp:Q"}
    assert found.enclosed == {"otp:P"}


def test_a_lift_that_somebody_saw_standing_still_is_not_taken(station):
    with station.write() as session:
        source = session.query(Source).filter_by(key="otp").one()
        key = "otp:pathway:W"
        said = Observation(
            key, "lift_working", False, Method.SURVEYED, "otp", observed_on=TODAY
        )
        write_observations(session, source, [said])
    with station.read() as session:
        found = get_stop_book(session, TODAY).insides(CHAIR, Policy.OPEN)

    assert ("otp:E", "otp:P") not in found.ways


def test_an_alert_on_the_station_makes_its_lift_uncertain(station):
    with station.read() as session:
        book = get_stop_book(session, TODAY)
        strict, cautious = (
            book.insides(CHAIR, policy, frozenset({"otp:S"}))
            for policy in (Policy.STRICT, Policy.CAUTIOUS)
        )

    assert ("otp:E", "otp:P") not in strict.ways
    assert cautious.ways["otp:E", "otp:P"].doubtful == ("lift_working",)
