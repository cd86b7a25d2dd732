"""Streets that people cross: how wide they are, and which interrupt a sidewalk."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

TABLE: Final = Path(__file__).parent / "tables" / "crossed_streets.toml"


@dataclass(frozen=True)
class CrossedStreet:
    """What is assumed of a street when it is crossed.

    Attributes
    ----------
    width_m : float
        Of the carriageway, where nobody told it.
    interrupts : bool
        Whether it interrupts the sidewalks that it meets.
    """

    width_m: float
    interrupts: bool


@lru_cache
def crossed_streets() -> dict[str, CrossedStreet]:
    """Read the table: value of ``highway`` → what is assumed."""
    rows = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return {highway: CrossedStreet(**row) for highway, row in rows.items()}
