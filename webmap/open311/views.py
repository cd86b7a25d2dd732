"""The addresses of Open311, in every format; what holds for all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from apiflask import APIFlask
from flask import Blueprint, Response, request

from webmap.errors import DIALECTS
from webmap.i18n import current_language
from webmap.open311.bulk import get_bulk
from webmap.open311.discovery import get_discovery
from webmap.open311.place import ROOT, V2
from webmap.open311.post import get_token, post_request
from webmap.open311.refuse import write_errors
from webmap.open311.requests import get_request, get_requests
from webmap.open311.services import get_definition, list_services
from webmap.open311.updates import get_updates, post_update
from webmap.open311.write import CSV, JSON, XML, asked_format

open311 = Blueprint("open311", __name__)

View = Callable[[], Response]
ENDINGS: Final = ("", f".{XML}", f".{JSON}")
METHODS: Final = "GET, HEAD, POST, OPTIONS"
CORS: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "Accept-Language, Content-Type, Idempotency-Key",
    "Access-Control-Expose-Headers": "Link, Retry-After",
    "Access-Control-Max-Age": "86400",
}
"""Nothing here is ever answered for somebody's cookies: a key is shown, or nothing."""


def cut(part: str) -> str:
    """Take the format off the last part of an address."""
    name, dot, ending = part.rpartition(".")
    return name if dot and ending.lower() in (XML, JSON) else part


def requests_list() -> Response:
    """List requests, or write the whole table."""
    return get_bulk() if asked_format() == CSV else get_requests()


@open311.get(f"{V2}/services/<part>")
def definition(part: str) -> Response:
    """Tell what is asked about one kind of obstacle."""
    return get_definition(cut(part))


@open311.get(f"{V2}/requests/<part>")
def one_request(part: str) -> Response:
    """Give one request."""
    return get_request(cut(part))


@open311.get(f"{V2}/tokens/<part>")
def token(part: str) -> Response:
    """Tell the number that a token stands for."""
    return get_token(cut(part))


LISTS: Final[tuple[tuple[str, str, View], ...]] = (
    ("GET", f"{ROOT}/discovery", get_discovery),
    ("GET", f"{V2}/discovery", get_discovery),
    ("GET", f"{V2}/services", list_services),
    ("GET", f"{V2}/requests", requests_list),
    ("POST", f"{V2}/requests", post_request),
    ("GET", f"{V2}/servicerequestupdates", get_updates),
    ("POST", f"{V2}/servicerequestupdates", post_update),
)

for _method, _address, _view in LISTS:
    for _ending in ENDINGS:
        open311.add_url_rule(f"{_address}{_ending}", view_func=_view, methods=[_method])
open311.add_url_rule(f"{V2}/requests.{CSV}", view_func=requests_list)


def _finish(response: Response) -> Response:
    """Add what every answer here has, errors too."""
    if not request.path.startswith(ROOT):
        return response
    for name, value in CORS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Content-Language", current_language())
    response.vary.update(("Accept", "Accept-Language"))
    response.cache_control.no_cache = True
    return response


def install(site: APIFlask) -> None:
    """Let a site answer programs of Open311 in their dialect, errors too."""
    site.extensions.setdefault(DIALECTS, {})[ROOT] = write_errors
    site.after_request(_finish)
