"""Updates of requests in FixMyStreet's dialect: read them, send them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from flask import Response, request

from data.queries.api_key import KeyRecord
from data.queries.open311_update import (
    RequestUpdate,
    Said,
    list_request_updates,
    take_update,
)
from geo.errors import InputError
from geo.evidence import LONGEST
from geo.life_cycle import report_states
from geo.open311 import (
    MOST,
    MOST_PAGE,
    Refusal,
    Window,
    read_count,
    read_list,
    read_time,
    read_window,
)
from geo.open311_status import UpdateStatus, read_status, status_of
from webmap.context import read_session, runtime
from webmap.far import split_url
from webmap.i18n import LANGUAGES, current_language, speaking
from webmap.open311.handed import LONGEST_ID, attributes_of
from webmap.open311.key import require_key
from webmap.open311.place import require_jurisdiction
from webmap.open311.post import CREATED, MOST_BYTES
from webmap.open311.refuse import WRONG, Refused, gathering
from webmap.open311.rows import Teller, teller_of
from webmap.open311.write import write_list
from webmap.rate import require_patience

NAMES: Final = ("service_request_updates", "request_update")
REASON: Final = "reason"
LONGEST_TEXT: Final = 4000


def get_updates() -> Response:
    """List updates of public requests, the oldest first.

    Raises
    ------
    Refused
    """
    require_jurisdiction()
    args, refusals = request.args, list[Refusal]()
    window, most = Window(None, None), MOST
    ids: tuple[str, ...] = ()
    with gathering(refusals):
        start, end = args.get("start_date", ""), args.get("end_date", "")
        window = read_window(start, end, now=runtime().clock())
    with gathering(refusals):
        ids = read_list("service_request_id", args.get("service_request_id", ""))
    with gathering(refusals):
        size = args.get("page_size", "")
        most = read_count("page_size", size, most=MOST_PAGE, usual=MOST)
    if refusals:
        raise Refused(refusals)
    found = list_request_updates(read_session(), window, ids=ids, most=most)
    tell = teller_of(runtime(), current_language())
    return write_list(NAMES, [_row(one, tell) for one in found])


def _row(one: RequestUpdate, tell: Teller) -> dict[str, Any]:
    words = tell.name(one.texts) or tell.name(report_states()[one.state].label)
    return {
        "update_id": one.id,
        "service_request_id": one.tracking,
        "status": status_of(one.state),
        "updated_datetime": tell.time(one.at),
        "description": words,
        "media_url": None,
        "external_status_code": one.state,
    }


def post_update() -> Response:
    """Take an update of a program in: a step of the life cycle, words, or both.

    Raises
    ------
    Refused
    """
    request.max_content_length = MOST_BYTES
    asked = request.form.get("lang", "")
    with speaking(asked if asked in LANGUAGES else current_language()):
        require_jurisdiction()
        key = require_key(read_session())
        said = _read()
        require_patience("update", key=key.name)
        return write_list(NAMES, [{"update_id": _take(key, said)}], CREATED)


def _take(key: KeyRecord, said: Said) -> str:
    held = runtime()
    with held.database.write() as session:
        return take_update(session, key, said, at=held.clock())


def _read() -> Said:
    """Read what was sent; everything wrong is told at once."""
    form, refusals = request.form, list[Refusal]()
    number = form.get("service_request_id", "").strip()
    text = form.get("description", "").strip()
    status, at = UpdateStatus(""), runtime().clock()
    media = form.get("media_url", "").strip()
    for name in ("service_request_id", "status"):
        if not form.get(name, "").strip():
            refusals.append(Refusal(WRONG, f"{name} was not provided"))
    with gathering(refusals):
        status = read_status(form["status"]) if form.get("status") else status
    with gathering(refusals):
        at = read_time("updated_datetime", form.get("updated_datetime", "")) or at
    with gathering(refusals):
        _require_lengths(text, form.get("update_id", ""), media)
    if refusals:
        raise Refused(refusals)
    return Said(
        tracking=number,
        their_id=form.get("update_id", "").strip(),
        status=status,
        text=text,
        lang=current_language(),
        reason=form.get(f"attribute[{REASON}]", "").strip(),
        evidence=_evidence(status, at, media),
    )


def _require_lengths(text: str, their_id: str, media: str) -> None:
    if len(text) > LONGEST_TEXT:
        reason = f"{len(text)} letters are more than {LONGEST_TEXT}"
        raise InputError("description", reason)
    if len(their_id.strip()) > LONGEST_ID:
        raise InputError("update_id", f"has more than {LONGEST_ID} letters")
    if media:
        split_url(media)


def _evidence(status: UpdateStatus, at: datetime, media: str) -> dict[str, str]:
    """Give what a step may need: what was sent, the day of the update, its picture."""
    given = attributes_of(request.form)
    found = {name: values[0] for name, values in given.items() if name != REASON}
    if status.day:
        day = at.astimezone(runtime().town.zone).date().isoformat()
        found.setdefault(status.day, day)
    if status.proof and media:
        found.setdefault(status.proof, media[:LONGEST])
    return found
