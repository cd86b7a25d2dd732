"""What the reference asks of pathways: single ones, and all of a station together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from geo.finding import Finding
from importers.gtfs.feed import Feed
from importers.gtfs.frames import records
from importers.gtfs.table import FeedTable
from importers.gtfs.value import number

LIFT: Final = "5"
EXIT_GATE: Final = "7"
NEVER_NOTHING: Final = ("stair_count", "traversal_time", "min_width")
BOTH_WAYS: Final = "1"
PLATFORM, STATION, ENTRANCE, NODE, BOARDING = "0", "1", "2", "3", "4"

Links = Mapping[str, Iterable[str]]


def check_pathways(feed: Feed) -> Iterator[Finding]:
    """Look for what the reference asks of pathways beyond single values (O-45).

    Parameters
    ----------
    feed : Feed
        Sieved.

    Yields
    ------
    Finding
    """
    stops = {record["stop_id"]: record for _, record in records(feed.table("stops"))}
    table = feed.table("pathways")
    divided = {
        record["parent_station"]
        for record in stops.values()
        if _kind(record) == BOARDING and "parent_station" in record
    }
    for index, record in records(table):
        for code, message in _flaws(record, stops, divided):
            yield Finding(code, table.where(index), message)
    if table.rows:
        yield from _Station(stops, table).check(feed.table("stops"))


def _kind(stop: Mapping[str, str]) -> str:
    return stop.get("location_type", PLATFORM)


def _flaws(
    record: Mapping[str, str],
    stops: Mapping[str, Mapping[str, str]],
    divided: set[str],
) -> Iterator[tuple[str, str]]:
    ends = (record["from_stop_id"], record["to_stop_id"])
    mode = record["pathway_mode"]
    if mode == EXIT_GATE and record["is_bidirectional"] == BOTH_WAYS:
        yield "pathway-exit-gate", "an exit gate leads one way only"
    if mode == LIFT and not all("level_id" in stops.get(end, {}) for end in ends):
        yield "pathway-lift", "a lift needs levels at both its ends"
    for column in NEVER_NOTHING:
        if number(record, column) == 0:
            yield "pathway-nothing", f"{column} is 0: it must be left empty"
    yield from _wrong_ends(ends, stops, divided)


def _wrong_ends(
    ends: tuple[str, str], stops: Mapping[str, Mapping[str, str]], divided: set[str]
) -> Iterator[tuple[str, str]]:
    for end in ends:
        if _kind(stops.get(end, {})) == STATION:
            yield "pathway-end-wrong", f"{end!r} is a station as a whole"
        elif end in divided:
            yield "pathway-end-wrong", f"{end!r} has boarding areas: lead to them"


class _Station:
    """Whether one gets from the entrances of stations to their platforms, and out.

    Parameters
    ----------
    stops : mapping
        Stop → its record.
    pathways : FeedTable
    """

    def __init__(
        self, stops: Mapping[str, Mapping[str, str]], pathways: FeedTable
    ) -> None:
        self._stops = stops
        self._on: defaultdict[str, set[str]] = defaultdict(set)
        self._back: defaultdict[str, set[str]] = defaultdict(set)
        for _, record in records(pathways):
            start, end = record["from_stop_id"], record["to_stop_id"]
            self._link(start, end)
            if record["is_bidirectional"] == BOTH_WAYS:
                self._link(end, start)

    def _link(self, start: str, end: str) -> None:
        self._on[start].add(end)
        self._back[end].add(start)

    def check(self, table: FeedTable) -> Iterator[Finding]:
        """Look for what no entrance leads to, in stations that have pathways."""
        doors = [s for s, stop in self._stops.items() if _kind(stop) == ENTRANCE]
        inside, outside = _reach(doors, self._on), _reach(doors, self._back)
        walked = {self._home(stop) for stop in {*self._on, *self._back}}
        divided = {s.get("parent_station") for s in self._boarding()}
        for index, record in records(table):
            stop = record["stop_id"]
            is_end = _kind(record) in {PLATFORM, BOARDING} and stop not in divided
            if not is_end or self._home(stop) not in walked - {""}:
                continue
            if stop not in inside or stop not in outside:
                lost = "from" if stop not in inside else "out to"
                message = f"{stop!r} has no pathway {lost} an entrance of its station"
                yield Finding("platform-unreached", table.where(index), message)
        yield from self._dangling(table)

    def _boarding(self) -> list[Mapping[str, str]]:
        return [stop for stop in self._stops.values() if _kind(stop) == BOARDING]

    def _dangling(self, table: FeedTable) -> Iterator[Finding]:
        for index, record in records(table):
            stop = record["stop_id"]
            ways = self._on[stop] | self._back[stop]
            if _kind(record) == NODE and len(ways) == 1:
                message = f"the node {stop!r} leads nowhere: it has one pathway"
                yield Finding("node-dangling", table.where(index), message, "info")

    def _home(self, stop: str) -> str:
        """Give the station that a stop belongs to at last; empty if to none."""
        for _ in range(3):
            record = self._stops.get(stop, {})
            if _kind(record) == STATION:
                return stop
            stop = record.get("parent_station", "")
        return ""


def _reach(starts: Iterable[str], links: Links) -> set[str]:
    found, waiting = set(starts), list(starts)
    while waiting:
        for stop in links.get(waiting.pop(), ()):
            if stop not in found:
                found.add(stop)
                waiting.append(stop)
    return found
