"""The door, the display choice and the page of patterns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from data.queries.source import list_sources
from webmap.context import read_session, runtime
from webmap.frame import TEXTS, THEMES
from webmap.i18n import PREFIX, best_language, best_name, current_language
from webmap.wording.source import say_texts

pages = Blueprint("pages", __name__)

YEAR_S: Final = 365 * 24 * 3600
CHOICES: Final = {"theme": dict(THEMES), "text": dict(TEXTS)}

_OURS = re.compile(r"/(?!/)[^\x00-\x20\x7f\\]*")
"""An address of this site; browsers skip tabs and take a backslash for a slash."""


@dataclass(frozen=True)
class SourceNotice:
    """A source of the data and what a reader must know of it."""

    name: str
    attribution: str
    licence: str
    data_date: date | None
    is_demonstration: bool
    notice: str


@pages.get("/")
def door() -> Response:
    """Send a visitor to the map in their language."""
    return redirect(f"/{best_language()}/")


@pages.get(f"{PREFIX}/display")
def display() -> Response:
    """Keep the colours and the size of letters on this device, then go back."""
    back = request.args.get("back", "")
    response = Response(status=303, mimetype="text/plain")
    response.location = back if _OURS.fullmatch(back) else f"/{current_language()}/"
    for name, known in CHOICES.items():
        if request.args.get(name) in known:
            response.set_cookie(
                name, request.args[name], max_age=YEAR_S, samesite="Lax", httponly=False
            )
    return response


@pages.get(f"{PREFIX}/patterns")
def patterns() -> str:
    """Show every component in every state."""
    return render_template("patterns.html")


@pages.get(f"{PREFIX}/about")
def about() -> str:
    """Say what this is, how to get help, and where the data comes from."""
    town = runtime().town
    return render_template(
        "about.html",
        bodies=[best_name(body.names) for body in town.bodies],
        sources=[
            SourceNotice(
                said.name,
                said.attribution,
                said.licence,
                row.data_date,
                row.is_demonstration,
                best_name(town.notices.get(row.key)),
            )
            for row in list_sources(read_session())
            for said in (say_texts(row, town),)
        ],
    )
