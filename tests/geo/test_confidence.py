"""How far a route can be believed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.answer import Note, Policy
from geo.confidence import rate_route, rules_that_matter
from geo.cost import edge_costs
from geo.network import NO_EVIDENCE, BarrierFact, Evidence, Network
from geo.observation import Method
from geo.part import Parts, Piece
from geo.profile import get_profile, load_profiles
from tests.town import GOOD, Street, draw, named, street

TODAY = date(2026, 11, 23)
LANES = {name: (8.700 + i * 0.001, 36.17) for i, name in enumerate("abcd")}
FRESH = Evidence("survey", str(Method.MEASURED), TODAY, 1.0)
OLD = Evidence("survey", str(Method.MEASURED), date(2018, 8, 25), 1.0)


def _row(*made: Street) -> Network:
    """Draw a row of streets from a to d, all of it measured today."""
    network = draw(made or LANE, nodes=LANES, node_facts={})
    return replace(network, evidences=[FRESH] * len(network.evidences))


LANE = (
    street("1", "a", "b"),
    named(
        street("2", "b", "c", kerb_height_m=0.0, crossing="marked"), footway="crossing"
    ),
    street("3", "c", "d"),
)


def _rate(
    network: Network,
    profile: str = "manual_wheelchair",
    *,
    barriers: tuple[BarrierFact, ...] = (),
    today: date | None = TODAY,
) -> tuple[float, Note | None]:
    person = get_profile(profile)
    costs = edge_costs(network, person, Policy.CAUTIOUS, barriers)
    pieces = [Piece(2 * segment, 0.0, 1.0) for segment in range(network.segments)]
    return rate_route(Parts(network, costs), person, pieces, today=today)


def _without(network: Network, attribute: str, segment: int) -> Network:
    """Forget one value."""
    column = network.columns[attribute].copy()
    index = network.evidence[attribute].copy()
    column[segment], index[segment] = np.nan, NO_EVIDENCE
    return replace(
        network,
        columns={**network.columns, attribute: column},
        evidence={**network.evidence, attribute: index},
    )


@pytest.mark.parametrize("profile", sorted(load_profiles()))
def test_o55_a_route_measured_today_is_certain(profile):
    assert _rate(_row(), profile) == (1.0, None)


def test_metres_of_which_the_width_is_not_known_are_worth_nothing():
    network = _row()

    confidence, weakest = _rate(_without(network, "width_m", 0))

    assert confidence == pytest.approx(2 / 3, abs=0.001)
    assert weakest is not None
    assert (weakest.rule, weakest.value, weakest.way) == ("width_unknown", None, "1")
    assert weakest.length_m == pytest.approx(network.length_m[0])


def test_what_was_measured_long_ago_is_the_weakest_link_with_its_day():
    network = _row()
    index = network.evidence["width_m"].copy()
    index[2] = len(network.evidences)
    aged = replace(
        network,
        evidences=[*network.evidences, OLD],
        evidence={**network.evidence, "width_m": index},
    )

    confidence, weakest = _rate(aged)

    assert confidence == pytest.approx((2 + 0.5) / 3, abs=0.001)
    assert weakest is not None
    assert (weakest.attribute, weakest.value, weakest.observed_on, weakest.way) == (
        "width_m",
        2.0,
        OLD.observed_on,
        "3",
    )
    assert weakest.confidence == pytest.approx(0.5, abs=0.001)
    assert weakest.at_m == pytest.approx(float(network.length_m[:2].sum()))
    assert _rate(aged, today=None) == (1.0, None)


def test_a_width_that_nobody_asks_for_on_a_crossing_takes_nothing():
    network = _row()
    index = network.evidence["width_m"].copy()
    index[1] = len(network.evidences)
    unsure = replace(
        network,
        evidences=[*network.evidences, replace(FRESH, confidence=0.0)],
        evidence={**network.evidence, "width_m": index},
    )

    assert _rate(unsure) == _rate(_without(network, "width_m", 1)) == (1.0, None)


def test_what_does_not_matter_to_a_person_takes_nothing_from_their_confidence():
    network = _without(_row(), "width_m", 0)

    assert rules_that_matter(get_profile("deaf")) == ()
    assert _rate(network, "deaf") == (1.0, None)


def test_a_good_word_on_wheelchairs_stands_in_with_its_own_confidence():
    told = _row(named(street("1", "a", "b", width_m=None, wheelchair="yes")))
    unsure = replace(told, evidences=[replace(FRESH, confidence=0.7)])

    assert _rate(told)[0] == 1.0
    assert _rate(unsure)[0] == pytest.approx(0.7)


def test_a_reported_barrier_takes_over_with_its_own_confidence():
    network = _row()
    said = Evidence("reports", str(Method.SURVEYED), TODAY, 0.6)
    step = BarrierFact("r:1", "kerb", (1,), "kerb_height_m", 0.02, (8.7, 36.17), said)

    confidence, weakest = _rate(network, barriers=(step,))

    assert confidence == pytest.approx((2 + 0.6) / 3, abs=0.001)
    assert weakest is not None
    assert (weakest.source, weakest.way) == ("reports", "2")


def test_a_route_without_length_is_not_in_doubt():
    network, person = _row(), get_profile("manual_wheelchair")
    costs = edge_costs(network, person, Policy.CAUTIOUS, ())
    pieces = [Piece(0, 0.5, 0.5)]

    assert rate_route(Parts(network, costs), person, pieces, today=TODAY)[0] == 1.0


said = st.builds(
    Evidence,
    st.just("survey"),
    st.sampled_from([str(Method.MEASURED), str(Method.SURVEYED), str(Method.TAGGED)]),
    st.one_of(st.none(), st.dates(date(2000, 1, 1), TODAY)),
    st.floats(0, 1),
)
cells = st.tuples(
    st.sampled_from([*sorted(GOOD), "kerb_height_m", "crossing"]), st.integers(0, 2)
)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(said, min_size=4, max_size=4),
    st.lists(st.integers(0, 3), min_size=18, max_size=18),
    st.lists(cells, max_size=6),
    cells,
    st.sampled_from(sorted(load_profiles())),
)
def test_o55_confidence_is_a_share_and_never_rises_by_forgetting(
    evidences, chosen, forgotten, last, profile
):
    network = _row()
    picks = iter(chosen * 2)
    said_of = {
        name: np.array(
            [next(picks) if i != NO_EVIDENCE else NO_EVIDENCE for i in index], np.int32
        )
        for name, index in sorted(network.evidence.items())
    }
    network = replace(network, evidences=list(evidences), evidence=said_of)
    for attribute, segment in forgotten:
        network = _without(network, attribute, segment)

    before, weakest = _rate(network, profile)
    after, _ = _rate(_without(network, *last), profile)

    assert 0.0 <= after <= before + 1e-9
    assert before <= 1.0
    assert (weakest is None) == (before == 1.0)


@settings(max_examples=40, deadline=None)
@given(said, st.sampled_from(sorted(load_profiles())))
def test_o55_forgetting_the_day_of_an_observation_never_raises_the_confidence(
    evidence, profile
):
    network = _row()
    dated = replace(network, evidences=[evidence] * len(network.evidences))
    bare = replace(evidence, observed_on=None)
    undated = replace(network, evidences=[bare] * len(network.evidences))

    assert _rate(undated, profile)[0] <= _rate(dated, profile)[0] + 1e-9
