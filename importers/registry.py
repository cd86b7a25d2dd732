"""The importers by name, each loaded only when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pkgutil import resolve_name
from typing import Any, Final

from geo.errors import InputError
from importers.base import Importer


@dataclass(frozen=True)
class Entry:
    """Where an importer is, and what reads its options if they are not arguments."""

    importer: str
    options: str = ""


IMPORTERS: Final = {
    "osm": Entry("importers.osm:OsmImporter"),
    "gtfs": Entry("importers.gtfs:GtfsImporter"),
    "elevation": Entry("importers.elevation:ElevationImporter"),
    "lines": Entry("importers.lines:LinesImporter"),
    "gaps": Entry("importers.gaps:GapsImporter"),
    "survey": Entry(
        "importers.survey:SurveyImporter", "importers.survey:SurveyOptions"
    ),
    "population": Entry(
        "importers.population:PopulationImporter",
        "importers.population:PopulationOptions",
    ),
    "areas": Entry("importers.areas:AreasImporter", "importers.areas:AreaOptions"),
    "opportunities": Entry(
        "importers.opportunities:OpportunitiesImporter",
        "importers.cells.options:CellOptions",
    ),
}


def get_importer(name: str, options: Mapping[str, Any]) -> Importer[Any]:
    """Give an importer by name.

    Parameters
    ----------
    name : str
    options : mapping
        Names of the importer's options.

    Returns
    -------
    Importer

    Raises
    ------
    InputError
        If there is none of that name, or an option is wrong.
    """
    entry = IMPORTERS.get(name)
    if entry is None:
        raise InputError("importer", f"{name!r} is not one of {', '.join(IMPORTERS)}")
    build = resolve_name(entry.importer)
    if entry.options:
        made: Importer[Any] = build(resolve_name(entry.options).from_mapping(options))
        return made
    plain: Importer[Any] = build(**options)
    return plain
