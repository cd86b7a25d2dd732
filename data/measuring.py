"""Measures the whole town for one profile after the other: load → compute."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from data.hierarchy_file import ready_hierarchy
from data.opportunities import get_service_book
from data.part_file import Asked, Question
from data.queries.town_facts import load_town_facts
from data.regions import count_all
from data.runtime import Runtime
from data.town_analysis import WALKER, TownSurvey
from geo.answer import Policy
from geo.cost import edge_costs
from geo.cut import build_passage
from geo.engine.hierarchy import Hierarchy
from geo.measure.convenient import ConvenientAccess
from geo.measure.enough import Completeness, completeness
from geo.measure.supply import build_supply
from geo.measure.table import Residents, TownMeasures, measure_town
from geo.measure.town import Counted
from geo.network import Floats
from geo.opportunity_site import ServiceBook, ServiceSites
from geo.passage import Flags, Passage, Sites
from geo.pricing import ProfilePrice
from geo.profile import Profile, get_profile
from geo.reach_answer import Use

LIMITS_S: Final = (600.0, 1200.0, 1800.0)
"""Ten, twenty and thirty minutes; one measure at three times shows how much the choice
of a time does."""
THREADS: Final = 2
BELIEFS: Final = ((Policy.STRICT, Use.LIMITED), (Policy.OPEN, Use.UNKNOWN))
"""What is believed of streets, and up to which use of a place it counts."""


@dataclass(frozen=True, eq=False)
class Measured:
    """What was measured for one profile.

    Attributes
    ----------
    profile : str
    services : tuple of str
        Of the last axis of the measures.
    districts : tuple of str
        Keys, of all rows but the last, which is the whole town.
    residents_known : bool
        Whether people are counted; else metres of street stand for them.
    counted_share : array, shape (c,)
        Share of each service that is only counted on ground: nobody knows whether
        somebody gets in, and the measures end on the street.
    measures : TownMeasures
    convenient : ConvenientAccess, optional
        SDG 11.2.1 in its three lines, where it was measured.
    """

    profile: str
    services: tuple[str, ...]
    districts: tuple[str, ...]
    residents_known: bool
    counted_share: Floats
    measures: TownMeasures
    convenient: ConvenientAccess | None = None


class TownMeter:
    """Measures one town for one profile after the other.

    Parameters
    ----------
    town : TownSurvey
    book : ServiceBook
    hierarchy : Hierarchy
    limits_s : tuple of float
    threads : int
    """

    def __init__(
        self,
        town: TownSurvey,
        book: ServiceBook,
        hierarchy: Hierarchy,
        *,
        limits_s: tuple[float, ...] = LIMITS_S,
        threads: int = THREADS,
    ) -> None:
        self.town, self.book, self.hierarchy = town, book, hierarchy
        self.limits_s, self.threads = limits_s, threads
        people = np.nan_to_num(town.network.residents)
        self.residents_known = bool(people.sum() > 0)
        self.weights = people if self.residents_known else town.network.length_m
        self.lived = np.flatnonzero(self.weights > 0).astype(np.int32)
        self.homes = Sites(self.lived, np.full(len(self.lived), 0.5))

    def measure(self, profile: Profile) -> Measured:
        """Measure what people of a profile reach, at best and at worst."""
        asked = self.ask([profile])
        counted = count_all(asked, self.hierarchy, threads=self.threads)
        return self.sum_up([profile], counted)[0]

    def ask(self, profiles: Sequence[Profile]) -> Asked:
        """Put together what has to be counted: the walker, then each at worst, at best.

        Parameters
        ----------
        profiles : sequence of Profile
        """
        walker = get_profile(WALKER)
        questions = self._ask(walker, self.town.walker, [(Policy.OPEN, Use.UNKNOWN)])
        for profile in profiles:
            questions += self._ask(profile, self._open(profile), BELIEFS)
        network, barriers = self.town.network, self.town.barriers
        return Asked(network, barriers, self.homes, questions, self.limits_s)

    def _open(self, profile: Profile) -> Passage:
        price = ProfilePrice(profile, Policy.OPEN)
        return build_passage(self.town.network, self.town.barriers, price)

    def _ask(
        self, profile: Profile, hopeful: Passage, beliefs: Sequence[tuple[Policy, Use]]
    ) -> list[Question]:
        """Ask under some beliefs; places have the doors of the most hopeful."""
        usable = hopeful.usable
        sites = self._find_sites(profile, usable[0::2] | usable[1::2])
        return [
            Question(profile.key, policy, build_supply(sites, use))
            for policy, use in beliefs
        ]

    def sum_up(
        self, profiles: Sequence[Profile], counted: Sequence[Counted]
    ) -> list[Measured]:
        """Sum up what was counted, by profile.

        Parameters
        ----------
        profiles : sequence of Profile
        counted : sequence of Counted
            One a question of ``ask`` of these profiles.
        """
        walker, *others = counted
        return [
            self._sum_up(profile, walker, strict, opened)
            for profile, strict, opened in zip(
                profiles, others[0::2], others[1::2], strict=True
            )
        ]

    def _sum_up(
        self, profile: Profile, walker: Counted, strict: Counted, opened: Counted
    ) -> Measured:
        districts = self.town.facts.quarters
        residents = Residents(
            self.weights[self.lived], self.town.quarters[self.lived], len(districts)
        )
        measures = measure_town(
            walker,
            strict,
            opened,
            homes=residents,
            complete=self._complete(profile, len(districts)),
        )
        return Measured(
            profile=profile.key,
            services=self.book.services,
            districts=tuple(district.key for district in districts),
            residents_known=self.residents_known,
            counted_share=self.counted_share,
            measures=measures,
        )

    def _find_sites(self, profile: Profile, usable: Flags) -> list[ServiceSites]:
        services = self.book.services
        return [self.book.find_sites(one, profile, usable) for one in services]

    @cached_property
    def counted_share(self) -> Floats:
        """Share of each service that is only counted on ground."""
        return np.array([self._counted(one) for one in self.book.services])

    def _counted(self, service: str) -> float:
        """Give the share of a service that is only counted on ground."""
        every = np.ones(self.town.network.segments, dtype=np.bool_)
        sites = self.book.find_sites(service, get_profile(WALKER), every)
        whole = float(np.nansum(sites.amount))
        counted = float(np.nansum(sites.amount[sites.is_count]))
        return counted / whole if whole > 0 else float("nan")

    def _complete(self, profile: Profile, districts: int) -> Completeness:
        """Measure what is known of streets that are not refused anyway."""
        network = self.town.network
        costs = edge_costs(network, profile, Policy.OPEN, self.town.barriers)
        doubt = np.where(costs.refused == 0, costs.uncertain_m, 0.0)
        uncertain = doubt.reshape(-1, 2).max(axis=1)
        whole = np.full(network.segments, districts)
        return completeness(
            np.tile(uncertain, 2),
            np.tile(network.length_m, 2),
            np.concatenate([self.town.quarters, whole]),
            count=districts + 1,
        )


def build_meter(runtime: Runtime) -> TownMeter:
    """Read what is needed to measure a town.

    Raises
    ------
    MissingError
        If the network is not built.
    """
    network, barriers = runtime.graphs.current()
    with runtime.database.read() as session:
        facts = load_town_facts(session)
        book = get_service_book(session, network)
    town = TownSurvey(network, barriers, facts=facts, walker=get_profile(WALKER))
    return TownMeter(town, book, ready_hierarchy(network, runtime.graphs.folder))
