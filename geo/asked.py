"""One question about an obstacle, and the answers that are offered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from geo.observation import Value

EVERY: Final = "*"
WHAT: Final = "what"
WHERE: Final = "where"
LONGEST: Final = 500
"""Letters of an answer in words, where its question has no bound of its own."""


@dataclass(frozen=True)
class Choice:
    """One answer that is offered, and what it says of the street.

    Attributes
    ----------
    id : str
    label : dict of str to str
        Language → words.
    attribute : str
        Access attribute that it sets; that of its question where empty.
    value : Value
        Of that attribute; ``None`` sets nothing.
    """

    id: str
    label: dict[str, str]
    attribute: str = ""
    value: Value = None


@dataclass(frozen=True)
class Question:
    """One row of the table of questions.

    Attributes
    ----------
    id, kind : str
        ``number``, ``count``, ``yes_no``, ``word``, ``day``, ``time`` or ``text``.
    categories : tuple of str
        Categories of reports that are asked; ``"*"`` is all.
    label, help : dict of str to str
        Language → words.
    part : str
        ``"what"`` it is or ``"where"`` it is.
    unit, shown : str
        SI unit of the answer; the unit in which people are asked.
    low, high : float
        Bounds of a number, in the SI unit.
    longest : int
        Letters of a text.
    attribute : str
        Access attribute that the answer sets.
    barrier : bool
        Whether that is what stops people: its value is the barrier's.
    private : bool
        Whether only staff reads the answer.
    choices : tuple of Choice
    """

    id: str
    kind: str
    categories: tuple[str, ...]
    label: dict[str, str]
    help: dict[str, str]
    part: str = WHAT
    unit: str = ""
    shown: str = ""
    low: float = 0.0
    high: float = 0.0
    longest: int = LONGEST
    attribute: str = ""
    barrier: bool = False
    private: bool = False
    choices: tuple[Choice, ...] = ()

    def is_asked(self, category: str) -> bool:
        """Tell whether it is asked about a category of obstacles."""
        return category in self.categories or EVERY in self.categories

    def choice(self, answer: object) -> Choice | None:
        """Find what was chosen."""
        return next((one for one in self.choices if one.id == answer), None)
