"""Lists on the terminal: ``wusul places``, ``barriers`` and the like."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import click
import orjson

from data.queries.layer import MOST, Feature, FeaturePage, list_features
from data.queries.layer_table import LAYERS
from data.queries.source import list_sources
from data.runtime import Runtime
from data.schema import has_schema
from geo.bbox import parse_bbox
from geo.errors import InputError, MissingError
from webmap.geojson import feature_json, source_json
from webmap.i18n import best_name

LISTED: Final = ("places", "barriers", "works")
WIDEST: Final = 40
"""Letters of a column; the rest of a text is cut."""
DEMONSTRATION: Final = "is_demonstration"
LEFT_OUT: Final = ("details", "tags", "source", DEMONSTRATION)
JSON_OPTIONS: Final = orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS


def require_tables(runtime: Runtime) -> None:
    """Refuse to read a database that has no tables yet."""
    if not has_schema(runtime.database):
        raise MissingError("the database has no tables yet; type: wusul init")


def parse_filters(texts: Sequence[str]) -> dict[str, str]:
    """Read filters written ``name=value``.

    Raises
    ------
    InputError
        If there is no ``=``.
    """
    pairs = [text.partition("=") for text in texts]
    for text, (name, equals, _value) in zip(texts, pairs, strict=True):
        if not (name and equals):
            raise InputError("--filter", f"{text!r} is not written name=value")
    return {name: value for name, _equals, value in pairs}


def _cell(value: object) -> str:
    if value is None:
        return "?"
    if isinstance(value, Mapping):
        return best_name(value)
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    if isinstance(value, float):
        return f"{value:g}"
    return str(value)


def table_lines(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Write a table in columns as wide as they need to be."""
    cut = [[cell[:WIDEST] for cell in row] for row in (head, *rows)]
    widths = [max(map(len, column)) for column in zip(*cut, strict=True)]
    return [
        "  ".join(
            cell.ljust(width) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in cut
    ]


def _row(feature: Feature, columns: Sequence[str]) -> list[str]:
    key = feature.key + (" (demo)" if feature.properties.get(DEMONSTRATION) else "")
    return [key, *(_cell(feature.properties[column]) for column in columns)]


def page_lines(name: str, page: FeaturePage) -> list[str]:
    """Write rows of a layer as a table."""
    columns = [p for p in LAYERS[name].properties if p not in LEFT_OUT]
    shown = len(page.features)
    rows = [_row(feature, columns) for feature in page.features]
    return [*table_lines(["key", *columns], rows), f"{shown} of {page.total} {name}"]


def list_page(
    runtime: Runtime, name: str, *, bbox: str, filters: Sequence[str], limit: int
) -> tuple[FeaturePage, list[dict[str, Any]]]:
    """Read the first rows of a layer, and the sources of the database."""
    require_tables(runtime)
    with runtime.database.read() as session:
        page = list_features(
            session,
            name,
            bbox=parse_bbox(bbox, field="--bbox") if bbox else None,
            filters=parse_filters(filters),
            limit=limit,
        )
        return page, [source_json(source) for source in list_sources(session)]


def page_json(name: str, page: FeaturePage, sources: list[dict[str, Any]]) -> bytes:
    """Write rows of a layer as GeoJSON."""
    body = {
        "type": "FeatureCollection",
        "features": [feature_json(feature, name) for feature in page.features],
        "numberMatched": page.total,
        "numberReturned": len(page.features),
        "attribution": sources,
    }
    return orjson.dumps(body, option=JSON_OPTIONS)


def list_command(name: str) -> click.Command:
    """Make the command that lists a layer."""

    @click.command(name, help=f"List {name}.")
    @click.option("--bbox", default="", help="west,south,east,north in degrees.")
    @click.option("--kind", default="", help="The same as --filter kind=….")
    @click.option("--filter", "filters", multiple=True, help="name=value.")
    @click.option("--limit", default=MOST, show_default=True, help="How many at most.")
    @click.option("--json", "as_json", is_flag=True, help="Print GeoJSON.")
    @click.pass_obj
    def listing(
        runtime: Runtime,
        bbox: str,
        kind: str,
        filters: tuple[str, ...],
        limit: int,
        *,
        as_json: bool,
    ) -> None:
        wanted = [*filters, *([f"kind={kind}"] if kind else [])]
        page, sources = list_page(runtime, name, bbox=bbox, filters=wanted, limit=limit)
        if as_json:
            click.echo(page_json(name, page, sources))
            return
        for line in page_lines(name, page):
            click.echo(line)

    return listing


places, barriers, works = map(list_command, LISTED)
