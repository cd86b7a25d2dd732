"""Hand in a report: as JSON, or as a form with a photo."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from apiflask import Schema
from apiflask.fields import Dict, List, Raw, String
from flask import Response, request, url_for
from marshmallow import ValidationError
from werkzeug.exceptions import UnsupportedMediaType

from data.picture import clean_photo
from data.queries.contact import author_token
from data.queries.report import Filed
from data.search import LONGEST as LONGEST_NAME
from data.search import resolve_place
from geo.answer import LonLat
from geo.draft import LONGEST_KEY, Draft, require_sound
from geo.errors import InputError
from geo.photo import Caption, require_caption
from webmap.api import api
from webmap.api.fresh import private_answer
from webmap.api.problem import first_fault
from webmap.api.question import POINT_DOC, Read, read_point
from webmap.api.report_contact import CONTACT, read_reach
from webmap.api.spec import Responses, content
from webmap.arrival import arrival_of
from webmap.context import read_session, runtime
from webmap.i18n import LANGUAGES, current_language
from webmap.offline.typed import TYPED, read_typed, tell_faults
from webmap.photos.store import Kept, most_photo_bytes, photos
from webmap.privacy.link import own_href
from webmap.rate import require_patience
from webmap.reports.contact import Reach, keeper_of
from webmap.reports.filing import file_form
from webmap.reports.intake import find_filed, take_in

MULTIPART: Final = "multipart/form-data"
SEND_KEY: Final = "Idempotency-Key"
CHANNEL: Final = "api"


class ReportBody(Schema):
    """What is reported."""

    category = String(required=True, metadata={"description": "What is in the way"})
    description = String(load_default="")
    where = String(
        load_default="", metadata={"description": "Near which place or street"}
    )
    position = Read(read_point, metadata=dict(POINT_DOC))
    affected = List(
        String(),
        load_default=list,
        metadata={
            "description": "Profiles that are stopped, as the reporter sees it; no "
            "form of ours asks: severity follows from the answers",
            "deprecated": True,
        },
    )
    lang = String(metadata={"enum": list(LANGUAGES)})
    answers = Dict(
        keys=String(),
        values=Raw(allow_none=True),
        load_default=dict,
        metadata={
            "description": "Question → answer, in SI units, null for not known: "
            "see /api/v1/report-questions"
        },
    )
    contact = CONTACT
    photo_alt = String(
        load_default="", metadata={"description": "What can be seen on the photo"}
    )


RECEIPT: Final = {
    "type": "object",
    "required": ["tracking", "state", "page", "own_page", "author_token"],
    "properties": {
        "tracking": {"type": "string"},
        "state": {"type": "string"},
        "page": {"type": "string", "description": "Address of its page"},
        "own_page": {
            "type": "string",
            "description": "Secret address: whoever has it is the author",
        },
        "author_token": {
            "type": "string",
            "description": "Whoever holds it is the author: it sends photos",
        },
    },
}


def _receipt(words: str) -> dict[str, Any]:
    return {"description": words, **content(RECEIPT)}


RECEIPTS: Final[Responses] = {
    201: _receipt("It came in; it is shown once somebody has looked at it"),
    200: _receipt("It had come in before under the same key"),
}


@api.post("/reports")
@api.input(ReportBody, validation=False, arg_name="_unread")
@api.doc(
    summary="Report an obstacle",
    operation_id="send_report",
    responses=RECEIPTS,
)
def send_report(_unread: object) -> Response:
    """Take a report in.

    Sent again with the same `Idempotency-Key`, it makes no second report.
    """
    if request.mimetype == TYPED:
        return _take_typed()
    values = _body()
    draft = require_sound(_draft(values))
    caption = require_caption(Caption(values["photo_alt"].strip()))
    reach = read_reach(values["contact"])
    known = find_filed(draft)
    return _answer(known or _take_new(draft, caption, reach))


def _take_new(draft: Draft, caption: Caption, reach: Reach) -> Filed:
    """Take in what has not come in before, with its photo and its contact."""
    photo = request.files.get("photo")
    clean = photo and clean_photo(
        photo.stream.read(), most_bytes=most_photo_bytes(runtime())
    )
    require_patience()
    kept = [Kept(photos(runtime()).keep(clean.content), caption)] if clean else []
    filed = take_in(
        runtime(),
        draft,
        kept=kept,
        arrival=arrival_of(contact=reach.contacts.email),
        besides=keeper_of(reach),
    )
    for one in kept:
        photos(runtime()).drop(one.token)
    return filed


def _take_typed() -> Response:
    """Take in what the queue of a device sends: the page's form, as it was typed."""
    send_key = request.headers.get(SEND_KEY, "")
    form, draft = read_typed(send_key)
    if form.errors:
        return tell_faults(form)
    return _answer(file_form(form, require_sound(draft)))


