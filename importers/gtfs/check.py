"""Sieve a feed: rows that break rules go, with a finding each; doubts are told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from geo.finding import Finding
from importers.gtfs.breach import find_breaches
from importers.gtfs.feed import Feed
from importers.gtfs.rule import Rule, find_rule, missing_column
from importers.gtfs.table import FeedTable

EXPECTED: Final = ("agency", "stops", "routes", "trips", "stop_times")
STAND_FOR: Final = {
    "services": (("calendar", "service_id"), ("calendar_dates", "service_id")),
    "zones": (("stops", "zone_id"),),
}
"""Names in the rules that are no file of their own."""


def sieve(feed: Feed) -> tuple[Feed, list[Finding]]:
    """Keep what can be used.

    Parameters
    ----------
    feed : Feed

    Returns
    -------
    feed : Feed
        Its tables hold only rows that keep the rules of their own file.
    findings : list of Finding
    """
    findings = list(_missing_files(feed))
    kept = Feed(feed.name, locations=feed.locations)
    for name, table in feed.tables.items():
        rule = find_rule(name)
        lacking = missing_column(rule, table)
        if lacking is not None:
            findings.append(_lacking(feed, table, lacking))
            if name != "stop_times":
                continue
        findings.extend(_wanting(rule, table))
        kept.tables[name] = sieve_table(rule, table, findings)
        if name in feed.long:
            kept.long[name] = feed.long[name]
    _sieve_strict(kept, findings)
    known = Known(kept)
    for name, table in kept.tables.items():
        findings.extend(find_dangling(find_rule(name), table, known))
    return kept, findings


def _missing_files(feed: Feed) -> Iterator[Finding]:
    for name in EXPECTED:
        if name not in feed.tables:
            yield Finding("file-missing", f"{name}.txt", "the feed has no such file")
    if not {"calendar", "calendar_dates"} & feed.tables.keys():
        message = "the feed has neither this nor calendar_dates.txt"
        yield Finding("file-missing", "calendar.txt", message)


def _lacking(feed: Feed, table: FeedTable, column: str) -> Finding:
    """Tell that a column is missing; without trips, stop times are only kept."""
    rows = len(table.rows)
    if table.name in feed.long:
        rows = sum(len(part.rows) for part in feed.long[table.name].parts([]))
    is_part = table.name == "stop_times" and "trips" not in feed.tables
    message = f"has no column {column!r}: {rows} rows "
    return Finding(
        "column-missing",
        f"{table.file} line 1",
        message + ("are kept as they are" if is_part else "are not used"),
        "warning" if is_part else "error",
    )


def _wanting(rule: Rule, table: FeedTable) -> Iterator[Finding]:
    for column in rule.wanted:
        if column not in table.header:
            message = f"has no column {column!r}"
            yield Finding("column-missing", f"{table.file} line 1", message)


def sieve_table(rule: Rule, table: FeedTable, findings: list[Finding]) -> FeedTable:
    """Leave out the rows that break the rule of their file."""
    there = tuple(column for column in rule.required if column in table.header)
    present = replace(rule, required=there)
    rejected = set()
    for breach in find_breaches(present, table):
        findings.append(breach.finding)
        if breach.finding.severity == "error":
            rejected.add(breach.index)
    if not rejected:
        return table
    return table.kept(i for i in range(len(table.rows)) if i not in rejected)


class Known(dict[str, set[str]]):
    """Values of the first key column of each file, or of what stands for several."""

    def __init__(self, feed: Feed) -> None:
        super().__init__()
        self._feed = feed

    def __missing__(self, name: str) -> set[str]:
        unique = find_rule(name).unique or find_rule(name).required
        places = STAND_FOR.get(name, tuple((name, column) for column in unique[:1]))
        values = {
            value
            for file, column in places
            for value in self._feed.table(file).column(column)
        }
        self[name] = values
        return values


def _sieve_strict(feed: Feed, findings: list[Finding]) -> None:
    for name, table in feed.tables.items():
        known = Known(feed)
        for column, target in find_rule(name).strict_refs.items():
            unknown = _unknown(table, column, known[target])
            for index, value in unknown.items():
                message = f"{column} {value!r} is not in {_call(target)}; left out"
                where = table.where(index)
                findings.append(Finding("reference-dangling", where, message, "error"))
            if unknown:
                keep = (i for i in range(len(table.rows)) if i not in unknown)
                table = feed.tables[name] = table.kept(keep)  # noqa: PLW2901


def find_dangling(rule: Rule, table: FeedTable, known: Known) -> Iterator[Finding]:
    """Find values that should be in another file and are not."""
    for column, target in rule.refs.items():
        for index, value in _unknown(table, column, known[target]).items():
            message = f"{column} {value!r} is not in {_call(target)}"
            yield Finding("reference-dangling", table.where(index), message)


def _call(target: str) -> str:
    files = dict.fromkeys(file for file, _ in STAND_FOR.get(target, ((target, ""),)))
    return " or ".join(f"{file}.txt" for file in files)


def _unknown(table: FeedTable, column: str, known: set[str]) -> dict[int, str]:
    if column not in table.header:
        return {}
    values = enumerate(table.column(column))
    return {i: value for i, value in values if value and value not in known}
