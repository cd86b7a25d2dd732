"""Every refused edge says why: attribute, value, limit, rule, who says so, when."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pytest

from geo.answer import Note, Policy
from geo.attribute import ATTRIBUTES
from geo.cost import edge_costs
from geo.network import Network
from geo.observation import Value
from geo.profile import get_profile, load_profiles, with_limits
from geo.reason import SHOWN, why_refused
from geo.rule import RULES, rules_of
from tests.ride import TOWN
from tests.town import SEEN, barrier, draw, named, street

NEVER_REFUSE: Final = {"crossing", "tactile", "carriageway", "light"}
SLOPES: Final = {"slope_up", "slope_down"}
REFUSED: Final[dict[str, tuple[str, dict[str, Any], str, Value, Value]]] = {
    "slope_up": ("manual_wheelchair", {"incline": 0.09}, "slope_up", 0.09, 0.0833),
    "slope_down": ("manual_wheelchair", {"incline": -0.11}, "slope_down", 0.11, 0.1),
    "slope_across": (
        "manual_wheelchair",
        {"incline_across": -0.07},
        "incline_across",
        0.07,
        0.06,
    ),
    "width": ("manual_wheelchair", {"width_m": 0.7}, "width_m", 0.7, 0.9),
    "narrowing": (
        "manual_wheelchair",
        {"narrowest_m": 0.7},
        "narrowest_m",
        0.7,
        0.815,
    ),
    "clearance": ("walker", {"clearance_m": 1.8}, "clearance_m", 1.8, 2.0),
    "kerb": ("manual_wheelchair", {"kerb_height_m": 0.1}, "kerb_height_m", 0.1, 0.03),
    "steps": ("manual_wheelchair", {"steps": True}, "steps", True, False),
    "smoothness": (
        "manual_wheelchair",
        {"smoothness": "bad"},
        "smoothness",
        "bad",
        "intermediate",
    ),
    "surface": ("manual_wheelchair", {"surface": "sand"}, "surface", "sand", None),
    "obstructed": (
        "manual_wheelchair",
        {"obstructed": True},
        "obstructed",
        True,
        False,
    ),
    "wheelchair": (
        "manual_wheelchair",
        {"wheelchair": "no"},
        "wheelchair",
        "no",
        "yes",
    ),
    "access": ("walker", {"access": "private"}, "access", "private", "yes"),
}


def reasons(
    town: Network,
    profile: str,
    edge: int,
    policy: Policy = Policy.CAUTIOUS,
    **more: Any,
) -> tuple[Note, ...]:
    """Give the reasons for one edge."""
    person = with_limits(get_profile(profile), {"min_clearance_m": 2.0})
    barriers = more.get("barriers", [])
    costs = edge_costs(town, person, policy, barriers)
    return why_refused(town, costs, person, barriers, edge)


def test_every_rule_is_either_tried_here_or_never_refuses() -> None:
    tried = {*REFUSED, "oneway"}

    assert tried | NEVER_REFUSE == set(RULES) == set(SHOWN)
    assert not tried & NEVER_REFUSE


@pytest.mark.parametrize("rule", REFUSED)
def test_a_refusal_says_everything(rule: str) -> None:
    profile, known, attribute, value, limit = REFUSED[rule]
    town = draw([street("way", "n1", "m1", **known)], node_facts={})

    (note,) = [n for n in reasons(town, profile, 0) if n.rule == f"{rule}_limit"]

    assert (note.attribute, note.limit, note.way) == (attribute, limit, "way")
    if isinstance(value, float):
        assert note.value == pytest.approx(value)
    else:
        assert note.value == value
    assert (note.source, note.method, note.observed_on) == ("drawn", "tagged", SEEN)
    assert 0 < note.confidence <= 1
    assert note.length_m == pytest.approx(100, abs=0.5)


@pytest.mark.parametrize("rule", sorted(REFUSED.keys() - SLOPES))
def test_a_barrier_is_named_as_the_reason(rule: str) -> None:
    profile, known, attribute, value, _ = REFUSED[rule]
    town = draw([street("way", "n1", "m1")], node_facts={})
    ((name, raw),) = known.items()
    met = barrier(town, "way", name, raw)
    notes = reasons(town, profile, 0, barriers=[met])

    (note,) = [n for n in notes if n.rule == f"{rule}_limit"]

    assert (note.barrier, note.source, note.position) == (met.key, "survey", met.lonlat)
    assert note.attribute == attribute
    assert note.value == pytest.approx(value)
    assert note.confidence == pytest.approx(0.9)


def test_the_wrong_direction_of_a_one_way_is_a_reason() -> None:
    town = draw([named(street("way", "n1", "m1"), oneway=1)], node_facts={})

    (note,) = reasons(town, "walker", 1)

    assert (note.rule, note.attribute, note.source) == (
        "oneway_limit",
        "oneway",
        "drawn",
    )
    assert reasons(town, "walker", 0) == ()


@pytest.mark.parametrize("policy", list(Policy))
@pytest.mark.parametrize("profile", sorted(load_profiles()))
def test_every_refused_edge_names_all_its_rules_and_no_other_edge_any(
    profile: str, policy: Policy
) -> None:
    met = [
        barrier(TOWN, "bridge", "kerb_height_m", 0.2),
        barrier(TOWN, "market", "obstructed", value=True),
        barrier(TOWN, "quay", "width_m", 0.5, confirmed=False),
    ]
    person = get_profile(profile)
    costs = edge_costs(TOWN, person, policy, met)

    for edge in range(2 * TOWN.segments):
        notes = why_refused(TOWN, costs, person, met, edge)
        told = {note.rule.rsplit("_", 1)[0] for note in notes}
        assert told == set(rules_of(int(costs.refused[edge])))
        for note in notes:
            assert note.attribute in {*ATTRIBUTES, *SLOPES, "oneway"}
            is_unknown = note.rule.endswith("_unknown")
            assert policy is Policy.STRICT or not is_unknown
            assert is_unknown or (note.source and note.value is not None)
    assert (np.asarray(costs.refused) != 0).any()
