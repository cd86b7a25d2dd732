"""How long to wait after trying a password in vain: ever longer, never for good."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

_TABLE: Final = Path(__file__).parent / "tables" / "patience.toml"
_STEEPEST: Final = 40
"""Doublings after which every wait is the longest one."""


@dataclass(frozen=True)
class Patience:
    """One row of the table.

    Attributes
    ----------
    id : str
    free : int
        Tries without any wait.
    first_s, longest_s : int
        The first wait, which doubles, and the longest one.
    forget_s : int
        Without a try for so long, all is forgotten.
    shared : bool
        Whether people who have nothing to do with it may share the count.
    """

    id: str
    free: int
    first_s: int
    longest_s: int
    forget_s: int
    shared: bool = False

    def wait_s(self, count: int) -> int:
        """Tell how many seconds to wait after so many tries in vain."""
        if count < self.free:
            return 0
        doubled: int = self.first_s * 2 ** min(count - self.free, _STEEPEST)
        return min(doubled, self.longest_s)

    def is_burst(self, count: int) -> bool:
        """Tell whether so many are written down: when waits begin, then rarely."""
        tens, rest = divmod(count, self.free)
        return rest == 0 and tens > 0 and tens & (tens - 1) == 0


@lru_cache
def list_patience() -> dict[str, Patience]:
    """Read the table: id → row."""
    rows = tomllib.loads(_TABLE.read_text(encoding="utf-8"))["patience"]
    return {row["id"]: Patience(**row) for row in rows}
