"""Where somebody goes after signing in: only to a page of ours."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from flask import url_for

from geo.permission import is_allowed
from webmap.i18n import LANGUAGES
from webmap.people.nav import STAFF_NAV

LONGEST: Final = 2000
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
    for part, _word, permission in STAFF_NAV:
        if is_allowed(role, permission):
            return f"/{lang}/{part}"
    return url_for("people.account")
