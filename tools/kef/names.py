"""Names in Arabic, French and English."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

TABLE = Path(__file__).with_name("names.toml")
Names = dict[str, str]


@lru_cache
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads(TABLE.read_text("utf-8"))


def names_of(french: str) -> Names:
    """Give a name in both languages.

    Raises
    ------
    KeyError
        If the table has no Arabic form of it.
    """
    kind, _, rest = french.partition(" ")
    types = _table()["types"]
    if kind not in types:
        return {"fr": french, "ar": _arabic(french)}
    return {"fr": french, "ar": f"{types[kind]} {_arabic(rest)}"}


def _arabic(french: str) -> str:
    return french if french.isdecimal() else _table()["names"][french]
