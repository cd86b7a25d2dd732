"""What a norm set finds on a route of the miniature town."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from geo.answer import Policy
from geo.breach import Breach
from geo.cost import edge_costs
from geo.crs import distance_m
from geo.network import BarrierFact, Network
from geo.norm_breach import list_breaches
from geo.norm_file import get_norm
from geo.observation import Method
from geo.part import Parts, Piece
from geo.profile import get_profile
from tests.town import Street, barrier, draw, named, street

TODAY = date(2026, 11, 23)
LANES = {name: (8.700 + i * 0.001, 36.17) for i, name in enumerate("abcd")}
PERSON = get_profile("walker")


def _row(*made: Street, **more: object) -> Network:
    return draw(made, nodes=LANES, **{"node_facts": {}, **more})  # type: ignore[arg-type]


def _breaches(
    network: Network,
    norm: str = "fr-2007",
    *,
    pieces: list[Piece] | None = None,
    barriers: tuple[BarrierFact, ...] = (),
) -> tuple[Breach, ...]:
    def price(some: tuple[BarrierFact, ...]):
        return edge_costs(network, PERSON, Policy.OPEN, some)

    parts = Parts(network, price(barriers), barriers, price)  # type: ignore[arg-type]
    whole = [Piece(2 * segment, 0.0, 1.0) for segment in range(network.segments)]
    found = list_breaches(get_norm(norm), parts, pieces or whole, today=TODAY)
    return tuple(one for one in found if one.rule != "landing")


def test_a_good_way_breaks_no_norm():
    network = _row(street("1", "a", "b"), street("2", "b", "c"))

    assert _breaches(network) == ()
    assert list_breaches(get_norm("fr-2007"), Parts(network, None), []) == ()  # type: ignore[arg-type]


def test_a_run_over_two_streets_is_one_finding_where_it_begins():
    network = _row(
        street("1", "a", "b"),
        street("2", "b", "c", incline=0.07),
        street("3", "c", "d", incline=0.07),
    )

    (found,) = _breaches(network)

    assert (found.norm, found.rule, found.attribute) == ("fr-2007", "slope", "incline")
    assert (found.value, found.limit, found.way) == (0.07, 0.05, "2")
    assert found.at_m == pytest.approx(network.length_m[0])
    assert found.length_m == pytest.approx(network.length_m[1:].sum())
    assert distance_m(found.position, LANES["b"]) < 0.1
    assert (found.source, found.method, found.is_certain) == ("drawn", "tagged", True)


def test_a_slope_falls_on_the_way_back_and_is_found_from_the_other_end():
    network = _row(street("1", "a", "b", incline=0.07))

    (found,) = _breaches(network, pieces=[Piece(1, 0.0, 0.5)])

    assert found.value == -0.07
    assert distance_m(found.position, LANES["b"]) < 0.1
    assert found.length_m == pytest.approx(network.length_m[0] / 2)


def test_a_raised_kerb_of_which_no_height_is_known_is_named_by_its_word():
    network = _row(street("1", "a", "b", kerb="raised"))

    (found,) = _breaches(network)

    assert (found.attribute, found.value, found.limit) == ("kerb", "raised", 0.02)
    assert found.is_certain is False


def test_a_lowered_kerb_accuses_nobody():
    assert _breaches(_row(street("1", "a", "b", kerb="lowered"))) == ()


def test_what_is_not_known_accuses_nobody():
    network = _row(street("1", "a", "b", width_m=None, incline=None))

    assert _breaches(network) == ()


def test_steps_have_no_slope():
    network = _row(named(street("1", "a", "b", incline=0.4), highway="steps"))

    assert _breaches(network) == ()


def test_a_barrier_is_found_where_it_stands_and_with_its_own_source():
    network = _row(street("1", "a", "b"), street("2", "b", "c"))
    post = barrier(network, "2", "narrowest_m", 0.9)

    (found,) = _breaches(network, barriers=(post,))

    assert (found.rule, found.value, found.source) == ("narrowing", 0.9, "survey")
    assert found.position == post.lonlat
    assert found.confidence == pytest.approx(0.9 * 0.97, abs=0.03)


def test_a_barrier_beside_the_part_that_is_walked_is_not_found():
    network = _row(street("1", "a", "b"))
    start = network.line(0)[0]
    post = replace(
        barrier(network, "1", "narrowest_m", 0.9),
        kind="bollard",
        lonlat=(float(start[0]), float(start[1])),
    )

    assert _breaches(network, pieces=[Piece(0, 0.5, 1.0)], barriers=(post,)) == ()


def test_an_unconfirmed_report_accuses_nobody():
    network = _row(street("1", "a", "b"))
    post = barrier(network, "1", "narrowest_m", 0.9, confirmed=False)

    assert _breaches(network, barriers=(post,)) == ()


def test_a_slope_of_a_coarse_height_model_accuses_no_short_street():
    heights = {"a": 0.0, "b": 12.0}

    network = _row(street("1", "a", "b", incline=None), heights=heights, sigma_m=4.0)

    assert network.evidences[-1].method in set(Method)
    assert network.columns["incline"][0] == pytest.approx(0.133, abs=0.01)
    assert _breaches(network) == ()


def test_a_slope_that_no_error_of_the_model_explains_is_named_as_not_certain():
    heights = {"a": 0.0, "b": 12.0}

    network = _row(street("1", "a", "b", incline=None), heights=heights, sigma_m=0.5)

    (found,) = _breaches(network)
    assert (found.is_certain, found.method, found.limit) == (False, "modelled", 0.08)


def test_a_kerb_is_met_at_one_spot_from_either_end():
    network = _row(street("1", "a", "b"))
    start, end = network.line(0)[[0, -1]]
    place = start + 0.25 * (end - start)
    kerb = replace(
        barrier(network, "1", "kerb_height_m", 0.1),
        kind="kerb",
        lonlat=(float(place[0]), float(place[1])),
    )

    (there,) = _breaches(network, barriers=(kerb,))
    (back,) = _breaches(network, pieces=[Piece(1, 0.0, 1.0)], barriers=(kerb,))

    length = float(network.length_m[0])
    assert (there.at_m, back.at_m) == pytest.approx((0.25 * length, 0.75 * length))
    assert (there.length_m, back.length_m) == (0.0, 0.0)
    assert there.position == kerb.lonlat
