"""Headers of every answer: nothing runs, loads or frames that is not ours."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit, urlunsplit

from apiflask import APIFlask
from flask import Response, request

from geo.errors import InputError

POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "worker-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "font-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(self), camera=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}

OPEN_PATH: Final = "/api/"
READING: Final = ("GET", "HEAD")
ZERO: Final = "holds a zero byte, which no text has"


def protect(response: Response) -> Response:
    """Add the headers that an answer does not have yet.

    Reading the API is open to pages of other hosts (see OPEN-READS in DECISIONS.md);
    nothing is ever sent with somebody's cookies.
    """
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.method in READING and request.path.startswith(OPEN_PATH):
        response.headers.setdefault("Access-Control-Allow-Origin", "*")
        response.headers.setdefault("Access-Control-Expose-Headers", "ETag, Link")
    return response


def refuse_zero_bytes() -> None:
    """Refuse what no text holds, before one of the databases does.

    Raises
    ------
    InputError
        Naming the field, or the address.
    """
    if "\x00" in request.path:
        raise InputError("address", ZERO)
    for name, value in request.args.items(multi=True):
        if "\x00" in name + value:
            raise InputError(name.replace("\x00", ""), ZERO)


def stay_here(response: Response) -> Response:
    """Lead to addresses of this site only, whatever the header ``Host`` said."""
    _scheme, host, path, query, fragment = urlsplit(response.location or "")
    if host:
        response.location = urlunsplit(("", "", path, query, fragment))
        response.data = b""
    return response


def install(site: APIFlask) -> None:
    """Protect every answer of a site, and the cookie of its forms."""
    site.config.update(
        SESSION_COOKIE_NAME="wusul",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
    )
    site.before_request(refuse_zero_bytes)
    site.after_request(protect)
    site.after_request(stay_here)
