"""Trips as files: which forms there are, and how each is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import orjson

from geo.errors import InputError, SourceError
from webmap.trips.geojson import trip_features
from webmap.trips.gpx import MIMETYPE, write_gpx
from webmap.trips.telling import Telling


@dataclass(frozen=True)
class Form:
    """One form of file."""

    mimetype: str
    write: Callable[[Telling], bytes]
    shape: dict[str, Any]
    """JSON Schema of the body."""


def _geojson(telling: Telling) -> bytes:
    return orjson.dumps(trip_features(telling))


COLLECTION: Final = {
    "type": "object",
    "required": ["type", "features"],
    "properties": {
        "type": {"const": "FeatureCollection"},
        "features": {"type": "array", "items": {"type": "object"}},
    },
}
FORMS: Final = {
    "gpx": Form(MIMETYPE, write_gpx, {"type": "string"}),
    "geojson": Form("application/geo+json", _geojson, COLLECTION),
}
"""Suffix → form."""


def check_file(path: Path) -> Form:
    """Give the form that a file's suffix asks for.

    Raises
    ------
    InputError
        If no form has that suffix, or the folder does not exist.
    """
    form = FORMS.get(path.suffix.lower().removeprefix("."))
    if form is None:
        allowed = ", ".join(f".{suffix}" for suffix in FORMS)
        raise InputError("out", f"{path.name} does not end in one of {allowed}")
    if not path.parent.is_dir():
        raise InputError("out", f"the folder {path.parent} does not exist")
    return form


def write_file(telling: Telling, path: Path) -> None:
    """Write a trip to a file.

    Raises
    ------
    InputError
        If no form has the suffix, or the folder does not exist.
    SourceError
        If the file cannot be written.
    """
    form = check_file(path)
    try:
        path.write_bytes(form.write(telling))
    except OSError as cause:
        raise SourceError(
            f"{path.name} cannot be written: {cause.strerror}", permanent=False
        ) from cause
