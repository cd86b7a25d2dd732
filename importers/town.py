"""Load a town's folder: each of its files by the importer that reads it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select

from data.db import Database
from data.models import Source
from data.queries.source import SourceInfo
from data.towns import Load, Town
from geo.errors import InputError
from importers.base import Importer, ImportReport, Progress, checksum, run
from importers.elevation import ElevationImporter
from importers.gtfs import GtfsImporter
from importers.osm import OsmImporter
from importers.survey import SurveyImporter
from importers.survey.options import SurveyOptions

IMPORTERS: Final[dict[str, Callable[[Mapping[str, Any]], Importer[Any]]]] = {
    "osm": lambda _options: OsmImporter(),
    "gtfs": lambda _options: GtfsImporter(),
    "elevation": lambda options: ElevationImporter(**options),
    "survey": lambda options: SurveyImporter(SurveyOptions.from_mapping(options)),
}


def get_importer(name: str, options: Mapping[str, Any]) -> Importer[Any]:
    """Give an importer by name.

    Raises
    ------
    InputError
        If there is none of that name.
    """
    if name not in IMPORTERS:
        raise InputError("importer", f"{name!r} is not one of {', '.join(IMPORTERS)}")
    return IMPORTERS[name](options)


def load_file(
    database: Database, town: Town, load: Load, progress: Progress
) -> ImportReport:
    """Import one file of a town."""
    importer = get_importer(load.importer, load.options)
    source = town.sources[load.source]
    return run(
        importer,
        database,
        path=town.folder / load.file,
        source=source,
        progress=progress,
    )


def is_loaded(database: Database, path: Path, source: SourceInfo) -> bool:
    """Tell whether a source was last imported from exactly this file."""
    with database.read() as session:
        kept = session.scalar(select(Source.checksum).where(Source.key == source.key))
    return kept is not None and kept == checksum(path)


def load_town_files(
    database: Database, town: Town, progress: Progress
) -> list[ImportReport]:
    """Import every file of a town that is new or has changed.

    Parameters
    ----------
    database : Database
    town : Town
    progress : Progress

    Returns
    -------
    list of ImportReport
        One for each file that was imported now.
    """
    return [
        load_file(database, town, load, progress)
        for load in town.loads
        if not is_loaded(database, town.folder / load.file, town.sources[load.source])
    ]
