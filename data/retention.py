"""Work off the retention schedule: rows first, then the files that nothing names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from data.db import Database
from data.photos import PhotoStore
from data.queries.retention import BATCH, Gone, apply_rule, count_due
from geo.retention import Rule

Tell = Callable[[Session, Gone], None]


def list_due(database: Database, rules: Sequence[Rule], *, at: datetime) -> list[Gone]:
    """Tell what each rule would delete now.

    Parameters
    ----------
    database : Database
    rules : sequence of Rule
    at : datetime

    Returns
    -------
    list of Gone
        One for each rule, in their order.
    """
    with database.read() as session:
        return [Gone(rule.id, count_due(session, rule, at=at)) for rule in rules]


def tell_nobody(session: Session, gone: Gone) -> None:
    """Leave it at what the trail says."""


def run_retention(
    database: Database,
    rules: Sequence[Rule],
    photos: PhotoStore,
    *,
    at: datetime,
    tell: Tell = tell_nobody,
) -> list[Gone]:
    """Delete what is due; a second time, nothing happens.

    Parameters
    ----------
    database : Database
    rules : sequence of Rule
    photos : PhotoStore
    at : datetime
    tell : callable
        Writes to whoever is to hear of it, with the session that deletes.

    Returns
    -------
    list of Gone
        One for each rule that had anything to delete.
    """
    due = {one.rule for one in list_due(database, rules, at=at) if one.count}
    return [_run(database, r, photos, at=at, tell=tell) for r in rules if r.id in due]


def _run(
    database: Database, rule: Rule, photos: PhotoStore, *, at: datetime, tell: Tell
) -> Gone:
    count = 0
    reports: list[str] = []
    while True:
        with database.write() as session:
            gone = apply_rule(session, rule, at=at)
            tell(session, gone)
        photos.remove(gone.files)
        count += gone.count
        reports += gone.reports
        if len(gone.reports) < BATCH:
            return Gone(rule.id, count, tuple(reports))
