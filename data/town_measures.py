"""Measures the town for every kept profile: ask → count → sum up → keep."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from data.analysis import kept_profiles
from data.cluster import Told, check_scheduler, spread
from data.convenient import STOP, ConvenienceMeter
from data.measuring import Measured, TownMeter, build_meter
from data.part_file import Asked
from data.queries.measure import put_measures
from data.queries.revision import raise_revision
from data.regions import count_all, count_part, join_parts, write_parts
from data.runtime import Runtime
from geo.errors import StorageError
from geo.measure.town import Counted
from geo.profile import Profile

MOST_HOMES: Final = 20_000
"""Of one part: about a town of fifty thousand people."""
WALK: Final = "walk"
Say = Callable[[str], None]


def refresh_measures(
    runtime: Runtime,
    *,
    say: Say = lambda _text: None,
    scheduler: str = "",
    told: Told = lambda _done, _of: None,
    most: int = MOST_HOMES,
) -> list[Measured]:
    """Measure the town on foot and keep what is found as that of today.

    Parameters
    ----------
    runtime : Runtime
    say : callable
        Told in one line what is being done.
    scheduler : str
        Address of a Dask scheduler; empty to count here.
    told : callable
        Told how many parts are done.
    most : int
        Homes of one part, where a cluster counts.

    Returns
    -------
    list of Measured
        Empty where nobody lives anywhere or there are no services.

    Raises
    ------
    InputError, SourceError
        If no scheduler answers at the address.
    MissingError
        If the network is not built.
    """
    if scheduler:
        check_scheduler(scheduler)
    meter, profiles = build_meter(runtime), kept_profiles()
    if not len(meter.homes) or not meter.book.services:
        return []
    say(f"measures: {len(profiles)} profiles")
    asked = meter.ask(profiles)
    if scheduler:
        counted = _count_there(runtime, meter, asked, (scheduler, most), told)
    else:
        counted = count_all(asked, meter.hierarchy, threads=meter.threads)
    found = meter.sum_up(profiles, counted)
    found = _with_stops(runtime, meter, profiles, found)
    with runtime.database.write() as session:
        put_measures(
            session,
            found,
            day=runtime.clock().date(),
            mode=WALK,
            revision=meter.town.network.revision,
        )
        raise_revision(session)
    return found


def _with_stops(
    runtime: Runtime,
    meter: TownMeter,
    profiles: Sequence[Profile],
    found: Sequence[Measured],
) -> list[Measured]:
    """Add access to public transport, where there are stops."""
    if STOP not in meter.book.services:
        return list(found)
    with runtime.database.read() as session:
        stops = ConvenienceMeter(session, meter)
    return [
        replace(one, convenient=stops.measure(profile))
        for one, profile in zip(found, profiles, strict=True)
    ]


def _count_there(
    runtime: Runtime,
    meter: TownMeter,
    asked: Asked,
    cluster: tuple[str, int],
    told: Told,
) -> list[Counted]:
    scheduler, most = cluster
    with _folder(runtime.settings.data_dir) as folder:
        parts, regions = write_parts(asked, meter.hierarchy, folder, most=most)
        return join_parts(asked, regions, spread(scheduler, count_part, parts, told))


@contextmanager
def _folder(data_dir: Path) -> Iterator[Path]:
    """Make room for parts where workers that share the data folder see them."""
    try:
        folder = Path(tempfile.mkdtemp(prefix="parts-", dir=data_dir))
    except OSError as cause:
        message = f"no folder for parts can be made: {cause.strerror}"
        raise StorageError(message, permanent=False) from cause
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
