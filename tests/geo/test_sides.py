"""Streets with sidewalks: their sides, their corners, and crossing them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from geo.anchor import Anchor, Anchorage, node_of
from geo.answer import Path
from geo.carriageway import crossing_share, is_crossing
from geo.column import decode
from geo.network import Network
from geo.observation import Value
from geo.profile import get_profile
from geo.snap import siblings
from geo.trip import plan_trip
from tests.town import GOOD, Street, at, draw, segments_of

PLACES = {
    "w": at(0, 0),
    "m": at(100, 0),
    "p": at(150, 0),
    "e": at(200, 0),
    "f": at(300, 0),
    "s": at(100, -100),
    "n": at(100, 100),
    "k": at(140, 3),
}
KNOWN = {"surface": "asphalt", "smoothness": "good", "incline": 0.0}
WALK = {**KNOWN, "width_m": 2.0}


def road(key: str, *nodes: str, sidewalks: str = "both", **known: Value) -> Street:
    """Draw a street with good sidewalks."""
    return Street(
        key,
        nodes,
        "residential",
        sidewalks=sidewalks,
        known={**KNOWN, **known},
        left=WALK,
        right=WALK,
    )


THROUGH = (road("main", "w", "m", "e"), road("south", "m", "s"))


def town(*streets: Street, **facts: Mapping[str, Value]) -> Network:
    return draw(streets or THROUGH, nodes=PLACES, node_facts=facts)


def go(
    network: Network, start: tuple[float, float], end: tuple[float, float]
) -> tuple[Path, Path]:
    """Walk there and back, unimpeded."""
    trip = plan_trip(
        network,
        (),
        origin=at(*start),
        destination=at(*end),
        profile=get_profile("walker"),
    )
    return trip.out, trip.back


def kinds(path: Path) -> list[str]:
    return [step.kind for step in path.steps if step.turn != "arrive"]


def test_a_junction_is_its_corners() -> None:
    network = town()

    assert {key for key in network.node_key if node_of(key) == "m"} == {
        "m/1",
        "m/2",
        "m/3",
    }
    assert int(is_crossing(network).sum()) == 3


def test_geometry_runs_from_corner_to_corner_beside_the_street() -> None:
    network = town()

    for segment in range(network.segments):
        line = network.line(segment)
        assert tuple(line[0]) == tuple(network.node_lonlat[network.tail[segment]])
        assert tuple(line[-1]) == tuple(network.node_lonlat[network.head[segment]])
    left, right = (network.line(i) for i in segments_of(network, "south")[:2])
    assert left[-1, 0] == right[-1, 0]
    assert left[0, 0] > PLACES["m"][0] > right[0, 0]


def test_round_the_corner_nobody_crosses() -> None:
    out, back = go(town(), (60, -4), (96, -60))

    assert kinds(out) == ["street", "street"]
    assert kinds(back) == ["street", "street"]


ONE_SIDE = (road("main", "w", "m", "e", sidewalks="right"), THROUGH[1])


def test_straight_on_one_crosses_the_side_street_and_is_told_so() -> None:
    network = town(*ONE_SIDE)
    out, _ = go(network, (60, -4), (140, -4))
    crossings = [step for step in out.steps if step.kind == "crossing"]

    assert [step.names for step in crossings] == [{"en": "south"}]
    assert crossings[0].length_m == pytest.approx(6.0)


def test_a_crossing_takes_the_seconds_of_the_profile() -> None:
    network = town(*ONE_SIDE)
    unknown = get_profile("walker").crossing.unknown
    out, _ = go(network, (60, -4), (140, -4))
    walked = sum(s.seconds for s in out.steps if s.kind != "crossing")
    (crossed,) = (s.seconds for s in out.steps if s.kind == "crossing")
    pace = walked / sum(s.length_m for s in out.steps if s.kind != "crossing")

    assert crossed == pytest.approx(min(unknown, 30.0) + 6 * pace, rel=0.01)


def test_the_far_side_of_a_t_is_free() -> None:
    out, _ = go(town(), (60, 4), (140, 4))

    assert kinds(out) == ["street"]


def test_nothing_is_assumed_of_a_crossing() -> None:
    network = town()
    crossing = np.flatnonzero(is_crossing(network))

    for attribute in ("crossing", "kerb", "kerb_height_m", "width_m"):
        assert np.isnan(network.columns[attribute][crossing]).all()
    surfaces = {decode("surface", x) for x in network.columns["surface"][crossing]}
    assert surfaces == {"asphalt"}


def test_what_the_node_says_is_true_of_its_crossing() -> None:
    network = town(
        road("west", "w", "m"),
        road("east", "m", "e"),
        m={"crossing": "signals", "kerb_height_m": 0.02, "tactile_paving": True},
    )
    (crossing,) = np.flatnonzero(is_crossing(network)).tolist()

    assert decode("crossing", network.columns["crossing"][crossing]) == "signals"
    assert network.columns["kerb_height_m"][crossing] == 0.02
    assert network.kerb_ends_m[crossing].tolist() == [0.02, 0.02]
    assert network.columns["tactile_paving"][crossing] == 1
    assert np.isnan(network.columns["kerb_height_m"]).sum() == network.segments - 1


def test_a_street_that_goes_on_is_crossed_only_where_the_map_says_so() -> None:
    streets = (road("west", "w", "m"), road("east", "m", "e"))
    plain, tagged = town(*streets), town(*streets, m={"crossing": "marked"})

    assert not is_crossing(plain).any()
    assert is_crossing(tagged).sum() == 1


def test_to_the_other_side_one_goes_by_the_next_crossing() -> None:
    streets = (
        road("west", "w", "m"),
        road("east", "m", "e"),
        road("south", "e", "s"),
    )
    network = town(*streets, m={"crossing": "marked"})
    left, right = segments_of(network, "west")

    assert network.head[left] != network.head[right]
    assert network.tail[left] == network.tail[right]


def test_o59_a_plain_node_in_a_street_changes_no_cost() -> None:
    rest, south = road("far", "e", "f"), road("south", "m", "s")
    whole = town(road("main", "w", "m"), road("near", "m", "e"), rest, south)
    pieces = (road("near", "m", "p"), road("next", "p", "e"))
    cut = town(road("main", "w", "m"), *pieces, rest, south)

    asked = (((60, -4), (280, -4)), ((60, 4), (260, -4)), ((96, -60), (250, 4)))
    for start, end in asked:
        one, two = go(whole, start, end)[0], go(cut, start, end)[0]
        assert two.seconds == pytest.approx(one.seconds, rel=1e-6)
        assert two.length_m == pytest.approx(one.length_m, rel=1e-6)


def test_a_street_that_says_nothing_is_half_a_crossing_away() -> None:
    bare = Street("south", ("m", "s"), "residential", known=KNOWN)
    network = town(ONE_SIDE[0], bare)
    halves = np.flatnonzero(crossing_share(network) == 0.5)
    out, _ = go(network, (60, -4), (140, -4))

    assert len(halves) == 2
    assert {network.ways[w].key for w in network.crosses[halves]} == {"south"}
    crossed = sum(s.length_m for s in out.steps if s.kind == "crossing")
    assert crossed == pytest.approx(6)


def test_a_known_width_is_the_length_of_the_crossing() -> None:
    network = town(THROUGH[0], road("south", "m", "s", width_m=9.0))
    crossing = np.flatnonzero(is_crossing(network))
    of_south = [i for i in crossing if network.ways[network.crosses[i]].key == "south"]

    assert network.length_m[of_south].tolist() == [9.0]


def test_both_sides_are_one_piece_of_street_to_whoever_stands_there() -> None:
    network = town()
    first, *_ = segments_of(network, "south")

    assert siblings(network, first) == segments_of(network, "south")[:2]
    (crossing, *_) = np.flatnonzero(is_crossing(network)).tolist()
    assert siblings(network, crossing) == [crossing]


def test_a_mapped_crossing_cut_in_the_middle_is_one_crossing() -> None:
    cross = Street("cross", ("n", "m", "s"), footway="crossing", known=GOOD)
    network = town(Street("main", ("w", "m", "e"), "residential", known=KNOWN), cross)
    mine = segments_of(network, "cross")

    assert crossing_share(network)[mine].sum() == pytest.approx(1)
    assert {network.ways[w].key for w in network.crosses[mine]} == {"main"}


def test_kerbs_of_a_mapped_crossing_stand_at_their_ends() -> None:
    cross = Street("cross", ("m", "k", "e"), footway="crossing", known=GOOD)
    network = town(cross, k={"kerb_height_m": 0.12}, e={"kerb": "flush"})

    assert network.kerb_ends_m[0].tolist()[0] == 0.12
    assert np.isnan(network.kerb_ends_m[0, 1])
    assert decode("kerb", network.kerb_ends[0, 1]) == "flush"
    assert network.columns["kerb_height_m"][0] == 0.12


def test_a_kerb_along_the_street_is_met_by_whoever_crosses_it() -> None:
    tall = road("south", "m", "s")
    tall.left = {**WALK, "kerb": "raised"}
    network = town(THROUGH[0], tall)
    crossing = next(
        i
        for i in np.flatnonzero(is_crossing(network))
        if network.ways[network.crosses[i]].key == "south"
    )
    sides = segments_of(network, "south")[:2]

    assert decode("kerb", network.kerb_ends[crossing, 0]) == "raised"
    assert np.isnan(network.kerb_ends[crossing, 1])
    assert np.isnan(network.columns["kerb"][sides]).all()


def test_a_barrier_on_a_crossing_node_acts_on_the_crossing() -> None:
    streets = (road("west", "w", "m"), road("east", "m", "e"))
    network = town(*streets, m={"crossing": "marked"})
    found = Anchorage(network).find(
        "obstructed", Anchor(node_key="m", at_crossing=True)
    )

    assert list(found) == np.flatnonzero(is_crossing(network)).tolist()


def test_a_barrier_on_one_side_leaves_the_other_free() -> None:
    network = town()
    places = Anchorage(network)
    left, right = segments_of(network, "south")[:2]

    assert places.find("width_m", Anchor("south", along_m=5, side="left")) == (left,)
    assert places.find("width_m", Anchor("south", along_m=5, side="right")) == (right,)


def test_the_same_streets_give_the_same_corners() -> None:
    one, two = town(*THROUGH), town(*reversed(THROUGH))

    assert one.node_key == two.node_key
    assert np.array_equal(one.coordinates, two.coordinates)
    assert np.array_equal(one.tail, two.tail)
