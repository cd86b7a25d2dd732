"""Lines by hand as files: GTFS, the table of all of them, and an empty one."""

from __future__ import annotations

from typing import Final

from flask import Response

from webmap.api import api
from webmap.api.fresh import data_tag
from webmap.api.spec import Responses
from webmap.context import read_session, runtime
from webmap.lines.archive import write_gtfs, write_lines, write_template

BOM: Final = "\ufeff"
"""Spreadsheets take a table without it for another alphabet."""
TABLE: Final[Responses] = {200: {"description": "CSV", "content": {"text/csv": {}}}}
FEED: Final[Responses] = {
    200: {"description": "GTFS", "content": {"application/zip": {}}}
}


def _file(content: str | bytes, name: str, mimetype: str) -> Response:
    response = Response(content, mimetype=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@api.get("/lines/template.csv")
@api.doc(
    summary="An empty table of lines to fill in",
    operation_id="get_lines_template",
    responses=TABLE,
)
def lines_template() -> Response:
    """Give the header of the table; ``docs/lines.md`` tells what each column is."""
    response = _file(BOM + write_template(), "lines-template.csv", "text/csv")
    response.cache_control.public = True
    response.cache_control.max_age = 3600
    return response


@api.get("/lines/table.csv")
@api.doc(
    summary="All lines that were entered by hand, as the table that is filled in",
    operation_id="get_lines_table",
    responses=TABLE,
)
def lines_table() -> Response:
    """Give the lines by hand that still run; what nobody knows is empty."""
    text = BOM + write_lines(read_session(), runtime().town)
    return _fresh(_file(text, "lines.csv", "text/csv"))


@api.get("/lines/gtfs.zip")
@api.doc(
    summary="The lines that were entered by hand as GTFS",
    description="What GTFS cannot say honestly is listed in LEFT_OUT.md inside.",
    operation_id="get_lines_gtfs",
    responses=FEED,
)
def lines_gtfs() -> Response:
    """Give GTFS of the lines by hand that still run."""
    held = runtime()
    made = write_gtfs(read_session(), held.town, public_url=held.settings.public_url)
    return _fresh(_file(made.content, "lines-gtfs.zip", "application/zip"))


def _fresh(response: Response) -> Response:
    response.set_etag(data_tag(read_session()), weak=True)
    response.cache_control.public = True
    response.cache_control.no_cache = True
    return response
