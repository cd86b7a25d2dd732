"""What a device keeps to open the form without a network, and its version."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

from flask import url_for
from sqlalchemy.orm import Session

from data.queries.revision import get_revision
from webmap.assets import FOLDER, SITE_SHEET, asset, static_digest
from webmap.context import runtime
from webmap.i18n import LANGUAGES

PAGES: Final = ("offline.form", "offline.queue", "offline.lost", "offline.names")
"""Pages that are the same for everybody: the form, the queue, and what to do else."""
FILES: Final = (
    "js/main.js",
    "js/core/*.js",
    "js/ui/*.js",
    "js/offline/*.js",
    "js/reports/*.js",
    "js/photos/*.js",
    "js/map/open.js",
    "icons/mark.svg",
    "vendor/readex-pro/*.woff2",
)
ROOT: Final = Path(__file__).parent.parent
SOURCES: Final = (
    (ROOT, "*.py"),
    (ROOT / "templates", "*.html"),
    (ROOT / "translations", "*.po"),
    (ROOT.parent / "geo" / "tables", "*.toml"),
)
"""What pages are made of, besides static files and data."""


@cache
def source_digest() -> str:
    """Give the digest of everything that pages are made of, read once a process."""
    digest = hashlib.sha256(static_digest().encode())
    found = {file for folder, name in SOURCES for file in folder.rglob(name)}
    for file in sorted(one for one in found if "node_modules" not in one.parts):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def shell_version(session: Session) -> str:
    """Name the state of the kept pages: it changes with what they are made of."""
    content = get_revision(session).content
    said = f"{source_digest()} {runtime().settings.town} {content}"
    return hashlib.sha256(said.encode()).hexdigest()[:12]


@cache
def _file_names() -> tuple[str, ...]:
    found = (file for pattern in FILES for file in sorted(FOLDER.glob(pattern)))
    return (SITE_SHEET, *(file.relative_to(FOLDER).as_posix() for file in found))


def shell_addresses() -> list[str]:
    """List the addresses of everything that is kept."""
    pages = [url_for(page, lang=lang) for page in PAGES for lang in LANGUAGES]
    return pages + [asset(name) for name in _file_names()]
