"""Whole trips by public transport in Porto Alegre, next to what others find there.

Everybody walks as far: to the first stop and from the last, and between vehicles; all
have the same timetables, with the times that the feeds leave blank filled in.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, Final

from geo.errors import SourceError
from geo.transit.journey import MOST_RIDES
from geo.transit.rider import ACCESS_S, BETWEEN_S
from tests.bench.feeds import find_feeds, write_feeds
from tests.bench.footpaths import find_ours, find_theirs
from tests.bench.ground import read_times
from tests.bench.measure import Times, compare, time_each
from tests.bench.rides import (
    AT,
    HOUR_S,
    City,
    Ends,
    check_arrivals,
    find_in_an_hour,
    find_with_legs,
    load_city,
    make_search,
    tell_all,
)
from tests.bench.row import Goal, Row, make_row, missing_row
from tests.bench.talk import PeerProcess
from tests.bench.task import Setting

CHAIR: Final = "manual_wheelchair"
WALKER: Final = "walker"
EVERY_STOP: Final = 100_000
FEW: Final = 40
WALK_MPS: Final = 1.25
"""Where a peer limits metres in place of minutes."""
AT_S: Final = AT.hour * HOUR_S
NO_DATA: Final = "needs WUSUL_TEST_DATA with porto-alegre"
LEGS: Final = "journeys with legs, door to door"
HOUR: Final = "one hour of departures, door to door"
TELLS_MORE: Final = (
    "ours tells both beliefs about the unknown, ways on foot with every step, the way "
    "on foot alone and the way home"
)

Theirs = Callable[[PeerProcess], Times]


@dataclass(frozen=True, eq=False)
class Rides:
    """One city ready for us, and what peers need to read it."""

    setting: Setting
    city: City

    @cached_property
    def feeds(self) -> list[str]:
        """Feeds without blank times."""
        folder = self.setting.folder / "transit"
        return write_feeds(self.city.folder, self.city.timetable, folder)

    def load(self, peer: PeerProcess) -> None:
        """Let a peer read the city."""
        given: dict[str, Any] = {"osm": self.city.osm, "feeds": self.feeds}
        if peer.name == "ferrobus":
            day = AT.date().isoformat()
            peer.ask("load", **given, day=day, transfer_s=int(BETWEEN_S))
        elif peer.name == "cafein":
            peer.ask("load", **given, transfer_min=BETWEEN_S / 60)
        else:
            feeds = str(self.setting.folder / "transit" / "feeds")
            tiles = str(self.setting.folder / "transit" / "valhalla")
            peer.ask("build_rides", osm=self.city.osm, feeds=feeds, folder=tiles)

    def pairs(self, goal: float | None) -> list[Ends]:
        """Give all pairs where there is a goal; a row that informs takes a few."""
        return self.city.pairs if goal else self.city.pairs[:FEW]

    def ours(
        self, do: Callable[..., object], profile: str, pairs: Sequence[Ends]
    ) -> Times:
        """Answer some pairs."""
        return time_each([partial(do, self.city, pair, profile) for pair in pairs])

    def measured(
        self,
        goal: Goal,
        ours: Callable[[], Times],
        theirs: Theirs,
        note: Callable[[], str],
    ) -> Row:
        """Measure against a peer that has read the city, or say why not."""
        why = self.setting.why_not(goal.peer)
        if why:
            return missing_row(goal, why)
        self.setting.say(f"{goal.task}: {goal.peer}")
        try:
            with self.setting.peer(goal.peer) as peer:
                self.load(peer)
                done = compare(ours, partial(theirs, peer), self.setting.rounds)
        except SourceError as cause:
            return missing_row(goal, f"failed: {cause}")
        return make_row(goal, done, note=note())

    def count(self, profile: str) -> int:
        """Count the pairs for which we find journeys."""
        found = (find_with_legs(self.city, pair, profile) for pair in self.city.pairs)
        return sum(map(bool, found))


def _ask_cafein(
    last: dict[str, Any], pairs: Sequence[Ends], peer: PeerProcess
) -> Times:
    """Ask for a wheelchair."""
    answer = peer.ask(
        "journeys",
        pairs=pairs,
        at=AT.strftime("%Y-%m-%d %H:%M"),
        rides=MOST_RIDES,
        access_min=ACCESS_S / 60,
        wheelchair=True,
    )
    last.update(answer)
    return read_times(answer)


def _ask_valhalla(
    last: dict[str, Any], pairs: Sequence[Ends], peer: PeerProcess
) -> Times:
    """Ask for a wheelchair."""
    answer = peer.ask(
        "rides",
        pairs=pairs,
        at=AT.strftime("%Y-%m-%dT%H:%M"),
        kind="wheelchair",
        access_m=int(ACCESS_S * WALK_MPS),
        transfer_m=int(BETWEEN_S * WALK_MPS),
    )
    last.update(answer)
    return read_times(answer)


def _ask_ferrobus(
    act: str, last: dict[str, Any], pairs: Sequence[Ends], peer: PeerProcess
) -> Times:
    """Ask for somebody on foot."""
    ends = {"end_s": AT_S + HOUR_S} if act == "hours" else {}
    answer = peer.ask(
        act,
        pairs=pairs,
        at_s=AT_S,
        rides=MOST_RIDES,
        access_s=int(ACCESS_S),
        most=EVERY_STOP,
        **ends,
    )
    last.update(answer)
    return read_times(answer)


def in_a_wheelchair(rides: Rides) -> Iterator[Row]:
    """Compare journeys of somebody in a wheelchair."""
    peers = (("cafein", 40.0, _ask_cafein), ("valhalla", 25.0, _ask_valhalla))
    for name, times, ask in peers:
        for task, goal, do in (
            (f"{LEGS}, wheelchair", times, find_with_legs),
            ("all that we tell, wheelchair", None, tell_all),
        ):
            last: dict[str, Any] = {}
            pairs = rides.pairs(goal)
            yield rides.measured(
                Goal(task, name, goal),
                partial(rides.ours, do, CHAIR, pairs),
                partial(ask, last, pairs),
                partial(_say_found, rides, last, CHAIR, tells=goal is None),
            )


def on_foot(rides: Rides) -> Iterator[Row]:
    """Compare journeys of somebody on foot."""
    for task, goal, act, do in (
        (LEGS, 1.0, "journeys", find_with_legs),
        (HOUR, 0.8, "hours", find_in_an_hour),
        ("the search alone, ends made before", None, "searches", None),
        ("all that we tell", None, "journeys", tell_all),
    ):
        last: dict[str, Any] = {}
        pairs = rides.pairs(goal)
        ours: Callable[[], Times]
        if do is None:
            made = [make_search(rides.city, pair, WALKER) for pair in pairs]
            ours = partial(time_each, made)
        else:
            ours = partial(rides.ours, do, WALKER, pairs)
        yield rides.measured(
            Goal(f"{task}, on foot", "ferrobus", goal),
            ours,
            partial(_ask_ferrobus, act, last, pairs),
            partial(_say_found, rides, last, WALKER, tells=do is tell_all),
        )


def footpaths(rides: Rides) -> Iterator[Row]:
    """Compare the ways on foot between all stops of somebody who was never here."""
    city = rides.city
    doors = city.keeper.doors(city.network, city.timetable.stop_lonlat)
    for profile in (WALKER, CHAIR):
        goal = Goal(f"footpaths of a new profile, {profile}", "scipy", 5.0)
        why = rides.setting.why_not(goal.peer)
        if why:
            yield missing_row(goal, why)
            continue
        rides.setting.say(f"{goal.task}: {goal.peer}")
        rider = city.ask(city.pairs[0], profile)
        mine = partial(find_ours, rider.parts, doors, BETWEEN_S)
        theirs = partial(find_theirs, rider.on_foot.footing, BETWEEN_S)
        done = compare(
            partial(time_each, [mine]),
            partial(time_each, [theirs]),
            rides.setting.rounds,
        )
        note = f"{len(mine()):,} ways between {doors.count:,} stops"
        yield make_row(goal, done, note=note)


def _say_found(rides: Rides, last: dict[str, Any], profile: str, *, tells: bool) -> str:
    """Say how many find a journey, and what ours tells besides."""
    if tells:
        return TELLS_MORE
    if "found" not in last:
        return ""
    own, all_ = rides.count(profile), len(rides.city.pairs)
    return f"by vehicle, of {all_} pairs: ours {own}, theirs {last['found']}"


PARTS: Final = (in_a_wheelchair, on_foot, footpaths)
GOALS: Final = (
    Goal(f"{LEGS}, wheelchair", "cafein", 40.0),
    Goal(f"{LEGS}, wheelchair", "valhalla", 25.0),
    Goal(f"{LEGS}, on foot", "ferrobus", 1.0),
    Goal(f"{HOUR}, on foot", "ferrobus", 0.8),
    Goal(f"footpaths of a new profile, {WALKER}", "scipy", 5.0),
)


def measure_transit(setting: Setting) -> Iterator[Row]:
    """Measure whole trips, having checked them against a scan of all connections.

    Parameters
    ----------
    setting : Setting

    Yields
    ------
    Row
    """
    folder = find_feeds(os.environ.get("WUSUL_TEST_DATA", ""))
    if folder is None:
        yield from (missing_row(goal, NO_DATA) for goal in GOALS)
        return
    city = load_city(folder)
    setting.say(
        f"porto-alegre: {city.network.nodes:,} nodes, {len(city.timetable.stops):,} "
        f"stops, {len(city.timetable.trips):,} trips, {len(city.pairs)} pairs"
    )
    for profile in (WALKER, CHAIR):
        check_arrivals(city, city.pairs, profile)
        setting.say(f"{profile}: every arrival is that of a scan of all connections")
    rides = Rides(setting, city)
    for part in PARTS:
        yield from part(rides)
