"""Texts in several languages, from ``translations.txt``."""

from __future__ import annotations

from dataclasses import dataclass, field

from importers.gtfs.feed import Feed
from importers.gtfs.frames import records

Words = dict[str, str]
"""Language → text."""


@dataclass
class Translations:
    """Texts of a feed by language.

    Attributes
    ----------
    lang : str
        Language of the feed's own texts; empty where it does not say.
    by_id : dict
        (file, column, id, second id) → language → text.
    by_value : dict
        (file, column, text) → language → text.
    """

    lang: str = ""
    by_id: dict[tuple[str, str, str, str], Words] = field(default_factory=dict)
    by_value: dict[tuple[str, str, str], Words] = field(default_factory=dict)

    def find(
        self, table: str, column: str, record_id: str, text: str, sub_id: str = ""
    ) -> Words:
        """Give the translations of one text; those of its record come first."""
        found = dict(self.by_value.get((table, column, text), {})) if text else {}
        found.update(self.by_id.get((table, column, record_id, sub_id), {}))
        return found

    def names(self, table: str, column: str, record_id: str, text: str) -> Words:
        """Give all names of one thing; the key "" holds the feed's own."""
        found = {"": text} if text else {}
        if text and self.lang:
            found[self.lang] = text
        found.update(self.find(table, column, record_id, text))
        return found

    def speaks_of(self, table: str) -> bool:
        """Tell whether anything of a file is translated."""
        return any(key[0] == table for key in (*self.by_id, *self.by_value))


def read_translations(feed: Feed) -> Translations:
    """Read the translations of a feed.

    Parameters
    ----------
    feed : Feed

    Returns
    -------
    Translations
        Of records named by id, or by the text that is translated.
    """
    found = Translations(_language(feed))
    for _, row in records(feed.table("translations")):
        of = (row["table_name"], row["field_name"])
        lang, said = short_language(row["language"]), row["translation"]
        named = row.get("record_id", "")
        if named:
            key = (*of, named, row.get("record_sub_id", ""))
            found.by_id.setdefault(key, {})[lang] = said
        else:
            text = row.get("field_value", "")
            found.by_value.setdefault((*of, text), {})[lang] = said
    return found


def _language(feed: Feed) -> str:
    said = [*feed.table("feed_info").column("feed_lang")]
    said += feed.table("agency").column("agency_lang")
    first = next((lang for lang in said if lang and lang != "mul"), "")
    return short_language(first)


def short_language(tag: str) -> str:
    """Give the language of a tag: ``fr-TN`` is ``fr``."""
    return tag.replace("_", "-").partition("-")[0].lower()
