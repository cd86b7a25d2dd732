"""Wrong questions of the API in the envelope of every error."""

from __future__ import annotations

from typing import Any, Final

from apiflask import APIFlask
from apiflask.exceptions import HTTPError
from flask import Response, request

from webmap.api import api
from webmap.errors import TITLES, Problem, problem_response

JSON_BODIES: Final = ("api.plan", "api.reach")
"""Endpoints whose body is JSON and nothing else."""
WHOLE: Final = "_schema"


@api.before_request
def read_body() -> None:
    """Refuse a body that is not JSON (415) or not readable (400) before its content."""
    is_json = request.is_json or request.endpoint in JSON_BODIES
    if request.method == "POST" and is_json:
        request.get_json()


def first_fault(detail: Any) -> tuple[str, str]:  # noqa: ANN401
    """Find the first field that is wrong and what is said of it, lower case."""
    path: list[str] = []
    while isinstance(detail, dict) and detail:
        key = next(iter(detail))
        path.append(str(key))
        detail = detail[key]
    said = detail[0] if isinstance(detail, list) and detail else detail
    names = [part for part in path if part not in (WHOLE, "value", "key")]
    words = str(said).rstrip(".")
    return ".".join(names), words[:1].lower() + words[1:]


def wrong_question(error: HTTPError) -> Response:
    """Answer what the schemas refuse."""
    code, title = TITLES.get(error.status_code, TITLES[422])
    locations = error.detail or {}
    field, said = first_fault(next(iter(locations.values()), ""))
    detail = f"{field}: {said}" if field else said or str(error.message)
    return problem_response(Problem(error.status_code, code, title, detail, field))


def install(site: APIFlask) -> None:
    """Answer wrong questions of a site in the envelope."""
    site.register_error_handler(HTTPError, wrong_question)
