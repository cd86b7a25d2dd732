"""Turns the unknown segments that decide most into streets and measures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final

import shapely

from data.gap_facts import short_key
from data.models import Json
from data.queries.survey_hint import HintFact
from data.street import Streets
from data.town_analysis import ProfileSurvey
from geo.answer import Policy
from geo.cost import Costs, edge_costs
from geo.gap.measure_how import measure_of
from geo.gap.survey_chance import good_chances
from geo.gap.survey_graph import SurveyGraph, build_survey_graph
from geo.gap.survey_value import SurveyItem, count_waiting, rank_surveys
from geo.reason import why_refused
from geo.service_gap import weigh_homes

MOST: Final = 30
"""Places to survey for each profile."""


class HintWriter:
    """Writes what to survey next for one profile.

    Parameters
    ----------
    survey : ProfileSurvey
    anchors : mapping of str to str
        Key of a barrier → key of the node or way on which it stands.
    """

    def __init__(self, survey: ProfileSurvey, anchors: Mapping[str, str]) -> None:
        self.survey, self.anchors = survey, anchors
        self.network = survey.town.network
        self.streets = Streets(self.network)
        made_up = survey.town.facts.demonstrations
        self.made_up = self.streets.of_sources(made_up)

    @cached_property
    def strict(self) -> Costs:
        """What every edge costs if nothing unknown is taken."""
        town, profile = self.survey.town, self.survey.profile
        return edge_costs(self.network, profile, Policy.STRICT, town.barriers)

    def hints(self) -> Iterator[HintFact]:
        """Rank and write the places."""
        survey = self.survey
        weight, known = weigh_homes(self.network)
        graph = build_survey_graph(self.network, survey.doors, survey.access, weight)
        chance = good_chances(survey.costs.refused, self.strict.refused, graph.links)
        ranked = rank_surveys(graph, chance, most=MOST)
        unit = "residents" if known else "metres"
        waiting = round(count_waiting(graph), 1)
        used: set[str] = set()
        for rank, item in enumerate(ranked, start=1):
            details = {"unit": unit, "waiting": waiting}
            fact = self._hint(graph, item, rank, details)
            if fact.key not in used:
                used.add(fact.key)
                yield fact

    def _hint(
        self, graph: SurveyGraph, item: SurveyItem, rank: int, details: Json
    ) -> HintFact:
        segments = sorted({int(graph.links[link]) for link in item.links})
        measures = [one for segment in segments for one in self._measures(segment)]
        name = self.streets.name(segments)
        ends = [key for segment in segments for key in self.streets.ends(segment)]
        details |= {
            "opened": round(item.opened, 1),
            "lost": round(item.lost, 1),
            "chance": round(item.chance, 3),
            "segments": len(segments),
            "length_m": round(float(self.network.length_m[segments].sum()), 1),
            "measures": list({_same(one): one for one in measures}.values()),
            "streets": self.streets.named(segments),
        }
        lines = self.streets.lines(segments)
        return HintFact(
            key=short_key("survey", self.survey.profile.key, *ends),
            profile=self.survey.profile.key,
            rank=rank,
            names=name,
            people=round(item.expected, 1),
            shape=lines or shapely.MultiLineString(),
            details=details,
            is_demonstration=bool(self.made_up[segments].any()),
        )

    def _measures(self, segment: int) -> Iterator[Json]:
        """Tell what is not known of a segment, and of what it is a fact."""
        survey, seen = self.survey, set()
        for edge in (2 * segment, 2 * segment + 1):
            for note in why_refused(
                self.network, self.strict, survey.profile, survey.town.barriers, edge
            ):
                measure = measure_of(note.rule)
                if measure is None or measure.attribute in seen:
                    continue
                seen.add(measure.attribute)
                yield {
                    "subject": self._subject(segment, note.barrier),
                    "attribute": measure.attribute,
                    "rule": measure.rule,
                    "side": _side(int(self.network.side[segment])),
                    "names": note.names,
                    "lon": round(note.position[0], 6),
                    "lat": round(note.position[1], 6),
                }

    def _subject(self, segment: int, barrier: str) -> str:
        """Give the key of which something is a fact: a crossing is one of its node."""
        if barrier:
            return self.anchors.get(barrier, barrier)
        network = self.network
        corners = [
            network.node_key[int(node)]
            for node in (network.tail[segment], network.head[segment])
        ]
        is_crossing = network.crosses[segment] >= 0 if len(network.crosses) else False
        if is_crossing and all("/" in corner for corner in corners):
            return corners[0].partition("/")[0]
        return network.ways[int(network.way[segment])].key


def _same(measure: Json) -> tuple[str, str, str]:
    return measure["subject"], measure["attribute"], measure["side"]


def _side(side: int) -> str:
    return ("both", "left", "right")[side]
