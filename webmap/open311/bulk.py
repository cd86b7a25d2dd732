"""Bulk: every public request as one table (RFC 4180), written piece by piece."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from flask import Response

from data.queries.open311 import ServiceRequest, list_requests
from data.runtime import Runtime
from geo.category import report_categories
from geo.life_cycle import report_reasons, report_states
from geo.open311 import Asked, Window, read_time
from webmap.context import runtime
from webmap.i18n import current_language
from webmap.open311.place import require_jurisdiction
from webmap.open311.requests import read_asked
from webmap.open311.rows import Teller, request_row, teller_of
from webmap.open311.write import CSV, MIMES

COLUMNS: Final = (
    *("service_request_id", "requested_datetime", "updated_datetime", "closed_date"),
    *("status_description", "status_notes", "source", "service_name"),
    *("service_subtype", "description", "agency_responsible", "address"),
    *("lat", "long"),
)
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
"""What makes a spreadsheet take a text for something that it works out."""
MANY: Final = 500
"""Rows of a piece."""


def cell(value: object) -> object:
    """Give a value as it is written: a text never begins like a formula."""
    if isinstance(value, str) and value.lstrip(" ").startswith(FORMULA):
        return f"'{value}"
    return "" if value is None else value


def get_bulk() -> Response:
    """Write all public requests that are asked for; without times, all there are."""
    require_jurisdiction()
    asked = replace(read_asked(_any_window), page=0, after=None)
    held = runtime()
    tell = teller_of(held, current_language())
    response = Response(_pieces(held, asked, tell), content_type=MIMES[CSV])
    response.headers["Content-Disposition"] = 'attachment; filename="requests.csv"'
    return response


def _any_window(start: str, end: str) -> Window:
    return Window(read_time("start_date", start), read_time("end_date", end))


def _pieces(held: Runtime, asked: Asked, tell: Teller) -> Iterator[bytes]:
    buffer = io.StringIO()
    table = csv.writer(buffer, lineterminator="\r\n")
    table.writerow(COLUMNS)
    with held.database.read() as session:
        for count, one in enumerate(list_requests(session, asked), 1):
            row = _row(one, tell)
            table.writerow([cell(row[name]) for name in COLUMNS])
            if count % MANY == 0:
                yield _taken(buffer)
    yield _taken(buffer)


def _taken(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()


def _row(one: ServiceRequest, tell: Teller) -> dict[str, Any]:
    report = one.report
    kind = report_categories().get(report.category)
    reason = report_reasons().get(report.reason)
    return {
        **request_row(one, tell),
        "closed_date": tell.time(report.standing.closed_at),
        "status_description": tell.name(report_states()[report.state].label),
        "status_notes": tell.name(reason.label) if reason else None,
        "source": one.told.channel,
        "service_subtype": kind.attribute if kind else None,
    }
