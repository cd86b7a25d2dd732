"""Published rates of disability, and which one stands for whom: the table."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

_TABLE: Final = Path(__file__).parents[1] / "tables" / "disability_rates.toml"


@dataclass(frozen=True)
class Rate:
    """A published share of people.

    Attributes
    ----------
    id : str
    country : str
        ISO 3166 code; empty where it is of the whole world.
    share, low, high : float
        As published, and between which the figure itself lies: what rounding hides.
    source, definition : str
    year : int
    age : str
        Group of people that it is a share of; empty for everybody.
    quoted : bool
        Whether it was read where others quote it.
    """

    id: str
    country: str
    share: float
    low: float
    high: float
    source: str
    year: int
    definition: str
    age: str = ""
    quoted: bool = False


@dataclass(frozen=True)
class AgePart:
    """The part of all people that is of an age, between two bounds."""

    id: str
    country: str
    low: float
    high: float
    source: str
    year: int
    quoted: bool = False


@dataclass(frozen=True)
class Stands:
    """What stands for a profile: a published rate, or a group that counts tell apart.

    Attributes
    ----------
    key : str
        Of the profile.
    upper : bool
        Whether it counts more people than the profile speaks of.
    rate, group : str
        One of them; the other is empty.
    """

    key: str
    upper: bool
    rate: str = ""
    group: str = ""


@lru_cache
def _table() -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads(_TABLE.read_text(encoding="utf-8"))


@lru_cache
def list_rates() -> tuple[Rate, ...]:
    """List the published rates, in the order of the table."""
    return tuple(Rate(**row) for row in _table()["rate"])


@lru_cache
def list_stands() -> dict[str, Stands]:
    """Give what stands for each profile: key → row; others are not known."""
    return {row["key"]: Stands(**row) for row in _table()["profile"]}


def find_rate(name: str, country: str) -> Rate | None:
    """Find a rate: of the country, else of the world; ``None`` if there is none."""
    rows = [rate for rate in list_rates() if rate.id == name]
    own = next((rate for rate in rows if country and rate.country == country), None)
    return own or next((rate for rate in rows if not rate.country), None)


def find_age(name: str, country: str) -> AgePart | None:
    """Find which part of a country's people is of an age; ``None`` if unknown."""
    for row in _table()["age"]:
        if row["id"] == name and row["country"] == country:
            return AgePart(**row)
    return None
