"""The door, the display choice and the page of patterns."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from webmap.frame import TEXTS, THEMES
from webmap.i18n import PREFIX, best_language, current_language

pages = Blueprint("pages", __name__)

YEAR_S: Final = 365 * 24 * 3600
CHOICES: Final = {"theme": dict(THEMES), "text": dict(TEXTS)}


@pages.get("/")
def door() -> Response:
    """Send a visitor to the map in their language."""
    return redirect(f"/{best_language()}/")


@pages.get(f"{PREFIX}/display")
def display() -> Response:
    """Keep the colours and the size of letters on this device, then go back."""
    back = request.args.get("back", "")
    is_ours = back.startswith("/") and not back.startswith(("//", "/\\"))
    response = Response(status=303, mimetype="text/plain")
    response.location = back if is_ours else f"/{current_language()}/"
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
