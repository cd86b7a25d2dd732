"""The list of the inbox, on a page, on a map and in a file."""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint, Response, render_template, request, url_for

from data.queries.inbox import (
    MOST_POINTS,
    InboxRow,
    count_groups,
    list_inbox,
    list_points,
)
from data.queries.inbox_query import GROUPS
from geo.life_cycle import report_states
from webmap.context import address, read_session, runtime
from webmap.exports.table import Cell, write_csv
from webmap.i18n import PREFIX, gettext
from webmap.inbox.asked import (
    EVERYTHING,
    GROUP_WORDS,
    Asked,
    filter_options,
    read_asked,
)
from webmap.inbox.bulk import bulk_options
from webmap.inbox.rows import row_view
from webmap.inbox.words import area_word, body_word
from webmap.people.who import needs
from webmap.reports.page import state_word
from webmap.reports.pick import pick_scene

inbox = Blueprint("inbox", __name__, url_prefix=f"{PREFIX}/inbox")

HERE: Final = "inbox.index"
MOST_IN_FILE: Final = 50_000
CHUNK: Final = 1000
COLUMNS: Final = (
    "number",
    "state",
    "category",
    "where",
    "description",
    "area",
    "body",
    "came_in",
    "changed",
    "marks",
    "flags",
    "lon",
    "lat",
    "reports_joined",
    "photos",
    "severities",
)
"""Of the file; how a reporter can be reached is in none of them."""


@inbox.get("")
@needs("inbox.read")
def index() -> str:
    """List the reports that somebody looks for."""
    asked = read_asked(request.args)
    session, cursor = read_session(), request.args.get("cursor", "")
    page = list_inbox(session, asked.query, cursor=cursor)
    context: dict[str, Any] = {}
    if request.args.get("map"):
        context["page_data"] = _scene(asked)
    return render_template(
        "inbox/list.html",
        asked=asked,
        rows=[row_view(row) for row in page.rows],
        total=page.total,
        options=filter_options(),
        tabs=_tabs(asked),
        with_map=bool(request.args.get("map")),
        on_map=min(page.total, MOST_POINTS),
        bulk=bulk_options(),
        map_href=address(HERE, asked.with_(map="1")),
        list_href=address(HERE, asked.with_()),
        file_href=address("inbox.download", asked.with_()),
        next_href=_page(asked, page.next_cursor) if page.next_cursor else "",
        first_href=_page(asked, "") if cursor else "",
        **context,
    )


def _page(asked: Asked, cursor: str) -> str:
    """Give the address of the page that begins after a cursor."""
    return address(HERE, asked.with_(cursor=cursor, map=request.args.get("map", "")))


def _tabs(asked: Asked) -> list[tuple[str, str, int, bool]]:
    """List address, word and count of each group of states."""
    everything = read_asked({**asked.typed, "state": EVERYTHING})
    counted = count_groups(read_session(), everything.query)
    chosen = asked.shown("state")
    map_ = request.args.get("map", "")
    return [
        (
            address(HERE, asked.with_(state=key, map=map_)),
            gettext(word),
            sum(n for state, n in counted.items() if state in GROUPS.get(key, counted)),
            key == chosen,
        )
        for key, word in GROUP_WORDS.items()
    ]


def _scene(asked: Asked) -> dict[str, Any]:
    """Tell the map what it shows: no more marks than can be told apart."""
    points = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": lonlat},
            "properties": {
                "kind": report_states()[state].open311 or "unlisted",
                "word": f"{tracking}: {state_word(state)}",
                "href": url_for("inbox.show", tracking=tracking),
            },
        }
        for tracking, state, lonlat in list_points(read_session(), asked.query)
    ]
    return {**pick_scene(), "points": points, "here": address(HERE, asked.with_())}


@inbox.get("/list.csv")
@needs("inbox.export")
def download() -> Response:
    """Send the reports that somebody looks for as a table."""
    asked = read_asked(request.args)
    content = write_csv(COLUMNS, [_cells(row) for row in _all_rows(asked)])
    response = Response(content, content_type="text/csv; charset=utf-8; header=present")
    held = runtime()
    name = f"{held.town.key or 'wusul'}-inbox-{held.today.isoformat()}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store, private"
    return response


def _all_rows(asked: Asked) -> list[InboxRow]:
    rows: list[InboxRow] = []
    cursor = ""
    while len(rows) < MOST_IN_FILE:
        page = list_inbox(read_session(), asked.query, limit=CHUNK, cursor=cursor)
        rows += page.rows
        cursor = page.next_cursor
        if not cursor:
            break
    return rows


def _cells(row: InboxRow) -> list[Cell]:
    lon, lat = row.lonlat or (None, None)
    return [
        row.tracking,
        row.state,
        row.category,
        row.where_text,
        row.description,
        area_word(row.area),
        body_word(row.body),
        row.created_at.isoformat(),
        row.changed_at.isoformat(),
        " ".join(row.marks),
        " ".join(row.flags),
        lon,
        lat,
        row.voices,
        row.photos,
        " ".join(f"{who}={level}" for who, level in row.severities),
    ]
