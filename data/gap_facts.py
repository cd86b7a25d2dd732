"""Turns what the analyses find into rows of gaps."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
import shapely

from data.models import Json, Names
from data.note_json import note_details
from data.queries.gap import GapFact
from data.queries.town_facts import Spot
from data.street import MOST_STREETS, Streets
from data.town_analysis import ProfileSurvey
from geo.answer import Note
from geo.gap.district import FLOOR, DistrictGap
from geo.gap.link import LinkGap
from geo.island import Block, Island
from geo.service import load_services
from geo.service_gap import ServiceGap
from geo.stop_gap import StopGap

MOST_BLOCKS: Final = 12
"""Reasons kept with a gap; how many there are is told beside them."""
KEY_LENGTH: Final = 160


def short_key(*parts: str) -> str:
    """Join the parts of a key; what is too long for its column ends in a digest."""
    key = ":".join(parts)
    if len(key) <= KEY_LENGTH:
        return key
    digest = hashlib.sha256(key.encode()).hexdigest()[:16]
    return f"{key[: KEY_LENGTH - 17]}~{digest}"


class GapWriter:
    """Writes the gaps of one profile as facts to be stored.

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
        self.lived = bool(np.isfinite(self.network.residents).any())

    def island(self, island: Island) -> GapFact:
        """Write an island."""
        notes = self._notes([block.edge for block in island.blocks])
        segments = island.segments or island.homes
        first = min(self.network.node_key[node] for node in island.nodes)
        people = self._people(island.residents)
        details: Json = {
            "length_m": round(island.length_m, 1),
            "nodes": len(island.nodes),
            "streets": self.streets.named(segments)[:MOST_STREETS],
            "also_walker": island.also_walker,
            "one_way": _one_way(island.blocks),
        }
        return self._fact(
            GapFact(
                key=short_key("island", self.profile, first),
                kind="island",
                profile=self.profile,
                shape=self.streets.lines(segments)
                or self.streets.node(island.nodes[0]),
                names=self.streets.name(segments),
                residents=people,
                details=details,
                look="other" if island.also_walker else "bad",
                district=self._district(segments),
                people_low=people,
                people_high=people,
                decided=1.0,
            ),
            notes,
            segments,
        )

    def crossing(self, gap: LinkGap) -> GapFact:
        """Write a missing crossing or ramp."""
        notes = self._notes(gap.blocks)
        people = self._people(gap.residents)
        first = min(self.streets.ends(segment) for segment in gap.segments)
        shape = self.streets.lines(gap.segments)
        return self._fact(
            GapFact(
                key=short_key("crossing", self.profile, *first),
                kind="crossing",
                profile=self.profile,
                shape=shape or self.streets.node(0),
                names=self.streets.name(gap.segments) or _named(notes),
                residents=people,
                details={"links": len(gap.segments)},
                district=self._district(gap.segments),
                people_low=people,
                people_high=people,
                decided=1.0,
            ),
            notes,
            gap.segments,
        )

    def service(self, gap: ServiceGap) -> GapFact:
        """Write a service that a quarter cannot get to."""
        quarter = self._quarter(gap.quarter)
        high = round(gap.lost + gap.unknown, 1)
        total = gap.reached + gap.unknown + gap.lost
        details: Json = {
            "group": gap.group,
            "quarter": quarter.key if quarter else "",
            "reached": round(gap.reached, 1),
            "unknown": round(gap.unknown, 1),
            "lost": round(gap.lost, 1),
            "unit": "residents" if gap.residents_known else "metres",
            "minutes": load_services().within(gap.group).minutes,
        }
        where = quarter.key if quarter else "-"
        spot = quarter.lonlat if quarter else self.streets.middle(gap.homes[0])
        return self._fact(
            GapFact(
                key=short_key("service", self.profile, where, gap.group),
                kind="service",
                profile=self.profile,
                shape=shapely.Point(spot),
                names=quarter.names if quarter else {},
                residents=high if gap.residents_known else None,
                details=details,
                look="bad" if gap.lost > 0 else "doubt",
                service=gap.group,
                services=(gap.group,),
                district=quarter.key if quarter else "",
                people_low=round(gap.lost, 1) if gap.residents_known else None,
                people_high=high if gap.residents_known else None,
                decided=round((gap.reached + gap.lost) / total, 3),
            ),
            self._notes(gap.blocks),
            gap.homes,
        )

    def district(self, gap: DistrictGap) -> GapFact:
        """Write a district under the floor."""
        quarter = self.town.facts.quarters[gap.district]
        known = self.lived
        details: Json = {
            "low": round(gap.low, 3),
            "high": round(gap.high, 3),
            "floor": FLOOR,
            "lost": list(gap.lost),
            "doubtful": list(gap.doubtful),
            "unit": "residents" if known else "metres",
        }
        return self._fact(
            GapFact(
                key=short_key("district", self.profile, quarter.key),
                kind="district",
                profile=self.profile,
                shape=shapely.Point(quarter.lonlat),
                names=quarter.names,
                residents=round(gap.people_high, 1) if known else None,
                details=details,
                look="bad" if gap.high < FLOOR else "doubt",
                services=tuple(dict.fromkeys((*gap.lost, *gap.doubtful))),
                district=quarter.key,
                people_low=round(gap.people_low, 1) if known else None,
                people_high=round(gap.people_high, 1) if known else None,
                decided=round(1 - (gap.high - gap.low), 3),
            ),
            [],
            gap.homes,
        )

    def stop(self, gap: StopGap, near: float) -> GapFact:
        """Write a stop that cannot be got to, and who has it near."""
        stop = self.town.facts.stops[int(self.survey.stops.index[gap.site])]
        segment = int(self.survey.stops.sites.segment[gap.site])
        people = self._people(near)
        low = 0.0 if gap.unknown and people is not None else people
        transport = load_services().stops
        fact = self._fact(
            GapFact(
                key=short_key("stop", self.profile, stop.key),
                kind="stop",
                profile=self.profile,
                shape=shapely.Point(stop.lonlat),
                names=stop.names,
                residents=people,
                details={"stop": stop.key},
                look="doubt" if gap.unknown else "bad",
                service=transport,
                services=(transport,),
                district=self._district([segment]),
                people_low=low,
                people_high=people,
                decided=0.0 if gap.unknown else 1.0,
            ),
            self._notes(gap.blocks),
            [segment],
        )
        made_up = fact.is_demonstration or stop.source in self._made_up
        return replace(fact, is_demonstration=made_up)

    def _fact(
        self, fact: GapFact, notes: Sequence[Note], segments: Sequence[int]
    ) -> GapFact:
        """Add what is in the way, and whether any of it is made up."""
        details = {
            **fact.details,
            "blocks": [note_details(note) for note in notes[:MOST_BLOCKS]],
            "block_count": len(notes),
        }
        causes = dict.fromkeys((n.barrier or n.way, bool(n.barrier)) for n in notes)
        return replace(
            fact,
            details=details,
            causes=tuple(causes),
            is_demonstration=self._demonstration(segments, notes),
        )

    def _people(self, count: float) -> float | None:
        return round(count, 1) if self.lived else None

    def _quarter(self, index: int) -> Spot | None:
        return self.town.facts.quarters[index] if index >= 0 else None

    def _district(self, segments: Sequence[int]) -> str:
        """Give the key of the quarter in which most of some segments lie."""
        inside = self.town.quarters[list(segments)]
        inside = inside[inside >= 0]
        if not len(inside):
            return ""
        quarter = self._quarter(int(np.bincount(inside).argmax()))
        return quarter.key if quarter else ""

    def _notes(self, edges: Iterable[int]) -> list[Note]:
        return self.survey.reasons(edges)

    def _demonstration(self, segments: Sequence[int], notes: Iterable[Note]) -> bool:
        own = self._made_up_segment[list(segments)]
        return bool(own.any()) or any(n.source in self._made_up for n in notes)


def _one_way(blocks: Sequence[Block]) -> str:
    """Tell whether an island can be entered only, left only, or neither."""
    passed = [block for block in blocks if block.one_way]
    if not passed:
        return ""
    return "in" if passed[0].leaves else "out"


def _named(notes: Iterable[Note]) -> Names:
    """Give the first name among the ways that are in the way."""
    return next((note.names for note in notes if note.names), {})
