"""The audit trail for programs: redacted, and a chain that anybody can check."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from apiflask.fields import Integer, String
from apiflask.validators import Length, Range
from flask import Response, request

from data.queries.audit_check import find_head
from data.queries.audit_view import MOST, list_trail
from data.queries.report import read_tracking
from geo.trail import PARTS
from webmap.api import api
from webmap.api.fresh import private_answer
from webmap.api.question import KEY_LETTERS, LIMIT, NoQuestion
from webmap.api.spec import LINK_SHAPE, NOT_FOUND, Responses, content
from webmap.audit.rows import event_json
from webmap.context import read_session

TEXT: Final = {"type": "string"}
PART_SHAPE: Final = {
    "type": "object",
    "required": ["hash"],
    "properties": {
        "hash": {**TEXT, "description": "SHA-256 of salt, line end, canonical JSON"},
        "value": {"description": "Missing while the part is sealed"},
        "salt": {**TEXT, "description": "Missing while the part is sealed"},
    },
}
EVENT_SHAPE: Final = {
    "type": "object",
    "required": ["number", "form", "previous", "hash", "parts"],
    "properties": {
        "number": {"type": "integer"},
        "form": {"type": "integer", "description": "1: older, its parts prove nothing"},
        "previous": {**TEXT, "description": "Hash of the event before"},
        "hash": TEXT,
        "parts": {
            "type": "object",
            "required": list(PARTS),
            "properties": dict.fromkeys(PARTS, PART_SHAPE),
        },
    },
}
HEAD_SHAPE: Final = {
    "type": ["object", "null"],
    "required": ["number", "hash"],
    "properties": {"number": {"type": "integer"}, "hash": TEXT},
}
LIST_SHAPE: Final = {
    "type": "object",
    "required": ["events", "numberMatched", "numberReturned", "head", "links"],
    "properties": {
        "events": {"type": "array", "items": EVENT_SHAPE},
        "numberMatched": {"type": "integer"},
        "numberReturned": {"type": "integer"},
        "head": HEAD_SHAPE,
        "links": {"type": "array", "items": LINK_SHAPE},
    },
}
WORDS: Final = "Some events, the oldest first; the link 'next' leads to more"
ANSWERS: Final[Responses] = {
    200: {"description": WORDS, **content(LIST_SHAPE)},
    NOT_FOUND: {"description": "The report does not exist or is not public"},
}


class AuditQuestion(NoQuestion):
    """Which events."""

    report = String(
        validate=Length(max=KEY_LETTERS),
        metadata={"description": "Only those of one public report, by its number"},
    )
    limit = Integer(
        load_default=LIMIT,
        validate=Range(1, MOST),
        metadata={"description": f"How many at most, 1 … {MOST}"},
    )
    cursor = String(
        validate=Length(max=KEY_LETTERS),
        metadata={"description": "From the link 'next' of the page before"},
    )


@api.get("/audit")
@api.input(AuditQuestion, location="query", unknown="raise")
@api.doc(
    summary="List the events of the audit trail",
    operation_id="list_audit",
    responses=ANSWERS,
)
def list_audit(query_data: Mapping[str, Any]) -> Response:
    """List the events of the audit trail, the oldest first.

    `hash` is SHA-256 of five lines: `wusul-audit-2`, `previous`, and the hashes of the
    parts `what`, `key`, `reason` and `details`, joined by line ends. The hash of a part
    is SHA-256 of its `salt`, a line end and its `value` as JSON with sorted keys and
    without blanks, UTF-8. A part whose value is missing is sealed.
    """
    asked = query_data.get("report", "")
    page = list_trail(
        read_session(),
        tracking=read_tracking(asked) if asked else "",
        limit=query_data["limit"],
        cursor=query_data.get("cursor", ""),
    )
    head = find_head(read_session())
    body = {
        "events": [event_json(event) for event in page.events],
        "numberMatched": page.total,
        "numberReturned": len(page.events),
        "head": {"number": head.number, "hash": head.hash} if head else None,
        "links": _links(page.next_cursor),
    }
    return private_answer(body)


def _links(next_cursor: str) -> list[dict[str, str]]:
    links = [{"rel": "self", "href": request.full_path.rstrip("?")}]
    if next_cursor:
        asked = {**request.args.to_dict(), "cursor": next_cursor}
        links.append({"rel": "next", "href": f"{request.path}?{urlencode(asked)}"})
    return links
