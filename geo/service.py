"""Which services must be within reach: the table."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final

MINUTE_S: Final = 60.0
_TABLE: Final = Path(__file__).parent / "tables" / "services.toml"


@dataclass(frozen=True)
class Within:
    """How far a service may be.

    Attributes
    ----------
    minutes : float
        Of an unimpeded walker, each way.
    source : str
        Where the number comes from.
    """

    minutes: float
    source: str

    @property
    def seconds(self) -> float:
        """Give the same in seconds."""
        return self.minutes * MINUTE_S


@dataclass(frozen=True)
class Services:
    """Services that count, as ids of ``geo.place_kind.place_groups``.

    Attributes
    ----------
    groups : tuple of str
    stops : str
        The one to which the stops of public transport belong.
    usual : Within
        How far a service may be that has no row of its own.
    own : dict of str to Within
        Service → how far it may be.
    """

    groups: tuple[str, ...]
    stops: str
    usual: Within
    own: dict[str, Within] = field(default_factory=dict)

    def within(self, group: str) -> Within:
        """Tell how far a service may be."""
        return self.own.get(group, self.usual)


@lru_cache
def load_services() -> Services:
    """Read the table."""
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    groups = tuple(table["services"])
    within = dict(table["within"])
    own = {group: within.pop(group) for group in list(within) if group in set(groups)}
    return Services(
        groups,
        table["stops"],
        Within(**within),
        {group: Within(**row) for group, row in own.items()},
    )
