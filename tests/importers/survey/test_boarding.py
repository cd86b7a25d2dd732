"""Surveys of how one gets aboard: stops, vehicles of a line, lifts of a station."""

from data.models import Line, Pathway
from data.queries.source import SourceInfo, ensure_source
from tests.importers.survey.small import bring_in, values, write_csv

FEED = SourceInfo("feed", "Timetable", "CC0-1.0", "Operator")


def add_line_and_lift(database):
    with database.write() as session:
        source = ensure_source(session, FEED)
        session.add(Line(key="feed:7", source_id=source.id, route_type=3))
        lift = Pathway(
            key="feed:lift",
            source_id=source.id,
            from_key="feed:a",
            to_key="feed:b",
            mode=5,
            is_bidirectional=True,
        )
        session.add(lift)


def test_a_vehicle_and_a_lift_are_surveyed_like_a_street(database, tmp_path):
    add_line_and_lift(database)
    text = "subject,hauteur du plancher (cm),plancher bas,ascenseur en service\n"
    text += "feed:7,34,oui,\nfeed:lift,,,non\n"

    bring_in(database, write_csv(tmp_path, text), **{"as": "stops"})

    assert values(database, "feed:7") == {"vehicle_floor_m": 0.34, "low_floor": 1}
    assert values(database, "feed:lift") == {"lift_working": 0}


def test_the_step_aboard_has_bounds_and_unknown_is_no_no(embedded, tmp_path):
    text = "id,name,lon,lat,boarding step (cm),boarding gap (cm),announcements\n"
    text += "1,Gare,8.7,36.18,22,6,?\n2,Marché,8.7,36.18,420,,non\n"

    report = bring_in(embedded, write_csv(tmp_path, text), **{"as": "stops"})

    first = values(embedded, "twiza:1")
    assert (first["boarding_step_m"], first["boarding_gap_m"]) == (0.22, 0.06)
    assert first.get("announcements") is None
    assert values(embedded, "twiza:2") == {}
    assert any("outside 0 … 1.5 m" in found.message for found in report.findings)
