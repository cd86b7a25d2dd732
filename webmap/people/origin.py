"""Where a request comes from: what changes something comes from our own pages."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from flask import request
from werkzeug.exceptions import Forbidden

from webmap.context import runtime

SAFE: Final = ("GET", "HEAD", "OPTIONS")
OURS: Final = ("same-origin", "none")
SAID: Final = "this was not sent from a page of ours"


def require_own_page() -> None:
    """Refuse what a page of another site sends with somebody's cookies.

    Browsers say where a request comes from (``Sec-Fetch-Site``, ``Origin``); a program
    that says nothing has no cookies of anybody.

    Raises
    ------
    Forbidden
    """
    if request.method in SAFE:
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        if site not in OURS:
            raise Forbidden(SAID)
        return
    origin = request.headers.get("Origin")
    if origin is not None and not _is_ours(origin):
        raise Forbidden(SAID)


def _is_ours(origin: str) -> bool:
    public = urlsplit(runtime().settings.public_url)
    return urlsplit(origin).netloc in {request.host, public.netloc} - {""}
