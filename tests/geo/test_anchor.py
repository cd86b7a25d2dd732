"""Where barriers take hold of the network."""

from __future__ import annotations

from geo.anchor import Anchor, Anchorage
from tests.town import NODES, STREETS, Street, draw, named, segments_of, street

TOWN = draw()
PLACES = Anchorage(TOWN)


def streets(segments: tuple[int, ...]) -> set[str]:
    """Name the streets of segments."""
    return {TOWN.ways[TOWN.way[i]].key for i in segments}


def test_a_way_anchor_without_a_position_takes_the_whole_way() -> None:
    found = PLACES.find("width_m", Anchor(way_key="island"))

    assert list(found) == segments_of(TOWN, "island")


def test_a_position_along_the_way_takes_one_piece() -> None:
    town = draw([*STREETS, street("spur", "b1", "n1")])
    pieces = segments_of(town, "bridge")

    found = [
        Anchorage(town).find("width_m", Anchor(way_key="bridge", along_m=m))
        for m in (5.0, 80.0)
    ]

    assert found == [(pieces[0],), (pieces[1],)]


def test_a_side_takes_only_its_side() -> None:
    left, right = segments_of(TOWN, "main")

    assert PLACES.find("width_m", Anchor("main", along_m=5, side="left")) == (left,)
    assert PLACES.find("width_m", Anchor("main", along_m=5)) == (left, right)


def test_a_kerb_acts_on_the_crossing_that_touches_it() -> None:
    found = PLACES.find("kerb_height_m", Anchor(node_key="u2"))

    assert streets(found) == {"crossing"}


def test_a_kerb_without_a_crossing_acts_on_all_that_touch_it() -> None:
    found = PLACES.find("kerb_height_m", Anchor(node_key="u3"))

    assert streets(found) == {"steps", "upper", "narrow"}


def test_what_is_not_a_kerb_acts_on_all_that_touch_the_node() -> None:
    found = PLACES.find("obstructed", Anchor(node_key="u2"))

    assert streets(found) == {"crossing", "one-way", "gravel", "narrow"}


def test_where_a_path_meets_a_street_the_path_is_blocked() -> None:
    found = PLACES.find("narrowest_m", Anchor(node_key="n2"))

    assert streets(found) == {"flat", "hill"}


def test_a_node_inside_a_piece_is_found_by_its_way() -> None:
    found = PLACES.find(
        "kerb_height_m", Anchor(node_key="b1", way_key="bridge", along_m=31.0)
    )

    assert streets(found) == {"bridge"}


def test_a_kerb_at_a_crossing_does_not_stop_who_walks_along_the_street() -> None:
    road = [
        named(street(key, *nodes), highway="residential")
        for key, nodes in {"east": ("n1", "m1"), "west": ("m1", "u1")}.items()
    ]
    places = Anchorage(draw(road, nodes=NODES, node_facts={}))

    assert places.find("kerb", Anchor(node_key="m1", at_crossing=True)) == ()
    assert len(places.find("kerb", Anchor(node_key="m1"))) == 2


def test_an_anchor_that_vanished_is_an_orphan() -> None:
    assert PLACES.find("width_m", Anchor(way_key="gone", along_m=3.0)) == ()
    assert PLACES.find("kerb", Anchor(node_key="gone")) == ()
    assert PLACES.find("kerb", Anchor("bridge", along_m=5000.0)) == ()


def test_anchors_survive_a_way_that_is_cut_elsewhere() -> None:
    anchor = Anchor(way_key="bridge", along_m=100.0)
    cut: list[Street] = [*STREETS, street("spur", "b1", "n1")]

    before = PLACES.find("width_m", anchor)
    after = Anchorage(draw(cut)).find("width_m", anchor)

    assert len(before) == len(after) == 1
