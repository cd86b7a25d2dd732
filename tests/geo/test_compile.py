"""Rows compiled to arrays."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from geo.column import decode, encode
from geo.observation import Method, Value
from tests.town import KERBS, STREETS, Street, draw, named, segments_of, street

TOWN = draw()


def value(key: str, attribute: str, place: int = 0) -> Value:
    """Give what the town knows of a street."""
    segment = segments_of(TOWN, key)[place]
    return decode(attribute, float(TOWN.columns[attribute][segment]))


def test_the_town_has_its_streets_and_no_more() -> None:
    assert TOWN.segments == 19
    assert TOWN.nodes == 14
    assert len(TOWN.ways) == 18


def test_geometry_runs_from_tail_to_head() -> None:
    for segment in range(TOWN.segments):
        line = TOWN.line(segment)

        assert tuple(line[0]) == tuple(TOWN.node_lonlat[TOWN.tail[segment]])
        assert tuple(line[-1]) == tuple(TOWN.node_lonlat[TOWN.head[segment]])


def test_a_street_with_two_sidewalks_has_a_segment_a_side() -> None:
    left, right = segments_of(TOWN, "main")

    assert (TOWN.side[left], TOWN.side[right]) == (1, 2)
    assert value("main", "sidewalk") == "yes"
    assert TOWN.start_m[left] == TOWN.start_m[right] == 0


def test_a_side_beats_the_street_and_the_street_fills_the_gaps() -> None:
    made = Street(
        "lane",
        ("n1", "m1"),
        "residential",
        sidewalks="both",
        known={"surface": "asphalt", "width_m": 7.0, "smoothness": "good"},
        left={"surface": "sand", "width_m": 1.2},
    )
    town = draw([made], node_facts={})
    surface = [decode("surface", x) for x in town.columns["surface"]]

    assert surface == ["sand", "asphalt"]
    assert town.columns["smoothness"].tolist() == [1.0, 1.0]


def test_the_width_of_a_carriageway_is_not_that_of_its_sidewalk() -> None:
    made = Street(
        "lane", ("n1", "m1"), "residential", sidewalks="left", known={"width_m": 7.0}
    )
    town = draw([made], node_facts={})

    assert town.side.tolist() == [1]
    assert np.isnan(town.columns["width_m"]).all()


@pytest.mark.parametrize("word", ["no", "separate"])
def test_a_street_without_its_own_sidewalk_is_one_segment(word: str) -> None:
    made = named(street("lane", "n1", "m1"), highway="residential", sidewalks=word)
    town = draw([made], node_facts={})

    assert town.side.tolist() == [0]
    assert decode("sidewalk", town.columns["sidewalk"][0]) == word


def test_an_unknown_sidewalk_stays_unknown() -> None:
    made = named(street("lane", "n1", "m1"), highway="residential")
    town = draw([made], node_facts={})

    assert np.isnan(town.columns["sidewalk"]).all()


def test_a_kerb_node_inside_the_crossing_is_a_kerb_of_the_crossing() -> None:
    assert value("crossing", "kerb_height_m") == 0.12
    assert value("middle", "kerb_height_m") is None


def test_two_kerbs_of_one_crossing_keep_the_worse() -> None:
    town = draw(node_facts={**KERBS, "k2": {"kerb": "raised"}})
    low = draw(node_facts={"k1": {"kerb_height_m": 0.0}, "k2": {"kerb_height_m": 0.1}})
    crossing = segments_of(town, "crossing")[0]

    assert decode("kerb", town.columns["kerb"][crossing]) == "raised"
    assert low.columns["kerb_height_m"][crossing] == 0.1


def test_a_measured_height_silences_the_word_of_the_same_kerb() -> None:
    town = draw(node_facts={"k1": {"kerb": "raised", "kerb_height_m": 0.02}})

    assert np.isnan(town.columns["kerb"]).all()


def test_what_a_node_says_of_its_crossing_stays_on_the_crossing() -> None:
    town = draw(node_facts={"m2": {"crossing": "signals", "tactile_paving": True}})
    told = np.flatnonzero(~np.isnan(town.columns["tactile_paving"]))

    assert told.tolist() == segments_of(town, "crossing")


def test_slopes_are_modelled_from_heights_where_nothing_was_observed() -> None:
    town = draw(
        [street("a", "n1", "m1", incline=None), street("b", "m1", "u1")],
        heights={"n1": 500.0, "m1": 505.0, "u1": 520.0},
        node_facts={},
    )
    methods = [town.evidences[i].method for i in town.evidence["incline"]]

    assert town.columns["incline"] == pytest.approx([0.05, 0.0], rel=0.01)
    assert methods == ["modelled", "tagged"]


def test_steps_have_no_modelled_slope() -> None:
    town = draw(
        [named(street("a", "n1", "m1", incline=None), highway="steps")],
        heights={"n1": 500.0, "m1": 530.0},
        node_facts={},
    )

    assert np.isnan(town.columns["incline"]).all()


def test_residents_are_shared_along_the_street() -> None:
    town = draw(
        [street("a", "n1", "m1", "u1", residents=30.0), street("b", "m1", "m2")]
    )
    mine = segments_of(town, "a")

    assert town.residents[mine].sum() == pytest.approx(30)
    assert town.residents[mine[0]] == pytest.approx(15, rel=0.01)
    assert np.isnan(town.residents[segments_of(town, "b")]).all()


def test_the_best_method_is_used() -> None:
    tagged = street("lane", "n1", "m1", width_m=2.0)
    town = draw([replace(tagged, method=Method.MEASURED)], node_facts={})

    assert {e.method for e in town.evidences} == {"measured"}


def test_the_same_rows_give_the_same_arrays() -> None:
    again = draw(reversed(STREETS))

    for name, values in TOWN.columns.items():
        assert np.array_equal(values, again.columns[name], equal_nan=True)
    assert TOWN.ways == again.ways
    assert TOWN.evidences == again.evidences


def test_an_empty_town_is_a_network_of_nothing() -> None:
    town = draw([], nodes={}, node_facts={})

    assert town.segments == town.nodes == 0
    assert town.pointer.tolist() == [0]


@pytest.mark.parametrize(
    ("attribute", "known"),
    [
        ("kerb", "raised"),
        ("lit", True),
        ("lit", False),
        ("width_m", 1.25),
        ("surface", None),
    ],
)
def test_values_survive_the_columns(attribute: str, known: Value) -> None:
    assert decode(attribute, encode(attribute, known)) == known


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("raised", "yes", "raised"),
        ("yes", "raised", "raised"),
        ("rolled", "yes", "raised"),
        ("lowered", "yes", "yes"),
        ("flush", "lowered", "lowered"),
        ("rolled", "raised", "raised"),
    ],
)
def test_of_two_kerb_words_the_worse_speaks(one: str, other: str, told: str) -> None:
    town = draw(node_facts={"k1": {"kerb": one}, "k2": {"kerb": other}})
    crossing = segments_of(town, "crossing")[0]

    assert decode("kerb", town.columns["kerb"][crossing]) == told


@pytest.mark.parametrize("word", ["yes", "customers"])
def test_a_gate_for_all_opens_no_private_way(word: str) -> None:
    made = street("lane", "n1", "m1", "u1", access="private")
    town = draw([made], node_facts={"m1": {"access": word}})

    assert {decode("access", v) for v in town.columns["access"]} == {"private"}


def test_a_private_gate_closes_an_open_way() -> None:
    made = street("lane", "n1", "m1", "u1", access="yes")
    town = draw([made], node_facts={"m1": {"access": "private"}})

    assert {decode("access", v) for v in town.columns["access"]} == {"private"}
