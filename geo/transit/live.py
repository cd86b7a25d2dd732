"""What an operator says of its service at this hour, in GTFS Realtime's words."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Final

_TABLE: Final = Path(__file__).parents[1] / "tables" / "alerts.toml"
UPDATES_OLD: Final = timedelta(minutes=5)
"""Older word on vehicles counts no more: what is served should be at most 90 s old, and
is asked for once a minute (GTFS Realtime best practices; the margin is ours)."""
ALERTS_OLD: Final = timedelta(minutes=30)
"""Older word on the service counts no more: what is served should be at most ten
minutes old (GTFS Realtime best practices; the margin is ours)."""


@dataclass(frozen=True)
class LiveSource:
    """A feed that is read.

    Attributes
    ----------
    source : str
        Key of the timetable that it is about.
    url : str
    """

    source: str
    url: str


class Run(StrEnum):
    """What became of a trip."""

    SCHEDULED = "scheduled"
    ADDED = "added"
    CANCELLED = "cancelled"


class Call(StrEnum):
    """What became of a call at a stop."""

    SCHEDULED = "scheduled"
    SKIPPED = "skipped"
    NO_DATA = "no_data"


@dataclass(frozen=True)
class CallUpdate:
    """Word on one call of a trip.

    Attributes
    ----------
    sequence : int, optional
        ``stop_sequence`` of the timetable.
    stop : str, optional
        Key of the stop; one of the two is given.
    run : Call
    arrival_s, departure_s : int, optional
        Later than the timetable says, seconds; negative if sooner.
    arrival_at, departure_at : datetime, optional
        When, if that is said instead.
    """

    sequence: int | None = None
    stop: str | None = None
    run: Call = Call.SCHEDULED
    arrival_s: int | None = None
    departure_s: int | None = None
    arrival_at: datetime | None = None
    departure_at: datetime | None = None


@dataclass(frozen=True)
class TripUpdate:
    """Word on one trip of one day.

    Attributes
    ----------
    trip : str
        Key of the trip.
    day : date, optional
        Service day; without it, the one under way.
    starts_s : int, optional
        When this run begins, seconds of the service day, for trips that repeat.
    run : Run
    calls : tuple of CallUpdate
        In the order of the trip.
    access : int, optional
        Of the very vehicle, in GTFS's numbers (0 unknown, 1 yes, 2 no); ``None`` if
        nothing is said and the timetable's word stays.
    """

    trip: str
    day: date | None = None
    starts_s: int | None = None
    run: Run = Run.SCHEDULED
    calls: tuple[CallUpdate, ...] = ()
    access: int | None = None


@dataclass(frozen=True)
class Effect:
    """A row of the table: what an alert does to the service."""

    id: str
    number: int
    label: dict[str, str]
    access: bool = False


@dataclass(frozen=True)
class Informed:
    """What an alert is about; what is given must all fit, nothing given is all.

    Attributes
    ----------
    agency, line, stop, trip : str, optional
        Keys.
    route_type : int, optional
    """

    agency: str | None = None
    line: str | None = None
    stop: str | None = None
    trip: str | None = None
    route_type: int | None = None

    def fits(self, about: Informed) -> bool:
        """Tell whether it is about a thing."""
        said = vars(self)
        given = {name for name, value in said.items() if value is not None}
        return bool(given) and all(said[name] == vars(about)[name] for name in given)


@dataclass(frozen=True)
class Alert:
    """What an operator tells its passengers.

    Attributes
    ----------
    key : str
    effect : Effect
    periods : tuple of (datetime or None, datetime or None)
        When it holds; none is always.
    informed : tuple of Informed
    header, description, spoken : dict of str to str
        Language → text; ``""`` where no language is said. ``spoken`` is for screen
        readers and loudspeakers.
    url : dict of str to str
    """

    key: str
    effect: Effect
    periods: tuple[tuple[datetime | None, datetime | None], ...] = ()
    informed: tuple[Informed, ...] = ()
    header: Mapping[str, str] = field(default_factory=dict)
    description: Mapping[str, str] = field(default_factory=dict)
    spoken: Mapping[str, str] = field(default_factory=dict)
    url: Mapping[str, str] = field(default_factory=dict)

    def holds(self, at: datetime) -> bool:
        """Tell whether it holds at a time."""
        return not self.periods or any(
            (start is None or start <= at) and (end is None or at < end)
            for start, end in self.periods
        )


@dataclass(frozen=True)
class Live:
    """All word of one source at one time.

    Attributes
    ----------
    made_at : datetime
        When the operator made it.
    updates : tuple of TripUpdate
    alerts : tuple of Alert
    """

    made_at: datetime
    updates: tuple[TripUpdate, ...] = ()
    alerts: tuple[Alert, ...] = ()


def join_live(told: Iterable[Live], at: datetime) -> Live:
    """Put the word of several feeds together, what is too old left out.

    Parameters
    ----------
    told : iterable of Live
    at : datetime

    Returns
    -------
    Live
        As old as the oldest word that counts; of now if none does.
    """
    known = list(told)
    timely = [one for one in known if at - one.made_at <= UPDATES_OLD]
    lasting = [one for one in known if at - one.made_at <= ALERTS_OLD]
    return Live(
        min((one.made_at for one in timely if one.updates), default=at),
        tuple(update for one in timely for update in one.updates),
        tuple(alert for one in lasting for alert in one.alerts),
    )


def find_alerts(live: Live, about: Iterable[Informed], at: datetime) -> list[Alert]:
    """Find the alerts about things, those on access first.

    Parameters
    ----------
    live : Live
    about : iterable of Informed
        Things, each with all that it belongs to.
    at : datetime
    """
    things = list(about)
    found = [
        alert
        for alert in live.alerts
        if alert.holds(at)
        and any(one.fits(thing) for one in alert.informed for thing in things)
    ]
    return sorted(found, key=lambda alert: not alert.effect.access)


def list_access_stops(live: Live, at: datetime) -> Iterator[str]:
    """List the stops of which alerts on access speak at a time: stations, doors."""
    for alert in live.alerts:
        if alert.effect.access and alert.holds(at):
            yield from (one.stop for one in alert.informed if one.stop is not None)


@lru_cache
def alert_effects() -> dict[int, Effect]:
    """Read the table: number of the protocol → effect."""
    rows = tomllib.loads(_TABLE.read_text(encoding="utf-8"))["effect"]
    return {row["number"]: Effect(**row) for row in rows}
