"""Reach in the miniature town, on grids, and beside brute force on random streets."""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.answer import LonLat, Policy
from geo.cost import edge_costs
from geo.errors import InputError
from geo.network import BarrierFact, Network
from geo.observation import Value
from geo.profile import get_profile, load_profiles, with_limits
from geo.reach import LONGEST_S, Question, check_limits, find_reach
from geo.reach_answer import Direction, Reach
from geo.reach_piece import Pieces
from tests.ride import TOWN
from tests.town import Street, at, barrier, draw, named, segments_of, street

MINUTE = 60.0
LIMITS = (2 * MINUTE, 5 * MINUTE)


def reach(
    origin: LonLat,
    profile: str = "manual_wheelchair",
    *,
    town: Network = TOWN,
    direction: Direction = Direction.BOTH,
    policy: Policy = Policy.CAUTIOUS,
    barriers: tuple[BarrierFact, ...] = (),
    limits_s: tuple[float, ...] = LIMITS,
    **limits: object,
) -> Reach:
    """Ask for reach in one line, without areas."""
    person = with_limits(get_profile(profile), limits)
    asked = Question(origin, person, limits_s, policy, direction, areas=False)
    return find_reach(town, barriers, asked)


def streets(pieces: Pieces, town: Network = TOWN) -> set[str]:
    """Name the streets of pieces."""
    return {town.ways[town.way[i]].key for i in pieces.segment}


def holds(outer: Pieces, inner: Pieces) -> bool:
    """Tell whether pieces lie in others, but for rounding."""
    left = inner.without(outer)
    return float((left.end - left.start).sum()) < 1e-6


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


def grid(*, closed: str = "") -> Network:
    """Draw a grid of streets; ``closed`` is the axis that has steps."""
    nodes = {
        f"g{x}_{y}": at((x + SIDE) * BLOCK_M, (y + SIDE) * BLOCK_M)
        for x, y in product(range(-SIDE, SIDE + 1), repeat=2)
    }
    made = []
    for x, y in product(range(-SIDE, SIDE + 1), repeat=2):
        for axis, (dx, dy) in {"east": (1, 0), "north": (0, 1)}.items():
            end = f"g{x + dx}_{y + dy}"
            if end in nodes:
                way = street(f"{axis}{x}_{y}", f"g{x}_{y}", end)
                made.append(named(way, highway="steps") if axis == closed else way)
    return draw(made, nodes=nodes, node_facts={})


def crossings(found: Reach, town: Network) -> int:
    """Count the nodes that the longest band holds."""
    pieces = found.bands[-1].perhaps_pieces
    tails = town.tail[pieces.segment[pieces.low < 1e-6]]
    heads = town.head[pieces.segment[pieces.high > 1 - 1e-6]]
    return len({*tails.tolist(), *heads.tolist()})


def test_o64_crossings_of_a_grid_follow_the_closed_forms() -> None:
    k = 5
    open_, closed = grid(), grid(closed="north")
    chair = get_profile("manual_wheelchair")
    step = float(edge_costs(open_, chair, Policy.OPEN, ()).seconds.max())
    limit = (k + 0.01) * step
    middle = at(SIDE * BLOCK_M, SIDE * BLOCK_M)

    free = crossings(reach(middle, town=open_, limits_s=(limit,)), open_)
    barred = crossings(reach(middle, town=closed, limits_s=(limit,)), closed)

    assert free == 2 * k * k + 2 * k + 1 == 61
    assert barred == 2 * k + 1 == 11
    assert barred / free == pytest.approx(11 / 61)


# --- brute force --------------------------------------------------------------------

