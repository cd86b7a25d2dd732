"""What to measure where a rule is not known to be kept, and how: the table."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

_TABLE: Final = Path(__file__).parent.parent / "tables" / "survey_measures.toml"
UNKNOWN: Final = "_unknown"
"""Ending of the rule of a note that tells what is not known."""


@dataclass(frozen=True)
class ToMeasure:
    """What to measure.

    Attributes
    ----------
    rule : str
        Of ``geo.rule.RULES``.
    attribute : str
        Access attribute that settles it.
    unit : str
        In which people write it; empty for words.
    how : dict of str to str
        Language → sentence.
    """

    rule: str
    attribute: str
    unit: str
    how: dict[str, str]


@lru_cache
def load_measures() -> dict[str, ToMeasure]:
    """Read the table: rule → what to measure."""
    rows = tomllib.loads(_TABLE.read_text(encoding="utf-8"))["measure"]
    return {row["rule"]: ToMeasure(**row) for row in rows}


def measure_of(rule: str) -> ToMeasure | None:
    """Give what settles the rule of a note; nothing where it tells no unknown."""
    root = rule.removesuffix(UNKNOWN)
    return load_measures().get(root) if root != rule else None
