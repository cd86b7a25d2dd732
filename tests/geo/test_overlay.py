"""Barriers laid over a network."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.answer import Policy
from geo.cost import Costs, edge_costs
from geo.network import BarrierFact
from geo.overlay import Facts, lay_barriers
from geo.profile import get_profile, load_profiles
from geo.rule import rules_of
from tests.town import STREETS, barrier, draw, segments_of

TOWN = draw()
CHAIR = get_profile("manual_wheelchair")


def equal(one: Facts, other: Facts) -> bool:
    """Tell whether two overlays say the same."""
    return all(
        mine.keys() == theirs.keys()
        and all(np.array_equal(mine[k], theirs[k], equal_nan=True) for k in mine)
        for mine, theirs in ((one.hard, other.hard), (one.soft, other.soft))
    )


def on(street: str, *barriers: BarrierFact) -> tuple[list[str], list[str]]:
    """Name the rules that refuse and that doubt the first edge of a street."""
    costs = edge_costs(TOWN, CHAIR, Policy.CAUTIOUS, barriers)
    edge = 2 * segments_of(TOWN, street)[0]
    return rules_of(int(costs.refused[edge])), rules_of(int(costs.doubtful[edge]))


def test_the_worse_of_barrier_and_street_holds() -> None:
    better = barrier(TOWN, "narrow", "width_m", 2.0)
    worse = barrier(TOWN, "narrow", "width_m", 0.3)
    segment = segments_of(TOWN, "narrow")[0]

    assert lay_barriers(TOWN, [better]).at("width_m", segment) == 0.7
    assert lay_barriers(TOWN, [worse]).at("width_m", segment) == 0.3


@pytest.mark.parametrize(
    ("attribute", "mild", "bad", "expected"),
    [
        ("kerb_height_m", 0.02, 0.2, 0.2),
        ("narrowest_m", 1.2, 0.5, 0.5),
        ("incline", 0.02, -0.2, -0.2),
        ("smoothness", "good", "horrible", 5.0),
        ("obstructed", False, True, 1.0),
    ],
)
def test_of_two_barriers_the_worse_holds(
    attribute: str, mild: object, bad: object, expected: float
) -> None:
    segment = segments_of(TOWN, "bridge")[0]
    both = [barrier(TOWN, "bridge", attribute, v) for v in (bad, mild)]  # type: ignore[arg-type]

    assert lay_barriers(TOWN, both).at(attribute, segment) == expected
    assert lay_barriers(TOWN, both[::-1]).at(attribute, segment) == expected


def test_a_barrier_of_unknown_severity_is_a_doubt() -> None:
    vague = barrier(TOWN, "bridge", "narrowest_m", None)

    strict = edge_costs(TOWN, CHAIR, Policy.STRICT, [vague])

    assert on("bridge", vague) == ([], ["narrowing"])
    assert strict.refused[2 * segments_of(TOWN, "bridge")[0]] != 0


def test_an_unconfirmed_barrier_cannot_hide_a_limit() -> None:
    told = barrier(TOWN, "narrow", "width_m", 0.2, confirmed=False)

    assert on("narrow", told)[0] == ["width"]


def test_the_overlay_knows_its_culprits() -> None:
    kerb = barrier(TOWN, "bridge", "kerb_height_m", 0.2)
    segment = segments_of(TOWN, "bridge")[0]

    facts = lay_barriers(TOWN, [kerb])

    assert facts.culprits["kerb_height_m", segment] is kerb
    assert facts.evidence("kerb_height_m", segment) == kerb.evidence


def test_o57_a_removed_barrier_leaves_no_trace() -> None:
    before = lay_barriers(TOWN, [])
    columns = {name: values.copy() for name, values in TOWN.columns.items()}

    lay_barriers(TOWN, [barrier(TOWN, "bridge", "width_m", 0.1)])

    assert equal(before, lay_barriers(TOWN, []))
    assert all(
        np.array_equal(TOWN.columns[name], columns[name], equal_nan=True)
        for name in columns
    )


FACTS = st.lists(
    st.builds(
        lambda key, fact, ok: barrier(TOWN, key, fact[0], fact[1], confirmed=ok),
        st.sampled_from([s.key for s in STREETS]),
        st.sampled_from(
            [
                ("width_m", 0.8),
                ("width_m", None),
                ("width_m", 1.0),
                ("kerb_height_m", 0.02),
                ("surface", "gravel"),
                ("kerb_height_m", 0.06),
                ("kerb", "raised"),
                ("obstructed", True),
                ("steps", True),
                ("smoothness", "very_bad"),
                ("surface", "mud"),
                ("incline_across", 0.1),
            ]
        ),
        st.booleans(),
    ),
    max_size=4,
)


def _cost(found: list[BarrierFact], profile: str, policy: Policy) -> Costs:
    return edge_costs(TOWN, get_profile(profile), policy, found)


@given(FACTS, FACTS, st.sampled_from(sorted(load_profiles())), st.sampled_from(Policy))
def test_o57_more_barriers_never_help(
    some: list[BarrierFact], more: list[BarrierFact], profile: str, policy: Policy
) -> None:
    few = _cost(some, profile, policy)
    many = _cost([*some, *more], profile, policy)

    assert (many.weights >= few.weights - 1e-9).all()
    assert (many.seconds >= few.seconds - 1e-9).all()
