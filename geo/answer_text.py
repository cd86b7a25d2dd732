"""Answers as people type them: other digits, commas, units; and written back."""

from __future__ import annotations

import math
import re
from typing import Final

from geo.asked import Question
from geo.errors import InputError
from geo.observation import Value
from geo.personal import fold_digits

UNKNOWN: Final = "unknown"
"""Stands for "I don't know"."""
YES_NO: Final = {"yes": True, "no": False}
METRES: Final = {
    "mm": 0.001,
    "cm": 0.01,
    "m": 1.0,
    "ملم": 0.001,
    "مم": 0.001,
    "سم": 0.01,
    "صم": 0.01,
    "م": 1.0,
}
RATIOS: Final = {"%": 0.01, "٪": 0.01}
DEGREES: Final = ("°", "deg", "degrees", "degrés", "degré", "درجة", "درجات")
_NUMBER: Final = re.compile(r"([-+]?\d+(?:[.,٫]\d+)?)\s*(\D*)")


def parse_answer(question: Question, text: str) -> Value:
    """Read an answer as it was typed.

    Parameters
    ----------
    question : Question
    text : str
        Not empty; a number without a unit is in the one in which it was asked.

    Returns
    -------
    Value
        A number in the SI unit; ``None`` is "I don't know".

    Raises
    ------
    InputError
        If it is no number, or its unit cannot be. Bounds are not looked at.
    """
    if text == UNKNOWN:
        return None
    if question.kind in {"number", "count"}:
        return _parse_number(question, text)
    if question.kind == "yes_no":
        if text not in YES_NO:
            raise InputError(question.id, f"{text[:40]!r} is neither yes nor no")
        return YES_NO[text]
    return text


def _parse_number(question: Question, text: str) -> float:
    match = _NUMBER.fullmatch(fold_digits(text).strip())
    if match is None:
        raise InputError(question.id, f"{text[:40]!r} is not a number")
    number = float(match[1].replace(",", ".").replace("٫", "."))
    unit = match[2].strip().casefold()
    if question.unit == "ratio" and unit in DEGREES:
        # Beyond a right angle nothing is a slope; the bounds say the rest.
        return round(math.tan(math.radians(min(number, 89.0))), 4)
    known = {"m": METRES, "ratio": RATIOS}.get(question.unit, {})
    factor = known.get(unit or question.shown, None if unit else 1.0)
    if factor is None:
        raise InputError(question.id, f"{unit[:20]!r} is no unit of this")
    return round(number * factor, 6)


def write_answer(question: Question, answer: Value) -> str:
    """Write an answer as ``parse_answer`` reads it, in the unit that is shown."""
    if answer is None:
        return UNKNOWN
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    if isinstance(answer, str):
        return answer
    known = METRES | RATIOS
    return f"{round(answer / known.get(question.shown, 1.0), 4):g}"
