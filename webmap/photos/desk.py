"""The desk of moderators: photos that wait, one photo, its original, the verdict."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from flask import Blueprint, Response, make_response, render_template, request, url_for

from data.picture import Picture
from data.queries.photo import (
    PhotoRecord,
    count_photos,
    get_photo,
    list_photos_in,
)
from data.queries.photo_judge import look_at_photo
from data.queries.report import get_report
from geo.errors import InputError
from geo.mask import Part, cut_grid, parse_parts
from geo.photo import MODERATOR, WAITING, photo_words
from webmap.context import address, read_session, runtime
from webmap.i18n import N_, PREFIX, best_name, gettext, messages
from webmap.people.who import current_actor, needs, seen_elsewhere
from webmap.photos.store import photos
from webmap.photos.verdict import original_of, preview, refuse, show
from webmap.photos.words import alt_of, category_of
from webmap.reports.page import state_word

photo_desk = Blueprint("photo_desk", __name__, url_prefix=f"{PREFIX}/moderate/photos")

PERMISSION: Final = "photo.moderate"
PAGE: Final = 20
LONG, SHORT = 12, 9
"""Cells along the longer and the shorter side: each is large enough for a finger."""
WRONG: Final = 422
SENTENCES: Final = (
    N_(
        "Part %(number)s: %(x)s per cent from the left, %(y)s from the top, "
        "%(width)s wide, %(height)s high"
    ),
    N_("The part was taken away."),
)


@dataclass(frozen=True)
class Waiting:
    """A photo in the queue, without the picture: that is an audited look."""

    key: str
    number: str
    category: str
    alt: str
    subject: str
    sent_at: datetime
    reason: str


@dataclass(frozen=True)
class Cell:
    """A cell of the grid over a picture."""

    value: str
    row: int
    column: int
    is_hidden: bool


def _waiting(photo: PhotoRecord) -> Waiting:
    reason = photo_words("reason").get(photo.reason)
    return Waiting(
        photo.key,
        photo.tracking,
        category_of(photo),
        photo.alt,
        best_name(photo_words("subject")[photo.subject].label),
        photo.sent_at.astimezone(runtime().town.zone),
        best_name(reason.label) if reason else "",
    )


@photo_desk.get("")
@needs(PERMISSION)
def queue() -> Response:
    """List the photos of a state, the longest waiting first."""
    states = photo_words("state")
    state = request.args.get("state", WAITING)
    if state not in states:
        raise InputError("state", f"{state[:40]!r} is not one of {', '.join(states)}")
    session, after = read_session(), request.args.get("after", "")
    listed = list_photos_in(session, state, limit=PAGE + 1, after=after)
    counts = count_photos(session)
    more = {"state": state, "after": listed[PAGE - 1].key} if listed[PAGE:] else {}
    return _page(
        "queue.html",
        cards=[_waiting(photo) for photo in listed[:PAGE]],
        state=state,
        states=[
            (s.id, best_name(s.label), counts.get(s.id, 0)) for s in states.values()
        ],
        total=counts.get(state, 0),
        next_href=address("photo_desk.queue", more) if more else "",
        first_href=address("photo_desk.queue", {"state": state}) if after else "",
    )


@photo_desk.get("/<key>")
@needs(PERMISSION)
def look(key: str) -> Response:
    """Open the page of one photo."""
    return _photo_page(get_photo(read_session(), key))


def _photo_page(
    photo: PhotoRecord,
    *,
    parts: tuple[Part, ...] = (),
    seen: Picture | None = None,
    errors: dict[str, str] | None = None,
) -> Response:
    report = get_report(read_session(), photo.tracking)
    cells = _cells(photo, parts)
    return _page(
        "look.html",
        WRONG if errors else 200,
        photo=photo,
        alt=alt_of(photo),
        state_word=best_name(photo_words("state")[photo.state].label),
        reason=_reason_word(photo),
        report=report,
        report_state=state_word(report.state),
        category=category_of(photo),
        cells=cells,
        drawn=_drawn(cells, parts),
        reasons=_reasons(),
        seen=seen and base64.b64encode(seen.content).decode(),
        errors=errors or {},
        page_data={"messages": messages(*SENTENCES)},
    )


def _reason_word(photo: PhotoRecord) -> str:
    known = photo_words("reason").get(photo.reason)
    return best_name(known.label) if known else ""


def _reasons() -> list[tuple[str, str]]:
    known = photo_words("reason").values()
    return [(r.id, best_name(r.label)) for r in known if r.by == MODERATOR]


def _cells(photo: PhotoRecord, parts: tuple[Part, ...]) -> list[Cell]:
    """Lay a grid over a picture; what is marked already stays so."""
    columns, rows = (SHORT, LONG) if _is_upright(photo) else (LONG, SHORT)
    return [
        Cell(_written(part), place // columns + 1, place % columns + 1, part in parts)
        for place, part in enumerate(cut_grid(columns, rows))
    ]


def _drawn(cells: list[Cell], parts: tuple[Part, ...]) -> list[str]:
    """Give the parts that are no cells."""
    of_grid = {cell.value for cell in cells}
    return [text for text in map(_written, parts) if text not in of_grid]


def _is_upright(photo: PhotoRecord) -> bool:
    width, height = photos(runtime()).size(photo.sealed or photo.file)
    return height > width


def _written(part: Part) -> str:
    return f"{part.x},{part.y},{part.width},{part.height}"


@photo_desk.get("/<key>/original.webp")
@needs(PERMISSION)
def original(key: str) -> Response:
    """Give a photo as it was sent; each look is written down before."""
    with runtime().database.write() as session:
        photo = look_at_photo(session, key, current_actor(), at=runtime().clock())
    response = Response(original_of(runtime(), photo), mimetype="image/webp")
    response.headers["Cache-Control"] = "no-store"
    return response


@photo_desk.post("/<key>")
@needs(PERMISSION)
def judge(key: str) -> Response:
    """Show a photo with parts hidden, try that first, or refuse it."""
    action = request.form.get("action", "")
    photo = get_photo(read_session(), key)
    if action == "refuse":
        return _refuse(photo)
    parts = parse_parts(request.form.getlist("hide"))
    if action != "show":
        return _photo_page(photo, parts=parts, seen=preview(runtime(), photo, parts))
    show(runtime(), key, parts, seen=_seen(), actor=current_actor())
    return seen_elsewhere(url_for("photo_desk.look", key=key))


def _seen() -> str:
    return request.form.get("seen", "")


def _refuse(photo: PhotoRecord) -> Response:
    reason = request.form.get("reason", "")
    if not reason:
        said = gettext("Please choose why it is not shown; its author is told.")
        return _photo_page(photo, errors={"reason": said})
    refuse(runtime(), photo.key, reason, seen=_seen(), actor=current_actor())
    return seen_elsewhere(url_for("photo_desk.queue"))


def _page(template: str, status: int = 200, **context: Any) -> Response:  # noqa: ANN401
    response = make_response(render_template(f"photos/{template}", **context), status)
    response.headers["Cache-Control"] = "no-store"
    return response
