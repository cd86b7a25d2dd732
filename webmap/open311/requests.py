"""Read requests: one, or a list by numbers, kinds, times and status."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode

from flask import Response, request

from data.queries.open311 import ServiceRequest, find_request, list_requests
from data.runtime import Runtime
from geo.category import report_categories
from geo.errors import InputError
from geo.open311 import (
    GREATEST_PAGE,
    MOST,
    MOST_PAGE,
    USUAL_PAGE,
    Asked,
    Refusal,
    Window,
    read_count,
    read_list,
    read_statuses,
    read_window,
)
from webmap.context import read_session, runtime
from webmap.i18n import current_language
from webmap.open311.place import base_url, require_jurisdiction
from webmap.open311.refuse import MISSING, Refused, gathering, refuse
from webmap.open311.rows import Teller, request_row, teller_of
from webmap.open311.write import stream, write_list

NAMES: Final = ("service_requests", "request")
YES: Final = ("true", "1", "yes")
KEPT: Final = ("jurisdiction_id", "service_code", "status", "extensions", "lang")
"""Parts of a question that the address of the next page repeats."""


def wants_extensions() -> bool:
    """Tell whether more than the specification's fields is asked for."""
    return request.args.get("extensions", "").lower() in YES


def usual_window(start: str, end: str) -> Window:
    """Read a window of at most 90 days.

    Raises
    ------
    InputError
    """
    return read_window(start, end, now=runtime().clock())


def read_asked(read: Callable[[str, str], Window] = usual_window) -> Asked:
    """Read a question for requests; everything that is wrong is told at once.

    Parameters
    ----------
    read : callable
        Reads the window from start and end as they were asked.

    Raises
    ------
    Refused
    """
    args, refusals = request.args, list[Refusal]()
    values: dict[str, Any] = {"window": Window(None, None)}
    with gathering(refusals):
        values["ids"] = read_list(
            "service_request_id", args.get("service_request_id", "")
        )
    with gathering(refusals):
        values["codes"] = read_list("service_code", args.get("service_code", ""))
        refusals += _unknown_codes(values["codes"])
    with gathering(refusals):
        values["statuses"] = read_statuses(args.get("status", ""))
    with gathering(refusals):
        values["window"] = read(args.get("start_date", ""), args.get("end_date", ""))
    with gathering(refusals):
        values |= read_pages()
    if refusals and not (values.get("ids") and _only_overridden(refusals)):
        raise Refused(refusals)
    return Asked(**values)


def _only_overridden(refusals: list[Refusal]) -> bool:
    """Tell whether nothing is wrong but what a list of numbers overrides."""
    parts = ("service_code", "status", "start_date", "end_date")
    return all(one.description.startswith(parts) for one in refusals)


def _unknown_codes(codes: tuple[str, ...]) -> list[Refusal]:
    return [
        Refusal(MISSING, f"service_code {code!r} was not found")
        for code in codes
        if code not in report_categories()
    ]


def read_pages() -> dict[str, Any]:
    """Read which page is asked for; none by default.

    Raises
    ------
    InputError
    """
    args = request.args
    page = args.get("page", "")
    size = args.get("page_size", "")
    if not (page or size):
        return {}
    return {
        "page": read_count("page", page, most=GREATEST_PAGE, usual=1),
        "page_size": read_count("page_size", size, most=MOST_PAGE, usual=USUAL_PAGE),
        "after": _read_place(args.get("after", "")),
    }


def _write_place(place: tuple[datetime, int]) -> str:
    said = f"{place[0].isoformat()},{place[1]}"
    return base64.urlsafe_b64encode(said.encode()).decode()


def _read_place(text: str) -> tuple[datetime, int] | None:
    if not text:
        return None
    try:
        at, _, last = base64.urlsafe_b64decode(text.encode()).decode().partition(",")
        return datetime.fromisoformat(at).astimezone(), int(last)
    except (ValueError, OverflowError) as cause:
        raise InputError("after", "is not one that a page before has given") from cause


def get_requests() -> Response:
    """List requests; at most 1000, the newest first, or a page of them.

    Raises
    ------
    Refused
        If something of the question is wrong, or none of its numbers is known.
    """
    require_jurisdiction()
    asked = read_asked()
    held, lang = runtime(), current_language()
    tell = teller_of(held, lang, extended=wants_extensions())
    if asked.page:
        return _page(asked, tell)
    if asked.ids:
        found = [*list_requests(read_session(), asked, most=MOST)]
        if not found:
            raise refuse(MISSING, "service_request_id was not found")
        return write_list(NAMES, [request_row(one, tell) for one in found])
    return stream(NAMES, _rows(held, asked, tell))


def _rows(held: Runtime, asked: Asked, tell: Teller) -> Iterator[dict[str, Any]]:
    """Read and write piece by piece, with a session that lasts as long."""
    with held.database.read() as session:
        for one in list_requests(session, asked, most=MOST):
            yield request_row(one, tell)


def _page(asked: Asked, tell: Teller) -> Response:
    """Write a page; the address of the next one goes on after its last request."""
    found = [*list_requests(read_session(), asked, most=asked.page_size + 1)]
    shown = found[: asked.page_size]
    response = write_list(NAMES, [request_row(one, tell) for one in shown])
    if len(found) > len(shown):
        response.headers["Link"] = f'<{_next_url(asked, shown[-1])}>; rel="next"'
    return response


def _next_url(asked: Asked, last: ServiceRequest) -> str:
    query = {name: request.args[name] for name in KEPT if request.args.get(name)}
    window = {"start_date": asked.window.start, "end_date": asked.window.end}
    query |= {name: at.isoformat() for name, at in window.items() if at is not None}
    if asked.ids:
        query["service_request_id"] = ",".join(asked.ids)
    query |= {
        "page": str(asked.page + 1),
        "page_size": str(asked.page_size),
        "after": _write_place(last.place),
    }
    return f"{base_url()}{request.path}?{urlencode(query)}"


def get_request(number: str) -> Response:
    """Give one request, as a list of one.

    Raises
    ------
    Refused
        If there is none that anybody may read.
    """
    require_jurisdiction()
    found = find_request(read_session(), number.strip())
    if found is None:
        raise refuse(MISSING, f"service_request_id {number[:40]!r} was not found")
    tell = teller_of(runtime(), current_language(), extended=wants_extensions())
    return write_list(NAMES, [request_row(found, tell)])
