"""Bounding boxes: read back as written, or refused with words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.bbox import bbox_around, parse_bbox
from geo.crs import distance_m
from geo.errors import InputError

LON = st.floats(-180, 180)
LAT = st.floats(-90, 90)


@given(st.tuples(LON, LON), st.tuples(LAT, LAT))
def test_a_box_in_order_is_read_back_as_written(lons, lats):
    box = (min(lons), min(lats), max(lons), max(lats))

    assert parse_bbox(",".join(map(repr, box))) == box


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "not four numbers"),
        ("8.7,36.1,8.8", "not four numbers"),
        ("8.7,36.1,8.8,36.2,1", "not four numbers"),
        ("a,b,c,d", "not four numbers"),
        ("nan,36,8.8,36.2", "must be numbers"),
        ("inf,36,8.8,36.2", "must be numbers"),
        ("8.8,36.1,8.7,36.2", "west 8.8 is east of 8.7"),
        ("8.7,36.2,8.8,36.1", "south 36.2 is north of 36.1"),
        ("200,36.1,201,36.2", "outside the world"),
        ("36.1,108.7,36.2,108.8", "swapped"),
        ("1;DROP TABLE place,2,3,4", "not four numbers"),
    ],
)
def test_a_wrong_box_is_refused_in_words(text, words):
    with pytest.raises(InputError, match=words) as caught:
        parse_bbox(text)

    assert caught.value.field == "bbox"


@given(LON, st.floats(-80, 80), st.floats(1, 5000))
def test_a_box_around_a_point_reaches_the_radius_on_every_side(lon, lat, radius_m):
    west, south, east, north = bbox_around((lon, lat), radius_m)

    corners = [(west, lat), (east, lat), (lon, south), (lon, north)]

    assert min(distance_m((lon, lat), c) for c in corners) >= radius_m
    assert distance_m((lon, lat), (lon, north)) <= radius_m * 1.03
