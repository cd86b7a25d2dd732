"""The schema of questions about obstacles, and what has been reported already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from apiflask import Schema
from apiflask.fields import String
from flask import Response

from data.queries.duplicate import Similar, find_similar
from geo.asked import Question
from geo.barrier_kind import BarrierKind
from geo.category import get_category, report_categories
from geo.question import list_questions, report_questions
from webmap.api import api
from webmap.api.fresh import fresh_answer, private_answer
from webmap.api.question import POINT_DOC, Read, read_lon_lat
from webmap.api.shape import shape_of
from webmap.api.spec import Responses, content, kept
from webmap.context import read_session

SHAPE: Final = {
    "type": "object",
    "required": ["categories", "questions"],
    "properties": {
        "categories": {"type": "array", "items": shape_of(BarrierKind)},
        "questions": {"type": "array", "items": shape_of(Question)},
    },
}
SIMILAR: Final = {
    "type": "object",
    "required": ["reports"],
    "properties": {"reports": {"type": "array", "items": shape_of(Similar)}},
}
LISTED: Final[Responses] = {
    200: {"description": "The likeliest first; at most five", **content(SIMILAR)}
}


class CategoryQuestion(Schema):
    """Which questions are asked for."""

    category = String(
        load_default="", metadata={"description": "Of this category; else all"}
    )


class SimilarQuestion(Schema):
    """What is about to be reported."""

    category = String(required=True, metadata={"description": "What is in the way"})
    position = Read(read_lon_lat, required=True, metadata=dict(POINT_DOC))


@api.get("/report-questions")
@api.input(CategoryQuestion, location="query", unknown="raise")
@api.doc(
    summary="List what is asked about each kind of obstacle",
    operation_id="get_report_questions",
    responses=kept("Categories, and questions in the order of the form", SHAPE),
)
def questions(query_data: Mapping[str, Any]) -> Response:
    """List the questions.

    None has to be answered. `POST /api/v1/reports` takes the answers by their ids:
    numbers in the SI unit of the question, `null` for "I don't know".
    """
    category = query_data["category"]
    return fresh_answer(read_session(), lambda: _schema(category))


def _schema(category: str) -> dict[str, Any]:
    if not category:
        known = list(report_questions().values())
        return {"categories": list(report_categories().values()), "questions": known}
    kind = get_category(category)
    return {"categories": [kind], "questions": list(list_questions(category))}


@api.get("/similar-reports")
@api.input(SimilarQuestion, location="query", unknown="raise")
@api.doc(
    summary="List open reports that may be of the same obstacle",
    operation_id="list_similar_reports",
    responses=LISTED,
)
def similar(query_data: Mapping[str, Any]) -> Response:
    """List what has been reported on the same piece of street, or near.

    On the same piece of street between two junctions, or within 30 m and of the same
    kind.
    """
    category = get_category(query_data["category"]).id
    found = find_similar(read_session(), category, query_data["position"])
    return private_answer({"reports": [asdict(one) for one in found]})
