"""The importer of OpenStreetMap data."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.orm import Session

from data.models import Source
from data.queries.source import SourceInfo
from geo.errors import InputError
from geo.finding import Finding
from importers.base import Parsed, Progress, Written
from importers.osm.build import build_frames
from importers.osm.frames import OsmFrames
from importers.osm.read_file import read_file
from importers.osm.read_overpass import read_overpass
from importers.osm.write import write_frames


class OsmImporter:
    """Ways, nodes, edges, places, stops, barriers and their access attributes."""

    name = "osm"

    def parse(
        self, path: Path, source: SourceInfo, progress: Progress
    ) -> Parsed[OsmFrames]:
        """Read an OSM file, or the JSON of a download by name.

        Parameters
        ----------
        path : Path
            ``.osm``, ``.osm.gz``, ``.osm.bz2``, ``.osm.pbf`` or ``.json``.
        source : SourceInfo
        progress : Progress

        Returns
        -------
        Parsed of OsmFrames

        Raises
        ------
        InputError
            If the file is of another kind, broken, or holds nothing of use.
        """
        is_download = path.suffix == ".json"
        raw = read_overpass(path) if is_download else read_file(path, progress)
        parsed = build_frames(raw, source)
        frames = parsed.frames
        if not (frames.ways or frames.places or frames.stops):
            reason = f"{path.name} holds no way, place or stop"
            raise InputError("FILE", reason)
        return parsed

    def check(self, frames: OsmFrames) -> list[Finding]:
        """Look for what is not wrong in itself but makes the network poor."""
        return list(_check_network(frames))

    def write(self, session: Session, source: Source, frames: OsmFrames) -> Written:
        """Replace what the source said before by what it says now."""
        return write_frames(session, source, frames)


def _check_network(frames: OsmFrames) -> Iterator[Finding]:
    if not frames.ways:
        note = "there is no way for walking: places and stops only"
        yield Finding("no-ways", "file", note)
