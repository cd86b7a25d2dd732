"""Where to survey next: equal to trying everything on small graphs."""

from itertools import combinations, pairwise, product

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.cut import build_passage
from geo.gap.survey_graph import SurveyGraph, build_survey_graph
from geo.gap.survey_value import (
    EXHAUSTIVE,
    count_waiting,
    expected_decided,
    rank_surveys,
    try_all,
    value_bundles,
    value_singles,
)
from geo.passage import Sites
from geo.service_reach import Access
from tests.geo.sketch import kerb, price, sketch


def graph_of(people, pieces, doors):
    """Parts with people; pieces (part, part, link); service → parts."""
    links = sorted({link for _, _, link in pieces})
    number = {link: place for place, link in enumerate(links)}
    inside = np.zeros((len(doors), len(people)), dtype=bool)
    for row, own in zip(inside, doors.values(), strict=True):
        row[list(own)] = True
    return SurveyGraph(
        first=np.array([a for a, _, _ in pieces], dtype=np.int64),
        last=np.array([b for _, b, _ in pieces], dtype=np.int64),
        link=np.array([number[c] for _, _, c in pieces], dtype=np.int64),
        links=np.array(links, dtype=np.int64),
        people=np.array(people, dtype=float),
        services=tuple(doors),
        doors=inside,
    )


def verdicts(graph, state):
    """Oracle: the verdict of each trip, where links are good, bad or unknown."""
    pieces = list(zip(graph.first, graph.last, graph.link, strict=True))
    sure, perhaps = nx.Graph(), nx.Graph()
    for one in (sure, perhaps):
        one.add_nodes_from(range(graph.parts))
    sure.add_edges_from((a, b) for a, b, c in pieces if state[c] == "good")
    perhaps.add_edges_from((a, b) for a, b, c in pieces if state[c] != "bad")
    found = {}
    for row in range(len(graph.services)):
        doors = set(np.flatnonzero(graph.doors[row]).tolist())
        for part in range(graph.parts):
            if doors & nx.node_connected_component(sure, part):
                found[row, part] = "yes"
            elif doors & nx.node_connected_component(perhaps, part):
                found[row, part] = "unknown"
            else:
                found[row, part] = "no"
    return found


def waiting(graph, state):
    said = verdicts(graph, state)
    return sum(graph.people[p] for (_, p), word in said.items() if word == "unknown")


def brute(graph, chosen, chance):
    """Oracle: what surveying some links answers on average."""
    nothing = dict.fromkeys(range(len(graph.links)), "unknown")
    total = 0.0
    for outcome in product(("good", "bad"), repeat=len(chosen)):
        state = nothing | dict(zip(chosen, outcome, strict=True))
        odds = np.prod(
            [
                chance[c] if word == "good" else 1 - chance[c]
                for c, word in zip(chosen, outcome, strict=True)
            ]
        )
        total += odds * (waiting(graph, nothing) - waiting(graph, state))
    return total


@st.composite
def graphs(draw):
    """Parts and links between two of them, with homes along some links."""
    outer = draw(st.integers(2, 5))
    part = st.integers(0, outer - 1)
    link = st.tuples(part, part, st.integers(0, 2))
    pieces, count = [], outer
    for number, (start, end, inside) in enumerate(
        draw(st.lists(link, min_size=1, max_size=6))
    ):
        chain = [start, *range(count, count + inside), end]
        count += inside
        pairs = pairwise(chain)
        pieces += [(a, b, number) for a, b in pairs if a != b]
    people = draw(st.lists(st.integers(0, 9), min_size=count, max_size=count))
    anywhere = st.integers(0, count - 1)
    doors = {name: draw(st.sets(anywhere, max_size=2)) for name in ("health", "school")}
    return graph_of(people, pieces, doors)


@given(graphs(), st.integers(1, 9))
@settings(max_examples=60)
def test_the_value_of_each_unknown_alone_is_that_of_trying_both_outcomes(graph, odds):
    chance = np.full(len(graph.links), odds / 10)

    found = {item.links: item.expected for item in value_singles(graph, chance)}

    for link in range(len(graph.links)):
        assert found.get((link,), 0.0) == pytest.approx(brute(graph, [link], chance))


