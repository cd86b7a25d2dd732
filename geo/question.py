"""What is asked about an obstacle, and which answers there can be."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from geo.answer_kind import CHECKS
from geo.asked import Choice, Question
from geo.barrier_kind import barrier_kinds
from geo.observation import Value

_TABLE: Final = Path(__file__).parent / "tables" / "report_questions.toml"

Answers = Mapping[str, Value]
"""Question → answer, numbers in SI units; ``None`` is "I don't know"."""


@dataclass(frozen=True)
class AnswerFault:
    """What is wrong with an answer.

    Attributes
    ----------
    question : str
    code : str
        ``not_asked``, ``kind``, ``bounds``, ``choice`` or ``too_long``.
    reason : str
        In words, with the value and the limit.
    """

    question: str
    code: str
    reason: str


def _question(row: dict[str, Any]) -> Question:
    choices = tuple(Choice(**choice) for choice in row.pop("choice", ()))
    row["categories"] = tuple(row["categories"])
    return Question(**{"help": {}, **row}, choices=choices)


@lru_cache
def report_questions() -> dict[str, Question]:
    """Read the questions: id → question, in the order in which they are asked."""
    rows = tomllib.loads(_TABLE.read_text(encoding="utf-8"))["question"]
    return {row["id"]: _question(row) for row in rows}


@lru_cache
def list_questions(category: str) -> tuple[Question, ...]:
    """List what is asked about a category of obstacles, in order.

    Parameters
    ----------
    category : str
        An id of ``geo.barrier_kind.barrier_kinds``; of no other anything is asked.
    """
    if category not in barrier_kinds():
        return ()
    return tuple(q for q in report_questions().values() if q.is_asked(category))


def check_answers(category: str, answers: Answers) -> list[AnswerFault]:
    """List what is wrong with answers; nothing has to be answered.

    Parameters
    ----------
    category : str
    answers : mapping of str to Value
        Numbers in SI units; ``None`` is always sound.

    Returns
    -------
    list of AnswerFault
        In the order of the answers; empty if all can be kept.
    """
    asked = {question.id: question for question in list_questions(category)}
    faults = []
    for name, answer in answers.items():
        if name not in asked:
            reason = f"{name[:80]!r} is not asked about {category[:80]!r}"
            faults.append(AnswerFault(name, "not_asked", reason))
        elif answer is not None:
            wrong = CHECKS[asked[name].kind](asked[name], answer)
            faults += [AnswerFault(name, *wrong)] if wrong else []
    return faults


def facts_of(category: str, answers: Answers) -> dict[str, Value]:
    """Give what answers say of the street.

    Parameters
    ----------
    category : str
    answers : mapping of str to Value
        Sound: see ``check_answers``.

    Returns
    -------
    dict of str to Value
        Access attribute → value, in the order of the questions; what is not known
        is left out.
    """
    said = (_fact(q, answers.get(q.id)) for q in list_questions(category))
    return {fact[0]: fact[1] for fact in said if fact}


def find_barrier_fact(category: str, answers: Answers) -> tuple[str, Value] | None:
    """Find the first fact that stops people: attribute and value of the barrier.

    ``None`` where the answers say nothing of the kind.
    """
    asked = (q for q in list_questions(category) if q.barrier)
    return next(filter(None, (_fact(q, answers.get(q.id)) for q in asked)), None)


def find_said_value(category: str, answers: Answers, attribute: str) -> Value:
    """Find the value that a reporter gives of an attribute, to be looked at by staff.

    Parameters
    ----------
    category : str
    answers : mapping of str to Value
    attribute : str
        What stops people in an obstacle as staff calls it.

    Returns
    -------
    Value
        ``None`` where the reporter tells of something else, or does not know.
    """
    fact = find_barrier_fact(category, answers)
    return fact[1] if fact and fact[0] == attribute else None


def _fact(question: Question, answer: Value) -> tuple[str, Value] | None:
    if answer is None:
        return None
    if question.kind != "word":
        return (question.attribute, answer) if question.attribute else None
    chosen = question.choice(answer)
    if chosen is None or chosen.value is None:
        return None
    return chosen.attribute or question.attribute, chosen.value
