"""What is known and not known between homes and services, as a small graph.

What is known to be usable, there and back, is drawn together to *parts*. What is not
known joins them: a *link* is a segment of which something that decides has not been
looked at. A trip goes from a home to a service, there and back by the same streets; its
verdict is known where home and service lie in one part (it can be done) or in two that
not even links join (it cannot).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from geo.network import Floats, Network
from geo.passage import Flags, Labels, Sites, build_homes
from geo.service_reach import Access
from geo.stretch import Stretches, build_stretches, open_stretches


@dataclass(frozen=True)
class SurveyGraph:
    """Parts, the links between them, people and services.

    Attributes
    ----------
    first, last : array, shape (e,)
        Parts at both ends of a piece of a link.
    link : array, shape (e,)
        Index of the link of which each piece is.
    links : array, shape (k,)
        Segment of each link; twice where a barrier parts it.
    people : array, shape (n,)
        Of each part.
    services : tuple of str
    doors : array of bool, shape (g, n)
        Whether a service is in a part.
    """

    first: Labels
    last: Labels
    link: Labels
    links: Labels
    people: Floats
    services: tuple[str, ...]
    doors: Flags

    @property
    def parts(self) -> int:
        """How many parts there are."""
        return len(self.people)

    @cached_property
    def joined(self) -> Labels:
        """Give what parts are one if all links are good, shape (n,)."""
        return join_parts(self.first, self.last, self.parts)

    @cached_property
    def waiting(self) -> Floats:
        """Give the people whose verdict is not known, shape (g, n)."""
        return np.where(self.unknown(self.joined), self.people, 0.0)

    def unknown(self, joined: Labels) -> Flags:
        """Tell which services are not in a part, and are in what it is joined to."""
        return ~self.doors & within(self.doors, joined)

    def opened(self, chosen: Sequence[int]) -> SurveyGraph:
        """Give the graph as it is once some links are known to be good.

        Parameters
        ----------
        chosen : sequence of int
            Links; they are none any more, but keep their numbers.
        """
        mine = np.isin(self.link, list(chosen))
        label = join_parts(self.first[mine], self.last[mine], self.parts)
        count = int(label.max(initial=-1)) + 1
        doors = np.zeros((len(self.services), count), dtype=bool)
        for row, own in zip(doors, self.doors, strict=True):
            row[label[own]] = True
        rest = ~mine
        return SurveyGraph(
            first=label[self.first[rest]],
            last=label[self.last[rest]],
            link=self.link[rest],
            links=self.links,
            people=_total(label, self.people, count),
            services=self.services,
            doors=doors,
        ).tidy()

    def closed(self, chosen: Sequence[int]) -> SurveyGraph:
        """Give the graph as it is once some links are known to be bad."""
        rest = ~np.isin(self.link, list(chosen))
        return SurveyGraph(
            self.first[rest],
            self.last[rest],
            self.link[rest],
            self.links,
            self.people,
            self.services,
            self.doors,
        )

    def tidy(self) -> SurveyGraph:
        """Leave out pieces that join a part with itself."""
        kept = self.first != self.last
        return SurveyGraph(
            self.first[kept],
            self.last[kept],
            self.link[kept],
            self.links,
            self.people,
            self.services,
            self.doors,
        )


def join_parts(first: Labels, last: Labels, count: int) -> Labels:
    """Give each part the number of what it is joined to, shape (count,)."""
    ones = np.ones(len(first), dtype=np.int8)
    graph = coo_array((ones, (first, last)), shape=(count, count)).tocsr()
    return np.asarray(connected_components(graph, directed=False)[1], dtype=np.int64)


def within(doors: Flags, joined: Labels) -> Flags:
    """Tell which services each part has among all that it is joined to."""
    found = np.zeros_like(doors)
    for row, own in zip(found, doors, strict=True):
        has = np.zeros(int(joined.max(initial=-1)) + 1, dtype=bool)
        has[joined[own]] = True
        row[:] = has[joined]
    return found


def build_survey_graph(
    network: Network, places: Mapping[str, Sites], access: Access, weight: Floats
) -> SurveyGraph:
    """Draw together what is known for one person.

    Parameters
    ----------
    network : Network
    places : mapping of str to Sites
        Service → positions of its places on the network.
    access : Access
    weight : array, shape (m,)
        People of each segment, or its metres.

    Returns
    -------
    SurveyGraph
        A way counts however long it is.
    """
    sites, doors = build_homes(network), {}
    for group, found in places.items():
        doors[group] = network.nodes + len(sites) + np.arange(len(found))
        sites = sites.joined(found)
    pieces = build_stretches(network, sites)
    sure = np.logical_and(*open_stretches(pieces, access.strict))
    perhaps = np.logical_and(*open_stretches(pieces, access.hopeful)) & ~sure
    label = join_parts(pieces.first[sure], pieces.last[sure], pieces.vertices)
    count = int(label.max(initial=-1)) + 1
    links, link = _runs(pieces, perhaps)
    inside = np.zeros((len(doors), count), dtype=bool)
    for row, own in zip(inside, doors.values(), strict=True):
        row[label[own]] = True
    homes = label[network.nodes : network.nodes + network.segments]
    return SurveyGraph(
        first=label[pieces.first[perhaps]],
        last=label[pieces.last[perhaps]],
        link=link,
        links=links,
        people=_total(homes, weight, count),
        services=tuple(doors),
        doors=inside,
    ).tidy()


def _runs(pieces: Stretches, perhaps: Flags) -> tuple[Labels, Labels]:
    """Give each unbroken run of unknown pieces of a segment a number.

    Returns
    -------
    tuple of array of shape (k,) and array of shape (e,)
        Segment of each run, and the run of each unknown piece.
    """
    segment = pieces.segment[perhaps]
    place = np.flatnonzero(perhaps)
    begins = np.ones(len(segment), dtype=bool)
    begins[1:] = (segment[1:] != segment[:-1]) | (np.diff(place) > 1)
    run = np.cumsum(begins) - 1
    return segment[begins], np.asarray(run, dtype=np.int64)


def _total(label: Labels, amount: Floats, count: int) -> Floats:
    total = np.bincount(label, weights=amount, minlength=count)
    return np.asarray(total, dtype=np.float64)
