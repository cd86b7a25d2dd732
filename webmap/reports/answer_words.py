"""Answers in words, for pages that show a report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from geo.asked import WHAT, Question
from geo.observation import Value
from geo.question import Answers, report_questions
from webmap.formats import (
    centimetres,
    day,
    metres,
    moment,
    number,
    percent,
    yes_no,
)
from webmap.i18n import best_name, gettext


def _day(text: str) -> str:
    return day(date.fromisoformat(text))


def _moment(text: str) -> str:
    return moment(datetime.fromisoformat(text))


TELL_AS: Final[dict[str, Callable[[str], str]]] = {"day": _day, "time": _moment}
"""Kinds of answers that are no words as they stand."""


@dataclass(frozen=True)
class Said:
    """An answer in words."""

    label: str
    words: str
    is_private: bool = False


def say_answers(answers: Answers, *, part: str = WHAT) -> list[Said]:
    """Say what was answered, in the order in which it was asked."""
    known = report_questions()
    asked = [one for name, one in known.items() if name in answers and one.part == part]
    return [
        Said(best_name(one.label), say_answer(one, answers[one.id]), one.private)
        for one in asked
    ]


def say_answer(question: Question, answer: Value) -> str:
    """Say one answer."""
    if answer is None:
        return gettext("not known")
    if isinstance(answer, bool):
        return yes_no(answer)
    if isinstance(answer, str):
        choice = question.choice(answer)
        tell = TELL_AS.get(question.kind, str)
        return best_name(choice.label) if choice else tell(answer)
    return _say_number(question, float(answer))


def _say_number(question: Question, value: float) -> str:
    if question.unit == "ratio":
        return percent(value, 1)
    if question.shown == "cm":
        return centimetres(value)
    return metres(value) if question.unit == "m" else number(value)
