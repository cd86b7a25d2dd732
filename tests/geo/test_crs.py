"""Coordinates: order, bounds, lengths."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import CRS

from geo.crs import (
    UTM_NORTH,
    WGS84,
    distance_m,
    epsg_code,
    line_length_m,
    parse_lon_lat,
    project,
    require_lon_lat,
    utm_code,
)
from geo.errors import CrsError, InputError

LON = st.floats(-179.9, 179.9)
LAT = st.floats(-80, 84)


@given(LON, LAT)
def test_a_round_trip_through_the_metric_zone_is_exact_to_a_centimetre(lon, lat):
    zone = utm_code(lon, lat)
    there = project(np.array([[lon, lat]]), WGS84, zone)

    back = project(there, zone, WGS84)

    assert distance_m((lon, lat), tuple(back[0])) < 0.01


def test_el_kef_lies_in_zone_32_north():
    assert utm_code(8.71, 36.18) == 32632


def test_a_degree_of_latitude_is_about_111_km():
    line = np.array([[8.7, 36.0], [8.7, 37.0]])

    assert line_length_m(line) == pytest.approx(110_970, abs=50)


def test_a_line_of_one_point_has_no_length():
    assert line_length_m(np.array([[8.7, 36.0]])) == 0.0


def test_swapped_coordinates_are_recognised():
    with pytest.raises(InputError, match="swapped") as caught:
        require_lon_lat(36.18, 108.71, field="from")

    assert caught.value.field == "from"


@pytest.mark.parametrize("text", ["", "8.7", "8.7,36.1,5", "a,b", "nan,36", "200,36"])
def test_a_position_that_is_none_is_refused_with_its_field(text):
    with pytest.raises(InputError) as caught:
        parse_lon_lat(text, field="to")

    assert caught.value.field == "to"


@given(LON, LAT)
def test_a_position_survives_writing_and_reading(lon, lat):
    assert parse_lon_lat(f"{lon!r}, {lat!r}", field="from") == (lon, lat)


def test_a_system_that_only_looks_like_a_known_one_is_not_taken_for_it():
    own = CRS.from_epsg(UTM_NORTH + 32).to_wkt("WKT1_GDAL")
    assert epsg_code(own, field="crs") == UTM_NORTH + 32

    moved = own.replace('"scale_factor",0.9996', '"scale_factor",0.9')

    with pytest.raises(CrsError, match="no EPSG code"):
        epsg_code(moved, field="crs")
