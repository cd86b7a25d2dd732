"""Convenient access to public transport: SDG 11.2.1 for one profile after another."""

from __future__ import annotations

from typing import Final

import numpy as np
from sqlalchemy.orm import Session

from data.measuring import BELIEFS, TownMeter
from data.queries.stop_mode import list_stop_modes
from data.town_analysis import WALKER
from geo.cut import build_passage
from geo.measure.convenient import ConvenientAccess
from geo.measure.convenient_town import (
    Approach,
    Served,
    in_metres,
    measure_convenient,
)
from geo.measure.trips import build_walks
from geo.opportunity_service import opportunity_services
from geo.opportunity_site import ServiceSites, list_places
from geo.passage import Passage, Sites
from geo.pricing import ProfilePrice
from geo.profile import Profile, get_profile
from geo.reach_answer import Use
from geo.reach_place import USES

STOP: Final = "stop"
"""The service of ``geo/tables/opportunity_services.toml`` that stops are."""


class ConvenienceMeter:
    """Measures SDG 11.2.1 for one profile after the other.

    Parameters
    ----------
    session : Session
    meter : TownMeter
        With homes, places, the walker and the hierarchy.
    """

    def __init__(self, session: Session, meter: TownMeter) -> None:
        self.meter, town, book = meter, meter.town, meter.book
        items = book.places.items
        rows = list_places(book.places, opportunity_services()[STOP])
        modes = list_stop_modes(session)
        spots = np.array([items[row].lonlat for row in rows], dtype=np.float64)
        self.served = Served(
            homes=meter.homes,
            people=meter.weights[meter.lived],
            home_m=town.attacher.metric(town.middles()[meter.lived]),
            stop_m=town.attacher.metric(spots.reshape(-1, 2)),
            modes=[modes.get(items[row].key, ()) for row in rows],
        )
        walker = get_profile(WALKER)
        self.walker = self._approach(walker, town.walker, town.walker, Use.UNKNOWN)

    def measure(self, profile: Profile) -> ConvenientAccess:
        """Measure the three lines for a profile."""
        network, barriers = self.meter.town.network, self.meter.town.barriers
        passages = [
            build_passage(network, barriers, ProfilePrice(profile, policy))
            for policy, _ in BELIEFS
        ]
        strict, opened = (
            self._approach(profile, passage, passages[-1], use)
            for passage, (_, use) in zip(passages, BELIEFS, strict=True)
        )
        return measure_convenient(
            self.served,
            walker=self.walker,
            strict=strict,
            opened=opened,
            threads=self.meter.threads,
        )

    def _approach(
        self, profile: Profile, passage: Passage, hopeful: Passage, use: Use
    ) -> Approach:
        """Find the stops that somebody can use, at the doors of the hopeful passage."""
        network = self.meter.town.network
        (walk,) = build_walks(
            network, self.meter.hierarchy, [in_metres(network, passage)]
        )
        sites = self._find_stops(profile, hopeful)
        kept = sites.use[sites.attached.place] <= USES.index(use)
        kept &= ~sites.is_count[sites.attached.place]
        at = sites.attached.sites
        return Approach(
            walk,
            Sites(at.segment[kept], at.fraction[kept]),
            sites.attached.place[kept].astype(np.int32),
        )

    def _find_stops(self, profile: Profile, passage: Passage) -> ServiceSites:
        usable = passage.usable[0::2] | passage.usable[1::2]
        return self.meter.book.find_sites(STOP, profile, usable)
