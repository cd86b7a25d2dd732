"""The page of the audit trail, and the whole of it as CSV."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, render_template, request, url_for

from data.queries.audit_check import find_head
from data.queries.audit_view import MOST, TrailPage, list_trail
from data.queries.report import read_tracking
from geo.errors import MissingError
from webmap.audit.rows import write_csv
from webmap.audit.words import say_event
from webmap.context import address, read_session
from webmap.i18n import PREFIX, gettext

audit = Blueprint("audit", __name__, url_prefix=f"{PREFIX}/audit")

SHOWN: Final = 15
LONGEST_NUMBER: Final = 40
CSV: Final = "text/csv"
HERE: Final = "audit.index"


@audit.get("")
def index() -> Response:
    """Show the events, the newest first."""
    typed = request.args.get("report", "")[:LONGEST_NUMBER]
    cursor = request.args.get("cursor", "")
    tracking = read_tracking(typed) if typed.strip() else ""
    try:
        page = list_trail(
            read_session(),
            tracking=tracking,
            limit=SHOWN,
            cursor=cursor,
            newest_first=True,
        )
    except MissingError:
        return _page(TrailPage([], 0, ""), typed, is_known=False)
    return _page(page, typed, is_known=True)


def _page(page: TrailPage, typed: str, *, is_known: bool) -> Response:
    said = gettext("There is no public report of this number.")
    asked = {"report": typed} if typed.strip() else {}
    following = {**asked, "cursor": page.next_cursor}
    shown = render_template(
        "audit/list.html",
        errors={} if is_known else {"report": said},
        typed=typed,
        events=[say_event(event) for event in page.events],
        total=page.total,
        head=find_head(read_session()),
        next_href=address(HERE, following) if page.next_cursor else "",
        first_href=address(HERE, asked) if request.args.get("cursor") else "",
    )
    return Response(shown, 200 if is_known else 404, mimetype="text/html")


@audit.get("/events.csv")
def events_csv() -> Response:
    """Give events as CSV, the oldest first; the header Link leads to the next ones."""
    page = list_trail(read_session(), cursor=request.args.get("cursor", ""), limit=MOST)
    response = Response(write_csv(page.events), mimetype=CSV)
    response.headers["Content-Disposition"] = 'attachment; filename="audit.csv"'
    response.cache_control.no_store = True
    if page.next_cursor:
        following = url_for("audit.events_csv", cursor=page.next_cursor)
        response.headers["Link"] = f'<{following}>; rel="next"'
    return response
