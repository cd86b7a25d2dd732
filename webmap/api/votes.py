"""What others say of a report, for programs: count it, say it, take it back."""

from __future__ import annotations

import re
from typing import Any, Final

from apiflask import Schema
from apiflask.fields import String
from apiflask.validators import OneOf
from flask import Response, request

from data.queries.report import get_report
from data.queries.vote import KINDS, count_votes, find_own_votes
from geo.errors import InputError, MissingError
from webmap.api import api
from webmap.api.fresh import private_answer
from webmap.api.spec import Responses, content
from webmap.context import runtime
from webmap.device import device_token
from webmap.rate import require_patience
from webmap.reports.voter import known_voter
from webmap.reports.votes import canonical_of, say, unsay

DEVICE: Final = "X-Device-Token"
PATH: Final = "/api/v1/reports/{tracking}/votes"
_TOKEN: Final = re.compile(r"[0-9a-f]{32}")
NUMBER: Final = {"type": "integer", "minimum": 0}
SHAPE: Final = {
    "type": "object",
    "required": ["tracking", *KINDS, "mine"],
    "properties": {
        "tracking": {
            "type": "string",
            "description": "The report that stands for all that were joined to it",
        },
        **dict.fromkeys(KINDS, NUMBER),
        "mine": {
            "type": "array",
            "items": {"type": "string", "enum": list(KINDS)},
            "description": "What this device has said",
        },
    },
}
RESPONSES: Final[Responses] = {
    200: {"description": "How many devices say what", **content(SHAPE)}
}


class VoteBody(Schema):
    """What is said of a report."""

    kind = String(required=True, validate=OneOf(KINDS))


@api.get("/reports/<tracking>/votes")
@api.doc(
    summary="Count what others say of a report",
    operation_id="get_report_votes",
    responses=RESPONSES,
)
def get_votes(tracking: str) -> Response:
    """Count it, of a public report."""
    return _answer(canonical_of(tracking), _device())


@api.post("/reports/<tracking>/votes")
@api.input(VoteBody, arg_name="body")
@api.doc(
    summary="Say that one has met an obstacle too, that it is still there, or gone",
    operation_id="vote_on_report",
    responses=RESPONSES,
)
def vote(tracking: str, body: dict[str, str]) -> Response:
    """Count it once a device, and let the report and trips follow."""
    require_patience("word")
    stands, device = canonical_of(tracking), _require_device()
    say(stands, body["kind"], device)
    return _answer(stands, device)


@api.delete("/reports/<tracking>/votes")
@api.doc(
    summary="Take back what this device has said of a report",
    operation_id="take_votes_back",
    responses=RESPONSES,
)
def take_back(tracking: str) -> Response:
    """Take it back; what the report does to trips follows at once."""
    require_patience("word")
    stands, device = canonical_of(tracking), _require_device()
    unsay(stands, device)
    return _answer(stands, device)


def _answer(tracking: str, device: str) -> Response:
    with runtime().database.read() as session:
        if not get_report(session, tracking).is_public:
            raise MissingError(f"there is no report {tracking[:20]!r}")
        votes = count_votes(session, tracking)
        mine = find_own_votes(session, tracking, known_voter(tracking, device))
    counts = {kind: getattr(votes, kind) for kind in KINDS}
    return private_answer({"tracking": tracking, **counts, "mine": mine})


def _device() -> str:
    """Read the number of the device; a browser has a cookie for it."""
    given = request.headers.get(DEVICE, "")
    if given and not _TOKEN.fullmatch(given):
        raise InputError(DEVICE, "is not 32 hexadecimal digits, small letters")
    return given or device_token()


def _require_device() -> str:
    device = _device()
    if not device:
        raise InputError(DEVICE, "is missing: 32 hexadecimal digits, drawn once")
    return device


def describe(spec: dict[str, Any]) -> None:
    """Add the header to the description."""
    schema = {"type": "string", "pattern": f"^{_TOKEN.pattern}$"}
    words = "A random number that the device keeps, so that it counts once"
    for operation in spec["paths"][PATH].values():
        operation.setdefault("parameters", []).append(
            {"in": "header", "name": DEVICE, "schema": schema, "description": words}
        )
