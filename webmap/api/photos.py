"""Photos of a report: sent after its text by its author, and those that are shown."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from flask import Response, request, url_for
from werkzeug.exceptions import UnsupportedMediaType

from data.queries.contact import check_author_token
from data.queries.photo import PhotoRecord, Taken, list_photos
from data.queries.report import read_tracking
from geo.draft import LONGEST_KEY
from geo.errors import ForbiddenError, InputError
from geo.evidence import read_day
from geo.photo import Caption, photo_limits, photo_words
from webmap.api import api
from webmap.api.fresh import private_answer
from webmap.api.reports import MULTIPART, SEND_KEY
from webmap.api.spec import Responses, content
from webmap.context import read_session, runtime
from webmap.photos.store import find_known, most_photo_bytes, send_photo
from webmap.photos.words import SMALL, WHOLE, alt_of
from webmap.rate import require_patience

AUTHOR: Final = "X-Author-Token"
PATH: Final = "/api/v1/reports/{tracking}/photos"
TEXT: Final = {"type": "string"}
NUMBER: Final = {"type": ["integer", "null"]}
STATE: Final = {"type": "string", "enum": ["waiting", "shown", "refused"]}
RECEIPT: Final = {
    "type": "object",
    "required": ["key", "state"],
    "properties": {"key": TEXT, "state": STATE},
}
PHOTO: Final = {
    "type": "object",
    "required": ["key", "alt", "subject", "taken_on", "href", "small_href"],
    "properties": {
        "key": TEXT,
        "alt": {"type": "string", "description": "What can be seen"},
        "subject": {"type": "string", "enum": ["obstacle", "repair"]},
        "taken_on": {"type": ["string", "null"], "format": "date"},
        "href": TEXT,
        "small_href": TEXT,
        "width": NUMBER,
        "height": NUMBER,
    },
}
LIST: Final = {
    "type": "object",
    "required": ["photos"],
    "properties": {"photos": {"type": "array", "items": PHOTO}},
}


def _receipt(words: str) -> dict[str, Any]:
    return {"description": words, **content(RECEIPT)}


RECEIPTS: Final[Responses] = {
    201: _receipt("It came in; it is shown once somebody has looked at it"),
    200: _receipt("It had come in before: under the same key, or the same picture"),
}
SHOWN: Final[Responses] = {200: {"description": "The photos", **content(LIST)}}


@api.get("/reports/<tracking>/photos")
@api.doc(
    summary="Photos of a report",
    operation_id="list_report_photos",
    responses=SHOWN,
)
def list_report_photos(tracking: str) -> Response:
    """List the photos that anybody may see, with what can be seen on them."""
    shown = list_photos(read_session(), read_tracking(tracking))
    return private_answer({"photos": [_photo(one) for one in shown]})


def _photo(photo: PhotoRecord) -> dict[str, Any]:
    return {
        "key": photo.key,
        "alt": alt_of(photo),
        "subject": photo.subject,
        "taken_on": photo.taken_on and photo.taken_on.isoformat(),
        "href": url_for("photos.picture", key=photo.key, size=WHOLE),
        "small_href": url_for("photos.picture", key=photo.key, size=SMALL),
        "width": photo.width,
        "height": photo.height,
    }


@api.post("/reports/<tracking>/photos")
@api.doc(
    summary="Send a photo of a report after its text",
    operation_id="send_report_photo",
    responses=RECEIPTS,
)
def send_report_photo(tracking: str) -> Response:
    """Take a photo in from the author of a report.

    Sent again, it makes no second photo. Nobody sees it before it is looked at.
    """
    tracking = read_tracking(tracking)
    _require_author(tracking)
    if request.mimetype != MULTIPART:
        raise UnsupportedMediaType(f"send {MULTIPART}")
    raw, caption = _raw(), _caption()
    taken = find_known(runtime(), tracking, raw, caption)
    if taken is None:
        require_patience("photo")
        taken = send_photo(runtime(), tracking, raw, caption)
    return _answer(taken)


def _answer(taken: Taken) -> Response:
    receipt = {"key": taken.key, "state": taken.state}
    return private_answer(receipt, 201 if taken.is_new else 200)


def _require_author(tracking: str) -> None:
    token = request.headers.get(AUTHOR, "")
    if not check_author_token(runtime().settings.key(), tracking, token):
        raise ForbiddenError(f"{AUTHOR} is not that of the author of this report")


def _raw() -> bytes:
    file = request.files.get("photo")
    if file is None:
        raise InputError("photo", "is missing")
    return file.stream.read(most_photo_bytes(runtime()) + 1)


def _caption() -> Caption:
    form = request.form
    return Caption(
        alt=form.get("alt", "").strip(),
        subject=form.get("subject", "obstacle"),
        taken_on=_day(form.get("taken_on", "")),
        send_key=request.headers.get(SEND_KEY, ""),
    )


def _day(text: str) -> date | None:
    """Read on which day it was taken; not later than today."""
    if not text:
        return None
    day, today = read_day("taken_on", text), runtime().today
    if day > today:
        raise InputError("taken_on", f"{day} is after {today}")
    return day


def describe(spec: dict[str, Any]) -> None:
    """Add the form and the headers to the description."""
    post = spec["paths"][PATH]["post"]
    limits = photo_limits()
    fields = {
        "photo": {"type": "string", "format": "binary"},
        "alt": {
            "type": "string",
            "maxLength": limits.longest_alt,
            "description": "What can be seen",
        },
        "subject": {"type": "string", "enum": list(photo_words("subject"))},
        "taken_on": {"type": "string", "format": "date"},
    }
    shape = {"type": "object", "required": ["photo"], "properties": fields}
    post["requestBody"] = {"required": True, **content(shape, MULTIPART)}
    post["responses"]["403"] = {
        "description": "The header does not name the author",
        **content({"$ref": "#/components/schemas/Problem"}, "application/problem+json"),
    }
    key: dict[str, Any] = {"type": "string", "maxLength": LONGEST_KEY}
    post.setdefault("parameters", []).extend(
        (
            _header(AUTHOR, {"type": "string"}, "From the receipt of the report"),
            _header(SEND_KEY, key, "The sender's own key of this photo"),
        )
    )


def _header(name: str, schema: dict[str, Any], words: str) -> dict[str, Any]:
    return {"in": "header", "name": name, "schema": schema, "description": words}
