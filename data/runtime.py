"""What a running instance holds: settings, database, town, clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property

from data.db import Database
from data.graphs import GraphStore
from data.live import LiveStore
from data.metrics import MetricStore
from data.settings import Settings
from data.timetables import TimetableStore
from data.towns import Town, load_town
from geo.transit.foot_keep import FootKeeper


def utc_now() -> datetime:
    """Tell the present time."""
    return datetime.now(UTC)


@dataclass
class Runtime:
    """One instance of Wusul, opened on first use.

    Attributes
    ----------
    settings : Settings
    clock : callable
        Gives the present time, aware; tests hand in their own.
    """

    settings: Settings
    clock: Callable[[], datetime] = field(default=utc_now)

    @cached_property
    def database(self) -> Database:
        """The database that the settings name."""
        return Database(self.settings.url)

    @cached_property
    def town(self) -> Town:
        """The town that the settings name."""
        return load_town(self.settings.town)

    @cached_property
    def graphs(self) -> GraphStore:
        """The compiled networks."""
        return GraphStore(self.database, self.settings.data_dir, self.clock)

    @cached_property
    def metrics(self) -> MetricStore:
        """The metrics kept for people who ask again."""
        return MetricStore(self.graphs.folder)

    @cached_property
    def timetables(self) -> TimetableStore:
        """The compiled timetable of public transport."""
        data_dir = self.settings.data_dir
        return TimetableStore(self.database, data_dir, lambda: self.town.timezone)

    @cached_property
    def feet(self) -> FootKeeper:
        """The ways on foot between stops, kept for people who ask again."""
        return FootKeeper()

    @cached_property
    def live(self) -> LiveStore:
        """What operators say at this hour."""
        return LiveStore()

    @property
    def today(self) -> date:
        """The day that it is in the town."""
        return self.clock().astimezone(self.town.zone).date()

    def close(self) -> None:
        """Let go of the database."""
        if "database" in self.__dict__:
            self.database.close()
