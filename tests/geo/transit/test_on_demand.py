"""Services on demand that come to both ends: told, and never with a minute."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from geo.transit.day import select_day
from geo.transit.flex import Booking, FlexArea, FlexService, FlexWindow
from geo.transit.on_demand import OnDemand, Spot, find_on_demand
from tests.timetable import ALWAYS, DAY, Sheet, bus

HOUR = 3600
SQUARE = {
    "type": "Polygon",
    "coordinates": [[[8, 36], [9, 36], [9, 37], [8, 37], [8, 36]]],
}
TOWN = FlexArea("town", "Town", SQUARE)
GROUP = FlexArea("group", "Villages", stop_ids=("v1", "v2"))
INSIDE, OUTSIDE = Spot((8.5, 36.5), ()), Spot((7.5, 36.5), ())
VILLAGE = Spot((7.5, 36.5), {"x:v2"})
BOOKING = Booking("b", "same_day", 60, *[None] * 3, *[""] * 5, "71 000 000", "", "")
TIMETABLE = Sheet(2, [bus("0 10:00", "1 10:20")]).build()
LINE = replace(TIMETABLE.lines[0], key="x:line", short_name="Taxi")
DAYS = select_day(replace(TIMETABLE, lines=[LINE]), DAY)
NOON = DAYS.base + timedelta(hours=12)


def window(
    area: FlexArea,
    *,
    hours: tuple[int, int] = (8, 18),
    service: str = ALWAYS.key,
    pickup: int = 2,
    drop_off: int = 2,
) -> FlexWindow:
    start, end = (hour * HOUR for hour in hours)
    return FlexWindow(area, start, end, service, pickup, drop_off)


def find(start: Spot, end: Spot, *windows: FlexWindow) -> tuple[OnDemand, ...]:
    service = FlexService("x:line", windows, (BOOKING,))
    return find_on_demand([service], DAYS, (start, end), after=NOON)


def test_a_service_that_comes_to_both_ends_is_told_with_its_hours_and_booking() -> None:
    (found,) = find(INSIDE, INSIDE, window(TOWN))

    assert (found.short_name, found.bookings) == ("Taxi", (BOOKING,))
    assert f"{found.start:%H:%M} {found.end:%H:%M}" == "08:00 18:00"


@pytest.mark.parametrize(("start", "end"), [(INSIDE, OUTSIDE), (OUTSIDE, INSIDE)])
def test_one_end_is_not_enough(start: Spot, end: Spot) -> None:
    assert find(start, end, window(TOWN)) == ()


def test_from_an_area_to_a_stop_of_a_group_near_the_end() -> None:
    windows = window(TOWN, drop_off=1), window(GROUP, pickup=1)

    assert len(find(INSIDE, VILLAGE, *windows)) == 1
    assert find(VILLAGE, INSIDE, *windows) == ()


def test_windows_of_different_days_do_not_make_a_trip() -> None:
    other = window(GROUP, service="another")

    assert find(INSIDE, VILLAGE, window(TOWN), other) == ()


def test_what_has_ended_for_the_day_is_not_told() -> None:
    assert find(INSIDE, INSIDE, window(TOWN, hours=(6, 11))) == ()


def test_where_the_feed_says_no_time_none_is_made_up() -> None:
    bare = FlexWindow(TOWN, None, None, ALWAYS.key, 2, 2)

    (found,) = find(INSIDE, INSIDE, bare)

    assert (found.start, found.end) == (None, None)


def test_a_shape_that_is_none_covers_nothing() -> None:
    broken = FlexArea("broken", shape={"type": "Polygon", "coordinates": "?"})

    assert find(INSIDE, INSIDE, window(broken)) == ()
