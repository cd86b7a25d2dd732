"""What a pathway inside a station costs one person, and whether it refuses them.

By the person's own limits, as ``geo.judge`` does for streets: three-valued, and a time
that the feed tells goes before one that is worked out from a length (O-26).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from geo.need import Profile, Threshold
from geo.observation import Observation
from geo.profile import get_profile
from geo.speed import SLOPE_TOLERANCE, TOLERANCE, Curve, find_curve
from geo.transit.pathway_mode import PathwayMode, get_mode, load_pathways

UNIMPEDED: Final = "walker"
WORST: Final = 3.0
"""Burden stops growing at three times that of the limit."""


@dataclass(frozen=True)
class Pathway:
    """A way inside a station, in one direction.

    Attributes
    ----------
    key : str
    start, end : str
        Keys of stops.
    mode : int
        GTFS ``pathway_mode``.
    length_m, traversal_s, width_m : float, optional
        ``None`` where the feed does not tell.
    stairs : int, optional
        How many, whichever way one goes.
    slope : float, optional
        Height over length, up is positive; ``None`` is level, as GTFS has it.
    state : Observation, optional
        Whether a lift or an escalator works.
    apart_m : float, optional
        Metres between its ends, where their positions are known.
    is_doubted : bool
        Whether the operator says just now that something for people with disabilities
        is wrong here, without a word on what: a machine may stand still.
    signs, signs_back : mapping of str to str
        What the signs say this way and the other way, by language.
    """

    key: str
    start: str
    end: str
    mode: int
    length_m: float | None = None
    traversal_s: float | None = None
    width_m: float | None = None
    stairs: int | None = None
    slope: float | None = None
    state: Observation | None = None
    apart_m: float | None = None
    is_doubted: bool = False
    signs: Mapping[str, str] = field(default_factory=dict, hash=False)
    signs_back: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class PathwayCost:
    """What a pathway costs one person.

    Attributes
    ----------
    seconds : float
        Physical time.
    effort_s : float
        What goes beyond comfort, as seconds of equal burden.
    refused, doubtful : tuple of str
        Rules: ``"steps"``, ``"width"``, ``"slope_up"``, ``"slope_down"``, ``"wheels"``,
        ``"lift_working"``, ``"escalator_working"``.
    estimated : bool
        Whether nothing tells the time or the length, and it was worked out from the
        distance of its ends or from the table.
    """

    seconds: float
    effort_s: float = 0.0
    refused: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    estimated: bool = False


def judge_pathway(
    pathway: Pathway, profile: Profile, *, today: date | None = None
) -> PathwayCost:
    """Judge a pathway for one person.

    Parameters
    ----------
    pathway : Pathway
    profile : Profile
        Of the person, their own limits laid over.
    today : date, optional
        Day of the question, for how far an old state is believed.

    Returns
    -------
    PathwayCost

    Raises
    ------
    InputError
        If there is no such mode.
    """
    mode = get_mode(pathway.mode)
    stands = _stands(pathway, mode, today)
    stays = mode.stands and stands is True
    climbed = mode.steps or stays or (bool(pathway.stairs) and not mode.machine)
    seconds, estimated = _seconds(pathway, mode, profile, climbed=climbed)
    found = [
        *_judge_state(mode, profile, stands),
        *_judge_steps(pathway, profile, climbed=climbed),
        *_judge_width(pathway, profile),
        *_judge_slope(pathway, profile),
    ]
    return PathwayCost(
        seconds=seconds,
        effort_s=_effort(pathway, profile, seconds, climbed=climbed),
        refused=tuple(rule for rule, sure in found if sure),
        doubtful=tuple(rule for rule, sure in found if not sure),
        estimated=estimated,
    )


Found = Iterator[tuple[str, bool]]
"""Rules that are broken: surely, or perhaps."""


def _stands(pathway: Pathway, mode: PathwayMode, today: date | None) -> bool | None:
    """Tell whether a machine stands still: ``None`` where that is only feared."""
    said = pathway.state
    if not mode.works:
        return False
    if said is None or said.value is not False:
        return None if pathway.is_doubted else False
    if today is None:
        return True
    known = said.observed_on
    is_old = known is None or (today - known).days > load_pathways().state_days
    return None if is_old else True


def _judge_state(mode: PathwayMode, profile: Profile, stands: bool | None) -> Found:  # noqa: FBT001
    if not mode.wheels and profile.wheels:
        yield "wheels", True
    if stands is not False and not mode.stands:
        yield mode.works, stands is True
    elif stands is None and profile.steps.most is not None:
        yield mode.works, False


def _judge_steps(pathway: Pathway, profile: Profile, *, climbed: bool) -> Found:
    most = profile.steps.most
    if not climbed or most is None:
        return
    if pathway.stairs is None and most > 0:
        yield "steps", False
    elif pathway.stairs is None or abs(pathway.stairs) > most:
        yield "steps", True


def _judge_width(pathway: Pathway, profile: Profile) -> Found:
    limit = profile.threshold("width").limit
    if limit is None:
        return
    if pathway.width_m is None and limit > load_pathways().told_width_m:
        yield "width", False
    elif pathway.width_m is not None and pathway.width_m < limit - TOLERANCE:
        yield "width", True


def _judge_slope(pathway: Pathway, profile: Profile) -> Found:
    slope, threshold = _slope(pathway, profile)
    if threshold.limit is not None and slope > threshold.limit + SLOPE_TOLERANCE:
        yield "slope_up" if (pathway.slope or 0.0) > 0 else "slope_down", True


def _slope(pathway: Pathway, profile: Profile) -> tuple[float, Threshold]:
    """Give the slope without its sign, and what it is held against."""
    slope = pathway.slope or 0.0
    return abs(slope), profile.threshold("slope_up" if slope > 0 else "slope_down")


def _seconds(
    pathway: Pathway, mode: PathwayMode, profile: Profile, *, climbed: bool
) -> tuple[float, bool]:
    """Give the time of a pathway, and whether nothing tells it."""
    if pathway.traversal_s is not None:
        return pathway.traversal_s * _slower(mode, profile), False
    if mode.lift:
        return profile.lift_s, False
    length = pathway.length_m
    if length is None and climbed and pathway.stairs is not None:
        length = abs(pathway.stairs) * load_pathways().stair_m
    if length is not None:
        return length / _speed(pathway, mode, profile, climbed=climbed), False
    guess = (pathway.apart_m or 0.0) / _speed(pathway, mode, profile, climbed=climbed)
    return max(guess, mode.seconds), True


def _slower(mode: PathwayMode, profile: Profile) -> float:
    """Give how much slower than the feed's walker somebody is; machines are not."""
    usual = get_profile(UNIMPEDED).speed.flat_mps
    return 1.0 if mode.machine else max(1.0, usual / profile.speed.flat_mps)


