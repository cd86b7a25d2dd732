"""Whom an obstacle stops: what was answered about it, held against every profile.

The same limits refuse a street in a trip (``geo.judge``); here there is one obstacle,
and no street around it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from geo.attribute import ATTRIBUTES, SMOOTHNESS_WORDS, SURFACE_WORDS, Kind
from geo.barrier_kind import barrier_kinds
from geo.need import Profile
from geo.observation import Value
from geo.profile import load_profiles
from geo.question import Answers, facts_of
from geo.severity_rule import RULES, RUN
from geo.severity_steps import Level

__all__ = ["RULES", "Level", "Severity", "find_severities", "judge_fact"]

CONTEXT: Final = ("ramp", "ramp_wheelchair", "handrail", "step_height_m")
"""What helps or hinders, but is no obstacle of itself."""
WORST: Final[dict[str, Value]] = {
    "kerb_height_m": 0.6,
    "narrowest_m": 0.0,
    "width_m": 0.0,
    "clearance_m": 0.0,
    "incline": 1.0,
    "incline_across": 0.5,
    "smoothness": SMOOTHNESS_WORDS[-1],
    "surface": SURFACE_WORDS[-1],
    "obstructed": True,
    "access": "no",
    "step_count": 5000.0,
    "steps": True,
    "crossing": "unmarked",
    "signals_sound": False,
    "tactile_paving": False,
    "lit": False,
}
"""The worst that an obstacle can be: what is not known may be that."""


def value_of_presence(attribute: str) -> Value:
    """Give what an obstacle sets that can only be there; ``None`` if it has a size.

    A light that does not work is no light: what is there is what is missing.
    """
    known = ATTRIBUTES.get(attribute)
    if known is None or known.kind is not Kind.YES_NO:
        return None
    return WORST.get(attribute, True)


@dataclass(frozen=True)
class Severity:
    """What an obstacle is to one person.

    Attributes
    ----------
    level : Level
    attribute : str
        Access attribute that decides.
    value : Value
        Its value; ``None`` where it is not known.
    limit : float, optional
        The person's limit for it, where there is one in numbers.
    """

    level: Level
    attribute: str
    value: Value = None
    limit: float | None = None


def find_severities(
    category: str, answers: Answers, profiles: Mapping[str, Profile] | None = None
) -> dict[str, Severity]:
    """Tell for every profile whether an obstacle stops or slows it.

    Parameters
    ----------
    category : str
        Kind of the obstacle, an id of ``geo.barrier_kind.barrier_kinds``.
    answers : mapping of str to Value
        Question → answer, SI units; sound.
    profiles : mapping of str to Profile, optional
        Key → profile; all of ``geo/profiles`` by default.

    Returns
    -------
    dict of str to Severity
        Empty for what is no fact of a street, a refused boarding.

    Notes
    -----
    Of several facts the worst decides. Where none is known, the obstacle may be the
    worst of its kind.
    """
    kind = barrier_kinds()[category]
    if not kind.hangs:
        return {}
    known = load_profiles() if profiles is None else profiles
    facts = facts_of(category, answers)
    judged = [name for name in facts if name in RULES and name not in CONTEXT]
    run = answers.get(RUN)
    if isinstance(run, int | float) and "incline" in facts:
        facts[RUN] = float(run)
    return {
        key: _worst_of(profile, facts, judged)
        if judged
        else _unknown(profile, kind.attribute)
        for key, profile in known.items()
    }


def _worst_of(
    profile: Profile, facts: Mapping[str, Value], judged: list[str]
) -> Severity:
    found = [judge_fact(profile, name, facts) for name in judged]
    return max(found, key=lambda one: one.level)


def _unknown(profile: Profile, attribute: str) -> Severity:
    """Reckon with the worst: what then stops may stop."""
    worst = judge_fact(profile, attribute, {attribute: WORST[attribute]})
    level = {Level.STOPS: Level.MAY_STOP, Level.SLOWS: Level.MAY_SLOW}
    return replace(worst, level=level.get(worst.level, worst.level), value=None)


def judge_fact(
    profile: Profile, attribute: str, facts: Mapping[str, Value]
) -> Severity:
    """Hold one fact against a profile.

    Parameters
    ----------
    profile : Profile
    attribute : str
        One of those that can stop somebody, known among the facts.
    facts : mapping of str to Value
        Access attribute → value, with all that helps or hinders besides.
    """
    level, limit = RULES[attribute](profile, facts)
    return Severity(level, attribute, facts[attribute], limit)
