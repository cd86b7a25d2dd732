"""Turns what the ranking of repairs finds into rows of works."""

from __future__ import annotations

from typing import Final

import shapely

from data.gap_facts import short_key
from data.models import Json
from data.queries.work import WorkFact
from data.street import Streets
from data.town_analysis import ProfileSurvey
from geo.works import Gain

USUAL_COST: Final = "usual_cost"
"""Whether the cost of a work is the usual one of its kind."""


class WorkWriter:
    """Writes the works of one profile as facts to be stored.

    Parameters
    ----------
    survey : ProfileSurvey
    """

    def __init__(self, survey: ProfileSurvey) -> None:
        self.profile = survey.profile.key
        self.streets = Streets(survey.town.network)
        self.made_up = survey.town.facts.demonstrations
        self.made_up_segment = self.streets.of_sources(self.made_up)

    def work(self, gain: Gain, rank: int) -> WorkFact:
        """Write a work with its rank."""
        barrier = gain.barrier
        people = gain.total if gain.residents_known else 0.0
        segments = [*barrier.segments, *gain.homes]
        return WorkFact(
            key=short_key("work", self.profile, barrier.key),
            barrier_key=barrier.key,
            profile=self.profile,
            rank=rank,
            residents=round(people, 1),
            shape=shapely.Point(barrier.lonlat),
            services=list(gain.services),
            cost=barrier.cost,
            details=self._work_details(gain),
            is_demonstration=barrier.evidence.source in self.made_up
            or bool(self.made_up_segment[segments].any()),
        )

    def _work_details(self, gain: Gain) -> Json:
        barrier = gain.barrier
        return {
            "kind": barrier.kind,
            "attribute": barrier.attribute,
            "value": barrier.value,
            "names": barrier.names or self.streets.name(barrier.segments),
            "source": barrier.evidence.source,
            "alone": gain.total > 0,
            USUAL_COST: barrier.details.get(USUAL_COST, False),
            "unit": "residents" if gain.residents_known else "metres",
            "opens": round(gain.total, 1),
            "by_service": {g: round(n, 1) for g, n in gain.services.items()},
        }
