"""Groups of people that a count may tell apart: the table."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

_TABLE: Final = Path(__file__).parents[1] / "tables" / "population_groups.toml"


@dataclass(frozen=True)
class PeopleGroup:
    """One group; ``headers`` are how columns that count it are called."""

    id: str
    label: dict[str, str]
    headers: tuple[str, ...]


@lru_cache
def people_groups() -> dict[str, PeopleGroup]:
    """Read the groups: id → group, in the order of the table."""
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    return {
        row["id"]: PeopleGroup(row["id"], row["label"], tuple(row["headers"]))
        for row in table["group"]
    }
