"""Load a town's folder: each of its files by the importer that reads it."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from data.db import Database
from data.models import Source
from data.queries.source import SourceInfo
from data.towns import Load, Town
from importers.base import ImportReport, Progress, checksum, run
from importers.registry import get_importer


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
