"""Reach in the miniature town and on grids."""

from __future__ import annotations

from itertools import product

import pytest

from geo.answer import Policy
from geo.cost import edge_costs
from geo.errors import InputError
from geo.network import BarrierFact, Network
from geo.profile import get_profile
from geo.reach import LONGEST_S, check_limits
from geo.reach_answer import Direction
from geo.reach_piece import Pieces
from tests.reach import MINUTE, reach, streets
from tests.ride import TOWN
from tests.town import at, barrier, draw, named, segments_of, street


def test_steps_a_narrow_way_and_the_island_are_out_of_reach_of_the_chair() -> None:
    band = reach(at(150, 200), "walker").bands[-1]
    chair = reach(at(50, 0), limits_s=(LONGEST_S,)).bands[-1]

    assert "steps" in streets(band.perhaps_pieces)
    assert streets(chair.perhaps_pieces).isdisjoint({"steps", "narrow", "island"})
    assert "bridge" in streets(chair.perhaps_pieces)


def test_what_is_not_known_is_perhaps_reached_and_said() -> None:
    found = reach(at(150, 10))
    band = found.bands[-1]

    assert "quay" in streets(band.perhaps_pieces)
    assert "quay" not in streets(band.surely_pieces)
    assert {doubt.rule for doubt in found.doubts} >= {"width", "surface"}
    width = next(d for d in found.doubts if d.rule == "width")
    assert width.length_m == pytest.approx(100, abs=1)


def test_what_stops_the_chair_at_the_edge_of_its_reach_is_counted() -> None:
    found = reach(at(50, 0), limits_s=(LONGEST_S,))
    stops = {one.rule: one.streets for one in found.stops}

    assert stops == dict.fromkeys(
        ("slope_up", "width", "kerb", "steps", "smoothness", "surface"), 1
    )
    assert reach(at(50, 0), "walker", limits_s=(LONGEST_S,)).stops == ()


def test_who_cannot_leave_reaches_nothing() -> None:
    town = draw([named(street("stairs", "n1", "m1"), highway="steps")])
    found = reach(at(50, 0), town=town)

    assert not found.can_start
    assert found.bands[-1].perhaps_m == 0
    assert found.bands[-1].walker_m > 0


def test_a_barrier_in_the_middle_is_reached_from_both_sides_and_not_passed() -> None:
    kerb = BarrierFact(
        key="drawn:kerb",
        kind="kerb",
        segments=tuple(segments_of(TOWN, "quay")),
        attribute="kerb_height_m",
        value=0.2,
        lonlat=at(250, 0),
        evidence=barrier(TOWN, "quay", "kerb_height_m", 0.2).evidence,
    )
    found = reach(at(210, 0), barriers=(kerb,), limits_s=(60 * MINUTE,))
    band = found.bands[-1].perhaps_pieces
    mine = band.segment == segments_of(TOWN, "quay")[0]

    assert band.low[mine].tolist() == [0.0]
    assert band.high[mine][0] == pytest.approx(0.45, abs=0.01)
    assert "ramp" not in streets(band)


def test_a_hill_is_reached_downwards_only() -> None:
    town = draw([street("hill", "n2", "n3", incline=0.09)])
    found = {
        direction: reach(
            at(0, 190), town=town, direction=direction, limits_s=(20 * MINUTE,)
        ).bands[-1]
        for direction in Direction
    }

    there, back = found[Direction.THERE], found[Direction.BACK]
    assert there.perhaps_m == pytest.approx(90, abs=1)
    assert back.perhaps_m == pytest.approx(10, abs=1)
    assert found[Direction.BOTH].perhaps_m == pytest.approx(0, abs=0.1)


