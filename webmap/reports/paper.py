"""The paper form: the same questions to fill in with a pen, and a way to the form."""

from __future__ import annotations

from dataclasses import dataclass
from pkgutil import resolve_name
from typing import Final

from flask import Blueprint, Response, render_template, request, url_for

from geo.answer_text import UNKNOWN
from geo.asked import EVERY, WHAT, WHERE, Question
from geo.category import report_categories
from geo.question import list_questions, report_questions
from webmap.codes import draw_code, full_address
from webmap.context import runtime
from webmap.i18n import PREFIX, best_name, current_language, direction
from webmap.rate import require_patience
from webmap.reports.answers import options_of, unit_word

paper = Blueprint("paper", __name__, url_prefix=f"{PREFIX}/reports")

LONGEST: Final = 200
ABOUT: Final = ("near", "at", "category")
"""What the address of a form says of the obstacle."""
PRINT_PDF: Final = "webmap.pdf:print_pdf"
"""Loaded when the first form is printed: WeasyPrint takes a second."""


@dataclass(frozen=True)
class Line:
    """One question on paper.

    Attributes
    ----------
    label, help, unit : str
    boxes : list of str
        Answers to tick.
    is_long : bool
        Whether there is room for words.
    numbers : str
        Of the categories that are asked; empty where all are, or one is chosen.
    """

    label: str
    help: str
    unit: str
    boxes: list[str]
    is_long: bool
    numbers: str


@paper.get("/paper.pdf")
def form() -> Response:
    """Print the form, empty or about a place: ``?near=NAME&at=lon,lat``."""
    require_patience("word")
    about = {name: request.args.get(name, "")[:LONGEST] for name in ABOUT}
    if about["category"] not in report_categories():
        about["category"] = ""
    html = render_template("reports/paper.html", **_content(about))
    pdf: bytes = resolve_name(PRINT_PDF)(html)
    response = Response(pdf, mimetype="application/pdf")
    name = f"wusul-{current_language()}.pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _content(about: dict[str, str]) -> dict[str, object]:
    """Give what the paper says."""
    category = about["category"]
    said = {name: value for name, value in about.items() if value}
    address = full_address(url_for("reports.new", **said))  # type: ignore[arg-type]
    places = {kind: place for place, kind in enumerate(report_categories(), start=1)}
    asked = list_questions(category) if category else report_questions().values()
    known = report_categories().values()
    return {
        "direction": direction(current_language()),
        "town": best_name(runtime().town.names),
        "about": about,
        "address": address,
        "shown": address.partition("?")[0],
        "code": draw_code(address),
        "categories": [(places[k.id], best_name(k.label), k.id) for k in known],
        "where": [_line(q, "") for q in asked if q.part == WHERE],
        "what": [
            _line(q, "" if category else _numbers(q, places))
            for q in asked
            if q.part == WHAT
        ],
    }


def _numbers(question: Question, places: dict[str, int]) -> str:
    if EVERY in question.categories:
        return ""
    known = sorted(places[one] for one in question.categories if one in places)
    return ", ".join(map(str, known))


def _line(question: Question, numbers: str) -> Line:
    boxes = [word for value, word in options_of(question) if value != UNKNOWN]
    return Line(
        label=best_name(question.label),
        help=best_name(question.help) if question.help else "",
        unit=unit_word(question.shown),
        boxes=boxes,
        is_long=question.kind == "text",
        numbers=numbers,
    )
