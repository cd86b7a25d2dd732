"""Channels: by which way a report came."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

WEB: Final = "web"
_TABLE: Final = Path(__file__).parent / "tables" / "report_channels.toml"


@dataclass(frozen=True)
class Channel:
    """One way by which reports come.

    Attributes
    ----------
    id : str
    label : dict of str to str
        Language → words.
    entered : bool
        Whether staff typed it in for somebody else.
    """

    id: str
    label: dict[str, str]
    entered: bool = False


@lru_cache
def report_channels() -> dict[str, Channel]:
    """Read the channels: id → channel, in the order of the table."""
    rows = tomllib.loads(_TABLE.read_text(encoding="utf-8"))["channel"]
    return {row["id"]: Channel(**row) for row in rows}
