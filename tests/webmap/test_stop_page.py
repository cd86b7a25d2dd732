"""The page of a stop for one person, the list, the interface and the terminal."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from urllib.parse import urlencode

import pytest
from click.testing import CliRunner
from shapely import Point

from data.models import Pathway, Source, Stop, to_column
from data.queries.observation import write_observations
from data.queries.revision import raise_revision
from geo.observation import Method, Observation
from tests.transit_rows import fill_transit
from webmap.site import create_site
from webmap.stops.cli import stops

EIGHT = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
SEEN = date(2026, 11, 1)
LANGUAGES = ("ar", "fr", "en")


def _say(subject, attribute, value):
    return Observation(
        subject, attribute, value, Method.SURVEYED, "x", observed_on=SEEN
    )


@pytest.fixture
def town(held):
    """Give a site with three stops and a timetable, at half past six."""
    with held.database.write() as session:
        fill_transit(session)
        source = session.query(Source).filter_by(key="x").one()
        write_observations(
            session,
            source,
            [
                _say("x:1", "boarding_step_m", 0.2),
                _say("x:2", "wheelchair_boarding", "yes"),
                _say("x:line:L", "low_floor", True),
            ],
        )
        raise_revision(session)
    held.clock = lambda: EIGHT
    held.timetables.build()
    return held


def _text(held, address):
    answer = create_site(held).test_client().get(address)
    assert answer.status_code == 200, address
    return answer.get_data(as_text=True)


def _station(session):
    source = session.query(Source).filter_by(key="x").one()
    own = {"source_id": source.id, "geom": to_column(Point(8.7, 36.17))}
    rows = (
        ("x:hall", 1, None, "Gare"),
        ("x:door", 2, "x:hall", "Porte"),
        ("x:quay", 0, "x:hall", "Quai A"),
        ("x:bay", 0, "x:hall", "Quai B"),
    )
    for key, kind, parent, name in rows:
        names = {"": name}
        session.add(
            Stop(key=key, location_type=kind, parent_key=parent, names=names, **own)
        )
    ways = (("x:lift", "x:quay", 5, None), ("x:stairs", "x:bay", 2, 20))
    for key, end, mode, stairs in ways:
        session.add(
            Pathway(
                key=key,
                source_id=source.id,
                from_key="x:door",
                to_key=end,
                mode=mode,
                is_bidirectional=True,
                stair_count=stairs,
            )
        )
    session.flush()


@pytest.mark.parametrize(
    ("lang", "verdict"),
    [
        ("en", "You cannot get aboard here."),
        ("fr", "Vous ne pouvez pas monter ici."),
        ("ar", "لا يمكنك الصعود هنا."),
    ],
)
def test_the_page_says_whether_one_gets_aboard_and_who_measured_it(town, lang, verdict):
    page = _text(town, f"/{lang}/stops/x:1")

    assert verdict in page
    assert "20" in page.split(verdict)[1][:900]
    assert "8:00" in page or "08:00" in page or "09:00" in page


def test_the_page_is_for_the_person_whom_the_address_names(town):
    chair = _text(town, "/en/stops/x:1")
    walker = _text(town, "/en/stops/x:1?profile=older_person")

    assert "For you: Wheelchair, by hand" in chair
    assert "For you: Slowly on foot" in walker
    assert "You can get aboard here." in walker
    assert "profile=older_person" in re.findall(r'href="(/en/trip[^"]*)"', walker)[-1]


def test_what_is_not_known_is_told_as_such_and_not_as_no(town):
    page = _text(town, "/en/stops/x:3")

    assert "Whether you can get aboard here is not known." in page
    assert "You cannot get aboard" not in page
    assert "Not known here, and it matters to you: " in page


def test_what_is_known_of_the_vehicles_of_a_line_stands_with_the_line(town):
    assert "Low floor: yes" in re.sub(
        r"[\u2068\u2069]", "", _text(town, "/en/stops/x:1")
    )


def test_after_the_end_of_the_timetable_the_page_says_so(town):
    page = _text(town, "/en/stops/x:1?at=2027-02-01T08:00")

    assert "The timetable ended on 31 December 2026" in page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_station_tells_the_way_from_each_entrance_to_each_platform(town, lang):
    with town.database.write() as session:
        _station(session)
        raise_revision(session)

    chair = _text(town, f"/{lang}/stops/x:hall")
    walker = _text(town, f"/{lang}/stops/x:quay?profile=walker")

    assert chair.count("status-no") > walker.count("status-no")
    assert "Quai A" in walker
    assert "Porte" in walker


def test_a_lift_out_of_order_is_told_and_closes_the_way(town):
    with town.database.write() as session:
        _station(session)
        source = session.query(Source).filter_by(key="x").one()
        write_observations(session, source, [_say("x:lift", "lift_working", False)])
        raise_revision(session)

    page = _text(town, "/en/stops/x:hall")

    assert "Lift between Porte and Quai A does not work" in page
    assert page.count("no way that you can use") == 2


def test_the_list_tells_what_each_stop_is_to_one_person(town):
    everybody = _text(town, "/en/stops")
    chair = _text(town, "/en/stops?profile=manual_wheelchair")

    assert "<span>does not get aboard" not in everybody
    assert chair.count("<span>does not get aboard") == 1
    assert chair.count("<span>gets aboard<") == 1
    assert "/en/stops/x:1?profile=manual_wheelchair" in chair


def test_the_interface_tells_it_three_valued_and_says_what_it_rests_on(town):
    client = create_site(town).test_client()

    listed = client.get("/api/v1/stops?profile=manual_wheelchair").get_json()
    one = client.get("/api/v1/stops/x:1?profile=older_person").get_json()
    plain = client.get("/api/v1/stops/x:1").get_json()

    told = {f["id"]: f["properties"]["person"] for f in listed["features"]}
    own = {key: row["boarding"] for key, row in told.items() if key[0] == "x"}
    assert own == {
        "x:1": "no",
        "x:2": "yes",
        "x:3": "unknown",
        "x:nowhere": "unknown",
    }
    assert told["x:1"]["rests_on"] == [
        {"attribute": "boarding_step_m", "value": 0.2, "source": "x"}
    ]
    assert one["properties"]["person"]["boarding"] == "yes"
    assert "person" not in plain["properties"]


def test_the_interface_refuses_somebody_whom_it_does_not_know(town):
    answer = create_site(town).test_client().get("/api/v1/stops?profile=nobody")

    assert answer.status_code == 422
    assert answer.get_json()["field"] == "profile"


def test_the_terminal_counts_all_stops_for_a_person(town):
    found = CliRunner().invoke(
        stops, ["--profile", "manual_wheelchair", "--limit", "1"], obj=town
    )

    assert found.exit_code == 0, found.output
    assert "1 of 8 stops" in found.output
    assert "all 5, boarding: no 1, unknown 3, yes 1" in found.output


def test_the_terminal_lists_stops_for_nobody_as_before(town):
    found = CliRunner().invoke(stops, ["--limit", "2"], obj=town)

    assert found.exit_code == 0, found.output
    assert "2 of 8 stops" in found.output


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_stop_of_the_sample_is_told_with_its_reach(kef, lang):
    with kef.database.read() as session:
        key = session.query(Stop.key).filter(Stop.key.like("demonstration%")).first()[0]

    page = _text(kef, f"/{lang}/stops/{key}?profile=rollator")

    assert page.count('class="verdict verdict-') == 2
    assert "%(" not in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"profile": "manual_wheelchair", "boarding": "yes"}, ["x:2"]),
        ({"profile": "manual_wheelchair", "boarding": "no"}, ["x:1"]),
        ({"boarding": "unknown"}, ["x:3"]),
        ({"profile": "walker", "boarding": "no"}, []),
    ],
)
def test_stops_are_listed_by_who_gets_aboard(town, asked, found):
    page = _text(town, "/en/stops?" + urlencode(asked))

    listed = re.findall(r"/en/stops/(x:\d)\?", page)
    assert sorted(set(listed)) == found


def test_stops_of_one_name_are_narrowed_by_who_gets_aboard(town):
    page = _text(town, "/en/stops?q=S2&boarding=no")

    assert "Nothing found" in page


def test_an_answer_that_there_is_not_is_refused(town):
    answer = create_site(town).test_client().get("/en/stops?reach=perhaps")

    assert answer.status_code == 422


def test_the_terminal_lists_stops_by_who_gets_aboard(town):
    asked = ["--profile", "manual_wheelchair", "--boarding", "no", "--limit", "1"]

    done = CliRunner().invoke(stops, asked, obj=town)

    assert done.exit_code == 0, done.output
    assert "x:1" in done.output
    assert "x:2" not in done.output


@pytest.mark.parametrize(("access", "is_there"), [("yes", True), ("no", False)])
def test_lines_are_listed_by_who_gets_aboard(town, access, is_there):
    page = _text(town, f"/en/lines?profile=walker&access={access}")

    assert ("x:line:L" in page) == is_there
