"""A compiled timetable on disk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from datetime import date
from pathlib import Path
from typing import Any, Final

import orjson

from data.array_file import ArrayFile, Arrays, Small
from geo.texts import Texts
from geo.transit.rows import LineRow, ServiceRow, StopRow, TransferRow, TripRow
from geo.transit.timetable import Often, Timetable

FORMAT: Final = 2
"""Raised whenever an array or a row changes its meaning."""
ROWS: Final[dict[str, type[Any]]] = {
    "stops": StopRow,
    "lines": LineRow,
    "services": ServiceRow,
    "trips": TripRow,
    "transfers": TransferRow,
}
SMALL: Final = ("revision", "zone")
ARRAYS: Final = tuple(
    field.name
    for field in fields(Timetable)
    if field.name not in (*ROWS, *SMALL, "often")
)
OFTEN: Final = tuple(field.name for field in fields(Often))


def write_timetable(timetable: Timetable, path: Path) -> None:
    """Write a timetable and put it in the place of the one before.

    Parameters
    ----------
    timetable : Timetable
    path : Path
        The manifest; the folder lies beside it.

    Raises
    ------
    SourceError
        If the disk is full or the folder cannot be written; the old one stays.
    """
    arrays = {name: getattr(timetable, name) for name in ARRAYS}
    arrays |= {f"often:{name}": getattr(timetable.often, name) for name in OFTEN}
    for name in ROWS:
        texts = Texts.pack(_written(getattr(timetable, name)))
        arrays |= {f"{name}:letters": texts.letters, f"{name}:pointer": texts.pointer}
    _file(path).write(arrays, {name: getattr(timetable, name) for name in SMALL})


def read_timetable(path: Path) -> Timetable:
    """Map a timetable into memory.

    Raises
    ------
    DataError
        If a file is missing, broken, not whole, or of another format.
    """
    return _file(path).read(_timetable)


def _file(path: Path) -> ArrayFile:
    return ArrayFile(path, FORMAT, "timetable")


def _timetable(manifest: Small, arrays: Arrays) -> Timetable:
    rows: dict[str, Any] = {
        name: _read(kind, Texts(arrays[f"{name}:letters"], arrays[f"{name}:pointer"]))
        for name, kind in ROWS.items()
    }
    often = Often(**{name: arrays[f"often:{name}"] for name in OFTEN})
    return Timetable(
        **{name: manifest[name] for name in SMALL},
        **rows,
        **{name: arrays[name] for name in ARRAYS},
        often=often,
    )


def _written(rows: Iterable[Any]) -> list[str]:
    """Write each row as JSON; days are keys of JSON only as texts."""
    option = orjson.OPT_NON_STR_KEYS
    return [orjson.dumps(asdict(row), option=option).decode() for row in rows]


def _read(kind: type[Any], texts: Sequence[str]) -> list[Any]:
    mend = MENDED.get(kind)
    found = (orjson.loads(text) for text in texts)
    return [kind(**(mend(row) if mend else row)) for row in found]


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _stop(row: dict[str, Any]) -> dict[str, Any]:
    place = row["lonlat"]
    return {**row, "lonlat": None if place is None else tuple(place)}


def _service(row: dict[str, Any]) -> dict[str, Any]:
    days = {_day(day): kind for day, kind in row["exceptions"].items()}
    ends = {name: _day(row[name]) for name in ("start", "end")}
    return {**row, **ends, "exceptions": days}


def _trip(row: dict[str, Any]) -> dict[str, Any]:
    """JSON has no NaN: it writes null."""
    waits = {name: row[name] for name in ("wait_low_s", "wait_high_s")}
    given = {k: float("nan") if v is None else v for k, v in waits.items()}
    return {**row, **given}


MENDED: Final = {StopRow: _stop, ServiceRow: _service, TripRow: _trip}
"""What JSON has no words for."""
