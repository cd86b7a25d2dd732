"""What feeds say of services on demand: areas, windows, booking."""

from __future__ import annotations

from datetime import date

from shapely.geometry import shape

from data.flex_book import current_flex
from data.queries.flex import find_flex, list_flex_lines
from data.queries.source import SourceInfo
from data.queries.timetable_rows import load_timetable_rows
from geo.transit.day import select_day
from geo.transit.flex import FlexArea
from geo.transit.on_demand import Spot, find_on_demand
from geo.transit.timetable import build_timetable
from importers.base import run
from importers.gtfs import GtfsImporter
from webmap.i18n import speaking
from webmap.wording.on_demand import say_on_demand

FLEX = SourceInfo("flex", "", "", "")
FILES = {
    "agency": "agency_id,agency_name,agency_url,agency_timezone\n"
    "A,Commune,http://example.org,Africa/Tunis\n",
    "stops": "stop_id,stop_name,stop_lat,stop_lon\nS,Souk,36.1,8.7\nH,H,36.2,8.7\n",
    "routes": "route_id,agency_id,route_short_name,route_type\nR,A,Taxi,3\nB,A,B,3\n",
    "calendar": "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,"
    "start_date,end_date\nW,1,1,1,1,1,0,0,20260101,20261231\n",
    "trips": "route_id,service_id,trip_id\nR,W,T\nB,W,U\n",
    "stop_times": "trip_id,arrival_time,departure_time,stop_id,location_group_id,"
    "stop_sequence,start_pickup_drop_off_window,end_pickup_drop_off_window,"
    "pickup_type,drop_off_type,pickup_booking_rule_id\n"
    "T,,,,G,1,08:00:00,12:00:00,2,1,Q\nT,,,S,,2,08:00:00,noon,1,2,\n"
    "U,09:00:00,09:00:00,S,,1,,,,,\nU,09:20:00,09:20:00,H,,2,,,,,\n",
    "location_groups": "location_group_id,location_group_name\nG,Quarters\n",
    "location_group_stops": "location_group_id,stop_id\nG,S\nG,H\n",
    "booking_rules": "booking_rule_id,booking_type,prior_notice_last_day,"
    "prior_notice_last_time,message,phone_number\n"
    "Q,2,1,17:00:00,Say that you use a wheelchair,71 000 000\nZ,0,,,,\n",
}


def bring_in(database, path, source=FLEX):
    run(GtfsImporter(), database, path=path, source=source)


def write(folder):
    folder.mkdir()
    for name, text in FILES.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def test_a_line_on_demand_tells_its_areas_windows_and_booking(database, tmp_path):
    bring_in(database, write(tmp_path / "feed"))

    with database.read() as session:
        assert list_flex_lines(session) == ["flex:line:R"]
        found = find_flex(session, "flex:line:R")
        assert find_flex(session, "flex:line:B") is None

    assert set(found.areas) == {
        FlexArea("G", "Quarters", stop_ids=("S", "H")),
        FlexArea("flex:S"),
    }
    stop, group = found.windows
    assert (group.start_s, group.end_s) == (28_800, 43_200)
    assert (group.pickup, group.drop_off) == (2, 1)
    assert group.service_key == "flex:service:W"
    assert (stop.start_s, stop.end_s) == (28_800, None)
    (booking,) = found.bookings
    assert (booking.notice, booking.last_day) == ("days_before", 1)
    assert booking.last_time == "17:00:00"
    assert booking.phone == "71 000 000"
    assert booking.message == "Say that you use a wheelchair"


def test_aspen_is_called_by_phone_in_one_area(embedded, test_data):
    bring_in(embedded, test_data / "gtfs/otp-aspen-flex-on-demand.gtfs")

    with embedded.read() as session:
        (line,) = list_flex_lines(session)
        found = find_flex(session, line)

    (area,) = found.areas
    assert area.id == "area_294"
    assert area.shape["type"] == "Polygon"
    hours = {(window.start_s // 3600, window.end_s // 3600) for window in found.windows}
    assert hours == {(8, 23), (11, 23)}
    (booking,) = found.bookings
    assert (booking.notice, booking.phone) == ("now", "877-230-6045")
    assert "free door-to-door" in booking.message


def test_aspen_is_told_of_for_a_trip_within_its_area_on_a_day_of_its_season(
    embedded, test_data
):
    bring_in(embedded, test_data / "gtfs/otp-aspen-flex-on-demand.gtfs")
    with embedded.read() as session:
        timetable, _ = build_timetable(load_timetable_rows(session, "America/Denver"))
        services = current_flex(session)
        assert current_flex(session) is services
    (area,) = services[0].areas
    inside = shape(area.shape).representative_point().coords[0]

    def find(day, place):
        ends = (Spot(inside, ()), Spot(place, ()))
        that = select_day(timetable, day)
        return find_on_demand(services, that, ends, after=that.base)

    (found,) = find(date(2021, 6, 1), inside)
    assert (found.start.hour, found.end.hour) == (11, 23)
    assert find(date(2021, 6, 1), (-106.5, 39.5)) == ()
    assert find(date(2026, 11, 23), inside) == ()
    with speaking("en"):
        said = say_on_demand(found)
    assert said.text.endswith("comes to both ends, between 11:00 and 23:00.")
    assert said.notes[0] == "Book when you want to go."
    assert any("877-230-6045" in note for note in said.notes)


def test_cobblinc_is_booked_two_hours_before_in_three_zones(embedded, test_data):
    bring_in(embedded, test_data / "gtfs/otp-cobblinc-scheduled-deviated-flex.gtfs")

    with embedded.read() as session:
        lines = list_flex_lines(session)
        found = [find_flex(session, line) for line in lines]

    assert lines == ["flex:line:090z", "flex:line:aamr", "flex:line:po0p"]
    areas = {area.id for service in found for area in service.areas}
    assert areas == {"zone_1", "zone_2", "zone_3"}
    assert all(area.shape for service in found for area in service.areas)
    (booking,) = {one for service in found for one in service.bookings}
    assert (booking.least_minutes, booking.most_minutes) == (120, 1440)
    assert (booking.notice, booking.phone) == ("same_day", "(770) 528-1053")
