"""How far a route can be believed, and what its weakest link is.

A metre is worth what the least sure of the things is worth that matter to this person
there; where one of them is in doubt, it is worth nothing.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import Final

from geo.ageing import aged
from geo.answer import Note
from geo.carriageway import exposure, is_crossing
from geo.column import decode
from geo.fact import altered
from geo.line import point_at
from geo.need import Profile
from geo.network import NO_EVIDENCE, Evidence, Network
from geo.overlay import Facts
from geo.part import Parts, Piece, lengths_of
from geo.reason import doubt_note
from geo.rule import RULES

EVIDENCE: Final[dict[str, tuple[str, ...]]] = {
    "slope_up": ("incline",),
    "slope_down": ("incline",),
    "slope_across": ("incline_across",),
    "width": ("width_m",),
    "narrowing": ("narrowest_m",),
    "clearance": ("clearance_m",),
    "kerb": ("kerb_height_m", "kerb"),
    "steps": ("step_count", "steps"),
    "smoothness": ("smoothness",),
    "surface": ("surface", "smoothness"),
    "crossing": ("crossing",),
}
"""Rule → attributes of which one must be known; the best known one counts."""
DOUBT: Final = {rule: (EVIDENCE.get(rule, rule), None) for rule in RULES}
"""Rule → what is not known where it is in doubt."""
TOLD_BY_WHEELS: Final = frozenset({"width", "kerb", "surface"})
"""Rules that ``wheelchair=yes`` answers where nothing else does."""
GOOD: Final = ("yes", "designated")
_score: Final = attrgetter("score")
_lost_m: Final = attrgetter("lost_m")


def _crosses(network: Network, segment: int) -> bool:
    return bool(is_crossing(network)[segment])


def _off_street(network: Network, segment: int) -> bool:
    is_street = not math.isnan(exposure(network)[segment])
    return not (is_street or is_crossing(network)[segment])


ASKED: Final[dict[str, Callable[[Network, int], bool]]] = {
    "kerb": _crosses,
    "width": _off_street,
}
"""Rules that ask only there; elsewhere nothing need be known, so nothing can lack."""


@dataclass(frozen=True)
class Link:
    """What is known for one rule on one piece, and how far it is believed.

    Attributes
    ----------
    rule : str
    attribute : str
        That it rests on; empty where it is in doubt.
    piece : int
    score : float
        0 … 1.
    evidence : Evidence, optional
    """

    rule: str
    attribute: str
    piece: int
    score: float
    evidence: Evidence | None = None


@dataclass(frozen=True, eq=False)
class Ride:
    """A route of one person on the day of the question."""

    parts: Parts
    profile: Profile
    pieces: Sequence[Piece]
    today: date | None
    doubts: Sequence[int]
    """Bits of the rules in doubt on each piece."""

    @cached_property
    def rules(self) -> tuple[str, ...]:
        """Rules for which this person must know what is there."""
        return rules_that_matter(self.profile)

    @cached_property
    def lengths(self) -> list[float]:
        """Metres of each piece."""
        return lengths_of(self.parts.network, self.pieces)


@dataclass
class Lost:
    """What one thing takes from the confidence: in metres, and over how many."""

    first: Link
    lost_m: float = 0.0
    length_m: float = 0.0
    score: float = 1.0

    def add(self, score: float, length_m: float) -> None:
        """Count one more piece."""
        self.lost_m += (1 - score) * length_m
        self.length_m += length_m
        self.score = min(self.score, score)


def rules_that_matter(profile: Profile) -> tuple[str, ...]:
    """Name the rules for which this person must know what is there."""
    rules = [rule for rule, row in profile.thresholds.items() if row.critical]
    if profile.surface.critical:
        rules.append("surface")
    if profile.crossing.critical:
        rules.append("crossing")
    if profile.steps.most is not None:
        rules.append("steps")
    return tuple(rule for rule in EVIDENCE if rule in rules)


def rate_route(
    parts: Parts, profile: Profile, pieces: Sequence[Piece], *, today: date | None
) -> tuple[float, Note | None]:
    """Say how far a route can be believed.

    Parameters
    ----------
    parts : Parts
        Costs of the person.
    profile : Profile
        Of the same person.
    pieces : sequence of Piece
    today : date, optional
        Day of the question; without it nothing is aged.

    Returns
    -------
    confidence : float
        0 … 1: the share of metres on which everything that matters is known, each
        weighted by the least of the confidences there.
    weakest : Note, optional
        What takes the most from it, with its metres in all; ``None`` where nothing
        does.
    """
    doubts = [parts.of(piece).at(piece.edge).doubtful for piece in pieces]
    return rate_ride(Ride(parts, profile, pieces, today, doubts))


def rate_ride(ride: Ride) -> tuple[float, Note | None]:
    """Say the same (``rate_route``) where what is in doubt is known already."""
    lost: dict[object, Lost] = {}
    key: object
    for place, (doubts, length_m) in enumerate(
        zip(ride.doubts, ride.lengths, strict=True)
    ):
        if doubts:
            # Nothing else there can be worth less.
            rule = RULES[(doubts & -doubts).bit_length() - 1]
            key, link = DOUBT[rule], None
        else:
            link = min(_links(ride, place), key=_score, default=None)
            if link is None or link.score >= 1:
                continue
            key, rule = (link.attribute, link.evidence), link.rule
        if key not in lost:
            lost[key] = Lost(link or Link(rule, "", place, 0.0))
        lost[key].add(link.score if link else 0.0, length_m)
    total = math.fsum(ride.lengths)
    if not lost or not total:
        return 1.0, None
    kept = total - math.fsum(one.lost_m for one in lost.values())
    worst = max(lost.values(), key=_lost_m)
    return min(max(kept / total, 0.0), 1.0), _weakest(ride, worst)


def _links(ride: Ride, place: int) -> Iterator[Link]:
    facts = ride.parts.of(ride.pieces[place]).facts
    for rule in ride.rules:
        yield from _known(ride, facts, rule, place=place)


def _known(ride: Ride, facts: Facts, rule: str, *, place: int) -> Iterator[Link]:
    """Give what a rule rests on; nothing where it has nothing to judge."""
    asks, segment = ASKED.get(rule), ride.pieces[place].segment
    if asks is not None and not asks(facts.network, segment):
        return
    told = [
        link
        for attribute in EVIDENCE[rule]
        if (link := _told(ride, facts, rule, attribute=attribute, place=place))
    ]
    if not told and rule in TOLD_BY_WHEELS and ride.profile.wheels:
        link = _told(ride, facts, rule, attribute="wheelchair", place=place)
        good = decode("wheelchair", facts.at("wheelchair", segment)) in GOOD
        told = [link] if link and good else []
    if told:
        yield max(told, key=lambda one: one.score)


def _told(
    ride: Ride, facts: Facts, rule: str, *, attribute: str, place: int
) -> Link | None:
    segment = ride.pieces[place].segment
    evidence = _evidence(facts, attribute, segment)
    if evidence is None:
        return None
    value = decode(attribute, float(facts.network.columns[attribute][segment]))
    score = aged(evidence, ride.today, attribute=attribute, value=value)
    return Link(rule, attribute, place, score, evidence)


def _evidence(facts: Facts, attribute: str, segment: int) -> Evidence | None:
    """Tell who says a value; most segments carry no barrier and need no asking."""
    spot = attribute, segment
    if spot in facts.culprits or spot in facts.rumours:
        return facts.evidence(attribute, segment)
    found = facts.network.evidence.get(attribute)
    if found is None or found[segment] == NO_EVIDENCE:
        return None
    return facts.network.evidences[int(found[segment])]


def _weakest(ride: Ride, lost: Lost) -> Note:
    """Note what takes the most metres from the confidence."""
    return altered(
        _note(ride, lost.first),
        at_m=math.fsum(ride.lengths[: lost.first.piece]),
        length_m=lost.length_m,
        confidence=lost.score,
    )


def _note(ride: Ride, link: Link) -> Note:
    piece = ride.pieces[link.piece]
    network, costs = ride.parts.network, ride.parts.of(piece)
    if link.evidence is None:
        return doubt_note(network, costs, ride.profile, edge=piece.edge, rule=link.rule)
    way = network.ways[network.way[piece.segment]]
    return Note(
        attribute=link.attribute,
        value=decode(link.attribute, costs.facts.at(link.attribute, piece.segment)),
        limit=None,
        rule=f"{link.rule}_confidence",
        at_m=0.0,
        length_m=0.0,
        position=point_at(network.line(piece.segment), piece.along[0]),
        way=way.key,
        names=way.names,
        source=link.evidence.source,
        method=link.evidence.method,
        observed_on=link.evidence.observed_on,
        segment=piece.segment,
    )
