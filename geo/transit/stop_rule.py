"""What of a stop or a vehicle matters to whom: the rows of a table."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from geo.attribute import ATTRIBUTES
from geo.errors import DataError
from geo.need import Profile
from geo.observation import Value

TABLE: Final = Path(__file__).parent.parent / "tables" / "stop_access.toml"


class Weight(StrEnum):
    """What a rule is about."""

    DECIDES = "decides"
    INFORMATION = "information"
    COMFORT = "comfort"


class Answer(StrEnum):
    """Whether something is so; not to know it is no no."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class StopRule:
    """One row.

    Attributes
    ----------
    id : str
    weight : Weight
    attributes : tuple of str
        The first that is known counts.
    about : str
        ``"stop"`` or ``"vehicle"``; empty for both.
    rank : int
        Of what decides: a rank is asked where no lower one answers.
    most : float, optional
        The greatest value that is good.
    limit : str
        Rule of the profile whose limit ``most`` is; empty where it is the same for all.
    yes, no : tuple of Value
        Values that are good and bad.
    helps : tuple of str
        Attributes that make up for a no.
    wheels : bool
        Only for people who roll aboard.
    profiles : tuple of str
        Only for these; empty for all.
    source : str
    """

    id: str
    weight: Weight
    attributes: tuple[str, ...]
    about: str = ""
    rank: int = 0
    most: float | None = None
    limit: str = ""
    yes: tuple[Value, ...] = ()
    no: tuple[Value, ...] = ()
    helps: tuple[str, ...] = ()
    wheels: bool = False
    profiles: tuple[str, ...] = ()
    source: str = ""

    @property
    def can_agree(self) -> bool:
        """Whether it can say yes at all; another only objects."""
        return bool(self.yes or self.limit or self.most is not None)

    def is_for(self, profile: Profile) -> bool:
        """Tell whether it matters to somebody."""
        if self.wheels and not profile.transit.rolls_aboard:
            return False
        if self.limit and profile.threshold(self.limit).limit is None:
            return False
        return not self.profiles or profile.key in self.profiles

    def needs_value(self, profile: Profile) -> bool:
        """Tell whether it matters to somebody when the value is not known."""
        return not self.limit or profile.threshold(self.limit).critical

    def answer(self, value: Value, profile: Profile) -> Answer:
        """Tell what a value means to somebody."""
        most = profile.threshold(self.limit).limit if self.limit else self.most
        if isinstance(value, float) and most is not None:
            return Answer.YES if value <= most else Answer.NO
        if value is None or value not in (*self.yes, *self.no):
            return Answer.UNKNOWN
        return Answer.YES if value in self.yes else Answer.NO


@dataclass(frozen=True)
class Refused:
    """What reports of somebody who was refused on board take.

    Attributes
    ----------
    share : float
        Of the confidence, what each leaves.
    doubt_below : float
        A yes that is believed less than this is not known any more.
    days : int
        Older reports say nothing of today.
    """

    share: float
    doubt_below: float
    days: int


@lru_cache
def load_stop_rules() -> tuple[StopRule, ...]:
    """Read the rows.

    Raises
    ------
    DataError
        If a row names an attribute that does not exist, or is misspelt.
    """
    return tuple(_rule(row) for row in _table()["rule"])


@lru_cache
def load_refused() -> Refused:
    """Read what reports of a refusal take."""
    row = _table()["refused"]
    return Refused(row["share"], row["doubt_below"], row["days"])


def _table() -> dict[str, Any]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


def _rule(row: dict[str, Any]) -> StopRule:
    named = [*row["attributes"], *row.get("helps", ())]
    if unknown := [name for name in named if name not in ATTRIBUTES]:
        raise DataError(f"stop access, {row['id']}: {', '.join(unknown)} is not known")
    lists = {k: tuple(v) for k, v in row.items() if isinstance(v, list)}
    try:
        return StopRule(**{**row, **lists, "weight": Weight(row["weight"])})
    except (TypeError, ValueError) as cause:
        raise DataError(f"stop access, {row['id']}: {cause}") from cause
