"""The author's own page: no account, only the secret link."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from data.queries.contact import remove_contact
from data.queries.life_cycle import advance_report
from data.queries.own import AUTHOR, drop_photos, erase_withdrawn, redact_report
from data.queries.report import get_report
from geo.errors import InputError
from geo.standing import Move
from webmap.context import read_session, runtime
from webmap.i18n import PREFIX, gettext
from webmap.photos.later import add_one
from webmap.photos.store import photos
from webmap.privacy.export import export_own
from webmap.privacy.link import author_of, require_author
from webmap.privacy.own import build_own
from webmap.rate import require_patience
from webmap.reports.contact import Reach, ask_address, keeper_of

mine = Blueprint("mine", __name__, url_prefix=f"{PREFIX}/reports/mine")

PAGE: Final = "/<token>/<tracking>"
SECRET: Final = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}
"""The address is a secret: nobody keeps it, and no other page hears of it."""


@mine.after_request
def _keep_secret(response: Response) -> Response:
    response.headers.update(SECRET)
    return response


def _own_page(
    token: str,
    tracking: str,
    errors: dict[str, str],
    typed: Mapping[str, str] | None = None,
) -> Response:
    session = read_session()
    own = build_own(session, get_report(session, tracking), token)
    page = render_template(
        "privacy/mine.html", own=own, errors=errors, typed=typed or {}
    )
    return Response(page, 422 if errors else 200, mimetype="text/html")


def _back(token: str, tracking: str) -> AnyResponse:
    return redirect(url_for("mine.show", token=token, tracking=tracking), 303)


@mine.get(PAGE)
def show(token: str, tracking: str) -> Response:
    """Show the author all that is kept."""
    require_author(tracking, token)
    return _own_page(token, tracking, {})


@mine.get(f"{PAGE}/export.json")
def export(token: str, tracking: str) -> Response:
    """Give the author all that is kept, as a file."""
    require_author(tracking, token)
    body = export_own(read_session(), tracking)
    response = Response(body, mimetype="application/json")
    name = f'attachment; filename="{tracking}.json"'
    response.headers["Content-Disposition"] = name
    return response


@mine.post(f"{PAGE}/words")
def words(token: str, tracking: str) -> AnyResponse:
    """Take words out of what was said."""
    require_author(tracking, token)
    try:
        with runtime().database.write() as session:
            redact_report(
                session,
                tracking,
                description=request.form.get("description", ""),
                where_text=request.form.get("where_text", ""),
                at=runtime().clock(),
            )
    except InputError as wrong:
        said = gettext("Here you can only take words away, not write new ones.")
        return _own_page(token, tracking, {wrong.field: said})
    return _back(token, tracking)


@mine.post(f"{PAGE}/reach")
def reach(token: str, tracking: str) -> AnyResponse:
    """Keep how the author can be reached."""
    require_author(tracking, token)
    left = Reach.sent()
    errors = left.say_faults()
    if errors:
        return _own_page(token, tracking, errors, left.typed)
    keep = keeper_of(left)
    with runtime().database.write() as session:
        keep(session, tracking)
    return _back(token, tracking)


@mine.post(f"{PAGE}/ask")
def ask(token: str, tracking: str) -> AnyResponse:
    """Send the letter once more that asks whether the address is hers."""
    require_author(tracking, token)
    require_patience("follow")
    with runtime().database.write() as session:
        ask_address(session, tracking)
    return _back(token, tracking)


@mine.post(f"{PAGE}/contact")
def contact(token: str, tracking: str) -> AnyResponse:
    """Delete the contact details at once."""
    require_author(tracking, token)
    with runtime().database.write() as session:
        remove_contact(session, tracking, AUTHOR, at=runtime().clock())
    return _back(token, tracking)


@mine.post(f"{PAGE}/photos")
def pictures(token: str, tracking: str) -> AnyResponse:
    """Delete the photos at once."""
    require_author(tracking, token)
    with runtime().database.write() as session:
        files = drop_photos(session, tracking, at=runtime().clock())
    photos(runtime()).remove(files)
    return _back(token, tracking)


@mine.post(f"{PAGE}/photos/new")
def add_picture(token: str, tracking: str) -> AnyResponse:
    """Take in one more photo; what is wrong with it is said."""
    require_author(tracking, token)
    errors = add_one(runtime(), tracking)
    if errors:
        return _own_page(token, tracking, errors)
    return _back(token, tracking)


@mine.post(f"{PAGE}/step")
def step(token: str, tracking: str) -> AnyResponse:
    """Take a step that the author may take: withdraw, confirm, contest."""
    require_author(tracking, token)
    move = Move(
        request.form.get("to", ""),
        author_of(runtime(), tracking),
        runtime().clock(),
        request.form.get("reason", ""),
    )
    with runtime().database.write() as session:
        advance_report(session, tracking, move)
    return _back(token, tracking)


@mine.post(f"{PAGE}/erase")
def erase(token: str, tracking: str) -> AnyResponse:
    """Delete everything that was said in a report that was withdrawn."""
    require_author(tracking, token)
    with runtime().database.write() as session:
        files = erase_withdrawn(session, tracking, at=runtime().clock())
    photos(runtime()).remove(files)
    return _back(token, tracking)
