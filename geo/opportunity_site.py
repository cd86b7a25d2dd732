"""Where the services of a town are on a network, for one person after the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from geo.network import Floats
from geo.opportunity_count import Counts
from geo.opportunity_service import OpportunityService, opportunity_services
from geo.passage import Flags, Labels, Sites
from geo.profile import Profile
from geo.reach_answer import STOP, Use
from geo.reach_door import Attached
from geo.reach_place import USES, Places, find_uses


@dataclass(frozen=True, eq=False)
class ServiceSites:
    """Where one service is for one person: places by their doors, then counts.

    Attributes
    ----------
    service : str
        Id of ``geo/tables/opportunity_services.toml``.
    keys : tuple of str
        Of the places and of the pieces of ground, k of them.
    amount : array, shape (k,)
        How much of the service is there: 1 for a place, the count of a piece of
        ground; NaN where it is not known.
    is_count : array of bool, shape (k,)
        Whether it is counted on a piece of ground, so that nobody knows where inside.
    use : array, shape (k,)
        Index into ``geo.reach_place.USES``: whether the person can use it. Of what is
        counted nobody knows it, except for people without wheels.
    attached : Attached
        Its sites: of a place where the door is by which the person goes in, of ground
        where a street inside is nearest to its middle. A place has one for each side
        of the street; what has none is off the network.
    """

    service: str
    keys: tuple[str, ...]
    amount: Floats
    is_count: Flags
    use: Labels
    attached: Attached

    @cached_property
    def on_network(self) -> Flags:
        """Which of them have a site."""
        found = np.zeros(len(self.keys), dtype=np.bool_)
        found[self.attached.place] = True
        return found

    @property
    def off(self) -> float:
        """Give how much of the service lies on no street at all."""
        return float(np.nansum(self.amount[~self.on_network]))


@dataclass(frozen=True, eq=False)
class ServiceBook:
    """All services of a town on a network.

    Attributes
    ----------
    places : Places
        Known one by one, with their doors.
    counts : mapping of str to Counts
        Service → what is only counted of it.
    """

    places: Places
    counts: Mapping[str, Counts]

    @cached_property
    def services(self) -> tuple[str, ...]:
        """List the services of which there is anything, in the order of the table."""
        return tuple(
            service.id
            for service in opportunity_services().values()
            if service.id in self.counts or list_places(self.places, service)
        )

    def find_sites(self, service: str, profile: Profile, usable: Flags) -> ServiceSites:
        """Find where a person gets to a service.

        Parameters
        ----------
        service : str
        profile : Profile
            Of the person.
        usable : array of bool, shape (m,)
            Segments that the person can use in some direction.

        Returns
        -------
        ServiceSites
        """
        rows = list_places(self.places, opportunity_services()[service])
        own = self.places.choose_doors(profile)[rows]
        doors = _pick(self.places.doors.choose(usable), own)
        keys = tuple(self.places.items[row].key for row in rows)
        use = find_uses(self.places, profile)[rows]
        counts = self.counts.get(service)
        if counts is None:
            none = np.zeros(len(keys), dtype=np.bool_)
            return ServiceSites(service, keys, np.ones(len(keys)), none, use, doors)
        unknown = USES.index(Use.UNKNOWN if profile.wheels else Use.YES)
        return ServiceSites(
            service=service,
            keys=(*keys, *counts.keys),
            amount=np.concatenate([np.ones(len(keys)), counts.amount]),
            is_count=np.arange(len(keys) + len(counts.keys)) >= len(keys),
            use=np.concatenate([use, np.full(len(counts.keys), unknown)]),
            attached=_join(doors, counts.doors.choose(usable)),
        )


def list_places(places: Places, service: OpportunityService) -> list[int]:
    """List the rows of the places, and the stops, that are of a service."""
    return [
        row
        for row, item in enumerate(places.items)
        if (service.stops and item.kind == STOP) or item.kind in service.kinds
    ]


def _pick(attached: Attached, doors: Labels) -> Attached:
    """Keep the sites of some doors, which are numbered anew."""
    row = np.full(attached.count, -1)
    row[doors] = np.arange(len(doors))
    mine = row[attached.place]
    kept = mine >= 0
    sites = attached.sites
    return Attached(
        len(doors), mine[kept], Sites(sites.segment[kept], sites.fraction[kept])
    )


def _join(first: Attached, second: Attached) -> Attached:
    return Attached(
        first.count + second.count,
        np.concatenate([first.place, second.place + first.count]),
        first.sites.joined(second.sites),
    )
