"""How the confidence of an observation falls with its age.

The day of the question comes in from outside: nothing here knows what day it is.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final

from geo.attribute import ATTRIBUTES
from geo.errors import DataError
from geo.network import Evidence
from geo.observation import Value

TABLE: Final = Path(__file__).parent / "tables" / "ageing.toml"
DAYS_A_YEAR: Final = 365.25


@dataclass(frozen=True)
class Ageing:
    """The table: years after which half the confidence is left.

    Attributes
    ----------
    years : dict of (attribute, value) to float
        Under the value ``None``, for every other value.
    other_years : float
        Of attributes that are not in the table.
    undated : float
        Share that is left where no day is known, and at least.
    fresh_days : float
        Age up to which nothing is lost.
    ageless : frozenset of str
        Methods that do not age.
    """

    years: dict[tuple[str, Value], float]
    other_years: float
    undated: float
    fresh_days: float
    ageless: frozenset[str]

    def half_life_days(self, attribute: str, value: Value = None) -> float:
        """Give the age, after the fresh days, at which half is left."""
        general = self.years.get((attribute, None), self.other_years)
        return self.years.get((attribute, value), general) * DAYS_A_YEAR


@lru_cache
def load_ageing() -> Ageing:
    """Read the table.

    Raises
    ------
    DataError
        If a row names an attribute that does not exist, or its years are not above 0.
    """
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    for row in table["row"]:
        if row["attribute"] not in ATTRIBUTES or not row["years"] > 0:
            raise DataError(f"ageing of {row['attribute']}: {row['years']}")
    return Ageing(
        years={(r["attribute"], r.get("value")): r["years"] for r in table["row"]},
        other_years=table["other"]["years"],
        undated=table["undated"]["share"],
        fresh_days=table["fresh"]["days"],
        ageless=frozenset(table["ageless"]["methods"]),
    )


def left_after(
    observed_on: date | None, today: date, *, attribute: str, value: Value = None
) -> float:
    """Give the share of its confidence that an observation has left.

    Parameters
    ----------
    observed_on : date, optional
        Day of the observation; one that lies ahead counts as today.
    today : date
        Day of the question.
    attribute : str
    value : Value
        What was seen: some attributes age by it.

    Returns
    -------
    float
        1 while it is fresh, half after each half-life more, never below what is left
        of an observation without a day.
    """
    table = load_ageing()
    if observed_on is None:
        return table.undated
    days = max((today - observed_on).days - table.fresh_days, 0.0)
    left = 0.5 ** (days / table.half_life_days(attribute, value))
    return float(max(left, table.undated))


def aged(
    evidence: Evidence, today: date | None, *, attribute: str, value: Value = None
) -> float:
    """Give the confidence of a value on the day of the question.

    Parameters
    ----------
    evidence : Evidence
    today : date, optional
        ``None`` asks for the confidence on the day of the observation.
    attribute : str
    value : Value

    Returns
    -------
    float
        0 … 1, never more than the confidence of the observation.
    """
    if today is None or evidence.method in load_ageing().ageless:
        return evidence.confidence
    left = left_after(evidence.observed_on, today, attribute=attribute, value=value)
    return evidence.confidence * left
