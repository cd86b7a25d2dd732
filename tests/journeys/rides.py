"""Journeys as texts: a timetable as a little table, an answer as one line.

The stops A, B, C … lie in villages of their own, four kilometres apart. Beside each is
a second stop, a, b, c …: a hundred metres aside, by a lift.

A row of the table is a vehicle::

    12 +  A 10:10  B 10:30     line 12, a wheelchair gets aboard
    12 -  A 10:40  B 11:00     it does not
    12 ?  A 11:10  B 11:30     nobody knows
    L ?5-40 A 06:00 B 06:20 until 18:00     leaves when full, after 5 to 40 minutes
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from geo.answer import LonLat, Policy
from geo.network import BarrierFact, Network
from geo.profile import get_profile
from geo.transit.day import Day
from geo.transit.foot_keep import FootKeeper
from geo.transit.indoors import Find
from geo.transit.itinerary import Aim, Between, Itineraries, Itinerary
from geo.transit.live import Live, TripUpdate
from geo.transit.live_day import with_live
from geo.transit.plan import plan_itineraries
from geo.transit.rider import Question, Town
from geo.transit.rows import FrequencyRow, LineRow, StopRow, TransitRows, TripRow
from geo.transit.timetable import Timetable, build_timetable
from tests.timetable import ALWAYS, DAY, Call, Run, clock, list_calls
from tests.town import at, draw, named, street

LETTERS = "ABCDE"
APART_M = 4000.0
ASIDE_M = 100.0
ZONE = "Africa/Tunis"
ACCESS = {"+": 1, "-": 2, "?": 0}
ROW = re.compile(r"^(\w+) ([+?-])(?:(\d+)-(\d+))?\s+(.*?)(?: until ([\d:]+))?$")
CALL = re.compile(r"([A-Ea-e]) ([\d:]+)")
PLACES: dict[str, LonLat] = {
    **{one: at(APART_M * number, 0) for number, one in enumerate(LETTERS)},
    **{
        one.lower(): at(APART_M * number, ASIDE_M) for number, one in enumerate(LETTERS)
    },
}
KEEPER = FootKeeper()


@lru_cache
def draw_streets() -> Network:
    """Draw the villages: a street and a lift each."""
    lifts = [
        named(street(f"lift {one}", one, one.lower(), incline=None), highway="elevator")
        for one in LETTERS
    ]
    stubs = [street(f"street {one}", one, f"{one}'") for one in LETTERS]
    ends = {f"{one}'": (PLACES[one][0] + 0.001, PLACES[one][1]) for one in LETTERS}
    return draw([*stubs, *lifts], nodes={**PLACES, **ends}, node_facts={})


def read_table(
    table: str, boarding: str = "", stations: Sequence[StopRow] = ()
) -> Timetable:
    """Read a timetable; ``boarding`` tells of stops, as in ``"A+ b-"``.

    Rows of ``stations`` take the place of stops with their keys, or come after them.
    """
    told = dict(boarding[place : place + 2] for place in range(0, len(boarding), 3))
    stops = [
        StopRow(f"t:{one}", {"en": one}, place, ACCESS[told.get(one, "?")])
        for one, place in PLACES.items()
    ]
    own = {row.key: row for row in stations}
    stops = [own.pop(row.key, row) for row in stops] + list(own.values())
    rows = [ROW.match(" ".join(row.split())) for row in table.strip().splitlines()]
    found = [row for row in rows if row is not None]
    if len(found) < len(rows):
        message = f"cannot be read: {table}"
        raise ValueError(message)
    runs = [_run(row) for row in found]
    often = [
        FrequencyRow(
            f"t:{number}",
            runs[number].calls[0].departure_s or 0,
            clock(str(row[6])),
            3600,
        )
        for number, row in enumerate(found)
        if row[6]
    ]
    trips = [
        TripRow(
            f"t:{number}",
            f"t:{run.line}",
            ALWAYS.key,
            run.access,
            wait_low_s=run.wait_low_s,
            wait_high_s=run.wait_high_s,
        )
        for number, run in enumerate(runs)
    ]
    lines = [LineRow(f"t:{key}", key) for key in sorted({run.line for run in runs})]
    timetable, _ = build_timetable(
        TransitRows(1, ZONE, stops, lines, [ALWAYS], trips, list_calls(runs), often)
    )
    return timetable


def _run(row: re.Match[str]) -> Run:
    order = list(PLACES)
    calls = [
        Call(order.index(stop), clock(time), clock(time))
        for stop, time in CALL.findall(row[5])
    ]
    waits = [float(row[at]) * 60 if row[at] else float("nan") for at in (3, 4)]
    access = ACCESS[row[2]]
    return Run(calls, ALWAYS.key, access, row[1], waits[0], waits[1])


def ask(
    table: str | Timetable,
    ends: str | tuple[LonLat, LonLat],
    time: str,
    profile: str = "walker",
    *,
    aim: Aim = Aim.DEPART,
    policy: Policy = Policy.CAUTIOUS,
    window_min: int = 0,
    day: date = DAY,
    barriers: Sequence[BarrierFact] = (),
    live: Sequence[TripUpdate] = (),
    inside: Find | None = None,
    **more: float,
) -> Itineraries:
    """Ask for whole trips: ``ask(table, "A-C", "10:00")``."""
    timetable = read_table(table) if isinstance(table, str) else table
    if isinstance(ends, str):
        one, _, other = ends.partition("-")
        ends = PLACES[one], PLACES[other]
    hour, minute = (int(part) for part in time.split(":"))
    when = datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(ZONE))

    def tell(planned: Day) -> Day:
        return with_live(planned, Live(when, tuple(live)), now_s=planned.seconds(when))

    return plan_itineraries(
        Town(draw_streets(), barriers, timetable, KEEPER, tell=tell, inside=inside),
        Question(
            *ends,
            get_profile(profile),
            when,
            aim,
            policy,
            window_min * 60,
            **more,
        ),
    )


def say(found: Itineraries) -> list[str]:
    """Say each itinerary as one line."""
    return [say_one(one) for one in found.found]


def say_one(one: Itinerary) -> str:
    """Say an itinerary as one line: ``10:06 A 1 B 10:30 only if (vehicle)``."""
    words = [f"{one.leaves:%H:%M}"]
    for ride in one.rides:
        start, end = ride.start.key[-1], ride.end.key[-1]
        words += [start, _when(ride.departs), ride.short_name, end, _when(ride.arrives)]
    doubts = [str(doubt) for ride in one.rides for doubt in ride.doubts]
    words += [f"({', '.join(doubts)})"] if doubts else []
    return " ".join([*words, *(["only if"] if one.only_if else [])])


def _when(span: Between) -> str:
    if span.is_exact:
        return f"{span.low:%H:%M}"
    return f"{span.low:%H:%M}..{span.high:%H:%M}"


def say_passed(one: Itinerary) -> list[str]:
    """Say what is passed over: ``1 10:10 -``."""
    signs = {value: sign for sign, value in ACCESS.items()}
    return [
        f"{passed.name} {passed.departs:%H:%M} {signs[passed.access]}"
        for ride in one.rides
        for passed in ride.passed
    ]
