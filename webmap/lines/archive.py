"""Lines by hand as files: GTFS in a zip, and the table to fill in."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from data.queries.hand_line import hand_source, list_hand_lines
from data.queries.hand_stop import find_known_stops
from data.towns import Town
from geo.finding import Finding
from geo.transit.hand_columns import COLUMNS
from geo.transit.hand_feed import HandFeed, Publisher, build_feed
from geo.transit.hand_table import list_columns, write_table
from webmap.i18n import best_name

LEFT_OUT: Final = "LEFT_OUT.md"
HEAD: Final = (
    "What is known of these lines and what the timetable of this file does not say.\n"
    "GTFS has no words for it, or nobody knows it; nothing was made up.\n\n"
)
EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The same lines are the same file, to the byte."""
NO_ADDRESS: Final = "https://{town}.invalid/"
"""GTFS wants an address; of an instance without one, this says that it has none."""


@dataclass(frozen=True)
class Archive:
    """A file, and what is not in it."""

    content: bytes
    findings: list[Finding]


def write_gtfs(session: Session, town: Town, *, public_url: str) -> Archive:
    """Write the lines by hand that still run as a GTFS file.

    Parameters
    ----------
    session : Session
    town : Town
    public_url : str
        Address of this instance; empty where it has none.
    """
    info = hand_source(dict(town.sources))
    kept = list_hand_lines(session, source=info.key)
    lines = [one.line for one in kept if one.ended_on is None]
    publisher = Publisher(
        name=f"Wusul · {best_name(town.names)}",
        url=public_url or NO_ADDRESS.format(town=town.key),
        timezone=town.timezone,
        version=str(sum(one.revision for one in kept)),
    )
    known = find_known_stops(session, lines)
    feed = build_feed(lines, source=info.key, publisher=publisher, known=known)
    return Archive(zip_feed(feed), feed.findings)


def zip_feed(feed: HandFeed) -> bytes:
    """Write the files of a feed into a zip, with the list of what is left out."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, columns in COLUMNS.items():
            text = write_csv(columns, feed.files[name])
            archive.writestr(zipfile.ZipInfo(f"{name}.txt", EPOCH), text)
        notes = [f"- {one.record}: {one.message}\n" for one in feed.findings]
        text = HEAD + ("".join(notes) or "Nothing is left out.\n")
        archive.writestr(zipfile.ZipInfo(LEFT_OUT, EPOCH), text)
    return packed.getvalue()


def write_csv(columns: Iterable[str], rows: Iterable[Mapping[str, str]]) -> str:
    """Write rows as CSV with a header; a cell that a row lacks is empty."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(columns), restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def write_template() -> str:
    """Write an empty table of lines to fill in."""
    return write_csv(list_columns(), [])


def write_lines(session: Session, town: Town) -> str:
    """Write the lines by hand that still run as the table that is filled in."""
    info = hand_source(dict(town.sources))
    kept = list_hand_lines(session, source=info.key)
    cells = [one.cells for one in kept if one.ended_on is None]
    return write_csv(list_columns(), write_table(cells))
