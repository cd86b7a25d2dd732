"""One person's view of the whole town: passages, doors, reasons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Final

import numpy as np
import shapely

from data.queries.town_facts import Spot, TownFacts
from geo.answer import Note, Policy
from geo.attach import Attached, Attacher
from geo.cost import Costs, edge_costs
from geo.cut import build_passage
from geo.network import BarrierFact, Network
from geo.passage import Labels, Passage, Sites
from geo.place_kind import place_kinds
from geo.pricing import ProfilePrice
from geo.profile import Profile
from geo.service import load_services
from geo.service_gap import nearest_quarters
from geo.service_reach import Access, ServiceSearch, group_sites
from geo.stop_gap import SNAP_M
from geo.trip import why_refused

DOOR_M: Final = 100.0
"""Farther than this from any way, a place is not on the network."""
QUARTER_M: Final = 750.0
"""Homes farther than this from the point of a quarter belong to none."""
WALKER: Final = "walker"


class TownSurvey:
    """What does not depend on the person: network, places, quarters, the walker.

    Parameters
    ----------
    network : Network
    barriers : sequence of BarrierFact
    facts : TownFacts
    walker : Profile
        The unimpeded walker.
    """

    def __init__(
        self,
        network: Network,
        barriers: Sequence[BarrierFact],
        *,
        facts: TownFacts,
        walker: Profile,
    ) -> None:
        self.network, self.barriers, self.facts = network, list(barriers), facts
        self.attacher = Attacher(network)
        price = ProfilePrice(walker, Policy.OPEN)
        self.walker: Passage = build_passage(network, self.barriers, price)

    @cached_property
    def quarters(self) -> Labels:
        """Index of the quarter of every segment; -1 for none."""
        middle = self.middles()
        label = np.full(self.network.segments, -1, dtype=np.int64)
        points = []
        for index, quarter in enumerate(self.facts.quarters):
            if quarter.shape.area > 0:
                inside = shapely.contains_xy(quarter.shape, middle[:, 0], middle[:, 1])
                label[inside & (label < 0)] = index
            else:
                points.append(index)
        return np.where(label < 0, self._nearest(points), label)

    def _nearest(self, points: list[int]) -> Labels:
        spots = [self.facts.quarters[index].lonlat for index in points]
        places = np.array(spots, dtype=np.float64).reshape(-1, 2)
        near = nearest_quarters(
            self.attacher.metric(self.middles()),
            self.attacher.metric(places),
            limit_m=QUARTER_M,
        )
        return np.where(near < 0, -1, np.array([*points, -1])[near])

    def middles(self) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
        """Give the middle of every segment, (lon, lat), shape (m, 2)."""
        owner = np.repeat(
            np.arange(self.network.segments), np.diff(self.network.pointer)
        )
        lines = shapely.linestrings(self.network.coordinates, indices=owner)
        middle = shapely.line_interpolate_point(lines, 0.5, normalized=True)
        return np.asarray(shapely.get_coordinates(middle)).reshape(-1, 2)

    def services(self) -> list[tuple[str, Spot]]:
        """List the places that count as a service, and the stops, with the group."""
        table, kinds = load_services(), place_kinds()
        found = [
            (kinds[place.kind].group, place)
            for place in self.facts.places
            if place.kind in kinds and kinds[place.kind].group in table.groups
        ]
        return [*found, *((table.stops, stop) for stop in self.facts.stops)]


class ProfileSurvey:
    """How one profile passes the town.

    Parameters
    ----------
    town : TownSurvey
    profile : Profile
    """

    def __init__(self, town: TownSurvey, profile: Profile) -> None:
        self.town, self.profile = town, profile
        self.price = ProfilePrice(profile, Policy.CAUTIOUS)
        network, barriers = town.network, town.barriers
        strict = ProfilePrice(profile, Policy.STRICT)
        self.access = Access(
            strict=build_passage(network, barriers, strict),
            hopeful=build_passage(network, barriers, self.price),
            walker=town.walker,
        )
        self.costs: Costs = edge_costs(network, profile, Policy.CAUTIOUS, barriers)

    @cached_property
    def doors(self) -> dict[str, Sites]:
        """Where the places of each service meet the network."""
        services = self.town.services()
        found = self._attach([spot for _, spot in services], DOOR_M)
        return group_sites(found.sites, [services[i][0] for i in found.index.tolist()])

    @cached_property
    def search(self) -> ServiceSearch:
        """Who has a way to each service."""
        return ServiceSearch(self.town.network, self.doors, self.access)

    @cached_property
    def stops(self) -> Attached:
        """Where the stops meet the network."""
        return self._attach(self.town.facts.stops, SNAP_M)

    def _attach(self, spots: Sequence[Spot], limit_m: float) -> Attached:
        return self.attach([spot.lonlat for spot in spots], limit_m)

    def attach(self, points: Sequence[tuple[float, float]], limit_m: float) -> Attached:
        """Find where points (lon, lat) meet the network."""
        places = np.array(points, dtype=np.float64)
        usable = self.access.hopeful.usable
        return self.town.attacher.attach(places, usable, limit_m=limit_m)

    def reasons(self, edges: Iterable[int]) -> list[Note]:
        """Tell why edges are refused, every fact once, in the order of the edges."""
        network, barriers = self.town.network, self.town.barriers
        found: dict[tuple[str, str, str], Note] = {}
        for edge in edges:
            for note in why_refused(network, self.costs, self.profile, barriers, edge):
                found.setdefault(
                    (note.barrier or note.way, note.attribute, note.rule), note
                )
        return list(found.values())
