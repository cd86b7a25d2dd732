"""A route told as an answer: its sums, notes, heights, line and sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from geo.answer import Height, LonLat, Note, Path, Verdict
from geo.breach import Breach
from geo.confidence import rate_route
from geo.instruct import list_steps
from geo.need import Profile
from geo.network import NO_EVIDENCE, Network
from geo.norm_breach import list_breaches
from geo.overlay import worse
from geo.part import Parts, Piece
from geo.reason import COMFORT, REFUSED, UNKNOWN, edge_notes
from geo.route import route_length_m
from geo.snap import vertex_fractions
from geo.terms import NO_TERMS, Terms
from geo.walked import along

TOGETHER_M: Final = 1.0
"""Notes of the same thing that are this close are one."""
NOT_OF_THE_WAY: Final = frozenset({"residents"})
"""Attributes that tell of people, not of what somebody passes."""


@dataclass(frozen=True, eq=False)
class Journey:
    """A route of one person through one network."""

    network: Network
    parts: Parts
    profile: Profile
    pieces: Sequence[Piece]
    terms: Terms = NO_TERMS

    def total(self, name: str) -> float:
        """Add up one of the costs."""
        costs = ((p, self.parts.of(p).at(p.edge)) for p in self.pieces)
        return float(sum(getattr(cost, name) * p.share for p, cost in costs))

    def rate(self) -> tuple[float, Note | None]:
        """Say how far it can be believed, and its weakest link."""
        today = self.terms.today
        return rate_route(self.parts, self.profile, self.pieces, today=today)

    def breaches(self) -> tuple[Breach, ...]:
        """List what the norm that is shown finds on it."""
        norm, today = self.terms.norm, self.terms.today
        if norm is None:
            return ()
        return list_breaches(norm, self.parts, self.pieces, today=today)


def list_notes(journey: Journey, level: str) -> tuple[Note, ...]:
    """List the notes of one level along a route, each thing once, in order."""
    notes: list[Note] = []
    at_m = 0.0
    for piece in journey.pieces:
        length = float(journey.network.length_m[piece.segment] * piece.share)
        start = along(journey.network, piece, piece.start)
        for note in edge_notes(
            journey.network,
            journey.parts.of(piece),
            journey.profile,
            edge=piece.edge,
            level=level,
        ):
            position = note.position if note.barrier else start
            placed = replace(note, at_m=at_m, length_m=length, position=position)
            _join(notes, placed)
        at_m += length
    return tuple(notes)


def _join(notes: list[Note], note: Note) -> None:
    """Add a note, or lengthen the one that it goes on from."""
    for place in range(len(notes) - 1, -1, -1):
        earlier = notes[place]
        gap = note.at_m - earlier.at_m - earlier.length_m
        if _same(earlier, note) and (note.barrier or gap < TOGETHER_M):
            notes[place] = replace(
                earlier,
                value=_worst(note.attribute, earlier.value, note.value),
                length_m=note.at_m + note.length_m - earlier.at_m,
            )
            return
    notes.append(note)


def _same(one: Note, other: Note) -> bool:
    same_street = one.way == other.way or (one.names and one.names == other.names)
    same_place = same_street or (one.value is None and not one.barrier)
    return bool(
        same_place
        and one.rule == other.rule
        and one.attribute == other.attribute
        and one.barrier == other.barrier
        and one.method == other.method
        and (one.value == other.value or isinstance(one.value, float))
    )


def _worst(attribute: str, one: object, other: object) -> float:
    if not isinstance(one, float) or not isinstance(other, float):
        return one  # type: ignore[return-value]
    if attribute in ("slope_up", "slope_down"):
        return max(one, other)
    return worse(attribute, one, other)


def build_path(journey: Journey, *, broken: bool = False) -> Path:
    """Tell a route.

    Parameters
    ----------
    journey : Journey
    broken : bool
        Whether it breaks limits, and which must be told.

    Returns
    -------
    Path
    """
    limits = list_notes(journey, REFUSED) if broken else ()
    unknown = list_notes(journey, UNKNOWN)
    watch = list_notes(journey, COMFORT)
    notes = sorted((*limits, *watch, *unknown), key=lambda note: note.at_m)
    network = journey.network
    heights = list_heights(network, journey.pieces)
    climb, descent = _climbs(heights)
    verdict = Verdict.EFFORT if watch else Verdict.USABLE
    confidence, weakest = journey.rate()
    return Path(
        verdict=Verdict.ONLY_IF if broken else verdict,
        length_m=route_length_m(network, journey.pieces),
        seconds=journey.total("seconds"),
        effort_s=journey.total("effort_s"),
        uncertain_m=journey.total("uncertain_m"),
        climb_m=climb,
        descent_m=descent,
        steps=list_steps(
            journey.parts.whole,
            journey.pieces,
            notes,
            barriers=journey.parts.barriers,
        ),
        watch=watch,
        unknown=unknown,
        broken=limits,
        heights=heights,
        line=draw_line(network, journey.pieces),
        edges=tuple(piece.edge for piece in journey.pieces),
        sources=list_sources(journey),
        confidence=confidence,
        weakest=weakest,
        breaches=journey.breaches(),
    )


def draw_line(network: Network, pieces: Sequence[Piece]) -> tuple[LonLat, ...]:
    """Draw a route as (lon, lat) points without repetition."""
    points: list[LonLat] = []
    for piece in pieces:
        line = network.line(piece.segment)
        line = line if piece.edge % 2 == 0 else line[::-1]
        place = vertex_fractions(line)
        inside = line[(place > piece.start) & (place < piece.end)]
        ends = [along(network, piece, share) for share in (piece.start, piece.end)]
        middle = [(float(lon), float(lat)) for lon, lat in inside]
        points += [ends[0], *middle, ends[1]]
    return tuple(p for i, p in enumerate(points) if i == 0 or p != points[i - 1])


def list_heights(network: Network, pieces: Sequence[Piece]) -> tuple[Height, ...]:
    """Give the heights at the nodes of a route and at its ends, where known."""
    heights: list[Height] = []
    at_m = 0.0
    for piece in pieces:
        ends = (network.tail[piece.segment], network.head[piece.segment])
        low, high = ends if piece.edge % 2 == 0 else ends[::-1]
        length = float(network.length_m[piece.segment])
        for share, metres in ((piece.start, 0.0), (piece.end, length * piece.share)):
            rise = network.node_height[high] - network.node_height[low]
            sigma = max(network.node_sigma[low], network.node_sigma[high])
            height = network.node_height[low] + share * rise
            if not np.isnan(height):
                heights.append(Height(at_m + metres, float(height), float(sigma)))
        at_m += length * piece.share
    return tuple(h for i, h in enumerate(heights) if not i or h != heights[i - 1])


def _climbs(heights: Sequence[Height]) -> tuple[float | None, float | None]:
    if not heights:
        return None, None
    steps = np.diff([h.height_m for h in heights])
    return float(steps[steps > 0].sum()), float(-steps[steps < 0].sum())


def list_sources(journey: Journey) -> tuple[str, ...]:
    """Name the sources that a route rests on."""
    network = journey.network
    segments = [piece.segment for piece in journey.pieces]
    found = {network.ways[network.way[s]].source for s in segments}
    for attribute in network.evidence.keys() - NOT_OF_THE_WAY:
        used = {int(i) for i in network.evidence[attribute][segments]} - {NO_EVIDENCE}
        found |= {network.evidences[i].source for i in used}
    mine = set(segments)
    facts = journey.parts.whole.facts
    for laid in (facts.culprits, facts.rumours, facts.vague):
        found |= {b.evidence.source for (_, s), b in laid.items() if s in mine}
    return tuple(sorted(found - {""}))


def dedupe(notes: Iterable[Note]) -> tuple[Note, ...]:
    """Keep the first of the notes that say the same of the same street."""
    kept: dict[tuple[object, ...], Note] = {}
    for note in notes:
        street = tuple(sorted(note.names.items())) or note.way
        key = (note.rule, note.attribute, note.barrier, street)
        kept.setdefault(key, note)
    return tuple(kept.values())
