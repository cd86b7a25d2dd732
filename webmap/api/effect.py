"""What a report does to trips and what it changed, for programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import Response

from data.queries.effect import Effects, list_effects
from data.queries.report import get_report
from geo.errors import MissingError
from webmap.api import api
from webmap.api.fresh import private_answer
from webmap.api.question import NoQuestion
from webmap.api.shape import shape_of
from webmap.api.spec import Responses, content
from webmap.context import read_session

SHAPE: Final = shape_of(Effects)
RESPONSES: Final[Responses] = {
    200: {"description": "What it does and what it changed", **content(SHAPE)}
}


@api.get("/reports/<tracking>/effect")
@api.input(NoQuestion, location="query", unknown="raise")
@api.doc(
    summary="Tell what a report does to trips, and what it changed for sampled ones",
    operation_id="get_report_effect",
    responses=RESPONSES,
)
def report_effect(tracking: str, query_data: Mapping[str, Any]) -> Response:  # noqa: ARG001
    """Tell it of a public report.

    The same trips are tried with the obstacle and without it, for every profile:
    `near` it, and in the whole `town`. `low` and `high` bound, with 95 % certainty, the
    share of all such trips that get longer or impossible.
    """
    session = read_session()
    record = get_report(session, tracking)
    if not record.is_public:
        raise MissingError(f"there is no report {tracking[:20]!r}")
    return private_answer(list_effects(session, record.tracking))
