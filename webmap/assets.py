"""Static files under one address that changes with their content.

``asset("js/main.js")`` gives ``/static/<digest>/js/main.js``; relative imports keep the
digest, so every file may be kept for a year.
"""

from __future__ import annotations

import hashlib
from functools import cache
from mimetypes import guess_type
from pathlib import Path
from typing import Final

from apiflask import APIFlask
from flask import Response, send_from_directory, url_for
from werkzeug.security import safe_join

from webmap.compress import CODING, is_text, pack_file, takes_compressed

FOLDER: Final = Path(__file__).parent / "static"
SHEETS: Final = (
    "layers.css",
    "tokens.css",
    "reset.css",
    "layout.css",
    "components/*.css",
    "pages/*.css",
)
"""Style sheets in their order; together they are ``css/site.css``, one request."""
SITE_SHEET: Final = "css/site.css"
YEAR_S: Final = 365 * 24 * 3600


@cache
def static_digest(folder: Path = FOLDER) -> str:
    """Give the digest of a whole folder, read once a process."""
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            digest.update(str(file.relative_to(folder)).encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


@cache
def site_sheet(folder: Path = FOLDER / "css") -> str:
    """Join the style sheets; addresses in them stay relative to ``css/``."""
    files = [file for one in SHEETS for file in sorted(folder.glob(one))]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def asset(path: str) -> str:
    """Give the address of a static file."""
    return url_for("static", digest=static_digest(), filename=path)


def install(site: APIFlask) -> None:
    """Serve the static files and let templates name them: ``asset("css/map.css")``."""
    site.add_url_rule(
        "/static/<digest>/<path:filename>", endpoint="static", view_func=_static
    )
    site.jinja_env.globals["asset"] = asset


def _static(digest: str, filename: str) -> Response:
    if filename == SITE_SHEET:
        response = Response(site_sheet(), mimetype="text/css")
    else:
        response = _packed(filename) or send_from_directory(FOLDER, filename, max_age=0)
    if digest == static_digest():
        response.cache_control.max_age = YEAR_S
        response.cache_control.public = True
        response.cache_control.immutable = True
        response.cache_control.no_cache = None
    return response


def _packed(filename: str) -> Response | None:
    """Give a file of text as small as can be; ``None`` where it goes as it is."""
    path = Path(safe_join(str(FOLDER), filename) or "")
    kind, _coding = guess_type(path.name)
    if not (is_text(kind) and takes_compressed() and path.is_file()):
        return None
    response = Response(pack_file(path), mimetype=kind)
    response.content_encoding = CODING
    response.vary.add("Accept-Encoding")
    return response
