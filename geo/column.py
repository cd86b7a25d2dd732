"""Values of access attributes as numbers in the columns of a network."""

from __future__ import annotations

import math
from typing import Final

from geo.attribute import ATTRIBUTES, Kind
from geo.observation import Method, Value

INFERRED: Final = "inferred"
"""Method of a value that was taken over from something beside: nobody looked here."""
SOFT: Final = frozenset({Method.MODELLED, Method.REPORTED, INFERRED})
"""Methods whose values cost and warn, and never refuse."""


def encode(attribute: str, value: Value) -> float:
    """Turn a value into a number: yes/no to 1/0, a word to its place, else NaN."""
    known = ATTRIBUTES[attribute]
    if value is None or known.kind is Kind.TEXT:
        return math.nan
    if known.kind is Kind.WORD:
        return float(known.words.index(value)) if value in known.words else math.nan
    return float(value)


def decode(attribute: str, number: float) -> Value:
    """Turn a number of a column back into the value."""
    known = ATTRIBUTES[attribute]
    if math.isnan(number):
        return None
    if known.kind is Kind.WORD:
        return known.words[int(number)]
    if known.kind is Kind.YES_NO:
        return number > 0
    return float(number)


def code(attribute: str, word: str) -> float:
    """Give the number of a word."""
    return float(ATTRIBUTES[attribute].words.index(word))
