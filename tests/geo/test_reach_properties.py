"""Reach beside brute force, and what holds of it, on random streets."""

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
from geo.network import Network
from geo.observation import Value
from geo.profile import get_profile, load_profiles
from geo.reach_answer import Direction
from tests.reach import holds, reach
from tests.town import Street, at, draw, named, street

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
