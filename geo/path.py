"""A route told as an answer: its sums, notes, heights, line and sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, starmap
from operator import attrgetter
from typing import Final

from geo.account.account import Account, take_account
from geo.account.notes import Judged
from geo.account.notes import list_notes as list_levels
from geo.account.source import list_told
from geo.account.track import Track, lay_track
from geo.answer import Height, LonLat, Note, Path, Step, Verdict
from geo.breach import Breach
from geo.confidence import Ride, rate_ride
from geo.cost import Bits, Costs
from geo.instruct import tell_steps
from geo.need import Profile
from geo.network import Floats, Network
from geo.norm_breach import list_breaches
from geo.part import Parts, Piece
from geo.reason import COMFORT, REFUSED, UNKNOWN
from geo.tell import Tell
from geo.terms import NO_TERMS, Terms

_at_m: Final = attrgetter("at_m")


@dataclass(frozen=True, eq=False)
class Journey:
    """A route of one person through one network."""

    network: Network
    parts: Parts
    profile: Profile
    pieces: Sequence[Piece]
    terms: Terms = NO_TERMS

    @cached_property
    def track(self) -> Track:
        """Its pieces as arrays."""
        return lay_track(self.pieces)

    @cached_property
    def met(self) -> dict[int, Costs]:
        """Pieces on whose segments barriers act, and the costs of each."""
        on = self.parts.whole.laid.on
        segments = (self.track.edge >> 1).tolist() if on else ()
        met = [place for place, segment in enumerate(segments) if segment in on]
        return {place: self.parts.of(self.pieces[place]) for place in met}

    @cached_property
    def whole(self) -> tuple[Floats, Bits]:
        """The costs of the whole edges of its pieces (``Costs.judged``)."""
        return self.parts.whole.judged(self.track.edge)

    @cached_property
    def judged(self) -> tuple[Floats, Bits]:
        """The same where a barrier does not count that lies beside a piece."""
        others = [i for i, costs in self.met.items() if costs is not self.parts.whole]
        if not others:
            return self.whole
        measures, bits = self.whole[0].copy(), self.whole[1].copy()
        for place in others:
            one = self.track.edge[place : place + 1]
            measures[:, [place]], bits[:, [place]] = self.met[place].judged(one)
        return measures, bits

    def is_refused(self) -> bool:
        """Tell whether a note may be why it is refused; barriers are not looked at."""
        return bool(self.pieces) and (bool(self.met) or bool(self.judged[1][0].any()))

    @cached_property
    def account(self) -> Account:
        """All that is told of it, as rows."""
        return take_account(self.parts.whole.laid, self.track)

    def totals(self) -> list[float]:
        """Add up seconds, effort, and metres in doubt."""
        start, end = self.track.share.T
        found: list[float] = (self.judged[0][:3] @ (end - start)).tolist()
        return found

    def notes(self, *levels: str) -> list[tuple[Note, ...]]:
        """List its notes, level by level."""
        if not self.pieces:
            return [() for _ in levels]
        pieces, bits = self.account.pieces, self.judged[1]
        judged = Judged(
            *(self.network, self.profile, pieces, bits), self.met, self.terms.today
        )
        found = list_levels(judged, levels)
        return [found[level] for level in levels]

    @property
    def length_m(self) -> float:
        """Metres in all."""
        start, end = self.track.share.T
        return float(self.network.length_m[self.track.edge >> 1] @ (end - start))

    def steps(self, notes: Sequence[Note]) -> tuple[Step, ...]:
        """Tell it as instructions; notes go to the step on which they lie."""
        if not self.pieces:
            return ()
        start, end = self.track.share.T
        seconds = self.whole[0][0] * (end - start)
        return tell_steps(self.account, seconds.tolist(), notes)

    def line(self) -> tuple[LonLat, ...]:
        """Draw it as (lon, lat) points without repetition."""
        if not self.pieces:
            return ()
        lon, lat = self.account.walk.line.T.tolist()
        return tuple(zip(lon, lat, strict=True))

    def heights(self) -> tuple[Height, ...]:
        """Give the heights at its nodes and at its ends, where known."""
        rows = self.account.walk.heights.tolist() if self.pieces else ()
        return tuple(starmap(Height, rows))

    def rate(self) -> tuple[float, Note | None]:
        """Say how far it can be believed, and its weakest link."""
        doubts = self.judged[1][1].tolist()
        today = self.terms.today
        return rate_ride(Ride(self.parts, self.profile, self.pieces, today, doubts))

    def breaches(self) -> tuple[Breach, ...]:
        """List what the norm that is shown finds on it."""
        norm, today = self.terms.norm, self.terms.today
        if norm is None:
            return ()
        return list_breaches(norm, self.parts, self.pieces, today=today)


def list_notes(journey: Journey, level: str) -> tuple[Note, ...]:
    """List the notes of one level along a route, each thing once, in order."""
    return journey.notes(level)[0]


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
    levels = (UNKNOWN, COMFORT, REFUSED) if broken else (UNKNOWN, COMFORT)
    unknown, watch, *others = journey.notes(*levels)
    limits = others[0] if others else ()
    heights = journey.heights() if Tell.HEIGHTS in journey.terms.tell else ()
    climb, descent = _climbs(heights)
    verdict = Verdict.EFFORT if watch else Verdict.USABLE
    confidence, weakest = journey.rate()
    seconds, effort_s, uncertain_m = journey.totals()
    return Path(
        verdict=Verdict.ONLY_IF if broken else verdict,
        length_m=journey.length_m,
        seconds=seconds,
        effort_s=effort_s,
        uncertain_m=uncertain_m,
        climb_m=climb,
        descent_m=descent,
        steps=journey.steps(sorted((*limits, *watch, *unknown), key=_at_m)),
        watch=watch,
        unknown=unknown,
        broken=limits,
        heights=heights,
        line=journey.line(),
        edges=tuple(journey.track.edge.tolist()),
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


def _climbs(heights: Sequence[Height]) -> tuple[float | None, float | None]:
    if not heights:
        return None, None
    rises = [h.height_m - low.height_m for low, h in pairwise(heights)]
    up = sum(rise for rise in rises if rise > 0)
    return float(up), float(-sum(rise for rise in rises if rise < 0))


def list_sources(journey: Journey) -> tuple[str, ...]:
    """Name the sources that a route rests on."""
    segments = journey.track.edge >> 1
    found = list_told(journey.network, segments) if len(segments) else set()
    if journey.met:
        found |= set(_told_by_barriers(journey, segments.tolist()))
    return tuple(sorted(found - {""}))


def _told_by_barriers(journey: Journey, segments: Sequence[int]) -> Iterator[str]:
    """Name the sources of the barriers whose value or doubt counts."""
    laid = journey.parts.whole.laid
    facts = laid.facts
    told = (facts.culprits, facts.rumours, facts.vague, facts.unsized)
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
