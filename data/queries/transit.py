"""Public transport: make the feed of a source equal to a new one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from data.bulk import add_rows
from data.models import (
    Agency,
    Base,
    Fare,
    FareRule,
    FeedRow,
    Frequency,
    Level,
    Line,
    Pathway,
    Service,
    ServiceDate,
    Shape,
    Source,
    Stop,
    StopTime,
    Transfer,
    TransitTrip,
)
from data.queries.sync import Row, delete_rows, sync_columns
from data.stored import Columns, held, store

KEYED: Final[dict[str, type[Base]]] = {
    "agency": Agency,
    "level": Level,
    "stop": Stop,
    "line": Line,
    "service": Service,
    "shape": Shape,
    "transit_trip": TransitTrip,
    "pathway": Pathway,
    "fare": Fare,
}
"""Tables whose rows keep their ids from one feed to the next."""

LISTED: Final[dict[str, type[Base]]] = {
    "service_date": ServiceDate,
    "stop_time": StopTime,
    "frequency": Frequency,
    "transfer": Transfer,
    "fare_rule": FareRule,
    "feed_row": FeedRow,
}
"""Tables on whose ids nothing hangs: written anew where anything differs."""

CALLS: Final = "stop_time"
BATCH: Final = 20_000


def replace_feed(
    session: Session,
    source: Source,
    rows: Mapping[str, Sequence[Row]],
    *,
    calls: Iterable[Columns] | None = None,
) -> bool:
    """Make all that a source has of public transport equal to new rows.

    Parameters
    ----------
    session : Session
        A write session.
    source : Source
    rows : mapping of str to sequence of Row
        Name of the table → rows without id and source; shapes are shapely's. A table
        that is not named is emptied for this source.
    calls : iterable of Columns, optional
        The stop times, part by part, where they are too many to be rows; walked
        through more than once.

    Returns
    -------
    bool
        Whether anything differs from before.
    """
    changed = [
        _sync_keyed(session, source, model, rows.get(name, ()))
        for name, model in KEYED.items()
    ]
    changed += [
        _rewrite(session, source, model, _Parts(rows.get(name, ())))
        for name, model in LISTED.items()
        if name != CALLS or calls is None
    ]
    if calls is not None:
        changed.append(_rewrite(session, source, StopTime, calls))
    return any(changed)


def _sync_keyed(
    session: Session,
    source: Source,
    model: Any,  # noqa: ANN401
    rows: Sequence[Row],
) -> bool:
    columns = _columns(rows) if rows else {"key": []}
    columns["source_id"] = [source.id] * len(rows)
    done = sync_columns(session, model, columns, within=model.source_id == source.id)
    delete_rows(session, model, done.stale)
    return done.touched


def _columns(rows: Sequence[Row]) -> dict[str, list[Any]]:
    return {name: [row[name] for row in rows] for name in rows[0]}


def _rewrite(
    session: Session,
    source: Source,
    model: Any,  # noqa: ANN401
    parts: Iterable[Columns],
) -> bool:
    """Make the rows of a source equal to new ones that come part by part."""
    session.flush()
    mine = model.source_id == source.id
    if _is_held(session, model, parts, mine):
        return False
    session.execute(delete(model).where(mine))
    connection = session.connection()
    for part in parts:
        rows = {**part, "source_id": [source.id] * _size(part)}
        stored = store(model.__table__, rows, connection.dialect)
        values = list(zip(*stored.values(), strict=True))
        add_rows(connection, model.__table__, tuple(stored), values)
    return True


def _is_held(
    session: Session,
    model: Any,  # noqa: ANN401
    parts: Iterable[Columns],
    mine: ColumnElement[bool],
) -> bool:
    """Compare part by part with what is there; neither is ever held as a whole."""
    connection, table = session.connection(), model.__table__
    names = next((tuple(part) for part in parts), ("id",))
    columns = [held(table.c[name]) for name in names]
    before = select(*columns).where(mine).order_by(table.c.id)
    with connection.execute(before.execution_options(yield_per=BATCH)) as found:
        for part in parts:
            stored = store(table, part, connection.dialect)
            wanted = list(zip(*stored.values(), strict=True))
            if [tuple(row) for row in found.fetchmany(len(wanted))] != wanted:
                return False
        return found.fetchone() is None


def _size(part: Columns) -> int:
    return len(next(iter(part.values())))


class _Parts:
    """Rows, some of them at once, as columns."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows

    def __iter__(self) -> Iterator[Columns]:
        for start in range(0, len(self.rows), BATCH):
            yield _columns(self.rows[start : start + BATCH])
