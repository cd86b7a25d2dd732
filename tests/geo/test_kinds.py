"""The tables of places, barriers, stops and ways."""

import pytest

from geo.attribute import ATTRIBUTES
from geo.barrier_kind import barrier_kinds, find_barrier_kind, open_values
from geo.osm.stop import find_stop, read_boarding, read_modes
from geo.osm.way import find_walk, read_names, read_oneway
from geo.place_kind import find_kind, place_groups, place_kinds

LANGUAGES = {"ar", "fr", "en"}
CNIG = {
    "ressaut",
    "pente ponctuelle forte",
    "dévers ponctuel fort",
    "mobilier",
    "surface irrégulière",
    "poteaux",
    "grille",
    "potelet",
    "végétation",
    "débord",
    "avaloir",
    "boîte aux lettres",
    "piste cyclable",
    "autre",
}


def test_every_kind_has_a_name_in_three_languages_and_a_group():
    rows = [
        *place_kinds().values(),
        *barrier_kinds().values(),
        *place_groups().values(),
    ]
    assert all(set(row.label) == LANGUAGES and all(row.label.values()) for row in rows)
    assert {kind.group for kind in place_kinds().values()} == set(place_groups())
    assert all(kind.icon for kind in place_kinds().values())


def test_every_barrier_sets_an_attribute_and_the_cnig_list_is_whole():
    kinds = barrier_kinds().values()
    assert {kind.attribute for kind in kinds} <= set(ATTRIBUTES)
    assert {kind.cnig for kind in kinds if kind.cnig} == CNIG
    said = [value for kind in kinds for value in kind.osm]
    assert len(said) == len(set(said))
    assert open_values().isdisjoint(said)


@pytest.mark.parametrize(
    ("tags", "kind"),
    [
        ({"amenity": "hospital"}, "hospital"),
        ({"amenity": "place_of_worship", "religion": "muslim"}, "mosque"),
        ({"amenity": "place_of_worship"}, "place_of_worship"),
        ({"amenity": "bus_station", "share_taxi": "yes"}, "louage_station"),
        ({"amenity": "parking_space", "parking_space": "disabled"}, "parking_disabled"),
        ({"shop": "hats"}, "shop"),
        ({"shop": "vacant"}, None),
        ({"amenity": "restaurant;cafe"}, "cafe"),
        ({"highway": "residential"}, None),
        ({}, None),
    ],
)
def test_places_are_of_the_first_kind_that_fits(tags, kind):
    found = find_kind(tags)
    assert (found.id if found else None) == kind


@pytest.mark.parametrize(
    ("value", "kind"),
    [("kerb", "kerb"), ("lift_gate", "gate"), ("block", "bollard"), ("???", None)],
)
def test_barriers_by_osm_value(value, kind):
    found = find_barrier_kind(value)
    assert (found.id if found else None) == kind


@pytest.mark.parametrize(
    ("tags", "highway"),
    [
        ({"highway": "footway"}, "footway"),
        ({"highway": "residential", "foot": "no"}, "residential"),
        ({"highway": "service", "access": "private"}, "service"),
        ({"railway": "platform"}, "platform"),
        ({"public_transport": "platform"}, "platform"),
        ({"highway": "trunk", "sidewalk": "both"}, "trunk"),
        ({"highway": "trunk", "foot": "yes"}, "trunk"),
        ({"highway": "trunk"}, ""),
        ({"highway": "motorway"}, ""),
        ({"highway": "construction"}, ""),
        ({"building": "yes"}, ""),
    ],
)
def test_which_ways_are_for_walking(tags, highway):
    assert find_walk(tags).highway == highway


def test_a_road_that_is_left_out_says_why_and_a_building_does_not():
    assert "motorway" in find_walk({"highway": "motorway"}).left_out
    assert "sidewalk" in find_walk({"highway": "trunk"}).left_out
    assert find_walk({"highway": "moonwalk"}).left_out
    assert not find_walk({"building": "yes"}).left_out


@pytest.mark.parametrize(
    ("tags", "oneway"),
    [
        ({"oneway": "yes"}, 0),
        ({"oneway:foot": "yes"}, 1),
        ({"oneway:foot": "-1"}, -1),
        ({"conveying": "backward"}, -1),
        ({"conveying": "forward"}, 1),
        ({"foot:backward": "no"}, 1),
        ({}, 0),
    ],
)
def test_oneway_for_vehicles_does_not_bind_people_on_foot(tags, oneway):
    assert read_oneway(tags) == oneway


def test_names_in_every_language():
    tags = {"name": "شارع", "name:ar": "شارع", "name:fr": "Rue", "name:etymology": "x"}
    assert read_names(tags) == {"": "شارع", "ar": "شارع", "fr": "Rue"}


def test_stops_their_modes_and_boarding():
    rule = find_stop({"highway": "bus_stop"})
    assert (rule.location_type, read_modes({}, rule)) == (0, ["bus"])
    both = {"public_transport": "platform", "bus": "yes", "tram": "yes"}
    assert read_modes(both, find_stop(both)) == ["bus", "tram"]
    assert find_stop({"railway": "station"}).location_type == 1
    assert find_stop({"railway": "subway_entrance"}).location_type == 2
    assert find_stop({"amenity": "cafe"}) is None
    words = ("yes", "no", "limited")
    assert [read_boarding({"wheelchair": w}) for w in words] == [1, 2, 0]
