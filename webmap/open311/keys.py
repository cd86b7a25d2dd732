"""The page of keys of programs."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, make_response, render_template, request, url_for

from data.queries.api_key import NEVER, add_key, list_keys, revoke_key
from geo.errors import ConflictError, InputError
from geo.life_cycle import report_words
from webmap.context import runtime
from webmap.i18n import PREFIX, best_name, gettext
from webmap.people.body import check_body
from webmap.people.who import current_actor, needs, seen_elsewhere

keys = Blueprint("keys", __name__, url_prefix=f"{PREFIX}/keys")

PERMISSION: Final = "open311.keys"
WRONG: Final = 422


@keys.get("")
@needs(PERMISSION)
def index() -> Response:
    """List the keys."""
    return _page({})


@keys.post("")
@needs(PERMISSION)
def add() -> Response:
    """Make a key; the answer is the only page that ever shows it."""
    typed, held = request.form, runtime()
    try:
        with held.database.write() as session:
            made, _record = add_key(
                session,
                typed.get("holder", ""),
                role=typed.get("role", ""),
                body=check_body(held.town, typed.get("body", "")[:120]),
                by=current_actor(),
                at=held.clock(),
            )
    except InputError as wrong:
        said = {
            "holder": gettext("Please say whose program it is."),
            "role": gettext("Please choose from the list."),
            "body": gettext("Please choose from the list."),
        }
        return _page({wrong.field: said[wrong.field]}, status=WRONG)
    return _page({}, made=made)


@keys.post("/<name>/revoke")
@needs(PERMISSION)
def revoke(name: str) -> Response:
    """Let a key be of no use any more; one that is revoked already stays so."""
    held = runtime()
    try:
        with held.database.write() as session:
            revoke_key(session, name, by=current_actor(), at=held.clock())
    except ConflictError:
        return seen_elsewhere(url_for("keys.index"))
    return seen_elsewhere(url_for("keys.index"))


def _page(errors: dict[str, str], *, made: str = "", status: int = 200) -> Response:
    held = runtime()
    roles = {
        word.id: best_name(word.label)
        for word in report_words("role").values()
        if word.id not in NEVER
    }
    with held.database.read() as fresh:
        known = list_keys(fresh)
    bodies = {body.key: best_name(body.names) for body in held.town.bodies}
    page = render_template(
        "open311/keys.html",
        keys=known,
        roles=roles,
        bodies=bodies,
        made=made,
        typed={} if made else request.form,
        errors=errors,
        zone=held.town.zone,
    )
    response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    return response
