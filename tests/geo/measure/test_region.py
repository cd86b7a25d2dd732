"""A home finds in its region what it finds in the whole network."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.engine.metric import build_metric
from geo.errors import InputError
from geo.measure.region import Region, find_region, least_weights, split_homes
from geo.measure.region_cut import cut_barriers, cut_homes, cut_network, cut_supply
from geo.measure.town import Counted, Supply, Walk, count_town
from geo.network import Network
from geo.passage import Cuts, Passage, Sites, build_homes
from tests.geo.measure.test_town import walk_on
from tests.geo.sketch import kerb, sketch

SIDE = 9
LIMITS = (20.0, 60.0)


def grid() -> Network:
    """Draw streets between the corners of square blocks."""
    node = np.arange(SIDE * SIDE).reshape(SIDE, SIDE)
    across = zip(
        node[:, :-1].ravel().tolist(), node[:, 1:].ravel().tolist(), strict=True
    )
    up = zip(node[:-1].ravel().tolist(), node[1:].ravel().tolist(), strict=True)
    drawn = sketch(SIDE * SIDE, [*across, *up])
    place = np.column_stack(
        [np.tile(np.arange(SIDE), SIDE), np.repeat(np.arange(SIDE), SIDE)]
    )
    return replace(drawn, node_lonlat=8.7 + place * 0.001)


def passage_on(network: Network, seed: int) -> Passage:
    """Shut some edges, cut some by barriers, and let slopes make both ways differ."""
    random = np.random.default_rng(seed)
    edges = 2 * network.segments
    bare = random.random(edges) > 0.1
    cut = np.sort(random.choice(network.segments, 6, replace=False)).astype(np.int32)
    usable = bare & ~np.isin(np.arange(edges) // 2, cut)
    seconds = random.integers(1, 25, edges) / 1.7
    return Passage(usable, bare, seconds, Cuts(cut, np.full(len(cut), 0.4)))


def supply_on(network: Network, seed: int) -> Supply:
    random = np.random.default_rng(seed)
    doors, places = 60, 40
    return Supply(
        Sites(
            random.integers(0, network.segments, doors).astype(np.int32),
            random.integers(1, 8, doors) / 8,
        ),
        np.sort(random.integers(0, places, doors)).astype(np.int32),
        random.random((places, 2)),
    )


def cut_passage(passage: Passage, region: Region) -> Passage:
    edges = (2 * region.segments[:, None] + [0, 1]).ravel()
    segment = region.place(passage.cuts.segment)
    inside = segment >= 0
    cuts = Cuts(segment[inside].astype(np.int32), passage.cuts.fraction[inside])
    parts = (passage.usable, passage.bare, passage.seconds)
    return Passage(*(part[edges] for part in parts), cuts)


def count_in_regions(
    walk: Walk, passage: Passage, homes: Sites, supply: Supply, *, most: int
) -> list[tuple[Region, Counted]]:
    network = walk.network
    metric = build_metric(walk.metric.hierarchy, least_weights([walk.metric.weights]))
    middle = network.node_lonlat[network.tail[homes.segment]]
    found = []
    for own in split_homes(middle, most=most):
        region = find_region(network, metric, homes, own, within_s=LIMITS[-1])
        part = cut_network(network, region)
        counted = count_town(
            walk_on(part, cut_passage(passage, region)),
            cut_homes(homes, region),
            cut_supply(supply, region),
            limits_s=LIMITS,
        )
        found.append((region, counted))
    return found


@given(st.integers(0, 10_000), st.integers(5, 60))
@settings(max_examples=12, deadline=None)
def test_homes_find_the_same_in_their_region_to_the_last_digit(seed, most) -> None:
    network = grid()
    passage, supply = passage_on(network, seed), supply_on(network, seed)
    homes, walk = build_homes(network), walk_on(network, passage)

    whole = count_town(walk, homes, supply, limits_s=LIMITS)
    parts = count_in_regions(walk, passage, homes, supply, most=most)

    met = np.concatenate([region.homes for region, _ in parts])
    assert np.array_equal(np.sort(met), np.arange(len(homes)))
    for region, counted in parts:
        assert np.array_equal(counted.counts, whole.counts[region.homes])
        near = whole.nearest_s[region.homes]
        within = near <= LIMITS[-1]
        assert np.array_equal(counted.nearest_s[within], near[within])
        assert (counted.nearest_s[~within] > LIMITS[-1]).all()


def test_a_region_is_smaller_than_the_whole() -> None:
    network = grid()
    walk = walk_on(network, replace(passage_on(network, 1), seconds=np.full(288, 20.0)))
    homes = build_homes(network)

    region = find_region(network, walk.metric, homes, np.arange(3), within_s=25.0)

    assert 3 < len(region.segments) < network.segments / 2


def test_a_part_keeps_ways_names_shapes_and_values() -> None:
    network = grid()
    network.columns["kerb_height_m"][:] = np.arange(network.segments)
    region = Region(np.array([4]), np.array([4, 7, 100]))

    part = cut_network(network, region)

    assert part.segments == 3
    for new, old in enumerate(region.segments.tolist()):
        assert part.ways[part.way[new]].key == network.ways[network.way[old]].key
        assert np.array_equal(part.line(new), network.line(old))
        assert part.columns["kerb_height_m"][new] == old
        assert part.node_key[part.tail[new]] == network.node_key[network.tail[old]]


def test_barriers_and_places_beyond_a_region_are_left_out() -> None:
    network = grid()
    region = Region(np.array([4]), np.array([4, 7]))
    near = replace(kerb("near", network, 7), segments=(7, 90))
    far = kerb("far", network, 90)
    supply = Supply(
        Sites(np.array([7, 90, 4], dtype=np.int32), np.array([0.25, 0.5, 0.75])),
        np.array([0, 1, 2], dtype=np.int32),
        np.array([[1.0], [2.0], [3.0]]),
    )

    held = cut_supply(supply, region)

    assert [(one.key, one.segments) for one in cut_barriers([near, far], region)] == [
        ("near", (1,))
    ]
    assert held.doors.segment.tolist() == [1, 0]
    assert held.amount.ravel().tolist() == [1.0, 3.0]
    assert held.place.tolist() == [0, 1]


def test_a_part_without_homes_is_refused() -> None:
    with pytest.raises(InputError, match="below 1"):
        list(split_homes(np.zeros((2, 2)), most=0))


def test_homes_on_one_spot_are_split_all_the_same() -> None:
    parts = list(split_homes(np.zeros((5, 2)), most=2))

    assert sorted(len(part) for part in parts) == [1, 2, 2]
