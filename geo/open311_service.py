"""Services of Open311: our categories, and their questions as attributes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from geo.asked import Question
from geo.observation import Value
from geo.open311 import Refusal
from geo.open311_status import open311_table
from geo.profile import load_profiles
from geo.question import check_answers, list_questions

AFFECTED: Final = "affected"
UNKNOWN: Final = "unknown"
WRONG: Final = 400
YES_NO: Final[dict[str, Value]] = {"yes": True, "no": False, UNKNOWN: None}
DATATYPES: Final = {
    "number": "number",
    "count": "number",
    "yes_no": "singlevaluelist",
    "word": "singlevaluelist",
    "day": "datetime",
    "time": "datetime",
    "text": "text",
}
LISTS: Final = ("singlevaluelist", "multivaluelist")
LONGEST_DAY: Final = len("2026-12-31")
LONGEST_MINUTE: Final = len("2026-12-31T08:30")


@dataclass(frozen=True)
class Attribute:
    """One attribute of a service.

    Attributes
    ----------
    code, datatype : str
    order : int
        From 1.
    required : bool
    question : Question, optional
        What is asked; ``None`` for who is affected.
    keys : tuple of str
        What may be chosen, in order.
    """

    code: str
    datatype: str
    order: int
    required: bool = False
    question: Question | None = None
    keys: tuple[str, ...] = ()

    @property
    def is_list(self) -> bool:
        """Whether one or several of its keys are chosen."""
        return self.datatype in LISTS


@dataclass(frozen=True)
class Answered:
    """What a program has answered, and what is wrong with it."""

    answers: dict[str, Value] = field(default_factory=dict)
    affected: tuple[str, ...] = ()
    refusals: tuple[Refusal, ...] = ()


@lru_cache
def _required(category: str) -> frozenset[str]:
    rows = open311_table()["required"]
    return frozenset(r["question"] for r in rows if category in r["categories"])


def _keys(question: Question) -> tuple[str, ...]:
    if question.kind == "yes_no":
        return tuple(YES_NO)
    if question.kind != "word":
        return ()
    return (*(choice.id for choice in question.choices), UNKNOWN)


@lru_cache
def list_attributes(category: str) -> tuple[Attribute, ...]:
    """List the attributes of a service, in order: its questions, then who is affected.

    Parameters
    ----------
    category : str
        An id of ``geo.category.report_categories``.
    """
    asked = [
        Attribute(
            code=question.id,
            datatype=DATATYPES[question.kind],
            order=order,
            required=question.id in _required(category),
            question=question,
            keys=_keys(question),
        )
        for order, question in enumerate(list_questions(category), 1)
    ]
    affected = Attribute(
        AFFECTED, "multivaluelist", len(asked) + 1, keys=tuple(load_profiles())
    )
    return (*asked, affected)


def _number(text: str) -> Value:
    try:
        return float(text)
    except ValueError:
        return text


Reader = Callable[[str], Value]

READERS: Final[dict[str, Reader]] = {
    "number": _number,
    "count": _number,
    "yes_no": lambda text: YES_NO.get(text.lower(), text),
    "word": lambda text: None if text == UNKNOWN else text,
    "day": lambda text: text[:LONGEST_DAY],
    "time": lambda text: text[:LONGEST_MINUTE],
    "text": lambda text: text,
}
"""Kind of question → how an answer in letters is read; what is none stays a text."""


def read_answers(category: str, given: Mapping[str, Sequence[str]]) -> Answered:
    """Read the attributes that a program has sent.

    Parameters
    ----------
    category : str
    given : mapping of str to sequence of str
        Code → values in the order in which they came; empty ones count as absent.

    Returns
    -------
    Answered
        Refusals name every attribute that is unknown, missing or wrong.
    """
    sent = {code: [v for v in values if v.strip()] for code, values in given.items()}
    sent = {code: values for code, values in sent.items() if values}
    known = {one.code: one for one in list_attributes(category)}
    refusals = [
        Refusal(WRONG, f"attribute[{code[:80]}] is no attribute of {category}")
        for code in sent
        if code not in known
    ]
    refusals += [
        Refusal(WRONG, f"attribute[{one.code}] is required and was not provided")
        for one in known.values()
        if one.required and one.code not in sent
    ]
    answers = {
        code: READERS[one.question.kind](sent[code][0].strip())
        for code, one in known.items()
        if code in sent and one.question is not None
    }
    refusals += _too_many(known, sent)
    refusals += [
        Refusal(WRONG, f"attribute[{fault.question}] {fault.reason}")
        for fault in check_answers(category, answers)
    ]
    affected = tuple(dict.fromkeys(sent.get(AFFECTED, ())))
    return Answered(answers, affected, tuple(refusals))


def _too_many(
    known: Mapping[str, Attribute], sent: Mapping[str, Sequence[str]]
) -> list[Refusal]:
    return [
        Refusal(WRONG, f"attribute[{code}] takes one value, not {len(values)}")
        for code, values in sent.items()
        if code in known and known[code].question and len(values) > 1
    ]