def test_o58_the_way_back_on_the_turned_town_is_the_way_there() -> None:
    ways = [
        street("a", "n1", "m1", incline=0.05),
        street("b", "m1", "m2", incline=-0.04),
        named(street("c", "m2", "n2"), oneway=1),
        street("d", "n2", "n1", incline=0.02),
    ]
    turned = [
        named(
            street(w.key, *w.nodes, incline=-float(str(w.known["incline"]))),
            oneway=-w.oneway,
        )
        for w in ways
    ]
    there = reach(at(30, 0), "walker", town=draw(ways), direction=Direction.THERE)
    back = reach(at(30, 0), "walker", town=draw(turned), direction=Direction.BACK)

    assert there.bands[0].perhaps_pieces.equals(back.bands[0].perhaps_pieces)
    assert there.bands[0].perhaps_m > 0


@pytest.mark.parametrize(
    "limits_s", [(), (0.0,), (float("nan"),), (-60.0,), (LONGEST_S + 1,), (60.0,) * 0]
)
def test_times_out_of_range_are_refused(limits_s: tuple[float, ...]) -> None:
    with pytest.raises(InputError, match="minutes"):
        check_limits(limits_s)


def test_a_point_off_the_network_names_its_field() -> None:
    with pytest.raises(InputError) as caught:
        reach(at(5000, 0))

    assert caught.value.field == "from"


def test_sides_of_a_street_count_as_one_street() -> None:
    found = reach(at(50, 2), "walker", limits_s=(60.0 * 60,))

    walked = found.bands[-1].walker_m
    length = {TOWN.ways[w].key: 0.0 for w in TOWN.way}
    for i, w in enumerate(TOWN.way):
        length[TOWN.ways[w].key] = max(length[TOWN.ways[w].key], TOWN.length_m[i])
    assert walked <= sum(length.values()) + 3


# --- grids with a known answer -----------------------------------------------------

SIDE = 7
"""Crossings from the middle of the grid to its edge."""
BLOCK_M = 66.0


def grid(*, closed: str = "", dark: str = "") -> Network:
    """Draw a grid; one axis may have steps, one may be of unknown width."""
    nodes = {
        f"g{x}_{y}": at((x + SIDE) * BLOCK_M, (y + SIDE) * BLOCK_M)
        for x, y in product(range(-SIDE, SIDE + 1), repeat=2)
    }
    made = []
    for x, y in product(range(-SIDE, SIDE + 1), repeat=2):
        for axis, (dx, dy) in {"east": (1, 0), "north": (0, 1)}.items():
            end = f"g{x + dx}_{y + dy}"
            if end in nodes:
                width = None if axis == dark else 2.0
                way = street(f"{axis}{x}_{y}", f"g{x}_{y}", end, width_m=width)
                made.append(named(way, highway="steps") if axis == closed else way)
    return draw(made, nodes=nodes, node_facts={})


def crossings(pieces: Pieces, town: Network) -> int:
    """Count the nodes that pieces hold."""
    tails = town.tail[pieces.segment[pieces.low < 1e-6]]
    heads = town.head[pieces.segment[pieces.high > 1 - 1e-6]]
    return len({*tails.tolist(), *heads.tolist()})


def crossings_within(town: Network, steps: int) -> tuple[int, int]:
    """Count the crossings surely and perhaps within so many steps of the middle."""
    chair = get_profile("manual_wheelchair")
    step = float(edge_costs(grid(), chair, Policy.OPEN, ()).seconds.max())
    middle = at(SIDE * BLOCK_M, SIDE * BLOCK_M)
    band = reach(middle, town=town, limits_s=((steps + 0.01) * step,)).bands[-1]
    return (
        crossings(band.surely_pieces, town),
        crossings(band.perhaps_pieces, town),
    )


def test_o64_crossings_of_a_grid_follow_the_closed_forms() -> None:
    k = 5
    free = crossings_within(grid(), k)
    barred = crossings_within(grid(closed="north"), k)

    assert free == (61, 61)
    assert free[0] == 2 * k * k + 2 * k + 1
    assert barred == (11, 11)
    assert barred[0] == 2 * k + 1
    assert barred[0] / free[0] == pytest.approx(11 / 61)


def test_o64_bounds_enclose_the_truth_where_an_axis_is_not_known() -> None:
    assert crossings_within(grid(dark="north"), 5) == (11, 61)
