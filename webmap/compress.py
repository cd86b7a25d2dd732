"""Answers made small for the way to people: data on a phone is slow and costs money."""

from __future__ import annotations

import gzip
from functools import lru_cache
from pathlib import Path
from typing import Final

from apiflask import APIFlask
from flask import Response, g, request

CODING: Final = "gzip"
LEAST: Final = 1000
"""Bytes; a smaller answer goes in one packet anyway."""
QUICK: Final = 4
"""Level for answers that are made for one question."""
BEST: Final = 9
"""Level for files, which are compressed once a process."""
MOST_FILES: Final = 256
FORM_KEY: Final = "csrf_token"
"""Where Flask-WTF keeps the token of a form that is written."""
TEXT_ENDS: Final = ("json", "xml", "javascript", "vector-tile")


def is_text(mimetype: str | None) -> bool:
    """Tell whether a kind of content gets much smaller."""
    kind = mimetype or ""
    return kind.startswith("text/") or kind.endswith(TEXT_ENDS)


def takes_compressed() -> bool:
    """Tell whether who asks can read compressed answers."""
    return request.accept_encodings.quality(CODING) > 0


@lru_cache(maxsize=MOST_FILES)
def pack_file(path: Path) -> bytes:
    """Compress a file that does not change while the process lives."""
    return gzip.compress(path.read_bytes(), BEST, mtime=0)


def compress(response: Response) -> Response:
    """Compress an answer where who asks can read that.

    A page that holds a token is left alone: its length, compressed, would tell a
    stranger about the token (the attack known as BREACH).
    """
    if not is_text(response.mimetype) or response.content_encoding:
        return response
    response.vary.add("Accept-Encoding")
    is_whole = response.status_code == 200 and not response.is_streamed
    if is_whole and takes_compressed() and FORM_KEY not in g:
        body = response.get_data()
        if len(body) >= LEAST:
            _replace(response, gzip.compress(body, QUICK, mtime=0))
    return response


def _replace(response: Response, packed: bytes) -> None:
    """Put the compressed body in; its tag now says "the same", not "byte by byte"."""
    response.set_data(packed)
    response.content_encoding = CODING
    tag, _is_weak = response.get_etag()
    if tag:
        response.set_etag(tag, weak=True)


def install(site: APIFlask) -> None:
    """Compress the answers of a site."""
    site.after_request(compress)
