"""Entrances of a place: which one a person can use, and what is in the way there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from geo.crs import distance_m
from geo.hours import Hours, Moment, judge_hours
from geo.need import Profile
from geo.observation import Value

SHUT: Final = frozenset({"no", "exit", "emergency", "garage"})
"""Words of ``entrance=*`` through which nobody goes in on foot."""
HOURS: Final = "opening_hours"


class Entry(StrEnum):
    """Whether a person gets in by a door; the best first."""

    YES = "yes"
    UNKNOWN = "unknown"
    NO = "no"


@dataclass(frozen=True)
class Entrance:
    """A door of a place.

    Attributes
    ----------
    key : str
    kind : str
        OSM word: ``"main"``, ``"yes"``, ``"service"`` …
    lonlat : tuple of float
        Degrees, EPSG:4326.
    names : dict of str to str
    values : mapping of str to Value
        Resolved access attributes.
    source : str
        Key of the source that says that it is there.
    hours : Hours, optional
        Whether it is open when the person goes; ``None`` where nobody asked.
    """

    key: str
    kind: str
    lonlat: tuple[float, float]
    names: dict[str, str] = field(default_factory=dict)
    values: Mapping[str, Value] = field(default_factory=dict)
    source: str = ""
    hours: Hours | None = None

    @property
    def is_main(self) -> bool:
        """Whether it is the main entrance."""
        return self.kind == "main"


@dataclass(frozen=True)
class Doorstep:
    """Something at a door that matters to a person.

    Attributes
    ----------
    attribute : str
    value : Value
        ``None`` where it is not known.
    limit : float, optional
        The person's limit; ``None`` where it has no number.
    stops : bool
        Whether it keeps the person out; else it is a doubt.
    """

    attribute: str
    value: Value
    limit: float | None
    stops: bool


def judge_entrance(entrance: Entrance, profile: Profile) -> tuple[Doorstep, ...]:
    """Tell what keeps a person out at a door, or may.

    Parameters
    ----------
    entrance : Entrance
    profile : Profile
        Of the person.

    Returns
    -------
    tuple of Doorstep
        Empty where the person gets in. What was measured goes before what somebody
        said of wheelchairs; where nothing is known it is a doubt, never a refusal.
    """
    found = (
        *_hours(entrance),
        *_door(entrance.values, profile),
        *_steps(entrance.values, profile),
    )
    if not profile.wheels:
        return found
    said = entrance.values.get("wheelchair")
    if said == "no":
        return (Doorstep("wheelchair", said, None, stops=True),)
    if said in ("yes", "designated"):
        return tuple(step for step in found if step.stops)
    if said == "limited":
        return (*found, Doorstep("wheelchair", said, None, stops=False))
    return found


def entry(steps: Sequence[Doorstep]) -> Entry:
    """Sum up what is at a door."""
    if any(step.stops for step in steps):
        return Entry.NO
    return Entry.UNKNOWN if steps else Entry.YES


def _hours(entrance: Entrance) -> Iterator[Doorstep]:
    if entrance.hours in (Hours.SHUT, Hours.DOUBT):
        text, shut = entrance.values[HOURS], entrance.hours is Hours.SHUT
        yield Doorstep(HOURS, text, None, stops=shut)


def open_at(entrances: Sequence[Entrance], at: datetime) -> tuple[Entrance, ...]:
    """Judge the opening hours of doors at a time of the town."""
    return tuple(
        replace(one, hours=judge_hours(str(hours), Moment(at, one.lonlat)))
        if (hours := one.values.get(HOURS))
        else one
        for one in entrances
    )


def _door(values: Mapping[str, Value], profile: Profile) -> Iterator[Doorstep]:
    least, width = profile.entrance.door_m, values.get("door_width_m")
    if least is None:
        return
    if not isinstance(width, float):
        yield Doorstep("door_width_m", None, least, stops=False)
    elif width < least:
        yield Doorstep("door_width_m", width, least, stops=True)


def _steps(values: Mapping[str, Value], profile: Profile) -> Iterator[Doorstep]:
    rule = profile.entrance
    count, height = values.get("step_count"), _height(values)
    if values.get(profile.steps.ramp) is True or count == 0:
        return
    if rule.step_m is not None and height is not None:
        if height > rule.step_m:
            yield Doorstep("step_height_m", height, rule.step_m, stops=True)
        elif not isinstance(count, float) or count <= 1:
            return
    if rule.most_steps is None:
        return
    if not isinstance(count, float):
        yield Doorstep("step_count", None, rule.most_steps, stops=False)
    elif count > rule.most_steps:
        yield Doorstep("step_count", count, rule.most_steps, stops=True)


def _height(values: Mapping[str, Value]) -> float | None:
    known = [values.get(name) for name in ("step_height_m", "kerb_height_m")]
    return max((float(v) for v in known if isinstance(v, float)), default=None)


@dataclass(frozen=True)
class Door:
    """An entrance as one person finds it."""

    entrance: Entrance
    steps: tuple[Doorstep, ...] = ()

    @property
    def entry(self) -> Entry:
        """Whether the person gets in."""
        return entry(self.steps)


def rank_doors(
    entrances: Sequence[Entrance],
    profile: Profile,
    *,
    near: tuple[float, float] | None = None,
) -> list[Door]:
    """Put the doors of a place in the order in which a person tries them.

    Parameters
    ----------
    entrances : sequence of Entrance
    profile : Profile
    near : tuple of float, optional
        Where in its building the place is.

    Returns
    -------
    list of Door
        Usable ones first, then those of which it is not known, then the others; of
        equal ones the main entrance first, then the nearest, then by key. Doors
        through which nobody goes in are left out.
    """
    order = list(Entry)
    doors = [
        Door(one, judge_entrance(one, profile))
        for one in entrances
        if one.kind not in SHUT
    ]
    return sorted(
        doors,
        key=lambda door: (
            order.index(door.entry),
            not door.entrance.is_main,
            0.0 if near is None else distance_m(door.entrance.lonlat, near),
            door.entrance.key,
        ),
    )
