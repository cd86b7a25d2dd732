"""Walking back, one meets the kerbs and the streets of the way there, mirrored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from geo.account.account import Account
from geo.account.cues import list_cues
from geo.cue import Cue
from geo.network import Network
from geo.part import Piece
from tests.geo.account.routes import (
    account_of,
    cut,
    lane_walk,
    lanes,
    renamed,
)
from tests.town import Street, at, draw, segments_of, street
from tests.walks import OTHER_HAND, some_walk, turned

FLIPPED = {"up": "down", "down": "up"}
SIZE = 4
APART_M = 1e-6
"""Sums of lengths from the other end differ by less."""
KINDS = st.sampled_from(["residential", "tertiary", "service", "footway"])
NAMES = st.lists(st.sampled_from(["", "A", "B", "C"]), min_size=1, max_size=3)


class Met(NamedTuple):
    """Something that is met: what it is, on which side, and where."""

    what: str
    side: str
    at_m: float


@lru_cache(maxsize=64)
def grid(kinds: tuple[str, ...]) -> Network:
    """Draw straight streets of some kinds that cross."""
    across = [
        Street(f"e{row}", tuple(f"n{row}{i}" for i in range(SIZE)), kinds[row])
        for row in range(SIZE)
    ]
    up = [
        Street(f"u{i}", tuple(f"n{row}{i}" for row in range(SIZE)), kinds[SIZE + i])
        for i in range(SIZE)
    ]
    nodes = {
        f"n{row}{i}": at(100 * i, 100 * row) for row in range(SIZE) for i in range(SIZE)
    }
    return draw([*across, *up], nodes=nodes, node_facts={})


@st.composite
def straight_walks(make: st.DrawFn) -> tuple[Network, list[Piece]]:
    """Draw a walk along one street of a grid.

    Its pieces have a length: others have no bearing.
    """
    kinds = make(st.lists(KINDS, min_size=2 * SIZE, max_size=2 * SIZE))
    network = renamed(grid(tuple(kinds)), make(NAMES))
    place = make(st.integers(0, SIZE - 1))
    found = segments_of(network, f"{make(st.sampled_from('eu'))}{place}")
    pieces = [Piece(2 * segment, 0.0, 1.0) for segment in found]
    start, end = make(st.integers(0, 15)), make(st.integers(1, 16))
    walked = cut(pieces, start / 16, end / 16)
    return network, turned(walked) if make(st.booleans()) else walked


def cues_of(account: Account) -> Iterator[Cue]:
    for number in range(len(account.spans)):
        yield from list_cues(account, number)


def length_of(account: Account) -> float:
    return sum(span.length_m for span in account.spans)


def streets_met(account: Account) -> list[Met]:
    """List the streets that are met."""
    return sorted(
        Met(f"{cue.kind} {cue.names.get('en')}", cue.side, cue.at_m)
        for cue in cues_of(account)
        if cue.kind in ("crossed", "joins")
    )


def kerbs_met(account: Account) -> list[Met]:
    """List the kerbs that are met, and whether one goes up or down."""
    return sorted(
        Met(f"{cue.value} {cue.facts['kerb']}", cue.side, cue.at_m)
        for cue in cues_of(account)
        if cue.kind == "kerb"
    )


def is_mirrored(account: Account, there: Sequence[Met], back: Sequence[Met]) -> bool:
    """Tell whether the same is met the other way round, but for rounding."""
    swap, length_m = {**OTHER_HAND, **FLIPPED}, length_of(account)
    expected = sorted(
        Met(met.what, swap.get(met.side, met.side), length_m - met.at_m)
        for met in there
    )
    return len(expected) == len(back) and all(
        one[:2] == other[:2] and abs(one.at_m - other.at_m) <= APART_M
        for one, other in zip(expected, back, strict=True)
    )


@given(straight_walks())
def test_streets_met_on_the_way_back_are_on_the_other_hand(
    walk: tuple[Network, list[Piece]],
) -> None:
    network, pieces = walk

    there, back = account_of(network, pieces), account_of(network, turned(pieces))

    assert is_mirrored(there, streets_met(there), streets_met(back))


@given(straight_walks())
def test_every_street_that_meets_a_straight_way_is_told_once(
    walk: tuple[Network, list[Piece]],
) -> None:
    network, pieces = walk
    account = account_of(network, pieces)
    mine = network.ways[network.way[pieces[0].segment]]
    expected: list[tuple[str, str]] = []
    for before, after in pairwise(pieces):
        node = int(network.head[before.segment])
        node = node if before.edge % 2 == 0 else int(network.tail[before.segment])
        at_node = (network.tail == node) | (network.head == node)
        others = {int(w) for w in network.way[at_node]} - {
            int(network.way[before.segment]),
            int(network.way[after.segment]),
        }
        (way,) = others
        info = network.ways[way]
        is_told = info.names or info.highway != "service"
        if info.highway != "footway" and is_told and info.names != (mine.names or None):
            arms = int(at_node[network.way == way].sum())
            expected.append(
                ("crossed" if arms > 1 else "joins", info.names.get("en", ""))
            )

    told = [(cue.kind, cue.names.get("en", "")) for cue in cues_of(account)]

    assert [one for one in told if one[0] in ("crossed", "joins")] == expected


@st.composite
def lane_walks(make: st.DrawFn) -> tuple[Network, list[Piece]]:
    """Draw a walk along a lane with kerbs and crossings."""
    network = make(lanes())
    return network, lane_walk(make, network)


@given(lane_walks())
def test_kerbs_met_on_the_way_back_are_up_where_they_were_down(
    walk: tuple[Network, list[Piece]],
) -> None:
    network, pieces = walk

    there, back = account_of(network, pieces), account_of(network, turned(pieces))

    assert is_mirrored(there, kerbs_met(there), kerbs_met(back))


TOWN = draw()


@given(st.composite(lambda make: some_walk(make, TOWN))())
def test_slopes_ground_and_light_hold_over_the_same_metres_both_ways(
    pieces: list[Piece],
) -> None:
    ways = account_of(TOWN, pieces), account_of(TOWN, turned(pieces))

    told = [
        Counter(
            (cue.kind, cue.value, round(cue.length_m, 3))
            for cue in cues_of(account)
            if cue.kind in ("lit", "guidance", "covered", "bridge", "tunnel")
        )
        for account in ways
    ]
    steepest = [
        sorted(abs(float(str(c.value))) for c in cues_of(account) if c.kind == "slope")
        for account in ways
    ]

    assert told[0] == told[1]
    assert steepest[0] == steepest[1]


def test_a_change_of_ground_is_told_where_it_lasts() -> None:
    grounds = ["asphalt", "gravel", "asphalt", None, "sand"]
    metres = [50.0, 3.0, 50.0, 20.0, 40.0]
    town = draw(
        [
            street(f"s{i}", f"p{i}", f"p{i + 1}", surface=ground)
            for i, ground in enumerate(grounds)
        ],
        nodes={f"p{i}": at(sum(metres[:i]), 0) for i in range(len(metres) + 1)},
        node_facts={},
    )
    pieces = [Piece(2 * segments_of(town, f"s{i}")[0], 0.0, 1.0) for i in range(5)]
    town = renamed(town, ["One"])

    for walked, ground, before, at_m in (
        (pieces, "sand", "asphalt", 123.0),
        (turned(pieces), "asphalt", "sand", 60.0),
    ):
        (cue,) = [c for c in cues_of(account_of(town, walked)) if c.kind == "surface"]
        assert (cue.value, cue.facts["surface"]) == (ground, before)
        assert abs(cue.at_m - at_m) < 0.5


def test_light_is_told_over_the_length_where_it_is_known() -> None:
    lit = [True, True, None, False]
    town = draw(
        [street(f"s{i}", f"p{i}", f"p{i + 1}", lit=word) for i, word in enumerate(lit)],
        nodes={f"p{i}": at(50 * i, 0) for i in range(5)},
        node_facts={},
    )
    town = renamed(town, ["One"])
    pieces = [Piece(2 * segments_of(town, f"s{i}")[0], 0.0, 1.0) for i in range(4)]

    cues = [c for c in cues_of(account_of(town, pieces)) if c.kind == "lit"]

    assert [cue.value for cue in cues] == [True, False]
    assert [round(cue.at_m / 50) for cue in cues] == [0, 3]
    assert [round(cue.length_m / 50) for cue in cues] == [2, 1]
