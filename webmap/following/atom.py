"""Atom feeds (RFC 4287)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from geo.answer import LonLat

ATOM: Final = "http://www.w3.org/2005/Atom"
GEORSS: Final = "http://www.georss.org/georss"
LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
MIMETYPE: Final = "application/atom+xml"
NAMES: Final = {None: ATOM, "georss": GEORSS}
NO_CHARACTERS: Final = "\ufffe\uffff"


@dataclass(frozen=True)
class Entry:
    """One thing of a feed.

    Attributes
    ----------
    id, title, summary : str
    updated : datetime
    published : datetime, optional
    href : str
        Its page.
    category : tuple of str
        Term and label; empty without one.
    lonlat : LonLat, optional
    """

    id: str
    title: str
    updated: datetime
    href: str
    summary: str = ""
    published: datetime | None = None
    category: tuple[str, str] = ("", "")
    lonlat: LonLat | None = None


@dataclass(frozen=True)
class Feed:
    """A feed.

    Attributes
    ----------
    id, title : str
    author : str
        Who publishes it.
    updated : datetime
        Of the newest entry; of a feed without any, the time of the question.
    here, page : str
        Addresses of the feed and of the page that shows the same.
    lang : str
    entries : sequence of Entry
    """

    id: str
    title: str
    author: str
    updated: datetime
    here: str
    page: str
    lang: str
    entries: Sequence[Entry]


def stable_id(*parts: str) -> str:
    """Make an id that stays the same for as long as what it names does."""
    return uuid5(NAMESPACE_URL, "/".join(("wusul", *parts))).urn


def write_feed(feed: Feed) -> bytes:
    """Write a feed as XML.

    Parameters
    ----------
    feed : Feed

    Returns
    -------
    bytes
    """
    root = etree.Element(f"{{{ATOM}}}feed", nsmap=NAMES)  # type: ignore[arg-type]
    root.set(LANG, feed.lang)
    _add(root, "id", feed.id)
    _add(root, "title", feed.title)
    _add(root, "updated", _time(feed.updated))
    _add(etree.SubElement(root, f"{{{ATOM}}}author"), "name", feed.author)
    _add(root, "generator", "Wusul")
    _link(root, feed.here, "self", MIMETYPE)
    _link(root, feed.page, "alternate", "text/html")
    for entry in feed.entries:
        _write_entry(root, entry)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


def _write_entry(root: etree._Element, entry: Entry) -> None:
    one = etree.SubElement(root, f"{{{ATOM}}}entry")
    _add(one, "id", entry.id)
    _add(one, "title", entry.title)
    _add(one, "updated", _time(entry.updated))
    if entry.published:
        _add(one, "published", _time(entry.published))
    _link(one, entry.href, "alternate", "text/html")
    _add(one, "summary", entry.summary or entry.title)
    term, label = entry.category
    if term:
        etree.SubElement(one, f"{{{ATOM}}}category", term=term, label=label)
    if entry.lonlat:
        lon, lat = entry.lonlat
        point = etree.SubElement(one, f"{{{GEORSS}}}point")
        point.text = f"{lat:.5f} {lon:.5f}"


def _add(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, f"{{{ATOM}}}{name}").text = _clean(text)


def _link(parent: etree._Element, href: str, rel: str, kind: str) -> None:
    etree.SubElement(parent, f"{{{ATOM}}}link", href=href, rel=rel, type=kind)


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _clean(text: str) -> str:
    """Leave out the signs that XML cannot hold (XML 1.0, 2.2)."""
    return "".join(
        sign
        for sign in text
        if sign in "\t\n\r" or (sign >= " " and sign not in NO_CHARACTERS)
    )
