"""What a person wishes for on the way, and the places that may fulfil it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from geo.answer import LonLat, Policy
from geo.errors import InputError
from geo.goal import Goal
from geo.hours import Hours, Moment, judge_hours
from geo.need import Profile

TOILET, SEAT, PARKING, VIA = "toilet", "seat", "parking", "via"
MOST_VIA: Final = 5
REST_M: Final = (10.0, 2000.0)
"""Metres without a seat that may be asked for."""


@dataclass(frozen=True)
class Facility:
    """A place that may fulfil a wish: a toilet, a seat, a reserved parking space.

    Attributes
    ----------
    kind : str
        ``"toilet"``, ``"seat"`` or ``"parking"``.
    key : str
    lonlat : tuple of float
        Degrees, EPSG:4326.
    names : dict of str to str
    access : str
        Whether wheelchair users get in: ``"yes"``, ``"limited"``, ``"no"``,
        ``"unknown"``.
    opening_hours : str
    source : str
        Key of the source.
    """

    kind: str
    key: str
    lonlat: LonLat
    names: dict[str, str] = field(default_factory=dict)
    access: str = "unknown"
    opening_hours: str = ""
    source: str = ""


def list_open(
    facilities: Sequence[Facility], at: datetime | None
) -> tuple[Facility, ...]:
    """Leave out what is known to be shut at a time of the town; without it, nothing."""
    if at is None:
        return tuple(facilities)
    return tuple(
        one
        for one in facilities
        if not one.opening_hours
        or judge_hours(one.opening_hours, Moment(at, one.lonlat)) is not Hours.SHUT
    )


@dataclass(frozen=True)
class Wishes:
    """What a person wishes for on the way.

    Attributes
    ----------
    via : tuple
        Positions, or places with their doors, to come by in this order; on the way
        back in the other one.
    toilet : bool
        A toilet that the person can use.
    rest_every_m : float, optional
        A seat at least every so many metres.
    parking : bool
        To begin at the reserved parking space nearest to the destination.
    shade : bool
        To go in the shade where that is known.
    prefer : str
        A key of ``geo.alternative.CRITERIA``; empty for the usual way.
    alternatives : bool
        To be told of other ways that are better in something.
    facilities : tuple of Facility, optional
        Places that may fulfil the wishes; ``None`` where nobody looked for any.
    """

    via: tuple[LonLat | Goal, ...] = ()
    toilet: bool = False
    rest_every_m: float | None = None
    parking: bool = False
    shade: bool = False
    prefer: str = ""
    alternatives: bool = False
    facilities: tuple[Facility, ...] | None = None

    def __post_init__(self) -> None:
        """Refuse what nobody can wish for.

        Raises
        ------
        InputError
            Naming ``"via"`` or ``"rest_every_m"``, the value and the limit.
        """
        if len(self.via) > MOST_VIA:
            reason = f"{len(self.via)} points are more than {MOST_VIA}"
            raise InputError("via", reason)
        low, high = REST_M
        if self.rest_every_m is not None and not low <= self.rest_every_m <= high:
            reason = f"{self.rest_every_m:g} is outside {low:g} … {high:g} m"
            raise InputError("rest_every_m", reason)


def is_usable(facility: Facility, profile: Profile, policy: Policy) -> bool:
    """Tell whether a person would be sent to a place.

    Parameters
    ----------
    facility : Facility
    profile : Profile
    policy : Policy
        Who is strict is not sent where it is not known whether they get in.
    """
    if not profile.wheels or facility.kind != TOILET:
        return True
    if facility.access == "unknown":
        return policy is not Policy.STRICT
    return facility.access != "no"


NO_WISHES: Final = Wishes()
