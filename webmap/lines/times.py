"""When a line leaves on one day, direction by direction, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby
from typing import Final

from geo.transit.course import CallAt, Course, LineRun, list_call_times
from geo.transit.day import Day
from geo.transit.departure import Leaves
from webmap.formats import minutes
from webmap.i18n import best_name, gettext
from webmap.wording.departure import ACCESS, say_towards, say_without_minute

FEW: Final = 8
"""So many runs of a direction are also told one by one, with all their stops."""
SIGNS: Final = 3
"""So many destinations are named in a heading."""


@dataclass(frozen=True)
class TimeWords:
    """A departure by the clock.

    Attributes
    ----------
    text, iso : str
    access, access_text : str
        Sign and words of the vehicle.
    is_estimated : bool
    is_tomorrow : bool
        After midnight.
    """

    text: str
    iso: str
    access: str
    access_text: str
    is_estimated: bool
    is_tomorrow: bool


@dataclass(frozen=True)
class HourWords:
    """The departures of an hour."""

    hour: str
    times: list[TimeWords]


@dataclass(frozen=True)
class RunWords:
    """A run with all its stops: names and times."""

    title: str
    calls: list[tuple[str, TimeWords]]


@dataclass(frozen=True)
class CourseWords:
    """A direction.

    Attributes
    ----------
    title : str
    stop : str
        Name of the stop whose times are told.
    is_first : bool
        Whether that is the first one.
    hours : list of HourWords
    without : list of str
        How it leaves there where nobody knows the minute.
    access, access_text : str
        Of all its vehicles; empty where they differ.
    keys : list of str
        Of its stops, in order.
    after : dict of str to str
        Key of a stop → how long after the first one.
    runs : list of RunWords
        Only of a direction that few vehicles serve.
    """

    title: str
    stop: str
    is_first: bool
    hours: list[HourWords]
    without: list[str]
    access: str
    access_text: str
    keys: list[str]
    after: dict[str, str]
    runs: list[RunWords] = field(default_factory=list)

    @property
    def times(self) -> list[TimeWords]:
        """All departures of the day."""
        return [one for hour in self.hours for one in hour.times]

    @property
    def is_estimated(self) -> bool:
        """Whether a time was worked out."""
        return any(one.is_estimated for one in self.times)

    @property
    def signs(self) -> list[tuple[str, str]]:
        """What the signs beside the times mean, each once."""
        return sorted({(one.access, one.access_text) for one in self.times})


def say_course(day: Day, course: Course, stop_key: str = "") -> CourseWords:
    """Say when a direction leaves a stop on a day.

    Parameters
    ----------
    day : Day
    course : Course
    stop_key : str
        Of the stop whose times are told; the first one, where nobody gets on there.
    """
    table = day.timetable
    keys = [table.stops[stop].key for stop in course.stops]
    here = keys.index(stop_key) if stop_key in keys[:-1] else 0
    times = [list_call_times(table, run) for run in course.runs]
    at_stop = list(_at_stop(course, times, here))
    clock = [pair for pair in at_stop if pair[0].leaves is Leaves.CLOCK]
    loose = [run for run, _ in at_stop if run.leaves is not Leaves.CLOCK]
    seen = {run.access for run in course.runs}
    access = ACCESS[seen.pop()] if len(seen) == 1 else ("", "")
    return CourseWords(
        title=gettext("Towards %(place)s", place=_title(day, course)),
        stop=best_name(table.stops[course.stops[here]].names),
        is_first=here == 0,
        hours=_hours(day, clock),
        without=list(dict.fromkeys(say_without_minute(day, run) for run in loose)),
        access=access[0],
        access_text=gettext(access[1]) if access[1] else "",
        keys=keys,
        after=dict(_after(course, times, keys)),
        runs=_runs(day, course, times),
    )


def _title(day: Day, course: Course) -> str:
    """Name where it goes; where runs end at several places, the commonest ones."""
    named = [say_towards(day.timetable, run.trip) for run in course.runs]
    often = sorted(dict.fromkeys(named), key=named.count, reverse=True)
    return gettext(", ").join(often[:SIGNS])


def _at_stop(
    course: Course, times: Sequence[Sequence[CallAt]], here: int
) -> Iterator[tuple[LineRun, CallAt]]:
    """Give the runs that one can get on at a stop, with when they leave it."""
    for run, calls in zip(course.runs, times, strict=True):
        found = (one for one in calls[:-1] if one.stop == course.stops[here])
        call = next(found, None)
        if call is not None:
            later = call.departure_s - calls[0].departure_s
            moved = run.first_s + later, run.last_s + later
            yield replace(run, first_s=moved[0], last_s=moved[1]), call


def _hours(day: Day, found: Sequence[tuple[LineRun, CallAt]]) -> list[HourWords]:
    told = [
        (day.time(call.departure_s), _time(day, run, call.departure_s, call.estimated))
        for run, call in sorted(found, key=lambda one: one[1].departure_s)
    ]
    return [
        HourWords(f"{hour:02d}", [words for _, words in group])
        for (_, hour), group in groupby(told, key=_hour_of)
    ]


def _hour_of(told: tuple[datetime, TimeWords]) -> tuple[int, int]:
    return told[0].toordinal(), told[0].hour


def _time(day: Day, run: LineRun, seconds: int, estimated: bool) -> TimeWords:  # noqa: FBT001
    when = day.time(seconds)
    sign, text = ACCESS[run.access]
    return TimeWords(
        text=f"{when:%H:%M}",
        iso=when.isoformat(),
        access=sign,
        access_text=gettext(text),
        is_estimated=estimated,
        is_tomorrow=when.date() > day.date,
    )


def _after(
    course: Course, times: Sequence[Sequence[CallAt]], keys: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """Say how long after the first stop each other one is reached."""
    for key, stop in list(zip(keys, course.stops, strict=True))[1:]:
        spans = {
            call.arrival_s - calls[0].departure_s
            for calls in times
            for call in calls
            if call.stop == stop and calls[0].stop == course.stops[0]
        }
        if not spans:
            continue
        low, high = min(spans), max(spans)
        said = minutes(high)
        if low != high:
            said = gettext("%(low)s to %(high)s", low=minutes(low), high=minutes(high))
        yield key, gettext("%(span)s after the first stop", span=said)


def _runs(
    day: Day, course: Course, times: Sequence[Sequence[CallAt]]
) -> list[RunWords]:
    clock = [
        (run, calls)
        for run, calls in zip(course.runs, times, strict=True)
        if run.leaves is Leaves.CLOCK
    ]
    return [_run(day, *pair) for pair in clock] if len(clock) <= FEW else []


def _run(day: Day, run: LineRun, calls: Sequence[CallAt]) -> RunWords:
    stops = day.timetable.stops
    last = len(calls) - 1
    told = [
        (
            best_name(stops[one.stop].names),
            _time(
                day,
                run,
                one.arrival_s if number == last else one.departure_s,
                one.estimated,
            ),
        )
        for number, one in enumerate(calls)
    ]
    (start, leaves), (end, arrives) = told[0], told[last]
    title = gettext(
        "%(leave)s from %(start)s, %(arrive)s at %(end)s",
        leave=leaves.text,
        start=start,
        arrive=arrives.text,
        end=end,
    )
    return RunWords(title, told)
