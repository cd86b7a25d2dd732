"""Staff looks at the contact details of a report: with a reason, and it is told."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, render_template, request

from data.queries.contact import (
    PERMISSION,
    ContactRecord,
    find_own_contact,
    see_contact,
)
from data.queries.report import get_row
from geo.errors import InputError
from geo.trail import trail_words
from webmap.context import read_session, runtime
from webmap.i18n import PREFIX, best_name, gettext
from webmap.people.who import current_actor, needs

looks = Blueprint("looks", __name__, url_prefix=f"{PREFIX}/contact")

PAGE: Final = "/<tracking>"


@looks.get(PAGE)
@needs(PERMISSION)
def ask(tracking: str) -> Response:
    """Ask why somebody wants to look; nothing is shown yet."""
    return _page(tracking, None, {})


@looks.post(PAGE)
@needs(PERMISSION)
def look(tracking: str) -> Response:
    """Show the contact details once, and write who looked and why."""
    reason = request.form.get("reason", "")
    try:
        with runtime().database.write() as session:
            actor, at = current_actor(), runtime().clock()
            seen = see_contact(session, tracking, actor, reason, at)
    except InputError:
        said = gettext("Please say why you want to look at them.")
        return _page(tracking, None, {"reason": said})
    return _page(tracking, seen, {})


def _page(
    tracking: str, seen: ContactRecord | None, errors: dict[str, str]
) -> Response:
    session = read_session()
    row = get_row(session, tracking)
    reasons = trail_words("reason").values()
    page = render_template(
        "privacy/look.html",
        tracking=row.tracking,
        is_there=find_own_contact(session, row.tracking) is not None,
        seen=seen,
        errors=errors,
        reasons=[(reason.id, best_name(reason.label)) for reason in reasons],
    )
    response = Response(page, 422 if errors else 200, mimetype="text/html")
    response.cache_control.no_store = True
    return response
