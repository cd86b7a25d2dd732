"""An obstacle that is there and that nobody has measured costs effort."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.answer import Policy
from geo.cost import Costs, edge_costs
from geo.engine.finder import find_lazily
from geo.engine.hierarchy import build_hierarchy
from geo.engine.keep import Keeper
from geo.engine.order import find_order
from geo.engine.query import Seeds
from geo.judge.row import DOUBTED
from geo.network import AT_TIMES, BarrierFact, Network
from geo.observation import Value
from geo.profile import get_profile, load_profiles
from geo.rule import BITS
from tests.ride import streets, trip
from tests.town import NODES, STREETS, at, barrier, draw, segments_of, street

TOWN = draw()
CHAIR = get_profile("manual_wheelchair")
PROFILES = sorted(load_profiles())
KEYS = [street.key for street in STREETS]
DARK = "quay"
"""A street of which surface and width are unknown anyway."""


def found(
    street: str = "bridge", name: str = "narrowest_m", *, told: bool = True
) -> BarrierFact:
    """Give an obstacle of unknown size that was found there, or only told of."""
    method = "surveyed" if told else "reported"
    return barrier(TOWN, street, name, None, method=method, confirmed=told)


def costs_of(
    *barriers: BarrierFact,
    profile: str = "manual_wheelchair",
    policy: Policy = Policy.CAUTIOUS,
) -> Costs:
    return edge_costs(TOWN, get_profile(profile), policy, barriers)


def first_edge(street: str) -> int:
    return 2 * segments_of(TOWN, street)[0]


@pytest.mark.parametrize("street", ["bridge", DARK])
def test_who_cares_pays_once_with_effort_and_not_with_minutes(street: str) -> None:
    edge = first_edge(street)
    before, after = costs_of().at(edge), costs_of(found(street)).at(edge)

    assert after.effort_s == before.effort_s + CHAIR.burden.unsized_s
    assert after.seconds == before.seconds
    assert after.refused == before.refused == 0
    assert after.doubtful == before.doubtful | BITS["narrowing"]
    assert after.beyond == before.beyond


def test_where_all_is_dark_anyway_it_weighs_what_the_profile_says() -> None:
    """Doubt alone adds nothing there: the metres are in doubt already."""
    edge = first_edge(DARK)
    before = costs_of().at(edge)
    warned = costs_of(found(DARK, told=False)).at(edge)
    confirmed = costs_of(found(DARK)).at(edge)

    assert before.uncertain_m == warned.uncertain_m == confirmed.uncertain_m > 0
    assert warned.rank_s == before.rank_s
    assert confirmed.rank_s == before.rank_s + CHAIR.burden.unsized_s


def test_an_obstacle_of_the_map_is_no_report() -> None:
    mapped = barrier(TOWN, "bridge", "narrowest_m", None, method="tagged")
    edge = first_edge("bridge")

    assert costs_of(mapped).at(edge).effort_s == costs_of().at(edge).effort_s


def test_a_slope_is_one_obstacle_up_and_down() -> None:
    edge = first_edge("bridge")
    steep = costs_of(found(name="incline"))

    for each in (edge, edge + 1):
        assert steep.at(each).doubtful == BITS["slope_up"] | BITS["slope_down"]
        added = steep.at(each).effort_s - costs_of().at(each).effort_s
        assert added == CHAIR.burden.unsized_s


def test_two_obstacles_of_different_kinds_weigh_twice() -> None:
    edge = first_edge("bridge")
    both = costs_of(found(), found(name="smoothness"), found(name="surface"))
    kerbs = costs_of(found(name="kerb"), found(name="kerb_height_m"))

    assert both.at(edge).effort_s == 3 * CHAIR.burden.unsized_s
    assert kerbs.at(edge).effort_s == CHAIR.burden.unsized_s


def test_whom_it_does_not_concern_it_costs_nothing() -> None:
    every = [found(name=name) for name in DOUBTED]
    edge = first_edge("bridge")

    walker = costs_of(*every, profile="walker").at(edge)

    assert walker == costs_of(profile="walker").at(edge)


def test_the_open_take_what_is_not_known_as_it_may_be_at_best() -> None:
    edge = first_edge("bridge")
    free = costs_of(policy=Policy.OPEN).at(edge)

    assert costs_of(found(), policy=Policy.OPEN).at(edge).rank_s == free.rank_s
    assert costs_of(found(), policy=Policy.STRICT).at(edge).refused


def test_what_is_shut_at_times_is_no_obstacle_of_unknown_size() -> None:
    shut = replace(found(name="access"), kind=AT_TIMES)
    edge = first_edge("bridge")

    assert costs_of(shut).at(edge) == costs_of().at(edge)


def test_who_found_it_is_told_before_who_only_heard_of_it() -> None:
    heard = replace(found(told=False), key="a heard of it")
    segment = segments_of(TOWN, "bridge")[0]

    facts = costs_of(heard, found()).facts
    told = facts.told("narrowest_m", segment, doubted=True)

    assert facts.vague["narrowest_m", segment] is heard
    assert told.barrier is not None
    assert told.barrier.key == "drawn:bridge:narrowest_m"


def test_every_profile_says_what_it_weighs() -> None:
    for profile in load_profiles().values():
        limited = bool(profile.thresholds)
        assert (profile.burden.unsized_s > 0) == limited
        assert not limited or "an obstacle of unknown size" in profile.burden.source


DRAWN = st.builds(
    lambda street, name, value, firm: barrier(
        TOWN,
        street,
        name,
        value if name == "narrowest_m" else None,
        method="surveyed" if firm else "reported",
        confirmed=firm,
    ),
    st.sampled_from(KEYS),
    st.sampled_from(sorted(DOUBTED)),
    st.sampled_from([None, None, 0.5, 1.0]),
    st.booleans(),
)


@given(st.lists(DRAWN, max_size=5), st.sampled_from(PROFILES), st.sampled_from(Policy))
def test_all_edges_at_once_and_one_by_one_weigh_the_same(
    barriers: list[BarrierFact], profile: str, policy: Policy
) -> None:
    costs = costs_of(*barriers, profile=profile, policy=policy)

    one_by_one = [costs.at(edge) for edge in range(2 * TOWN.segments)]

    assert costs.effort_s.tolist() == [one.effort_s for one in one_by_one]
    assert costs.rank_s.tolist() == [one.rank_s for one in one_by_one]


@given(st.lists(DRAWN, max_size=5), st.sampled_from(PROFILES))
def test_only_what_was_found_weighs_and_only_where_it_warns(
    barriers: list[BarrierFact], profile: str
) -> None:
    heard = [replace(one, value=None, confirmed=False) for one in barriers]
    costs, plain = costs_of(*heard, profile=profile), costs_of(profile=profile)
    assert costs.effort_s.tolist() == plain.effort_s.tolist()

    unsized = [replace(one, value=None, confirmed=True) for one in barriers]
    seen = [
        replace(one, evidence=replace(one.evidence, method="surveyed"))
        for one in unsized
    ]
    after = costs_of(*seen, profile=profile)
    dearer = after.effort_s > plain.effort_s
    assert not (dearer & (after.doubtful == 0)).any()
    assert after.seconds.tolist() == plain.seconds.tolist()


@given(
    st.lists(st.lists(DRAWN, max_size=3), min_size=1, max_size=4),
    st.sampled_from(["manual_wheelchair", "cane"]),
)
@settings(max_examples=25)
def test_both_tiers_agree_as_obstacles_come_and_go_and_leave_no_trace(
    states: list[list[BarrierFact]], profile: str
) -> None:
    order = find_order(TOWN.tail, TOWN.head, TOWN.node_lonlat)
    levels = build_hierarchy(TOWN.tail, TOWN.head, order)
    keeper = Keeper(lambda: levels, lambda job: job())
    keeper.make([costs_of(profile=profile)])

    for barriers in [*states, []]:
        costs = costs_of(*barriers, profile=profile)
        assert keeper.has(costs)
        for goal in range(TOWN.nodes):
            ends = Seeds.of([(0, 0)]), Seeds.of([(goal, 0)])
            lazy, kept = find_lazily(costs, *ends), keeper(costs, *ends)
            assert (lazy and lazy.cost) == (kept and kept.cost)
    weights = costs_of(profile=profile).weights_ms
    assert np.array_equal(costs.weights_ms, weights)


VALUES: dict[str, Value] = {"narrowest_m": 1.5, "kerb_height_m": 0.0}


@pytest.mark.parametrize("name", VALUES)
def test_measured_and_found_to_be_harmless_it_costs_nothing_more(name: str) -> None:
    edge = first_edge("bridge")
    measured = barrier(TOWN, "bridge", name, VALUES[name])

    assert costs_of(measured).at(edge) == costs_of().at(edge)
    assert costs_of(found(name=name)).at(edge).rank_s > costs_of().at(edge).rank_s


ROUND: Final = draw(
    (*STREETS, street("beside", "m1", "d1", "u1")),
    nodes={**NODES, "d1": at(150, -15)},
)
"""The town with a second way beside the bridge, a metre longer."""
ENDS: Final = at(50, 0), at(250, 0)


def test_the_trip_turns_and_says_what_it_goes_round() -> None:
    here = barrier(ROUND, "bridge", "narrowest_m", None)

    before = trip(*ENDS, town=ROUND)
    after = trip(*ENDS, town=ROUND, barriers=(here,))

    assert "bridge" in streets(before, town=ROUND)
    assert "beside" in streets(after, town=ROUND)
    assert [note.barrier for note in after.avoided] == [here.key]
    assert before.avoided == after.refused == ()


@pytest.mark.parametrize(
    ("profile", "policy"),
    [("walker", Policy.CAUTIOUS), ("manual_wheelchair", Policy.OPEN)],
)
def test_for_whom_it_weighs_nothing_nothing_changes(
    profile: str, policy: Policy
) -> None:
    here = barrier(ROUND, "bridge", "narrowest_m", None)

    found = trip(*ENDS, profile, town=ROUND, policy=policy, barriers=(here,))

    assert found.avoided == ()
    assert found.out.edges == trip(*ENDS, profile, town=ROUND, policy=policy).out.edges


def test_where_it_stays_it_warns_and_goes_round_nothing() -> None:
    here = barrier(TOWN, "bridge", "narrowest_m", None)

    found = trip(*ENDS, barriers=(here,))

    assert "bridge" in streets(found)
    assert here.key in {note.barrier for note in found.out.unknown}
    assert found.avoided == ()


def test_strict_people_are_refused_and_told_so() -> None:
    here = barrier(ROUND, "bridge", "narrowest_m", None)

    found = trip(*ENDS, town=ROUND, policy=Policy.STRICT, barriers=(here,))

    assert here.key in {note.barrier for note in found.refused}
    assert found.avoided == ()


@pytest.mark.parametrize("town", [TOWN, ROUND], ids=["no other way", "another way"])
def test_what_it_is_at_best_and_at_worst_lies_around_what_is_told(
    town: Network,
) -> None:
    here = barrier(town, "bridge", "narrowest_m", None)

    found = trip(*ENDS, town=town, barriers=(here,))

    assert found.bounds is not None
    best, worst = found.bounds.best, found.bounds.worst
    told = found.out.seconds + found.out.effort_s
    assert best.seconds is not None
    assert best.effort_s is not None
    assert best.seconds + best.effort_s <= told
    assert (
        worst.effort_s is None
        or worst.seconds is None
        or (told <= worst.seconds + worst.effort_s + 1e-6)
    )
