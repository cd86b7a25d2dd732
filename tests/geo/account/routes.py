"""Routes for the tests of an account: drawn streets, walked whole or in part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from geo.account.account import Account, take_account
from geo.account.track import lay_track
from geo.answer import Policy
from geo.cost import edge_costs
from geo.network import AT_TIMES, BarrierFact, Evidence, Network
from geo.observation import Method, Value
from geo.part import Parts, Piece
from geo.path import Journey
from geo.profile import get_profile, load_profiles
from geo.terms import Terms
from tests.town import SEEN, Street, at, draw, segments_of
from tests.walks import costs_of

TODAY = date(2026, 11, 23)
GAPS_M = (30.0, 0.4, 0.7, 12.0, 30.0, 0.3, 0.2, 60.0, 25.0)
"""Metres of the streets of a lane: some are shorter than notes are apart."""
POOL: Mapping[str, Sequence[Value]] = {
    "incline": (None, 0.02, 0.07, 0.09, -0.12),
    "incline_across": (None, 0.03, -0.05, 0.08),
    "width_m": (None, 2.0, 0.85, 0.7),
    "narrowest_m": (None, 0.6),
    "surface": (None, "asphalt", "gravel", "sand"),
    "smoothness": (None, "good", "bad"),
    "steps": (None, None, True),
    "step_count": (None, 2, 12),
    "handrail": (None, True, False),
    "access": (None, "yes", "private"),
    "wheelchair": (None, "no"),
    "lit": (None, True, False),
    "tactile_paving": (None, True, False),
}
KERBS: Sequence[Mapping[str, Value]] = (
    {},
    {"kerb": "raised"},
    {"kerb": "lowered"},
    {"kerb_height_m": 0.12},
    {"kerb": "raised", "kerb_height_m": 0.04},
)
MET: Sequence[tuple[str, str, Value]] = (
    ("pole", "narrowest_m", 0.5),
    ("other", "obstructed", True),
    ("other", "width_m", 0.6),
    ("other", "smoothness", "very_bad"),
    ("kerb", "kerb_height_m", 0.2),
    ("kerb", "kerb", None),
    ("other", "incline", None),
    (AT_TIMES, "access", "no"),
)


def renamed(network: Network, names: Sequence[str]) -> Network:
    """Give the ways names in turn; an empty one is none."""
    called = [names[i % len(names)] for i in range(len(network.ways))]
    ways = [
        replace(way, names={"en": name} if name else {})
        for way, name in zip(network.ways, called, strict=True)
    ]
    return replace(network, ways=ways)


@st.composite
def lanes(make: st.DrawFn) -> Network:
    """Draw a row of short streets of which anything may be known."""
    metres = [sum(GAPS_M[:i]) for i in range(len(GAPS_M) + 1)]
    highways = st.sampled_from(["footway", "residential", "living_street"])
    streets = [
        Street(
            f"s{i}",
            (f"p{i}", f"p{i + 1}"),
            make(highways),
            make(st.sampled_from(["", "", "crossing"])),
            oneway=make(st.sampled_from([0, 0, 0, 1])),
            known=_known(make),
            method=make(st.sampled_from([Method.TAGGED, Method.MODELLED])),
        )
        for i in range(len(GAPS_M))
    ]
    network = draw(
        streets,
        nodes={f"p{i}": at(metre, 0) for i, metre in enumerate(metres)},
        node_facts={f"p{i}": make(st.sampled_from(KERBS)) for i in range(len(metres))},
    )
    names = st.lists(st.sampled_from(["", "A", "B"]), min_size=1, max_size=9)
    return renamed(network, make(names))


def _known(make: st.DrawFn) -> dict[str, Value]:
    drawn = {name: make(st.sampled_from(values)) for name, values in POOL.items()}
    return {name: value for name, value in drawn.items() if value is not None}


def lane_walk(make: st.DrawFn, network: Network) -> list[Piece]:
    """Walk along a lane or back, from some place of a street to some place."""
    count = len(GAPS_M)
    first = make(st.integers(0, count - 1))
    end = make(st.integers(first + 1, count))
    is_back = make(st.booleans())
    found = [segments_of(network, f"s{i}")[0] for i in range(first, end)]
    pieces = [Piece(2 * i + is_back, 0.0, 1.0) for i in found[:: 1 - 2 * is_back]]
    return cut(pieces, *make(shares))


_share = st.integers(0, 16).map(lambda sixteenths: sixteenths / 16)
shares = st.tuples(_share, _share) | st.just((0.0, 1.0))
"""Where on its first piece a route begins, and where on its last it ends: such as are
the same numbers when counted from the other end."""


def cut(pieces: Sequence[Piece], start: float, end: float) -> list[Piece]:
    """Begin a walk on its first piece, and end it on its last."""
    if len(pieces) == 1:
        return [Piece(pieces[0].edge, min(start, end), max(start, end))]
    first, last = Piece(pieces[0].edge, start, 1.0), Piece(pieces[-1].edge, 0.0, end)
    return [first, *pieces[1:-1], last]


def some_barriers(make: st.DrawFn, network: Network) -> tuple[BarrierFact, ...]:
    """Put barriers on some segments, also such as are there at times only."""
    segments = st.integers(0, network.segments - 1)
    count = make(st.integers(0, 4))
    return tuple(_barrier(make, network, make(segments), str(i)) for i in range(count))


def _barrier(make: st.DrawFn, network: Network, segment: int, key: str) -> BarrierFact:
    kind, attribute, value = make(st.sampled_from(MET))
    line = network.line(segment)
    lon, lat = line[0] + make(st.floats(0, 1)) * (line[-1] - line[0])
    hours = make(st.sampled_from(["08:00-18:00", "Mo-Fr"]))
    return BarrierFact(
        key="" if kind == AT_TIMES else key,
        kind=kind,
        segments=(segment, *make(st.sampled_from([(), (0,)]))),
        attribute=attribute,
        value=value,
        lonlat=(float(lon), float(lat)),
        evidence=Evidence("survey", "surveyed", SEEN, 0.9),
        confirmed=make(st.booleans()),
        details={"attribute": "opening_hours", "value": hours},
    )


def journey_of(
    network: Network,
    pieces: Sequence[Piece],
    profile: str = "manual_wheelchair",
    policy: Policy = Policy.CAUTIOUS,
    *,
    barriers: Sequence[BarrierFact] = (),
) -> Journey:
    """Give the journey of somebody along some pieces, told today."""
    person = get_profile(profile)
    parts = Parts(
        network,
        edge_costs(network, person, policy, barriers),
        barriers,
        lambda kept: edge_costs(network, person, policy, kept),
    )
    return Journey(network, parts, person, pieces, Terms(today=TODAY))


@st.composite
def journeys(make: st.DrawFn) -> Journey:
    """Draw somebody's journey along a lane."""
    network = make(lanes())
    return journey_of(
        network,
        lane_walk(make, network),
        make(st.sampled_from(sorted(load_profiles()))),
        make(st.sampled_from(list(Policy))),
        barriers=some_barriers(make, network),
    )


def account_of(
    network: Network, pieces: Sequence[Piece], barriers: Sequence[BarrierFact] = ()
) -> Account:
    """Walk some pieces."""
    return take_account(costs_of(network, barriers).laid, lay_track(pieces))
