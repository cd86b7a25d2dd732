"""The questions of a form: as they were answered, what is wrong, and in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol

from flask import request

from geo.answer_text import UNKNOWN, parse_answer, write_answer
from geo.asked import WHAT, WHERE, Question
from geo.errors import InputError
from geo.observation import Value
from geo.question import list_questions, report_questions
from webmap.formats import number
from webmap.i18n import N_, best_name, gettext

PREFIX: Final = "answer_"
NOT_KNOWN: Final = "not_known"
"""Ticks of the form: names of the fields whose answer nobody knows."""
DRAFT: Final = "answers."
"""How a fault of a draft begins that is one of an answer."""
LONGEST: Final = 1000
SENTENCES: Final = {
    "kind": N_("This could not be read. Please write it another way, or leave it."),
    "unit": N_("Please write a number here, for example 12."),
    "bounds": N_("This cannot be: between %(low)s and %(high)s %(unit)s is possible."),
    "choice": N_("Please choose from the list."),
    "too_long": N_("This is too long. Please shorten it to %(most)s letters."),
    "not_asked": N_("This is not asked about such an obstacle."),
    "unknown": N_("This holds a character that cannot be read."),
}


@dataclass(frozen=True)
class Asked:
    """One question on a form.

    Attributes
    ----------
    name : str
        Of its field.
    kind, label, help, unit : str
    value : str
        What was typed.
    error : str
    options : list of tuple of str
        (value, word).
    categories : tuple of str
    longest : int
    """

    name: str
    kind: str
    label: str
    help: str
    unit: str
    value: str
    error: str
    options: list[tuple[str, str]]
    categories: tuple[str, ...]
    longest: int


@dataclass
class TypedAnswers:
    """What was answered on a form, as it was typed."""

    typed: dict[str, str] = field(default_factory=dict)

    @classmethod
    def sent(cls) -> TypedAnswers:
        """Read the answers of the form that was sent; a tick says "I don't know"."""
        typed = {}
        ticked = set(request.form.getlist(NOT_KNOWN))
        for name in report_questions():
            text = request.form.get(PREFIX + name, "").strip()[:LONGEST]
            if text or PREFIX + name in ticked:
                typed[name] = text or UNKNOWN
        return cls(typed)

    def values(self, category: str) -> tuple[dict[str, Value], dict[str, str]]:
        """Read the answers to what is asked about a category.

        Returns
        -------
        tuple
            Question → answer; question → why it cannot be read. What is asked about
            another category is left out.
        """
        values: dict[str, Value] = {}
        unread: dict[str, str] = {}
        for question in list_questions(category):
            text = self.typed.get(question.id, "")
            try:
                if text:
                    values[question.id] = parse_answer(question, text)
            except InputError:
                unread[question.id] = "unit" if question.unit else "kind"
        return values, unread

    def texts(self, category: str) -> Iterator[tuple[str, str]]:
        """Give what was written in words: (question, text)."""
        for question in list_questions(category):
            if question.kind == "text" and self.typed.get(question.id):
                yield question.id, self.typed[question.id]


def say_answer_fault(name: str, code: str) -> str:
    """Say what is wrong with an answer."""
    question = report_questions().get(name)
    sentence = SENTENCES["not_asked" if question is None else code]
    if question is None:
        return gettext(sentence)
    known = {
        "low": write_answer(question, question.low),
        "high": write_answer(question, question.high),
        "unit": unit_word(question.shown),
        "most": number(question.longest),
    }
    sentence = SENTENCES[code]
    return gettext(
        sentence, **{n: v for n, v in known.items() if f"%({n})s" in sentence}
    )


def unit_word(unit: str) -> str:
    """Name a unit in which people are asked."""
    return {"cm": gettext("cm"), "m": gettext("m")}.get(unit, unit)


def ask(
    question: Question, typed: Mapping[str, str], errors: Mapping[str, str]
) -> Asked:
    """Put one question on a form."""
    return Asked(
        name=PREFIX + question.id,
        kind=question.kind,
        label=best_name(question.label),
        help=best_name(question.help) if question.help else "",
        unit=unit_word(question.shown),
        value=typed.get(question.id, ""),
        error=errors.get(PREFIX + question.id, ""),
        options=options_of(question),
        categories=question.categories,
        longest=question.longest,
    )


def options_of(question: Question) -> list[tuple[str, str]]:
    """Offer the answers of a question; not to know is one of them."""
    unknown = (UNKNOWN, gettext("I don’t know"))
    if question.kind == "yes_no":
        return [("yes", gettext("Yes")), ("no", gettext("No")), unknown]
    words = [(choice.id, best_name(choice.label)) for choice in question.choices]
    return [*words, unknown] if words else []


def ask_all(
    typed: Mapping[str, str],
    errors: Mapping[str, str],
    *,
    part: str,
    category: str = "",
) -> list[Asked]:
    """Put questions on a form: those of a category, or all."""
    known = list_questions(category) if category else report_questions().values()
    return [ask(one, typed, errors) for one in known if one.part == part]


def questions_of(form: Filled) -> dict[str, list[Asked]]:
    """Give the questions of a form: of its category, of places, and all of them."""
    typed, errors, category = form.answers.typed, form.errors, form.typed["category"]
    chosen = ask_all(typed, errors, part=WHAT, category=category) if category else []
    return {
        "questions": chosen,
        "places": ask_all(typed, errors, part=WHERE),
        "everything": ask_all({}, {}, part=WHAT),
    }


class Filled(Protocol):
    """A form that holds answers."""

    typed: dict[str, str]
    errors: dict[str, str]
    answers: TypedAnswers
