"""Services that measures of reach count, and which places are of them: the table."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from geo.place_kind import place_kinds

_TABLE: Final = Path(__file__).parent / "tables" / "opportunity_services.toml"


@dataclass(frozen=True)
class OpportunityService:
    """One service.

    Attributes
    ----------
    id : str
    label : dict of str to str
        Language → words.
    kinds : frozenset of str
        Kinds of places that are of it.
    stops : bool
        Whether the stops of public transport are of it.
    headers : tuple of str
        How columns that count it are called.
    """

    id: str
    label: dict[str, str]
    kinds: frozenset[str]
    stops: bool
    headers: tuple[str, ...]


@lru_cache
def opportunity_services() -> dict[str, OpportunityService]:
    """Read the services: id → service, in the order of the table."""
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    groups: dict[str, set[str]] = {}
    for kind in place_kinds().values():
        groups.setdefault(kind.group, set()).add(kind.id)
    return {
        row["id"]: OpportunityService(
            id=row["id"],
            label=row["label"],
            kinds=frozenset(row.get("kinds", ())).union(
                *(groups[group] for group in row.get("groups", ()))
            ),
            stops=row.get("stops", False),
            headers=tuple(row["headers"]),
        )
        for row in table["service"]
    }
