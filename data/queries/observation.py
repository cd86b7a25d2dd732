"""Observations: replace a source's own, read and resolve."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final, Protocol, cast

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from data.models import ObservationRow, Source
from data.queries.sync import Synced, delete_rows, sync_rows
from geo.attribute import ATTRIBUTES, Kind, check_value
from geo.observation import Method, Observation, Side, Value

BATCH: Final = 5000
RAW: Final = 500

ResolvedKey = tuple[str, str, Side]
"""(subject, attribute, side)."""


class Stored(Protocol):
    """A row of the table, as an object of the session or as plain columns."""

    subject: str
    attribute: str
    value_number: float | None
    value_text: str | None
    side: str
    method: str
    observed_on: date | None
    confidence: float
    raw: str
    author: str


def _columns(observation: Observation, source_id: int) -> dict[str, Any]:
    value = check_value(observation.attribute, observation.value)
    is_text = isinstance(value, str)
    return {
        "subject": observation.subject,
        "attribute": observation.attribute,
        "value_number": None if value is None or is_text else float(value),
        "value_text": value if is_text else None,
        "side": str(observation.side),
        "source_id": source_id,
        "method": str(observation.method),
        "observed_on": observation.observed_on,
        "confidence": observation.confidence,
        "raw": observation.raw[:RAW],
        "author": observation.author,
    }


def _value(row: Stored) -> Value:
    if row.value_text is not None:
        return row.value_text
    if row.value_number is None:
        return None
    if ATTRIBUTES[row.attribute].kind is Kind.YES_NO:
        return bool(row.value_number)
    return row.value_number


def to_observation(row: Stored, source: str) -> Observation:
    """Turn a row into what the domain speaks of; ``source`` is the source's key."""
    return Observation(
        subject=row.subject,
        attribute=row.attribute,
        value=_value(row),
        method=Method(row.method),
        source=source,
        side=Side(row.side),
        observed_on=row.observed_on,
        confidence=row.confidence,
        raw=row.raw,
        author=row.author,
    )


def write_observations(
    session: Session, source: Source, observations: Iterable[Observation]
) -> int:
    """Add observations of a source.

    Parameters
    ----------
    session : Session
        A write session.
    source : Source
        Whose they are.
    observations : iterable of Observation
        At most one per subject, attribute and side.

    Returns
    -------
    int
        How many were written.

    Raises
    ------
    InputError
        If a value is not one that its attribute can have.
    """
    rows = [_columns(observation, source.id) for observation in observations]
    for start in range(0, len(rows), BATCH):
        session.execute(insert(ObservationRow), rows[start : start + BATCH])
    return len(rows)


def sync_observations(
    session: Session, source: Source, observations: Iterable[Observation]
) -> Synced:
    """Make what a source says equal to new observations; others stay untouched."""
    done = sync_rows(
        session,
        ObservationRow,
        [_columns(observation, source.id) for observation in observations],
        identity=("subject", "attribute", "side"),
        within=ObservationRow.source_id == source.id,
    )
    delete_rows(session, ObservationRow, done.stale)
    return done


def replace_observations(
    session: Session, source: Source, observations: Iterable[Observation]
) -> int:
    """Replace everything that a source says and count it; what is equal is kept."""
    done = sync_observations(session, source, observations)
    return done.added + done.changed + done.same


def iter_observations(
    session: Session, *, subjects: Sequence[str] | None = None
) -> Iterator[Observation]:
    """Read observations ordered by subject, attribute and side.

    Parameters
    ----------
    session : Session
    subjects : sequence of str, optional
        Only these keys; all by default.

    Yields
    ------
    Observation
    """
    statement = (
        select(*ObservationRow.__table__.columns, Source.key.label("source"))
        .join(Source, Source.id == ObservationRow.source_id)
        .order_by(ObservationRow.subject, ObservationRow.attribute, ObservationRow.side)
    )
    if subjects is not None:
        statement = statement.where(ObservationRow.subject.in_(subjects))
    for row in session.execute(statement.execution_options(yield_per=BATCH)):
        yield to_observation(cast(Stored, row), row.source)
