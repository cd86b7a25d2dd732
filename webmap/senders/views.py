"""The page of senders that are held."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, make_response, render_template, request, url_for

from data.queries.hold import HELD, hold_sender, lift_sender, list_held_senders
from data.queries.report import read_tracking
from geo.errors import ConflictError, InputError, MissingError
from geo.hold import sender_kinds
from geo.life_cycle import report_reasons
from webmap.context import read_session, runtime
from webmap.i18n import PREFIX, best_name, gettext
from webmap.people.who import current_actor, needs, seen_elsewhere

senders = Blueprint("senders", __name__, url_prefix=f"{PREFIX}/senders")

PERMISSION: Final = "senders.hold"
WRONG: Final = 422


@senders.get("")
@needs(PERMISSION)
def index() -> Response:
    """List who is held now."""
    return _page({})


@senders.post("/hold")
@needs(PERMISSION)
def hold() -> Response:
    """Hold whoever sent a report."""
    tracking = read_tracking(request.form.get("number", "")[:40])
    reason = request.form.get("reason", "")
    held = runtime()
    try:
        with held.database.write() as session:
            hold_sender(session, tracking, reason, by=current_actor(), at=held.clock())
    except (MissingError, ConflictError, InputError) as wrong:
        return _page(_told(wrong), WRONG)
    return seen_elsewhere(url_for("senders.index"))


def _told(wrong: MissingError | ConflictError | InputError) -> dict[str, str]:
    if isinstance(wrong, InputError):
        return {"reason": gettext("Please choose from the list.")}
    if isinstance(wrong, ConflictError):
        said = gettext("Nothing is known any more of who sent this report.")
        return {"number": said}
    said = gettext("There is no report of this number. Please check every sign of it.")
    return {"number": said}


@senders.post("/<int:held_id>/lift")
@needs(PERMISSION)
def lift(held_id: int) -> Response:
    """Hold a sender no longer; who is not held any more, was lifted before."""
    held = runtime()
    try:
        with held.database.write() as session:
            lift_sender(session, held_id, by=current_actor(), at=held.clock())
    except ConflictError:
        return seen_elsewhere(url_for("senders.index"))
    return seen_elsewhere(url_for("senders.index"))


def _page(errors: dict[str, str], status: int = 200) -> Response:
    held = runtime()
    reasons = [r for r in report_reasons().values() if HELD in r.states]
    page = render_template(
        "senders/list.html",
        held=list_held_senders(read_session(), at=held.clock()),
        kinds={one.id: best_name(one.label) for one in sender_kinds().values()},
        reasons={one.id: best_name(one.label) for one in reasons},
        typed=request.form,
        errors=errors,
        zone=held.town.zone,
    )
    response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    return response
