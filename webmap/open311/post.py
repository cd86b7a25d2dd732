"""Take requests of other programs in, and tell what their tokens stand for."""

from __future__ import annotations

from typing import Any, Final

from flask import Response, request
from sqlalchemy.orm import Session

from data.queries.api_key import KeyRecord, note_use
from data.queries.contact import keep_contact
from data.queries.media import want_media
from data.queries.origin import find_by_token, find_token, keep_origin
from data.queries.report import Filed
from geo.life_cycle import report_reasons
from webmap.arrival import arrival_of
from webmap.context import read_session, runtime
from webmap.i18n import LANGUAGES, best_name, current_language, gettext, speaking
from webmap.open311.handed import Handed, read_handed
from webmap.open311.key import require_key
from webmap.open311.place import base_url, require_jurisdiction
from webmap.open311.refuse import MISSING, Refused, refuse
from webmap.open311.write import write_list
from webmap.rate import require_patience
from webmap.reports.contact import ask_address, may_write
from webmap.reports.intake import find_filed, take_in

NAMES: Final = ("service_requests", "request")
CREATED: Final = 201
KNOWN: Final = 200
MOST_BYTES: Final = 400_000
"""Of a form of texts: 4000 letters, each of up to 12 signs in an address, and more."""
REFUSED: Final = "hidden"


def post_request() -> Response:
    """Take a request in.

    Raises
    ------
    Refused
        With everything that is wrong.
    """
    request.max_content_length = MOST_BYTES
    asked = request.form.get("lang", "")
    with speaking(asked if asked in LANGUAGES else current_language()):
        require_jurisdiction()
        key = require_key(read_session())
        handed = read_handed(read_session(), key.id, key.name)
        if handed.refusals:
            raise Refused(handed.refusals)
        filed = find_filed(handed.draft) or _keep(key, handed)
        return _receipt(filed, handed)


def _keep(key: KeyRecord, handed: Handed) -> Filed:
    require_patience("report", key=key.name)
    contacts = handed.contacts
    device = f"{key.name}:{handed.device}" if handed.device else ""
    came = arrival_of(contact=contacts.email, key=key.name, device=device)
    asks = bool(contacts.email) and may_write()
    at = runtime().clock()

    def besides(session: Session, tracking: str) -> None:
        keep_origin(session, tracking, handed.origin)
        if keep_contact(session, tracking, **vars(contacts), at=at) and asks:
            ask_address(session, tracking)
        if handed.media_url:
            want_media(session, tracking, handed.media_url, at=at)
        note_use(session, key, at=at)

    return take_in(runtime(), handed.draft, arrival=came, besides=besides)


def _receipt(filed: Filed, handed: Handed) -> Response:
    """Answer with the number, or with a token where the report is held."""
    with runtime().database.read() as session:
        token = find_token(session, filed.tracking)
    page = f"{base_url()}/{current_language()}/reports/{filed.tracking}"
    if token:
        named = {"token": token}
        notice = gettext(
            "The report came in. Somebody looks at it before it gets its number."
        )
    else:
        named = {"service_request_id": filed.tracking}
        notice = gettext(
            "The report came in. It is shown to everybody once somebody has looked "
            "at it: %(page)s",
            page=page,
        )
    row: dict[str, Any] = {
        **named,
        "service_notice": notice,
        "account_id": handed.origin.account or None,
    }
    return write_list(NAMES, [row], CREATED if filed.is_new else KNOWN)


def get_token(token: str) -> Response:
    """Tell the number that a token stands for; none while the report is held.

    Raises
    ------
    Refused
        If there is no such token, or the report will not be shown.
    """
    require_jurisdiction()
    found = find_by_token(read_session(), token.strip())
    if found is None:
        raise refuse(MISSING, f"token {token[:40]!r} was not found")
    if found.state == REFUSED:
        reason = report_reasons().get(found.reason)
        why = best_name(reason.label) if reason else ""
        said = gettext("The report was not published. %(why)s", why=why).strip()
        raise refuse(MISSING, said)
    number = found.tracking if found.is_public else None
    return write_list(NAMES, [{"service_request_id": number, "token": token.strip()}])
