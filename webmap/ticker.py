"""The clock behind the server: lets the clocks of reports strike, again and again."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from threading import Event, Thread
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from data.effects import measure_effects
from data.heads import note_head
from data.queries.rate import forget_counts
from data.queries.tick import tick
from data.retention import run_retention
from data.runtime import Runtime
from geo.clock import Calendar
from geo.errors import MissingError, WusulError
from geo.retention import schedule
from webmap.following.post import tell_followers
from webmap.inbox.letter import tell_unchecked_photos
from webmap.live import read_live
from webmap.photos.store import photos, sweep
from webmap.pictures import fetch_waiting

PERIOD_S: Final = 60.0
"""Barriers end on time without it; only states and marks wait for it."""
RETENTION_MINUTES: Final = 10
SWEPT_AT: Final = 7
"""Minute of the hour."""
LOG: Final = logging.getLogger("wusul")


def calendar_of(runtime: Runtime) -> Calendar:
    """Give the calendar of the town."""
    return Calendar(runtime.town.zone, frozenset(runtime.town.rest_days))


def strike_clocks(held: Runtime) -> None:
    """Let the clocks of reports strike."""
    done = tick(held.database, at=held.clock(), calendar=calendar_of(held))
    for one in done.moved:
        LOG.info("report %s: %s -> %s", one.tracking, one.before, one.after)


def measure_reports(held: Runtime) -> None:
    """Measure what reports changed for trips; without streets there is nothing to."""
    with suppress(MissingError):
        measure_effects(held)


def refresh_timetable(held: Runtime) -> None:
    """Compile the timetable where a line was changed; not before the first build."""
    if held.timetables.is_built():
        held.timetables.refresh()


def note_trail(held: Runtime) -> None:
    """Note the head of the audit trail, once a day."""
    note_head(held.database, held.settings.data_dir, at=held.clock())


def delete_old(held: Runtime) -> None:
    """Delete what was kept long enough; a look every ten minutes is enough."""
    at = held.clock()
    if at.minute % RETENTION_MINUTES:
        return
    rules = schedule(held.town.retention)
    tell = partial(tell_unchecked_photos, held=held)
    for gone in run_retention(held.database, rules, photos(held), at=at, tell=tell):
        LOG.info("retention %s: %d deleted", gone.rule, gone.count)


def sweep_photos(held: Runtime) -> None:
    """Delete once an hour the files that a broken-off change has left."""
    if held.clock().minute == SWEPT_AT:
        for file in sweep(held):
            LOG.info("photo %s was named by nothing and is deleted", file)


def forget_senders(held: Runtime) -> None:
    """Forget what senders have done in windows that are over."""
    with held.database.write() as session:
        forget_counts(session, now_s=held.clock().timestamp())


TASKS: Final[dict[str, Callable[[Runtime], object]]] = {
    "the clocks of reports could not strike": strike_clocks,
    "what reports changed could not be measured": measure_reports,
    "news of reports could not be told": tell_followers,
    "the head of the audit trail could not be noted": note_trail,
    "what was kept long enough could not be deleted": delete_old,
    "files that no photo names could not be deleted": sweep_photos,
    "counts of senders could not be forgotten": forget_senders,
    "pictures of programs could not be fetched": fetch_waiting,
    "the timetable could not be compiled": refresh_timetable,
    "operators could not be asked what they say": read_live,
}
"""What is done at each look, one after the other, and what is said if it fails."""


class Ticker:
    """A thread that lets the clocks strike until it is stopped.

    Parameters
    ----------
    runtime : Runtime
        Of its own: it keeps a connection while it works.
    period_s : float
        Seconds between two looks.
    """

    def __init__(self, runtime: Runtime, period_s: float = PERIOD_S) -> None:
        self._runtime = runtime
        self._period_s = period_s
        self._stopped = Event()
        self._thread = Thread(target=self._run, name="ticker", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End, after what is being done."""
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopped.wait(self._period_s):
            self._look()

    def _look(self) -> None:
        """Look once; a database that does not answer is asked again later."""
        for trouble, task in TASKS.items():
            try:
                task(self._runtime)
            except (WusulError, SQLAlchemyError) as failed:
                LOG.warning("%s: %s", trouble, failed)