@given(graphs())
@settings(max_examples=25)
def test_the_value_of_a_set_is_that_of_trying_every_outcome(graph):
    chance = np.linspace(0.2, 0.8, len(graph.links))

    for chosen in combinations(range(min(3, len(graph.links))), 2):
        expected = expected_decided(graph, chosen, chance)
        assert expected == pytest.approx(brute(graph, chosen, chance))


@given(graphs().filter(lambda graph: len(graph.links) <= EXHAUSTIVE))
@settings(max_examples=15)
def test_the_first_of_a_small_graph_is_the_best_of_all_sets(graph):
    chance = np.full(len(graph.links), 0.6)
    sets = [
        chosen
        for size in range(1, len(graph.links) + 1)
        for chosen in combinations(range(len(graph.links)), size)
    ]
    scores = (brute(graph, chosen, chance) / len(chosen) for chosen in sets)
    best = max(scores, default=0.0)

    found = rank_surveys(graph, chance)

    assert bool(found) == (best > 0)
    if found:
        assert found[0].score == pytest.approx(best)


@given(graphs())
@settings(max_examples=25)
def test_a_bundle_promises_no_more_than_it_answers(graph):
    chance = np.full(len(graph.links), 0.5)

    for item in value_bundles(graph, chance):
        assert item.expected <= brute(graph, item.links, chance) + 1e-9
        opened = graph.opened(item.links)
        assert item.opened <= count_waiting(graph) - count_waiting(opened) + 1e-9


def test_two_in_series_answer_only_together_and_lost_alone_each_answers_no():
    series = graph_of([30, 0, 0], [(0, 1, 0), (1, 2, 1)], {"health": {2}})
    chance = np.full(2, 0.9)

    singles = value_singles(series, chance)
    (bundle,) = value_bundles(series, chance)

    assert [(s.opened, s.lost) for s in singles] == [(0, 30), (0, 30)]
    assert bundle.links == (0, 1)
    assert bundle.opened == 30
    assert rank_surveys(series, chance)[0].links == (0, 1)


def test_of_two_in_parallel_one_may_say_yes_and_none_alone_may_say_no():
    parallel = graph_of([30, 0], [(0, 1, 0), (0, 1, 1)], {"health": {1}})

    first, second = value_singles(parallel, np.array([0.5, 0.5]))

    assert (first.opened, first.lost) == (second.opened, second.lost) == (30, 0)


def test_a_long_row_is_valued_as_a_bundle_where_not_all_can_be_tried():
    length = EXHAUSTIVE + 2
    row = graph_of(
        [10] + [0] * length,
        [(n, n + 1, n) for n in range(length)],
        {"health": {4}, "school": {length}},
    )

    first = rank_surveys(row, np.full(length, 0.95), most=1)

    assert first[0].links in {(0, 1, 2, 3), *((n,) for n in range(length))}
    assert first[0].score == max(
        item.score
        for item in (
            *value_singles(row, np.full(length, 0.95)),
            *value_bundles(row, np.full(length, 0.95)),
        )
    )


def test_each_item_is_valued_as_if_those_before_were_good():
    row = graph_of([5, 7, 0], [(0, 1, 0), (1, 2, 1)], {"health": {2}})

    found = rank_surveys(row, np.array([0.9, 0.9]))

    links = [link for item in found for link in item.links]
    assert sorted(links) == [0, 1]


def test_an_unknown_kerb_between_home_and_clinic_is_what_to_look_at():
    network = sketch(4, [(0, 1), (1, 2), (2, 3)], residents=[10, 5, 7])
    doubt = kerb("k", network, 1, at=0.5)
    walker = build_passage(network, (), price)
    access = Access(build_passage(network, [doubt], price), walker, walker)
    places = {"health": Sites(np.array([2], np.int32), np.array([1.0]))}

    graph = build_survey_graph(network, places, access, network.residents)
    (item,) = value_singles(graph, np.full(len(graph.links), 0.5))

    assert graph.links.tolist() == [1]
    assert (item.opened, item.lost, item.expected) == (15, 15, 15)


def test_where_everything_is_known_there_is_nothing_to_survey():
    known = graph_of([5, 7], [], {"health": {1}})

    assert rank_surveys(known, np.zeros(0)) == []
    assert try_all(known, np.zeros(0), 2) == []