def _speed(
    pathway: Pathway, mode: PathwayMode, profile: Profile, *, climbed: bool
) -> float:
    if climbed:
        return profile.speed.stairs_mps
    if mode.speed_mps is not None:
        return mode.speed_mps
    curve, slope = find_curve(profile.speed), pathway.slope or 0.0
    held = min(max(slope, -curve.most_down), curve.most_up)
    return profile.speed.flat_mps * _relative(curve, held) / _relative(curve, 0.0)


def _relative(curve: Curve, slope: float) -> float:
    off = slope - curve.fastest
    rate = curve.rate_up if off > 0 else curve.rate_down
    return math.exp(-rate * abs(off))


def _effort(
    pathway: Pathway, profile: Profile, seconds: float, *, climbed: bool
) -> float:
    """Give the burden of a slope beyond comfort, and of a flight of steps."""
    flight = profile.burden.flight_s if climbed else 0.0
    slope, threshold = _slope(pathway, profile)
    edge, limit = threshold.edge, threshold.limit
    if edge is None or slope <= edge + SLOPE_TOLERANCE:
        return flight
    span = (limit - edge) if limit is not None and limit > edge else edge or 1.0
    share = min((slope - edge) / span, WORST)
    return flight + share * profile.burden.slope_ceiling * seconds
