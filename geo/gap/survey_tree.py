"""What is lost if one link is bad: bridges between parts, and who is behind them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import breadth_first_order

from geo.gap.survey_graph import SurveyGraph
from geo.network import Floats
from geo.passage import Flags, Labels

ROOT = -9999
"""What scipy calls the part before the first one."""


@dataclass(frozen=True)
class Ends:
    """Where links end, once what lies inside a single link is taken into it.

    Attributes
    ----------
    ends : array, shape (k, 2)
        Parts at both ends; the same twice where a link leads nowhere else, -1 where
        it hangs on nothing.
    inner_people, inner_doors : array, shape (k, g)
        People who wait, and services, inside of each link.
    """

    ends: Labels
    inner_people: Floats
    inner_doors: Labels


def find_ends(graph: SurveyGraph) -> Ends:
    """Find where each link ends, and what lies inside it.

    Parameters
    ----------
    graph : SurveyGraph

    Returns
    -------
    Ends
    """
    count = len(graph.links)
    part = np.concatenate([graph.first, graph.last])
    link = np.concatenate([graph.link, graph.link])
    low = np.full(graph.parts, count, dtype=np.int64)
    high = np.full(graph.parts, -1, dtype=np.int64)
    np.minimum.at(low, part, link)
    np.maximum.at(high, part, link)
    inner = low == high
    people = np.zeros((count, len(graph.services)))
    doors = np.zeros((count, len(graph.services)), dtype=np.int64)
    np.add.at(people, low[inner], graph.waiting[:, inner].T)
    np.add.at(doors, low[inner], graph.doors[:, inner].T)
    outer = ~inner[part]
    first = np.full(count, graph.parts, dtype=np.int64)
    last = np.full(count, -1, dtype=np.int64)
    np.minimum.at(first, link[outer], part[outer])
    np.maximum.at(last, link[outer], part[outer])
    ends = np.column_stack([np.where(last < 0, -1, first), last])
    return Ends(ends, people, doors)


def lost_by_link(graph: SurveyGraph) -> Floats:
    """Count who waits and has surely no way any more if one link is bad.

    Parameters
    ----------
    graph : SurveyGraph

    Returns
    -------
    array, shape (k,)
        People times services.
    """
    found = find_ends(graph)
    below = _below(graph, found)
    lost: Floats = found.inner_people.sum(axis=1)
    for link, start in enumerate(found.ends[:, 0].tolist()):
        if start < 0:
            continue
        inside = found.inner_people[link], found.inner_doors[link]
        whole = below.whole(start)
        child = below.child_of.get(link, -1)
        if child < 0:
            lost[link] += _stranded(whole[0] - inside[0], whole[1] - inside[1])
            continue
        far = below.people[child], below.doors[child]
        near = whole[0] - far[0], whole[1] - far[1]
        if start == child:
            far = far[0] - inside[0], far[1] - inside[1]
        else:
            near = near[0] - inside[0], near[1] - inside[1]
        lost[link] += _stranded(*far) + _stranded(*near)
    return lost


def _stranded(people: Floats, doors: Labels) -> float:
    return float(people[doors == 0].sum())


@dataclass(frozen=True)
class _Below:
    """A tree over the parts: what lies below each, and which links are bridges.

    Attributes
    ----------
    people, doors : array, shape (n, g)
        Of a part and all below it.
    root : array, shape (n,)
        The first part of the tree of each part.
    child_of : dict of int to int
        Link that is a bridge → the part below it.
    """

    people: Floats
    doors: Labels
    root: Labels
    child_of: dict[int, int]

    def whole(self, part: int) -> tuple[Floats, Labels]:
        """Give what is in the whole tree of a part."""
        root = self.root[part]
        return self.people[root], self.doors[root]


def _below(graph: SurveyGraph, found: Ends) -> _Below:
    people = graph.waiting.T.copy()
    doors = graph.doors.T.astype(np.int64)
    held = found.ends[:, 0] >= 0
    np.add.at(people, found.ends[held, 0], found.inner_people[held])
    np.add.at(doors, found.ends[held, 0], found.inner_doors[held])
    between = held & (found.ends[:, 0] != found.ends[:, 1])
    order, before = _spread(found.ends[between], graph.parts)
    tree = _tree_links(found.ends, between, before)
    marks = _marks(found.ends, between, tree, graph.parts)
    root = np.arange(graph.parts)
    for part in order:
        if before[part] >= 0:
            root[part] = root[before[part]]
    for part in reversed(order):
        if before[part] >= 0:
            people[before[part]] += people[part]
            doors[before[part]] += doors[part]
            marks[before[part]] ^= marks[part]
    bridges = {link: part for part, link in tree.items() if marks[part] == 0}
    return _Below(people, doors, root, bridges)


def _spread(ends: Labels, count: int) -> tuple[list[int], Labels]:
    """Walk over all parts from near to far; give the order and the part before each."""
    ones = np.ones(len(ends), dtype=np.int8)
    graph = coo_array((ones, (ends[:, 0], ends[:, 1])), shape=(count, count)).tocsr()
    before = np.full(count, ROOT, dtype=np.int64)
    seen: Flags = np.zeros(count, dtype=bool)
    order: list[int] = []
    for start in range(count):
        if seen[start]:
            continue
        reached, previous = breadth_first_order(graph, start, directed=False)
        seen[reached] = True
        before[reached] = previous[reached]
        order += reached.tolist()
    return order, before


def _tree_links(ends: Labels, between: Flags, before: Labels) -> dict[int, int]:
    """Give of each part the link by which it was reached first."""
    tree: dict[int, int] = {}
    for link in np.flatnonzero(between).tolist():
        start, end = ends[link].tolist()
        if before[end] == start:
            tree.setdefault(end, link)
        elif before[start] == end:
            tree.setdefault(start, link)
    return tree


def _marks(ends: Labels, between: Flags, tree: dict[int, int], count: int) -> list[int]:
    """Mark both ends of each link beside the tree with a bit of its own.

    Marks cancel where both ends lie below a part: what keeps a mark has another way.
    """
    marks = [0] * count
    of_tree = set(tree.values())
    beside = [one for one in np.flatnonzero(between).tolist() if one not in of_tree]
    for number, link in enumerate(beside):
        for part in ends[link].tolist():
            marks[part] ^= 1 << number
    return marks