SPOTS = {f"r{i}": at(60.0 * (i % 3), 70.0 * (i // 3)) for i in range(8)}
SPOTS["home"] = at(-40, 0)
"""End of a good street to the first node, where everybody starts."""
KNOWN: dict[str, st.SearchStrategy[Value]] = {
    "incline": st.sampled_from([None, 0.0, 0.04, -0.07, 0.12]),
    "width_m": st.sampled_from([None, 2.0, 0.7]),
    "surface": st.sampled_from([None, "asphalt", "sand"]),
    "smoothness": st.none(),
}
"""Without smoothness, which speaks for the surface where that is not known."""


@st.composite
def towns(draw_: st.DrawFn) -> list[Street]:
    """Draw streets between some of eight nodes, with holes in what is known."""
    pairs = [(a, b) for a in range(8) for b in range(a + 1, 8)]
    some = st.lists(st.sampled_from(pairs), min_size=3, max_size=10, unique=True)
    found = [
        named(
            street(f"w{a}{b}", f"r{a}", f"r{b}", **draw_(st.fixed_dictionaries(KNOWN))),
            oneway=draw_(st.sampled_from([0, 0, 0, 1, -1])),
        )
        for a, b in draw_(some)
    ]
    return [street("home", "home", "r0"), *found]


def brute(town: Network, weights: Mapping[int, float], start: int) -> dict[int, float]:
    """Dijkstra in ten lines, over directed edges by number."""
    best = {start: 0.0}
    queue = [(0.0, start)]
    while queue:
        spent, node = heapq.heappop(queue)
        for edge, weight in weights.items():
            ends = (int(town.tail[edge // 2]), int(town.head[edge // 2]))
            leave, enter = ends if edge % 2 == 0 else ends[::-1]
            if leave == node and spent + weight < best.get(enter, np.inf):
                best[enter] = spent + weight
                heapq.heappush(queue, (best[enter], enter))
    return best


@settings(max_examples=60, deadline=None)
@given(towns(), st.sampled_from(sorted(load_profiles())), st.floats(60, 400))
def test_reach_equals_brute_force(
    made: list[Street], profile: str, limit_s: float
) -> None:
    town = draw(made, nodes=SPOTS, node_facts={})
    costs = edge_costs(town, get_profile(profile), Policy.OPEN, ())
    open_ = {
        int(e): float(costs.seconds[e]) for e in np.flatnonzero(costs.refused == 0)
    }
    found = reach(
        SPOTS["home"],
        profile,
        town=town,
        direction=Direction.THERE,
        limits_s=(limit_s,),
    )
    best = brute(town, open_, town.node_key.index("home"))

    total = 0.0
    for segment in range(town.segments):
        ways = [
            (int(town.tail[segment]), 2 * segment),
            (int(town.head[segment]), 2 * segment + 1),
        ]
        shares = [
            min(1.0, max(0.0, (limit_s - best.get(node, np.inf)) / open_[edge]))
            for node, edge in ways
            if edge in open_
        ]
        total += min(1.0, sum(shares)) * float(town.length_m[segment])
    assert found.bands[-1].perhaps_m == pytest.approx(total, abs=0.05)


TIGHTER = {
    "max_slope_up": (0.03, 0.1),
    "max_slope_down": (0.03, 0.1),
    "min_width_m": (1.0, 0.6),
}


@settings(max_examples=60, deadline=None)
@given(
    towns(),
    st.sampled_from(sorted(TIGHTER)),
    st.sampled_from(sorted(load_profiles())),
    st.sampled_from(list(Direction)),
)
def test_o50_a_tighter_limit_adds_nothing(
    made: list[Street], name: str, profile: str, direction: Direction
) -> None:
    town = draw(made, nodes=SPOTS, node_facts={})
    spot = SPOTS["home"]
    tight, loose = (
        reach(spot, profile, town=town, direction=direction, **{name: value}).bands[-1]
        for value in TIGHTER[name]
    )

    assert holds(loose.perhaps_pieces, tight.perhaps_pieces)
    assert holds(loose.surely_pieces, tight.surely_pieces)


@settings(max_examples=40, deadline=None)
@given(towns(), st.sampled_from(list(Direction)))
def test_o51_whoever_is_laxer_and_no_slower_reaches_all_of_it(
    made: list[Street], direction: Direction
) -> None:
    town = draw(made, nodes=SPOTS, node_facts={})
    spot = SPOTS["home"]
    strict = reach(spot, town=town, direction=direction).bands[-1]
    lax = reach(
        spot,
        town=town,
        direction=direction,
        max_slope_up=0.3,
        max_slope_down=0.3,
        min_width_m=0.5,
        steps="yes",
    ).bands[-1]

    assert holds(lax.perhaps_pieces, strict.perhaps_pieces)
    assert holds(lax.surely_pieces, strict.surely_pieces)


@settings(max_examples=40, deadline=None)
@given(towns(), st.sampled_from(sorted(load_profiles())))
def test_o53_what_is_surely_reached_is_perhaps_reached(
    made: list[Street], profile: str
) -> None:
    town = draw(made, nodes=SPOTS, node_facts={})
    found = reach(SPOTS["home"], profile, town=town)

    for band in found.bands:
        assert holds(band.perhaps_pieces, band.surely_pieces)
    assert holds(found.bands[1].perhaps_pieces, found.bands[0].perhaps_pieces)


FILLED: dict[str, tuple[Value, Value]] = {
    "width_m": (0.4, 2.0),
    "surface": ("sand", "asphalt"),
    "incline": (0.2, 0.0),
}


@settings(max_examples=6, deadline=None)
@given(towns())
def test_o54_every_completion_lies_between_the_bounds(made: list[Street]) -> None:
    dark = [
        (way.key, name)
        for way in made
        for name in sorted(FILLED)
        if name not in way.known
    ][:4]
    spot = SPOTS["home"]
    bounds = _reached(made, spot)

    for worst in product((False, True), repeat=len(dark)):
        said = {
            place: FILLED[place[1]][not bad]
            for place, bad in zip(dark, worst, strict=True)
        }
        filled = [
            named(
                street(
                    way.key,
                    *way.nodes,
                    **{
                        **dict.fromkeys(FILLED),
                        **way.known,
                        **{n: v for (k, n), v in said.items() if k == way.key},
                    },
                ),
                oneway=way.oneway,
            )
            for way in made
        ]
        truth = _reached(filled, spot)
        assert bounds[0] - 0.1 <= truth[0] <= truth[1] <= bounds[1] + 0.1


def _reached(made: list[Street], spot: LonLat) -> tuple[float, float]:
    band = reach(spot, town=draw(made, nodes=SPOTS, node_facts={})).bands[-1]
    return band.surely_m, band.perhaps_m
