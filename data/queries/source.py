"""Sources: what the catalogue says of them, and their rows."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.models import Names, Source

_CATALOG = Path(__file__).parent.parent / "catalog"
TRANSLATED: Final = ("names", "attributions", "licences")
"""Fields that hold language → text."""


@dataclass(frozen=True)
class SourceInfo:
    """What is known of a source before anything of it is imported.

    Attributes
    ----------
    key : str
        Short identifier; the prefix of the keys of its records.
    name, licence, attribution, url : str
        For the map's footer and the notices.
    is_demonstration : bool
        Made up to show the system: said in words on every screen.
    names, attributions, licences : dict of str to str
        The same words in a reader's language, where somebody translated them.
    """

    key: str
    name: str
    licence: str
    attribution: str
    url: str = ""
    is_demonstration: bool = False
    names: Names = field(default_factory=dict, hash=False)
    attributions: Names = field(default_factory=dict, hash=False)
    licences: Names = field(default_factory=dict, hash=False)

    @classmethod
    def from_mapping(cls, key: str, values: dict[str, Any]) -> SourceInfo:
        """Build from a table of a TOML file."""
        fields = {k: v for k, v in values.items() if k in cls.__dataclass_fields__}
        translated = {name: dict(values.get(name, {})) for name in TRANSLATED}
        return cls(**{**fields, **translated, "key": key})


@lru_cache
def catalog() -> dict[str, SourceInfo]:
    """Read the catalogue: key → source."""
    return {
        path.stem: SourceInfo.from_mapping(
            path.stem, tomllib.loads(path.read_text(encoding="utf-8"))
        )
        for path in sorted(_CATALOG.glob("*.toml"))
    }


def ensure_source(session: Session, info: SourceInfo) -> Source:
    """Find or add the row of a source, with what is said of it now."""
    row = session.scalar(select(Source).where(Source.key == info.key))
    if row is None:
        row = Source(key=info.key)
        session.add(row)
    row.name = info.name
    row.licence = info.licence
    row.attribution = info.attribution
    row.url = info.url
    row.is_demonstration = info.is_demonstration
    session.flush()
    return row


def list_sources(session: Session) -> list[Source]:
    """List the sources that something was imported from, by key."""
    return list(session.scalars(select(Source).order_by(Source.key)))
