"""Random small towns with a timetable, and people who ride in them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st

from geo.timetable import ADDED
from geo.transit.day import Day, select_day
from geo.transit.journey import Feet, Manner, Near
from geo.transit.rows import FrequencyRow, ServiceRow
from tests.geo.transit.brute import Person
from tests.timetable import ALWAYS, DAY, Call, Run, Sheet

NIGHT = ServiceRow("night", "0111111", ALWAYS.start, ALWAYS.end, {DAY: ADDED})
MINUTE = 60


@dataclass(frozen=True, repr=False)
class Town:
    """A day, who rides, and between which stops."""

    day: Day
    person: Person
    access: dict[int, int]
    egress: dict[int, int]
    leave: int
    sheet: Sheet | None = None

    def __repr__(self) -> str:
        """Tell what was drawn."""
        asked = self.access, self.egress, self.leave
        return f"{self.sheet}\n{self.person}\n{asked}"

    @property
    def manner(self) -> Manner:
        """Say the same to the search."""
        return manner_of(self.day, self.person)


def near(stops: dict[int, int]) -> Near:
    """Write stops with seconds as arrays."""
    return Near(
        np.array(list(stops), dtype=np.int32),
        np.array(list(stops.values()), dtype=np.int32),
    )


def manner_of(day: Day, person: Person) -> Manner:
    """Write what a person may use as arrays."""
    stops = len(day.timetable.stops)
    every = frozenset(range(stops))
    rows = [sorted(person.feet.get(stop, {}).items()) for stop in range(stops)]
    flat = [pair for row in rows for pair in row]
    change = np.zeros(stops, dtype=np.int32)
    for stop, seconds in person.change_s.items():
        change[stop] = seconds
    return Manner(
        allowed=np.isin(day.patterns.access, sorted(person.access)),
        on=np.isin(np.arange(stops), sorted(every if person.on is None else person.on)),
        off=np.isin(
            np.arange(stops), sorted(every if person.off is None else person.off)
        ),
        board_s=person.board_s,
        change_s=change,
        feet=Feet(
            np.cumsum([0, *map(len, rows)]).astype(np.int64),
            np.array([stop for stop, _ in flat], dtype=np.int32),
            np.array([seconds for _, seconds in flat], dtype=np.int32),
        ),
        certain=person.certain,
    )


@st.composite
def draw_runs(draw: st.DrawFn, stops: int) -> list[Run]:
    """Draw a trip that runs three times; some times are blank, some stops shut."""
    count = draw(st.integers(2, 4))
    start = draw(st.integers(0, 20)) * 10
    steps = draw(st.lists(st.integers(0, 20), min_size=count, max_size=count))
    halts = draw(st.lists(st.integers(0, 3), min_size=count, max_size=count))
    calls, when = [], start
    for place in range(count):
        when += steps[place]
        is_blank = 0 < place < count - 1 and draw(st.integers(0, 3)) == 0
        arrival, departure = when * MINUTE, (when + halts[place]) * MINUTE
        when += halts[place]
        calls.append(
            Call(
                draw(st.integers(0, stops - 1)),
                None if is_blank else arrival,
                None if is_blank else departure,
                pickup=draw(st.sampled_from([0, 0, 0, 0, 0, 1, 2])),
                drop_off=draw(st.sampled_from([0, 0, 0, 0, 0, 1, 3])),
            )
        )
    service = draw(st.sampled_from([ALWAYS.key, NIGHT.key]))
    shift = draw(st.sampled_from([0, 0, 1440]))
    run = Run(calls, service, draw(st.integers(0, 2)))
    return [shifted(run, (shift + 40 * copy) * MINUTE) for copy in range(3)]


def shifted(run: Run, seconds: int) -> Run:
    """Let a trip run later."""
    calls = [
        Call(
            call.stop,
            None if call.arrival_s is None else call.arrival_s + seconds,
            None if call.departure_s is None else call.departure_s + seconds,
            call.pickup,
            call.drop_off,
        )
        for call in run.calls
    ]
    return Run(calls, run.service, run.access)


def _ways(stops: int) -> st.SearchStrategy[dict[int, dict[int, int]]]:
    """Draw footpaths, one way only and not closed."""
    pairs = st.dictionaries(
        st.tuples(st.integers(0, stops - 1), st.integers(0, stops - 1)),
        st.integers(0, 15).map(lambda minutes: minutes * MINUTE),
        max_size=2 * stops,
    )

    def sort(found: dict[tuple[int, int], int]) -> dict[int, dict[int, int]]:
        feet: dict[int, dict[int, int]] = {}
        for (start, end), seconds in found.items():
            if start != end:
                feet.setdefault(start, {})[end] = seconds
        return feet

    return pairs.map(sort)


def _near(stops: int) -> st.SearchStrategy[dict[int, int]]:
    minutes = st.integers(0, 10).map(lambda minutes: minutes * MINUTE)
    return st.dictionaries(st.integers(0, stops - 1), minutes, min_size=1, max_size=2)


@st.composite
def draw_towns(draw: st.DrawFn, *, loose: bool = True) -> Town:
    """Draw a town, a person and a question."""
    stops = draw(st.integers(3, 7))
    drawn = draw(st.lists(draw_runs(stops), min_size=2, max_size=7))
    runs = [run for copies in drawn for run in copies]
    often = []
    if loose:
        often = [
            draw(_often(number))
            for number in range(len(runs))
            if draw(st.integers(0, 3)) == 0
        ]
    sheet = Sheet(stops, runs, (ALWAYS, NIGHT), frequencies=often)
    some = st.none() | st.frozensets(st.integers(0, stops - 1), min_size=stops - 2)
    changes = st.dictionaries(
        st.integers(0, stops - 1), st.integers(0, 5).map(lambda minutes: minutes * 60)
    )
    person = Person(
        access=draw(st.sampled_from([frozenset({0, 1, 2}), frozenset({0, 1})])),
        on=draw(some),
        off=draw(some),
        board_s=draw(st.sampled_from([0, 60, 180])),
        change_s=draw(changes),
        feet=draw(_ways(stops)),
        certain=draw(st.booleans()) if loose else True,
    )
    leave = draw(st.sampled_from([0, 30, 60, 120, 300, 1400])) * MINUTE
    access, egress = draw(_near(stops)), draw(_near(stops))
    return Town(select_day(sheet.build(), DAY), person, access, egress, leave, sheet)


@st.composite
def _often(draw: st.DrawFn, trip: int) -> FrequencyRow:
    start = draw(st.integers(0, 300)) * MINUTE
    length = draw(st.integers(1, 120)) * MINUTE
    headway = draw(st.integers(1, 40)) * MINUTE
    return FrequencyRow(f"t{trip}", start, start + length, headway, draw(st.booleans()))
