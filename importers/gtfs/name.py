"""Names in several languages, from ``translations.txt``."""

from __future__ import annotations

from dataclasses import dataclass, field

from importers.gtfs.feed import Feed
from importers.gtfs.frames import records


@dataclass
class Translations:
    """Names of a feed by language.

    Attributes
    ----------
    lang : str
        Language of the feed's own texts; empty where it does not say.
    by_id, by_value : dict
        (file, column, id or text) → language → text.
    """

    lang: str = ""
    by_id: dict[tuple[str, str, str], dict[str, str]] = field(default_factory=dict)
    by_value: dict[tuple[str, str, str], dict[str, str]] = field(default_factory=dict)

    def names(
        self, table: str, column: str, record_id: str, text: str
    ) -> dict[str, str]:
        """Give all names of one thing; the key "" holds the feed's own."""
        found = {"": text} if text else {}
        if text and self.lang:
            found[self.lang] = text
        found.update(self.by_value.get((table, column, text), {}))
        found.update(self.by_id.get((table, column, record_id), {}))
        return found


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
        named = row.get("record_id", "")
        target = found.by_id if named else found.by_value
        key = (
            row["table_name"],
            row["field_name"],
            named or row.get("field_value", ""),
        )
        target.setdefault(key, {})[short_language(row["language"])] = row["translation"]
    return found


def _language(feed: Feed) -> str:
    said = [*feed.table("feed_info").column("feed_lang")]
    said += feed.table("agency").column("agency_lang")
    first = next((lang for lang in said if lang and lang != "mul"), "")
    return short_language(first)


def short_language(tag: str) -> str:
    """Give the language of a tag: ``fr-TN`` is ``fr``."""
    return tag.replace("_", "-").partition("-")[0].lower()
