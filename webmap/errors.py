"""The one table from errors to answers: a problem for programs, a page for people."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

from apiflask import APIFlask
from flask import Response, current_app, g, render_template, request
from flask.globals import request_ctx
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from werkzeug.exceptions import HTTPException

from geo.errors import (
    ConflictError,
    DataError,
    ForbiddenError,
    GoneError,
    InputError,
    MissingError,
    SourceError,
    StorageError,
    WusulError,
)
from webmap.i18n import N_, gettext

LOG: Final = logging.getLogger("wusul.error")
PROBLEM: Final = "application/problem+json"
PROGRAMS: Final = ("/api/", "/tiles/", "/healthz", "/readyz", "/open311")
"""Beginnings of the addresses that programs ask, never people."""

DIALECTS: Final = "wusul.dialects"
"""Beginning of an address → how errors are written there, where not as problems."""

TOO_LARGE: Final = 413
BLOCK: Final = 1 << 20
MEGABYTE: Final = 1_000_000
MOST_DRAINED: Final = 200_000_000
MOST_TOLD: Final = 600
"""Letters: what was sent is not sent back at length."""

BROKEN: Final = N_("Something broke on our side")
STATUSES: Final[tuple[tuple[type[Exception], int], ...]] = (
    (InputError, 422),
    (GoneError, 410),
    (MissingError, 404),
    (ConflictError, 409),
    (ForbiddenError, 403),
    (StorageError, 503),
    (SourceError, 502),
    (DataError, 500),
    (OperationalError, 503),
    (RecursionError, 400),
)
"""The last one is a body that is nested without end."""

TITLES: Final = {
    400: ("bad-request", N_("The request cannot be read")),
    401: ("unauthorized", N_("Please sign in first")),
    403: ("forbidden", N_("This is not allowed")),
    404: ("not-found", N_("There is nothing here")),
    405: ("method-not-allowed", N_("This address does not take that kind of request")),
    409: ("conflict", N_("Something else has changed in the meantime")),
    410: ("gone", N_("This is no longer here")),
    413: ("too-large", N_("What was sent is too large")),
    415: ("unsupported-type", N_("What was sent is of a kind we do not read")),
    416: ("bad-range", N_("That part does not exist")),
    422: ("invalid-input", N_("Something in the request is not right")),
    429: ("too-many-requests", N_("Too many requests; please wait a little")),
    500: ("broken", BROKEN),
    502: ("source-failed", N_("Somebody else’s service failed")),
    503: ("unavailable", N_("This is not available for the moment")),
}
"""Status → code of an error that has none of its own, and its title."""


@dataclass(frozen=True)
class Problem:
    """What is told of an error (RFC 9457, with our ``code`` and ``field``)."""

    status: int
    code: str
    title: str
    detail: str = ""
    field: str = ""

    def as_json(self) -> dict[str, Any]:
        """Give the envelope."""
        return {
            "type": f"urn:wusul:problem:{self.code}",
            "title": gettext(self.title),
            "status": self.status,
            "detail": _shortened(self.detail),
            "code": self.code,
            "field": _shortened(self.field),
            "request_id": g.get("request_id", ""),
        }


def _shortened(text: str) -> str:
    return text if len(text) <= MOST_TOLD else f"{text[:MOST_TOLD]}…"


def problem_of(error: Exception) -> Problem:
    """Look an error up in the table."""
    if isinstance(error, HTTPException):
        status = error.code or 500
        code, title = TITLES.get(status, ("error", BROKEN))
        return Problem(status, code, title, str(error.description or ""))
    status = next((s for kind, s in STATUSES if isinstance(error, kind)), 500)
    code, title = TITLES[status]
    if not isinstance(error, WusulError):
        return Problem(status, code, title)
    field = error.field if isinstance(error, InputError) else ""
    return Problem(status, error.code, title, str(error), field)


def is_for_program() -> bool:
    """Tell whether the answer goes to a program."""
    return request.path.startswith(PROGRAMS)


def problem_response(problem: Problem) -> Response:
    """Write a problem for a program."""
    text = current_app.json.dumps(problem.as_json())
    return Response(text, problem.status, mimetype=PROBLEM)


def _page(problem: Problem) -> Response:
    """Write a page; where ``Host`` names no host, no address can be written on it."""
    if request_ctx.url_adapter is None:
        return problem_response(problem)
    title = gettext(problem.title)
    limit = current_app.config["MAX_CONTENT_LENGTH"] or 0
    told = {"problem": problem, "back": _page_before(), "most_mb": limit // MEGABYTE}
    try:
        page = render_template("errors/error.html", title=title, **told)
    except (SQLAlchemyError, WusulError):
        page = render_template("errors/bare.html", title=title)
    return Response(page, problem.status, mimetype="text/html")


def _page_before() -> str:
    """Give the address of our own page that led here; empty where there is none."""
    came = urlsplit(request.referrer or "")
    is_ours = came.netloc == request.host and came.path.startswith("/")
    return urlunsplit(("", "", came.path, came.query, "")) if is_ours else ""


def answer(error: Exception) -> Response:
    """Answer an error; what is our bug goes to the log with the request's id."""
    problem = problem_of(error)
    if problem.status == TOO_LARGE:
        _drain()
    if problem.status >= 500:
        LOG.error("%s failed", g.get("request_id", ""), exc_info=error)
    response = _written(error, problem)
    if isinstance(error, HTTPException):
        _keep_headers(error, response)
    return response


def _written(error: Exception, problem: Problem) -> Response:
    for beginning, write in current_app.extensions[DIALECTS].items():
        if request.path.startswith(beginning):
            written: Response = write(error, problem)
            return written
    return problem_response(problem) if is_for_program() else _page(problem)


def _drain() -> None:
    """Read what is still coming in, so that the sender hears the answer.

    A connection that is closed in the middle of a body looks like a broken one.
    """
    stream = request.environ["wsgi.input"]
    left = MOST_DRAINED
    while left > 0 and (block := stream.read(min(left, BLOCK))):
        left -= len(block)


def _keep_headers(error: HTTPException, response: Response) -> None:
    """Keep ``Allow``, ``Retry-After`` and the like of an HTTP error."""
    for name, value in error.get_headers():
        if name.lower() != "content-type":
            response.headers[name] = value


def install(site: APIFlask) -> None:
    """Make the table answer every error of a site."""
    site.extensions.setdefault(DIALECTS, {})
    site.register_error_handler(Exception, answer)
