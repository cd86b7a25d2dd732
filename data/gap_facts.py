"""Turns what the analyses find into rows of gaps and works."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
import shapely

from data.models import Json
from data.note_json import note_details
from data.queries.gap import GapFact
from data.queries.work import WorkFact
from data.street import MOST_STREETS, Streets
from data.town_analysis import ProfileSurvey
from geo.answer import Note
from geo.island import Block, Island
from geo.service_gap import ServiceGap
from geo.stop_gap import StopGap
from geo.works import Gain

MOST_BLOCKS: Final = 12
"""Reasons kept with a gap; how many there are is told beside them."""
KEY_LENGTH: Final = 160
USUAL_COST: Final = "usual_cost"
"""Whether the cost of a work is the usual one of its kind."""


def short_key(*parts: str) -> str:
    """Join the parts of a key; what is too long for its column ends in a digest."""
    key = ":".join(parts)
    if len(key) <= KEY_LENGTH:
        return key
    digest = hashlib.sha256(key.encode()).hexdigest()[:16]
    return f"{key[: KEY_LENGTH - 17]}~{digest}"


class GapWriter:
    """Writes the gaps and works of one profile as facts to be stored.

    Parameters
    ----------
    survey : ProfileSurvey
    """

    def __init__(self, survey: ProfileSurvey) -> None:
        self.survey, self.town = survey, survey.town
        self.network, self.profile = survey.town.network, survey.profile.key
        self.streets = Streets(self.network)
        self._made_up = survey.town.facts.demonstrations
        self._made_up_segment = self.streets.of_sources(self._made_up)

    def island(self, island: Island) -> GapFact:
        """Write an island."""
        notes, count = self._notes([block.edge for block in island.blocks])
        segments = island.segments or island.homes
        lived = bool(np.isfinite(self.network.residents).any())
        first = min(self.network.node_key[node] for node in island.nodes)
        details: Json = {
            "length_m": round(island.length_m, 1),
            "nodes": len(island.nodes),
            "streets": self.streets.named(segments)[:MOST_STREETS],
            "also_walker": island.also_walker,
            "one_way": _one_way(island.blocks),
            "blocks": [note_details(note) for note in notes],
            "block_count": count,
        }
        return GapFact(
            key=short_key("island", self.profile, first),
            kind="island",
            profile=self.profile,
            shape=self.streets.lines(segments) or self.streets.node(island.nodes[0]),
            names=self.streets.name(segments),
            residents=round(island.residents, 1) if lived else None,
            details=details,
            is_demonstration=self._demonstration(segments, notes),
        )

    def service(self, gap: ServiceGap) -> GapFact:
        """Write a service that a quarter cannot get to."""
        notes, count = self._notes(gap.blocks)
        quarters = self.town.facts.quarters
        quarter = quarters[gap.quarter] if gap.quarter >= 0 else None
        concerned = round(gap.lost + gap.unknown, 1)
        details: Json = {
            "group": gap.group,
            "quarter": quarter.key if quarter else "",
            "reached": round(gap.reached, 1),
            "unknown": round(gap.unknown, 1),
            "lost": round(gap.lost, 1),
            "unit": "residents" if gap.residents_known else "metres",
            "blocks": [note_details(note) for note in notes],
            "block_count": count,
        }
        where = quarter.key if quarter else "-"
        spot = quarter.lonlat if quarter else self.streets.middle(gap.homes[0])
        return GapFact(
            key=short_key("service", self.profile, where, gap.group),
            kind="service",
            profile=self.profile,
            shape=shapely.Point(spot),
            names=quarter.names if quarter else {},
            residents=concerned if gap.residents_known else None,
            details=details,
            is_demonstration=self._demonstration(gap.homes, notes),
        )

    def stop(self, gap: StopGap) -> GapFact:
        """Write a stop that cannot be got to."""
        notes, count = self._notes(gap.blocks)
        stop = self.town.facts.stops[int(self.survey.stops.index[gap.site])]
        segment = int(self.survey.stops.sites.segment[gap.site])
        return GapFact(
            key=short_key("stop", self.profile, stop.key),
            kind="stop",
            profile=self.profile,
            shape=shapely.Point(stop.lonlat),
            names=stop.names,
            details={
                "stop": stop.key,
                "unknown": gap.unknown,
                "blocks": [note_details(note) for note in notes],
                "block_count": count,
            },
            is_demonstration=stop.source in self._made_up
            or self._demonstration([segment], notes),
        )

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
            is_demonstration=barrier.evidence.source in self._made_up
            or bool(self._made_up_segment[segments].any()),
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

    def _notes(self, edges: Iterable[int]) -> tuple[list[Note], int]:
        notes = self.survey.reasons(edges)
        return notes[:MOST_BLOCKS], len(notes)

    def _demonstration(self, segments: Sequence[int], notes: Iterable[Note]) -> bool:
        own = self._made_up_segment[list(segments)]
        return bool(own.any()) or any(n.source in self._made_up for n in notes)


def _one_way(blocks: Sequence[Block]) -> str:
    """Tell whether an island can be entered only, left only, or neither."""
    passed = [block for block in blocks if block.one_way]
    if not passed:
        return ""
    return "in" if passed[0].leaves else "out"