def _answer(filed: Filed) -> Response:
    page = url_for("reports.show", tracking=filed.tracking, lang=current_language())
    receipt = {
        "tracking": filed.tracking,
        "state": "received",
        "page": page,
        "own_page": own_href(filed.tracking),
        "author_token": author_token(runtime().settings.key(), filed.tracking),
    }
    response = private_answer(receipt, 201 if filed.is_new else 200)
    response.headers["Location"] = page
    return response


def _body() -> dict[str, Any]:
    """Read the body, as JSON or as a form.

    Raises
    ------
    InputError
        Naming the first field that is wrong.
    """
    values: Any
    if request.mimetype == MULTIPART:
        values = {
            **request.form.to_dict(),
            "affected": request.form.getlist("affected"),
            "answers": _read_json("answers") or {},
            "contact": _read_json("contact"),
        }
    elif request.is_json:
        values = request.get_json()
    else:
        raise UnsupportedMediaType(f"send application/json or {MULTIPART}")
    try:
        return dict(ReportBody().load(values))
    except ValidationError as wrong:
        raise InputError(*first_fault(wrong.messages)) from wrong


def _read_json(field: str) -> Any:  # noqa: ANN401
    """Read a field of a form that holds JSON, as it stands in a JSON body."""
    text = request.form.get(field, "")
    try:
        return json.loads(text) if text else None
    except json.JSONDecodeError as wrong:
        raise InputError(field, f"is not JSON: {wrong.msg}") from wrong


def _draft(values: Mapping[str, Any]) -> Draft:
    lang = values.get("lang", current_language())
    if lang not in LANGUAGES:
        raise InputError("lang", f"{lang!r} is not one of {', '.join(LANGUAGES)}")
    return Draft(
        category=values["category"],
        description=values["description"].strip(),
        affected=tuple(values["affected"]),
        where_text=values["where"].strip(),
        lonlat=_lonlat(values),
        lang=lang,
        send_key=request.headers.get(SEND_KEY, ""),
        answers=dict(values["answers"]),
        channel=CHANNEL,
    )


def _lonlat(values: Mapping[str, Any]) -> LonLat | None:
    """Give the position that is said, or that of the one place that is named."""
    said = values.get("position") or values["where"]
    if isinstance(said, tuple):
        return said
    if not said or len(said) > LONGEST_NAME:
        return None
    field = "position" if values.get("position") else "where"
    try:
        hits = resolve_place(read_session(), said, current_language())
    except InputError as wrong:
        raise InputError(field, wrong.reason) from wrong
    if field == "position" and len(hits) != 1:
        raise InputError(field, f"{said!r} is not clear; write 'lon,lat'")
    return hits[0].lonlat if len(hits) == 1 else None


def describe(spec: dict[str, Any]) -> None:
    """Add the form with a photo and the key to the description."""
    operation = spec["paths"]["/api/v1/reports"]["post"]
    fields = spec["components"]["schemas"]["ReportBody"]
    photo = {"type": "string", "format": "binary"}
    form = {**fields, "properties": {**fields["properties"], "photo": photo}}
    operation["requestBody"]["content"] |= content(form, MULTIPART)["content"]
    typed = {"type": "object", "description": "The fields of the page's form"}
    operation["requestBody"]["content"] |= content(typed, TYPED)["content"]
    operation["parameters"].append(
        {
            "in": "header",
            "name": SEND_KEY,
            "schema": {"type": "string", "maxLength": LONGEST_KEY},
            "description": "The sender's own key of this report",
        }
    )
