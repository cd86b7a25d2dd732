"""Which services must be within reach: the table."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

_TABLE: Final = Path(__file__).parent / "tables" / "services.toml"


@dataclass(frozen=True)
class Services:
    """Services that count, as ids of ``geo.place_kind.place_groups``.

    Attributes
    ----------
    groups : tuple of str
    stops : str
        The one to which the stops of public transport belong.
    """

    groups: tuple[str, ...]
    stops: str


@lru_cache
def load_services() -> Services:
    """Read the table."""
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    return Services(tuple(table["services"]), table["stops"])
