"""What stands around a report, and how much is made up, are asked by name."""

from __future__ import annotations

from data.queries.made_up import count_made_up
from data.queries.site import MOST_WAYS, list_area_names, list_ways_around
from tests.map_rows import LAT, LON, fill

FAR = (0.0, 0.0)


def test_only_ways_around_the_position_are_offered(database):
    with database.write() as session:
        fill(session)

    with database.read() as session:
        near = list_ways_around(session, (LON, LAT), within_m=500.0)
        far = list_ways_around(session, FAR, within_m=500.0)

    keys = [one.key for one in near]
    assert 0 < len(near) <= MOST_WAYS
    assert keys == sorted(keys)
    assert far == []


def test_areas_keep_their_names_in_every_language(database):
    with database.write() as session:
        fill(session)

    with database.read() as session:
        areas = list_area_names(session)

    assert areas
    assert list(areas) == sorted(areas)
    assert any({"ar", "fr"} <= names.keys() for names in areas.values())


def test_what_is_made_up_is_counted_kind_by_kind(database):
    with database.write() as session:
        fill(session, is_demonstration=True)

    with database.read() as session:
        counted = {one.name: one for one in count_made_up(session)}

    assert counted.keys() == {"places", "stops", "ways", "barriers"}
    assert counted["ways"].made_up == counted["ways"].total > 0


def test_real_data_is_not_counted_as_made_up(database):
    with database.write() as session:
        fill(session, is_demonstration=False)

    with database.read() as session:
        counted = count_made_up(session)

    assert sum(one.made_up for one in counted) == 0
    assert sum(one.total for one in counted) > 0
