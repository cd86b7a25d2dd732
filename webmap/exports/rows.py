"""All rows of a layer in a form that travels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pkgutil import resolve_name
from typing import Final

import orjson
from sqlalchemy.orm import Session

from data.queries.layer import MOST, Feature, list_features
from data.queries.source import list_sources
from geo.errors import InputError
from webmap.exports.columns import TABLES, Table, is_made_up
from webmap.exports.document import Export
from webmap.exports.items import build_document
from webmap.exports.table import write_csv
from webmap.geojson import feature_json, source_json

FORMS: Final = {
    "geojson": "application/geo+json",
    "csv": "text/csv; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "gpkg": "application/geopackage+sqlite3",
    "parquet": "application/vnd.apache.parquet",
    "pdf": "application/pdf",
}
RENDER_PAPER: Final = "webmap.exports.paper:render_paper"
RENDER_MAP: Final = "webmap.exports.html_map:render_map"
WRITE_SHAPES: Final = "webmap.exports.frame:write_shapes"
"""Loaded when they are asked for first: folium and geopandas take a second."""


def iter_features(
    session: Session, layer: str, filters: Mapping[str, str]
) -> Iterator[Feature]:
    """Walk through all rows of a layer."""
    cursor = ""
    while True:
        page = list_features(session, layer, filters=filters, limit=MOST, cursor=cursor)
        yield from page.features
        cursor = page.next_cursor
        if not cursor:
            return


def write_export(export: Export, form: str) -> bytes:
    """Write all rows in one form.

    Raises
    ------
    InputError
        If there is no such form.
    """
    if form not in FORMS:
        raise InputError("out", f"{form!r} is not one of {', '.join(FORMS)}")
    features = list(iter_features(export.session, export.layer, export.filters))
    if form == "geojson":
        return _geojson(export, features)
    if form in ("csv", "gpkg", "parquet"):
        table = TABLES[export.layer](features, export.town.currency)
        return _table(export.layer, table, features, form=form)
    document = build_document(export, features)
    if form == "pdf":
        paper: bytes = resolve_name(RENDER_PAPER)(document)
        return paper
    page: str = resolve_name(RENDER_MAP)(document)
    return page.encode()


def _table(
    layer: str, table: Table, features: Sequence[Feature], *, form: str
) -> bytes:
    if form == "csv":
        return write_csv(*table)
    shapes = [feature.shape for feature in features]
    written: bytes = resolve_name(WRITE_SHAPES)(layer, table, shapes, form=form)
    return written


def _geojson(export: Export, features: Sequence[Feature]) -> bytes:
    document = {
        "type": "FeatureCollection",
        "name": export.layer,
        "features": [feature_json(feature, export.layer) for feature in features],
        "made_on": export.today,
        "is_demonstration": any(is_made_up(feature) for feature in features),
        "sources": [source_json(source) for source in list_sources(export.session)],
    }
    return orjson.dumps(document)
