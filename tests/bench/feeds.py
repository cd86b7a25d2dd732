"""The feeds of Porto Alegre for peers, with times for those that are left blank."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from geo.transit.timetable import Timetable
from tests.porto_alegre import NAMES

FOLDER: Final = "porto-alegre"
TIMES: Final = "stop_times.txt"
HEAD: Final = (
    "trip_id",
    "arrival_time",
    "departure_time",
    "stop_id",
    "stop_sequence",
)


def find_feeds(data: str) -> Path | None:
    """Find the folder of Porto Alegre; ``None`` where the data are not here."""
    folder = Path(data) / FOLDER
    return folder if data and (folder / "poa_osm.pbf").exists() else None


def write_feeds(source: Path, timetable: Timetable, target: Path) -> list[str]:
    """Write each feed as a folder and as a file; some peers read one, some the other.

    Returns
    -------
    list of str
        The folders; beside each is a file of the same name that ends in ``.zip``.
    """
    folders = []
    for name in NAMES:
        folder = target / "feeds" / name
        folder.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(source / f"poa_{name}.zip") as feed:
            feed.extractall(folder)
        (folder / TIMES).write_text(_write_times(name, timetable), encoding="utf-8")
        with zipfile.ZipFile(folder.with_suffix(".zip"), "w") as packed:
            for file in sorted(folder.iterdir()):
                packed.write(file, file.name)
        folders.append(str(folder))
    return folders


def _write_times(name: str, timetable: Timetable) -> str:
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(HEAD)
    table.writerows(_list_times(f"{name}:", timetable))
    return text.getvalue()


def _list_times(prefix: str, table: Timetable) -> Iterator[tuple[str, ...]]:
    stops = [stop.key.partition(":")[2] for stop in table.stops]
    starts, own = table.call_start.tolist(), table.call_stop.tolist()
    arrivals, departures = table.arrival_s.tolist(), table.departure_s.tolist()
    for number, trip in enumerate(table.trips):
        if not trip.key.startswith(prefix):
            continue
        key = trip.key.removeprefix(prefix)
        for place, call in enumerate(range(starts[number], starts[number + 1])):
            times = _clock(arrivals[call]), _clock(departures[call])
            yield key, *times, stops[own[call]], str(place)


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
