"""Where to survey next: which unknown segments decide most.

The value of looking at something is the expected number of people whose question is
answered by it: can this service be reached, there and back, or not? One unknown may
answer it alone, in either direction: it opens a way that is otherwise known to be good,
or closes the last one. Several in series answer it only together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Final

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra

from geo.gap.survey_graph import SurveyGraph
from geo.gap.survey_tree import lost_by_link
from geo.network import Floats
from geo.passage import Labels

MOST_TOGETHER: Final = 8
"""Segments that are surveyed together at most: a street or two."""
EXHAUSTIVE: Final = 5
"""Up to so many unknown segments, all sets are tried."""
AT_ONCE: Final = 10
"""Sets taken from one valuation, where none touches another."""
NOWHERE: Final = -9999


@dataclass(frozen=True)
class SurveyItem:
    """Segments to be surveyed together.

    Attributes
    ----------
    links : tuple of int
        Links of the graph.
    expected : float
        People times services whose question is answered, on average.
    opened, lost : float
        The same if all are good, and, of a single one, if it is bad.
    chance : float
        That all are good.
    """

    links: tuple[int, ...]
    expected: float
    opened: float
    lost: float
    chance: float

    @property
    def score(self) -> float:
        """Give what each segment is worth."""
        return self.expected / len(self.links)


def count_waiting(graph: SurveyGraph) -> float:
    """Count the people times services whose question is not answered."""
    return float(graph.waiting.sum())


def expected_decided(
    graph: SurveyGraph, chosen: Sequence[int], chance: Floats
) -> float:
    """Give what surveying some links answers on average, by trying every outcome.

    Parameters
    ----------
    graph : SurveyGraph
    chosen : sequence of int
        Links, few of them.
    chance : array, shape (k,)
        That each link is good.

    Returns
    -------
    float
        People times services.
    """
    before, total = count_waiting(graph), 0.0
    for outcome in product((True, False), repeat=len(chosen)):
        good = [link for link, is_good in zip(chosen, outcome, strict=True) if is_good]
        bad = [link for link in chosen if link not in good]
        odds = np.prod([*chance[good], *(1 - chance[bad])])
        after = count_waiting(graph.closed(bad).opened(good))
        total += float(odds) * (before - after)
    return total


def value_singles(graph: SurveyGraph, chance: Floats) -> list[SurveyItem]:
    """Value each link alone, exactly.

    Parameters
    ----------
    graph : SurveyGraph
    chance : array, shape (k,)

    Returns
    -------
    list of SurveyItem
        Only those that may answer something, the most valuable first.
    """
    opened, lost = _opened_by_link(graph), lost_by_link(graph)
    expected = chance * opened + (1 - chance) * lost
    found = [
        SurveyItem(
            (link,),
            float(expected[link]),
            float(opened[link]),
            float(lost[link]),
            float(chance[link]),
        )
        for link in np.flatnonzero(expected > 0).tolist()
    ]
    return sorted(found, key=_order)


def _order(item: SurveyItem) -> tuple[float, tuple[int, ...]]:
    return -item.score, item.links


def _opened_by_link(graph: SurveyGraph) -> Floats:
    """Count who gains a service by each link alone: its own pieces join their parts."""
    found = np.zeros(len(graph.links))
    pieces: dict[int, list[int]] = {}
    for piece, link in enumerate(graph.link.tolist()):
        pieces.setdefault(link, []).append(piece)
    for link, own in pieces.items():
        for parts in _chains(graph.first[own].tolist(), graph.last[own].tolist()):
            members = sorted(parts)
            has = graph.doors[:, members].any(axis=1)
            found[link] += graph.waiting[:, members].sum(axis=1)[has].sum()
    return found


def _chains(first: list[int], last: list[int]) -> list[set[int]]:
    chains: list[set[int]] = []
    for start, end in zip(first, last, strict=True):
        met = [chain for chain in chains if start in chain or end in chain]
        chains = [chain for chain in chains if chain not in met]
        chains.append({start, end}.union(*met))
    return chains


def value_bundles(graph: SurveyGraph, chance: Floats) -> list[SurveyItem]:
    """Value links in series: from where people wait to the nearest service.

    Parameters
    ----------
    graph : SurveyGraph
    chance : array, shape (k,)

    Returns
    -------
    list of SurveyItem
        Two to ``MOST_TOGETHER`` links each. Only what they answer if all are good is
        counted: less than all that they answer.
    """
    steps = _steps(graph)
    found: dict[tuple[int, ...], SurveyItem] = {}
    for row in range(len(graph.services)):
        before = _nearest(graph, row)
        for part in np.flatnonzero(graph.waiting[row] > 0).tolist():
            links, parts = _path(part, before, steps)
            if not 1 < len(links) <= MOST_TOGETHER:
                continue
            key = tuple(sorted(links))
            opened = float(graph.waiting[row, parts].sum())
            odds = float(np.prod(chance[list(key)]))
            if key not in found or opened > found[key].opened:
                found[key] = SurveyItem(key, opened * odds, opened, 0.0, odds)
    return sorted(found.values(), key=_order)


def _steps(graph: SurveyGraph) -> dict[tuple[int, int], int]:
    """Give a link between two parts, the first of several."""
    steps: dict[tuple[int, int], int] = {}
    for start, end, link in zip(
        graph.first.tolist(), graph.last.tolist(), graph.link.tolist(), strict=True
    ):
        steps.setdefault((start, end), link)
        steps.setdefault((end, start), link)
    return steps


def _nearest(graph: SurveyGraph, row: int) -> Labels:
    """Give of each part the next one towards the nearest service, by fewest pieces."""
    ones = np.ones(len(graph.first))
    shape = (graph.parts, graph.parts)
    joined = coo_array((ones, (graph.first, graph.last)), shape=shape).tocsr()
    joined.data[:] = 1.0
    doors = np.flatnonzero(graph.doors[row])
    if not len(doors):
        return np.full(graph.parts, NOWHERE, dtype=np.int64)
    found = dijkstra(
        joined, directed=False, indices=doors, min_only=True, return_predecessors=True
    )
    return np.asarray(found[1], dtype=np.int64)


def _path(
    part: int, before: Labels, steps: dict[tuple[int, int], int]
) -> tuple[set[int], list[int]]:
    links: set[int] = set()
    parts: list[int] = []
    while before[part] >= 0 and len(links) <= MOST_TOGETHER:
        parts.append(part)
        following = int(before[part])
        links.add(steps[part, following])
        part = following
    return links, parts


def try_all(graph: SurveyGraph, chance: Floats, most: int) -> list[SurveyItem]:
    """Value every set of links, exactly; only for small graphs."""
    links = np.unique(graph.link).tolist()
    found = []
    for size in range(1, most + 1):
        for chosen in combinations(links, size):
            expected = expected_decided(graph, chosen, chance)
            if expected > 0:
                after = count_waiting(graph.opened(chosen))
                lost = count_waiting(graph) - count_waiting(graph.closed(chosen))
                odds = float(np.prod(chance[list(chosen)]))
                opened = count_waiting(graph) - after
                item = SurveyItem(tuple(chosen), expected, opened, lost, odds)
                found.append(item)
    return sorted(found, key=_order)


def rank_surveys(
    graph: SurveyGraph, chance: Floats, *, most: int = 30
) -> list[SurveyItem]:
    """Rank what to survey next, each item as if those before had been found good.

    Parameters
    ----------
    graph : SurveyGraph
    chance : array, shape (k,)
        That each link is good.
    most : int
        Items.

    Returns
    -------
    list of SurveyItem
        By what each segment is worth. On small graphs every set was tried; on large
        ones every single link exactly, and of sets those that lie in series.
    """
    found: list[SurveyItem] = []
    while len(found) < most:
        taken = _take(graph, _valued(graph, chance))[: most - len(found)]
        if not taken:
            break
        found += taken
        graph = graph.opened([link for item in taken for link in item.links])
    return found


def _valued(graph: SurveyGraph, chance: Floats) -> list[SurveyItem]:
    unknown = len(np.unique(graph.link))
    if unknown <= EXHAUSTIVE:
        return try_all(graph, chance, unknown)[:1]
    items = [*value_singles(graph, chance), *value_bundles(graph, chance)]
    return sorted(items, key=_order)


def _take(graph: SurveyGraph, items: Sequence[SurveyItem]) -> list[SurveyItem]:
    """Take the best items of which none touches a part that another touches."""
    touched: set[int] = set()
    taken: list[SurveyItem] = []
    for item in items:
        own = np.isin(graph.link, item.links)
        parts = {*graph.first[own].tolist(), *graph.last[own].tolist()}
        if touched.isdisjoint(parts):
            taken.append(item)
            touched |= parts
        if len(taken) == AT_ONCE:
            break
    return taken
