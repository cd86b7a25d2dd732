"""Whether a person gets aboard at a stop, what they can know there, and how it is.

Three-valued: what nobody has told is *unknown*, never *no* (O-28). What is measured
goes before what is said of wheelchairs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Final

from geo.ageing import aged
from geo.boarding import IMPOSSIBLE, POSSIBLE, UNKNOWN
from geo.need import Profile
from geo.network import Evidence
from geo.observation import RANK, Observation, Value, resolve
from geo.transit.stop_rule import (
    Answer,
    StopRule,
    Weight,
    load_refused,
    load_stop_rules,
)

Facts = Mapping[str, Observation]
"""Attribute → the observation of it that is used."""
NOTHING: Final[Facts] = {}
STEP: Final = "boarding_step_m"
FLOOR: Final = "vehicle_floor_m"
PLATFORM: Final = ("platform_height_m", "kerb_height_m")
"""How high people wait: the first that is known."""
CODES: Final = {
    Answer.YES: POSSIBLE,
    Answer.NO: IMPOSSIBLE,
    Answer.UNKNOWN: UNKNOWN,
}


@dataclass(frozen=True)
class Point:
    """What one rule finds.

    Attributes
    ----------
    rule : str
        Id of a row of ``geo/tables/stop_access.toml``.
    weight : Weight
    answer : Answer
    attribute : str
        What was looked at, or what would have to be known.
    value : Value
        ``None`` where it is not known.
    said : Observation, optional
        What it rests on.
    helped : bool
        Whether a ramp makes up for what the value says.
    """

    rule: str
    weight: Weight
    answer: Answer
    attribute: str
    value: Value = None
    said: Observation | None = None
    helped: bool = False


@dataclass(frozen=True)
class Boarding:
    """Whether a person gets aboard.

    Attributes
    ----------
    answer : Answer
    points : tuple of Point
        All that matters to this person, what decides first.
    rests_on : tuple of Point
        Those of them that gave the answer; empty where it is not known, and where
        nothing at a stop matters to this person.
    confidence : float, optional
        0 … 1, on the day of the question; ``None`` where it rests on nothing.
    refusals : int
        Confirmed and published reports of somebody who was refused.
    """

    answer: Answer
    points: tuple[Point, ...]
    rests_on: tuple[Point, ...] = ()
    confidence: float | None = None
    refusals: int = 0

    @property
    def code(self) -> int:
        """The answer as GTFS says it: 0 unknown, 1 possible, 2 not possible."""
        return CODES[self.answer]


def collect_facts(observations: Iterable[Observation]) -> dict[str, Facts]:
    """Resolve what is said of stops and lines.

    Parameters
    ----------
    observations : iterable of Observation

    Returns
    -------
    dict of str to Facts
        Subject → attribute → the observation that is used.
    """
    by_subject: dict[str, dict[str, list[Observation]]] = {}
    for one in observations:
        by_subject.setdefault(one.subject, {}).setdefault(one.attribute, []).append(one)
    return {
        subject: {
            attribute: best
            for attribute, said in known.items()
            if (best := resolve(said)) is not None
        }
        for subject, known in by_subject.items()
    }


def judge_boarding(
    stop: Facts | None,
    profile: Profile,
    *,
    vehicle: Facts = NOTHING,
    today: date | None = None,
    refusals: int = 0,
) -> Boarding:
    """Tell whether a person gets aboard at a stop.

    Parameters
    ----------
    stop : Facts, optional
        What is known of the stop; ``None`` where the vehicle alone is asked for.
    profile : Profile
        Of the person, their own limits laid over.
    vehicle : Facts
        What is known of the vehicle that calls there; without it, of the stop alone.
    today : date, optional
        Day of the question, for how far old observations are believed.
    refusals : int
        Confirmed, published and recent reports of somebody who was refused there.

    Returns
    -------
    Boarding
    """
    known = {**vehicle, **_step(stop or NOTHING, vehicle), **(stop or NOTHING)}
    asked = {"": True, "stop": stop is not None, "vehicle": bool(vehicle)}
    points = [
        _look(rule, profile, known, vehicle)
        for rule in load_stop_rules()
        if rule.is_for(profile) and asked[rule.about]
    ]
    kept = tuple(point for rule, point in points if _matters(rule, profile, point))
    answer, rests_on = _decide(points, profile)
    found = Boarding(answer, kept, rests_on, _confidence(rests_on, today), refusals)
    return _doubted(found) if refusals else found


def judge_vehicle(
    vehicle: Facts, profile: Profile, *, today: date | None = None, refusals: int = 0
) -> Boarding:
    """Tell the same of a vehicle alone, wherever it stops."""
    return judge_boarding(
        None, profile, vehicle=vehicle, today=today, refusals=refusals
    )


def _step(stop: Facts, vehicle: Facts) -> Facts:
    """Work out the step aboard from the heights of where people wait and of the floor.

    It is known no better than the worse of both.
    """
    floor = vehicle.get(FLOOR)
    ground = next((stop[name] for name in PLATFORM if name in stop), None)
    if floor is None or ground is None:
        return {}
    if not isinstance(floor.value, float) or not isinstance(ground.value, float):
        return {}
    worse = max(floor, ground, key=lambda one: RANK[one.method])
    height = round(abs(floor.value - ground.value), 3)
    return {STEP: replace(worse, attribute=STEP, value=height)}


def _look(
    rule: StopRule, profile: Profile, known: Facts, vehicle: Facts
) -> tuple[StopRule, Point]:
    """See what one rule finds; a no of the vehicle counts where the stop says yes."""
    both = [_hear(rule, profile, known), _hear(rule, profile, vehicle)]
    answers = [one for one in both if one is not None]
    if not answers:
        return rule, Point(rule.id, rule.weight, Answer.UNKNOWN, rule.attributes[0])
    against = (one for one in answers if one[0] is Answer.NO)
    answer, said = next(against, answers[0])
    helps = [known[name] for name in rule.helps if _tells(known, name)]
    helper = next((one for one in helps if one.value is True), None)
    if answer is Answer.NO and helper is not None:
        return rule, _point(rule, Answer.YES, said, helper)
    return rule, _point(rule, answer, said, None)


def _hear(
    rule: StopRule, profile: Profile, known: Facts
) -> tuple[Answer, Observation] | None:
    """Hear what the first known attribute says; of equipment any one is enough."""
    told = [known[name] for name in rule.attributes if _tells(known, name)]
    answers = [(rule.answer(one.value, profile), one) for one in told]
    if rule.weight is not Weight.DECIDES:
        there = (one for one in answers if one[0] is Answer.YES)
        return next(there, answers[0] if answers else None)
    return answers[0] if answers else None


def _point(
    rule: StopRule, answer: Answer, said: Observation, helper: Observation | None
) -> Point:
    return Point(
        rule.id,
        rule.weight,
        answer,
        said.attribute,
        said.value,
        helper or said,
        helper is not None,
    )


def _tells(known: Facts, name: str) -> bool:
    return name in known and known[name].value is not None


def _matters(rule: StopRule, profile: Profile, point: Point) -> bool:
    return point.value is not None or rule.needs_value(profile)


def _decide(
    points: Sequence[tuple[StopRule, Point]], profile: Profile
) -> tuple[Answer, tuple[Point, ...]]:
    """Ask rank after rank; one no is enough, and a yes takes all that can say it."""
    deciding = [
        (rule, point)
        for rule, point in points
        if rule.weight is Weight.DECIDES and _matters(rule, profile, point)
    ]
    if not deciding:
        return Answer.YES, ()
    ranked = sorted(deciding, key=lambda one: one[0].rank)
    for _rank, group in groupby(ranked, key=lambda one: one[0].rank):
        found = list(group)
        against = tuple(point for _, point in found if point.answer is Answer.NO)
        if against:
            return Answer.NO, against
        asked = tuple(point for rule, point in found if rule.can_agree)
        if asked and all(point.answer is Answer.YES for point in asked):
            return Answer.YES, asked
    return Answer.UNKNOWN, ()


def _confidence(points: Sequence[Point], today: date | None) -> float | None:
    believed = [
        aged(
            Evidence(said.source, said.method, said.observed_on, said.confidence),
            today,
            attribute=said.attribute,
            value=said.value,
        )
        for point in points
        if (said := point.said) is not None
    ]
    return min(believed, default=None)


def _doubted(found: Boarding) -> Boarding:
    """Believe a yes less for each report of somebody who was refused."""
    table = load_refused()
    if found.answer is not Answer.YES or found.confidence is None:
        return found
    left = found.confidence * table.share**found.refusals
    answer = Answer.UNKNOWN if left < table.doubt_below else Answer.YES
    return replace(found, answer=answer, confidence=left)
