"""Where somebody goes after signing in: only to a page of ours."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from geo.permission import is_allowed
from webmap.i18n import LANGUAGES

LONGEST: Final = 2000
FIRST_PAGES: Final = (
    ("inbox", "inbox.read"),
    ("people", "people.manage"),
    ("account", "account.own"),
)
"""Pages to begin with and the permission of each: the first that is allowed."""
_CLEAN: Final = re.compile(r"/[!-\[\]-~]*", re.ASCII)
"""A slash, then visible ASCII without a backslash, which some browsers read as one."""


def read_next(wanted: str) -> str:
    """Read where somebody wanted to go; empty if it is no page of ours.

    Parameters
    ----------
    wanted : str
        From a request: it may be anything.

    Returns
    -------
    str
        A path of this site in one of its languages, with its question.
    """
    if len(wanted) > LONGEST or not _CLEAN.fullmatch(wanted):
        return ""
    if wanted.startswith("//"):
        return ""
    try:
        scheme, host, path, query, _fragment = urlsplit(wanted)
    except ValueError:
        return ""
    if scheme or host or path.split("/", 2)[1] not in LANGUAGES:
        return ""
    return f"{path}?{query}" if query else path


def first_page(role: str, lang: str) -> str:
    """Give the page that somebody of a role works on."""
    return next(
        f"/{lang}/{part}"
        for part, permission in FIRST_PAGES
        if is_allowed(role, permission)
    )
