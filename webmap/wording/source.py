"""What a source is called, in the language of the reader."""

from __future__ import annotations

from dataclasses import dataclass

from data.models import Names, Source
from data.queries.source import SourceInfo, catalog
from data.towns import Town
from webmap.i18n import best_name


@dataclass(frozen=True)
class SourceTexts:
    """Name, attribution and licence of a source."""

    name: str
    attribution: str
    licence: str


def say_texts(row: Source, town: Town) -> SourceTexts:
    """Say what a source is called, as its town or the catalogue translates it.

    A text that was imported from elsewhere under the same key stays as it is.
    """
    info = town.sources.get(row.key) or catalog().get(row.key)
    if info is None:
        return SourceTexts(row.name, row.attribution, row.licence)
    return _translated(row, info)


def _translated(row: Source, info: SourceInfo) -> SourceTexts:
    def said(text: str, described: str, names: Names) -> str:
        return best_name({**names, "": text}) if text == described else text

    return SourceTexts(
        name=said(row.name, info.name, info.names),
        attribution=said(row.attribution, info.attribution, info.attributions),
        licence=said(row.licence, info.licence, info.licences),
    )
