"""Public transport: make the feed of a source equal to a new one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

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
from data.queries.sync import Row, delete_rows, sync_rows, to_columns

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

BATCH: Final = 20_000


def replace_feed(
    session: Session, source: Source, rows: Mapping[str, Sequence[Row]]
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
        _rewrite(session, source, model, rows.get(name, ()))
        for name, model in LISTED.items()
    ]
    return any(changed)


def _sync_keyed(
    session: Session,
    source: Source,
    model: Any,  # noqa: ANN401
    rows: Sequence[Row],
) -> bool:
    done = sync_rows(
        session,
        model,
        [{**row, "source_id": source.id} for row in _with_columns(rows)],
        within=model.source_id == source.id,
    )
    delete_rows(session, model, done.stale)
    return done.touched


def _with_columns(rows: Sequence[Row]) -> list[Row]:
    """Turn shapes into column values, many at once."""
    shaped = [row for row in rows if row.get("geom") is not None]
    columns = iter(to_columns([row["geom"] for row in shaped]) if shaped else ())
    return [
        {**row, "geom": next(columns)} if row.get("geom") is not None else row
        for row in rows
    ]


def _rewrite(
    session: Session,
    source: Source,
    model: Any,  # noqa: ANN401
    rows: Sequence[Row],
) -> bool:
    names = list(rows[0]) if rows else ["id"]
    columns = [getattr(model, name) for name in names]
    mine = model.source_id == source.id
    before = session.execute(select(*columns).where(mine).order_by(model.id))
    wanted = [tuple(row.values()) for row in rows]
    if [tuple(row) for row in before] == wanted:
        return False
    session.execute(delete(model).where(mine))
    table = model.__table__
    for start in range(0, len(rows), BATCH):
        part = [{**row, "source_id": source.id} for row in rows[start : start + BATCH]]
        session.execute(insert(table), part)
    return True
