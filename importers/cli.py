"""``wusul import``: bring data in from a file or a download."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import click
import orjson

from data.queries.hand_line import SOURCE
from data.queries.source import SourceInfo, catalog
from data.runtime import Runtime
from data.schema import has_schema
from geo.errors import InputError, MissingError
from geo.profile import load_profiles
from importers.base import ImportReport, Progress, run
from importers.cells.cli import build_commands
from importers.osm.place import fetch_place
from importers.registry import get_importer
from importers.survey import SurveyImporter, SurveyOptions
from importers.survey.options import parse_pairs
from importers.survey.preview import Preview, preview

SOURCE_KEY: Final = re.compile(r"[A-Za-z0-9_-]{1,40}")
"""It begins the keys of all records of the source."""

SOURCES: Final = {"lines": SOURCE, "gaps": "survey"}
"""Where the source of an importer is not called as the importer is."""

source_option = click.option(
    "--source",
    "source_key",
    default="",
    help="Key of the source; prefix of the keys of its records.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
file_argument = click.argument("file", type=click.Path(path_type=Path))


def _progress() -> Progress:
    return Progress(shown=sys.stderr.isatty())


def _source(runtime: Runtime, key: str, default: str) -> SourceInfo:
    known = {**catalog(), **runtime.town.sources}
    if not key or key in known:
        return known[key or default]
    if not SOURCE_KEY.fullmatch(key):
        reason = f"{key[:80]!r} is not 1 … 40 letters a-z, digits, '-' or '_'"
        raise InputError("--source", reason)
    base = known[default]
    return SourceInfo(key, key, base.licence, key, base.url)


def _tell(report: ImportReport | Preview, *, as_json: bool) -> None:
    if as_json:
        click.echo(orjson.dumps(report.as_json(), option=orjson.OPT_INDENT_2))
        return
    for line in report.lines():
        click.echo(line)


def _import(
    runtime: Runtime,
    name: str,
    *,
    path: Path,
    source_key: str,
    as_json: bool,
    options: Mapping[str, Any] | None = None,
) -> None:
    if not has_schema(runtime.database):
        raise MissingError("the database has no tables yet; type: wusul init")
    report = run(
        get_importer(name, options or {}),
        runtime.database,
        path=path,
        source=_source(runtime, source_key, SOURCES.get(name, name)),
        progress=_progress(),
        clock=runtime.clock,
    )
    _tell(report, as_json=as_json)


@click.group("import")
def import_group() -> None:
    """Bring data in from a file or a download."""


@import_group.command("osm")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--place", default="", help="Name of a place to download.")
@source_option
@json_option
@click.pass_obj
def import_osm(
    runtime: Runtime, file: Path | None, place: str, source_key: str, *, as_json: bool
) -> None:
    """Import ways, places, stops and barriers of OpenStreetMap."""
    if (file is None) == (not place):
        raise InputError("FILE", "give a file or --place NAME, and not both")
    path = file or fetch_place(runtime.settings, place)
    _import(runtime, "osm", path=path, source_key=source_key, as_json=as_json)


@import_group.command("gtfs")
@file_argument
@source_option
@json_option
@click.pass_obj
def import_gtfs(
    runtime: Runtime, file: Path, source_key: str, *, as_json: bool
) -> None:
    """Import a timetable: a GTFS zip or folder."""
    _import(runtime, "gtfs", path=file, source_key=source_key, as_json=as_json)


@import_group.command("lines")
@file_argument
@source_option
@json_option
@click.pass_obj
def import_lines(
    runtime: Runtime, file: Path, source_key: str, *, as_json: bool
) -> None:
    """Import lines by hand from a table: louages, rural and school buses."""
    _import(
        runtime,
        "lines",
        path=file,
        source_key=source_key,
        as_json=as_json,
        options={"clock": runtime.clock},
    )


@import_group.command("gaps")
@file_argument
@source_option
@json_option
@click.pass_obj
def import_gaps(
    runtime: Runtime, file: Path, source_key: str, *, as_json: bool
) -> None:
    """Import gaps that an association declares, in the name of the source."""
    _import(
        runtime,
        "gaps",
        path=file,
        source_key=source_key,
        as_json=as_json,
        options={
            "profiles": [one.key for one in load_profiles().values() if one.kept],
            "country": runtime.town.country,
            "clock": runtime.clock,
            "zone": runtime.town.zone,
        },
    )


@import_group.command("elevation")
@file_argument
@source_option
@click.option("--sigma", "sigma_m", type=float, help="Standard error, metres.")
@json_option
@click.pass_obj
def import_elevation(
    runtime: Runtime,
    file: Path,
    source_key: str,
    sigma_m: float | None,
    *,
    as_json: bool,
) -> None:
    """Import heights: GeoTIFF, .hgt(.zip) or a CSV of spot heights."""
    options = {} if sigma_m is None else {"sigma_m": sigma_m}
    _import(
        runtime,
        "elevation",
        path=file,
        source_key=source_key,
        as_json=as_json,
        options=options,
    )


for _made in build_commands(_import, (file_argument, source_option, json_option)):
    import_group.add_command(_made)


@import_group.command("survey")
@file_argument
@click.option("--as", "record", default="", help="What rows are about: places, stops…")
@click.option("--map", "pairs", multiple=True, help="column=attribute; repeatable.")
@click.option("--crs", default="", help="Reference system of the coordinates.")
@click.option("--layer", default="", help="Layer or sheet.")
@click.option("--author", default="", help="Organisation that surveyed.")
@click.option("--strict", is_flag=True, help="One wrong row and nothing is written.")
@click.option("--whole", is_flag=True, help="Remove what the file no longer names.")
@click.option("--dry-run", is_flag=True, help="Only list what would change.")
@source_option
@json_option
@click.pass_obj
def import_survey(
    runtime: Runtime,
    /,
    file: Path,
    source_key: str,
    **given: Any,  # noqa: ANN401
) -> None:
    """Import places, stops, barriers or residents from a table or map file."""
    as_json, dry_run = bool(given.pop("as_json")), bool(given.pop("dry_run"))
    mapping = parse_pairs(given.pop("pairs"))
    options = {**given, "mapping": mapping}
    if not dry_run:
        _import(
            runtime,
            "survey",
            path=file,
            source_key=source_key,
            as_json=as_json,
            options=options,
        )
        return
    found = preview(
        SurveyImporter(SurveyOptions.from_mapping(options)),
        runtime.database,
        path=file,
        source=_source(runtime, source_key, "survey"),
        progress=_progress(),
    )
    _tell(found, as_json=as_json)
