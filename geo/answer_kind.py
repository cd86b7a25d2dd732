"""Kinds of answers: is what somebody answered what its question asks for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Final

from geo.asked import Question

Wrong = tuple[str, str] | None
"""A code and a reason; ``None`` where nothing is wrong."""


def _number(question: Question, answer: object) -> Wrong:
    if isinstance(answer, bool) or not isinstance(answer, int | float):
        return "kind", f"{str(answer)[:40]!r} is not a number"
    if not question.low <= answer <= question.high:
        bounds = f"{question.low:g} … {question.high:g} {question.unit}".rstrip()
        return "bounds", f"{answer:g} is outside {bounds}"
    return None


def _count(question: Question, answer: object) -> Wrong:
    wrong = _number(question, answer)
    if wrong or float(str(answer)).is_integer():
        return wrong
    return "kind", f"{answer} is not a whole number"


def _yes_no(question: Question, answer: object) -> Wrong:  # noqa: ARG001
    fits = isinstance(answer, bool)
    return None if fits else ("kind", f"{str(answer)[:40]!r} is neither yes nor no")


def _word(question: Question, answer: object) -> Wrong:
    if question.choice(answer):
        return None
    known = ", ".join(choice.id for choice in question.choices)
    return "choice", f"{str(answer)[:40]!r} is not one of {known}"


def _day(question: Question, answer: object) -> Wrong:  # noqa: ARG001
    return _moment(date.fromisoformat, answer, "a day like 2026-12-31")


def _time(question: Question, answer: object) -> Wrong:  # noqa: ARG001
    example = "a day and hour like 2026-12-31T08:30"
    return _moment(datetime.fromisoformat, answer, example)


def _moment(read: Callable[[str], object], answer: object, example: str) -> Wrong:
    try:
        read(str(answer))
    except ValueError:
        return "kind", f"{str(answer)[:40]!r} is not {example}"
    return None


def _text(question: Question, answer: object) -> Wrong:
    if not isinstance(answer, str):
        return "kind", f"{str(answer)[:40]!r} is not a text"
    if len(answer) > question.longest:
        return "too_long", f"{len(answer)} letters are more than {question.longest}"
    return None


Check = Callable[[Question, object], Wrong]

CHECKS: Final[dict[str, Check]] = {
    "number": _number,
    "count": _count,
    "yes_no": _yes_no,
    "word": _word,
    "day": _day,
    "time": _time,
    "text": _text,
}
