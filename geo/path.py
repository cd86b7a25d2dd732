"""A route told as an answer: its sums, notes, heights, line and sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import numpy as np

from geo.ageing import aged
from geo.answer import Height, LonLat, Note, Path, Verdict
from geo.breach import Breach
from geo.confidence import rate_route
from geo.instruct import list_steps
from geo.line import vertex_fractions
from geo.need import Profile
from geo.network import NO_EVIDENCE, Evidence, Network, WayInfo
from geo.norm_breach import list_breaches
from geo.observation import Value
from geo.overlay import worse
from geo.part import Parts, Piece
from geo.reason import COMFORT, REFUSED, UNKNOWN, Remark, list_remarks
from geo.route import route_length_m
from geo.tell import Tell
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

    def __post_init__(self) -> None:
        """Judge all its edges in one go."""
        self.parts.whole.judge(piece.edge for piece in self.pieces)

    def placed(self) -> Iterator[tuple[Piece, float, float]]:
        """Give each piece with the metres at which it begins and ends."""
        at_m = 0.0
        for piece in self.pieces:
            length = float(self.network.length_m[piece.segment] * piece.share)
            yield piece, at_m, at_m + length
            at_m += length

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


@dataclass
class _Run:
    """A note that goes on: its worst value so far, and where it ends."""

    note: Note
    value: Value
    end_m: float

    def takes(self, value: Value, way: WayInfo, at_m: float) -> bool:
        """Tell whether a remark of the same rule goes on from here."""
        mine = self.note
        near = mine.barrier or at_m - self.end_m < TOGETHER_M
        same_street = mine.way == way.key or (mine.names and mine.names == way.names)
        same_place = same_street or (self.value is None and not mine.barrier)
        same_value = self.value == value or isinstance(self.value, float)
        return bool(near and same_place and same_value)

    def finished(self) -> Note:
        """Give the note with the worst value, as long as it went on."""
        length_m = self.end_m - self.note.at_m
        return replace(self.note, value=self.value, length_m=length_m)


def list_notes(journey: Journey, level: str) -> tuple[Note, ...]:
    """List the notes of one level along a route, each thing once, in order."""
    network, runs = journey.network, list[_Run]()
    alike: dict[tuple[str, ...], list[_Run]] = {}
    for piece, at_m, end_m in journey.placed():
        costs, way = journey.parts.of(piece), network.ways[network.way[piece.segment]]
        for remark in list_remarks(
            costs, journey.profile, edge=piece.edge, level=level
        ):
            same, value = alike.setdefault(remark.key, []), remark.shown.value
            run = next((r for r in reversed(same) if r.takes(value, way, at_m)), None)
            if run is None:
                run = _Run(_begin(network, remark, piece, at_m), value, end_m)
                same.append(run)
                runs.append(run)
            run.value = _worst(remark.shown.attribute, run.value, value)
            run.end_m = end_m
    return tuple(_as_of(run.finished(), journey.terms.today) for run in runs)


def _as_of(note: Note, today: date | None) -> Note:
    """Say how sure a note is on the day of the question."""
    if not note.method:
        return note
    said = Evidence(note.source, note.method, note.observed_on, note.confidence)
    sure = aged(said, today, attribute=note.attribute, value=note.value)
    return replace(note, confidence=sure)


def _begin(network: Network, remark: Remark, piece: Piece, at_m: float) -> Note:
    note = remark.write(network, piece.edge)
    start = along(network, piece, piece.start)
    position = note.position if note.barrier else start
    return replace(note, at_m=at_m, position=position)


def _worst(attribute: str, one: Value, other: Value) -> Value:
    if not isinstance(one, float) or not isinstance(other, float):
        return one
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
    is_told = Tell.HEIGHTS in journey.terms.tell
    heights = list_heights(network, journey.pieces) if is_told else ()
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
        steps=list_steps(journey.parts.whole, journey.pieces, notes),
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
        hours=list_hours(journey),
    )


def list_hours(journey: Journey) -> tuple[Note, ...]:
    """List what is open only at times on a route, each once, in order."""
    hours = journey.terms.hours
    passed = dict.fromkeys(p.segment for p in journey.pieces) if hours else {}
    met = (one for s in passed if s in hours for one in hours[s])
    return tuple(one.note() for one in dict.fromkeys(met))


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
    passed = [piece.segment for piece in journey.pieces]
    segments = np.unique(np.array(passed, dtype=np.int64))
    ways = np.unique(network.way[segments]).tolist()
    found = {network.ways[way].source for way in ways}
    used: set[int] = set()
    for attribute in network.evidence.keys() - NOT_OF_THE_WAY:
        used.update(network.evidence[attribute][segments].tolist())
    found |= {network.evidences[i].source for i in used - {NO_EVIDENCE}}
    found |= set(_told_by_barriers(journey, segments.tolist()))
    return tuple(sorted(found - {""}))


def _told_by_barriers(journey: Journey, segments: Sequence[int]) -> Iterator[str]:
    """Name the sources of the barriers whose value or doubt counts."""
    laid = journey.parts.whole.laid
    told = (laid.facts.culprits, laid.facts.rumours, laid.facts.vague)
    for segment in segments:
        for barrier in laid.on.get(segment, ()):
            place = barrier.attribute, segment
            if any(by.get(place) is barrier for by in told):
                yield barrier.evidence.source


def dedupe(notes: Iterable[Note]) -> tuple[Note, ...]:
    """Keep the first of the notes that say the same of the same street."""
    kept: dict[tuple[object, ...], Note] = {}
    for note in notes:
        street = tuple(sorted(note.names.items())) or note.way
        key = (note.rule, note.attribute, note.barrier, street)
        kept.setdefault(key, note)
    return tuple(kept.values())
