"""Everything that is kept about a report, for its author."""

from __future__ import annotations

from typing import Any, Final

import orjson
from sqlalchemy.orm import Session

from data.queries.contact import find_own_contact
from data.queries.own import list_looks, list_passed, list_texts
from data.queries.photo import list_photos
from data.queries.report import get_report

LEFT_OUT: Final = ("notes that staff writes for itself",)
OPTIONS: Final = orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS


def export_own(session: Session, tracking: str) -> bytes:
    """Write the file."""
    record = get_report(session, tracking)
    said = {n: v for n, v in vars(record).items() if n != "standing"}
    contact = find_own_contact(session, tracking)
    body: dict[str, Any] = {
        "report": said,
        "facts": record.standing.facts,
        "contact": vars(contact) if contact else None,
        "photos": [_photo(one) for one in list_photos(session, tracking, public=False)],
        "looks_at_contact": [vars(one) for one in list_looks(session, tracking)],
        "events": [vars(one) for one in list_passed(session, tracking)],
        **list_texts(session, tracking),
        "left_out": LEFT_OUT,
    }
    return orjson.dumps(body, option=OPTIONS, default=str)


def _photo(photo: Any) -> dict[str, Any]:  # noqa: ANN401
    names = ("key", "state", "subject", "reason", "alt", "taken_on", "sent_at")
    return {name: getattr(photo, name) for name in names}
