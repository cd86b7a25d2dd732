"""How counts of people are put on streets: the table."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

_TABLE: Final = Path(__file__).parents[1] / "tables" / "population.toml"


@dataclass(frozen=True)
class PeopleTable:
    """The rows of ``geo/tables/population.toml``, where each is explained."""

    first: frozenset[str]
    second: frozenset[str]
    passing: frozenset[str]
    one_side: float
    nearest_m: float
    beside_m: float
    building_m2: float
    old_years: int
    least_known: float


@lru_cache
def people_table() -> PeopleTable:
    """Read the table."""
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    lists = ("first", "second", "passing")
    return PeopleTable(**{**table, **{name: frozenset(table[name]) for name in lists}})
