"""Places and stops: write a source's own, and what is known of their access."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import Final

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from data.models import Barrier, Base, Entrance, ObservationRow, Place, Source, Stop
from data.queries.observation import to_observation
from data.queries.sync import Synced, delete_rows, sync_columns
from data.stored import Columns
from geo.observation import Value, resolve
from geo.place_access import find_access

ACCESS_ATTRIBUTES: Final = (
    "wheelchair",
    "wheelchair_boarding",
    "step_count",
    "step_height_m",
    "ramp_wheelchair",
)


IDENTITY: Final[dict[type[Base], tuple[str, ...]]] = {Entrance: ("key", "place_key")}
"""What tells the rows of a table apart, where it is not the key alone."""


def replace_rows(
    session: Session,
    model: type[Place | Stop | Barrier | Entrance],
    source: Source,
    columns: Columns,
) -> Synced:
    """Make a source's places, stops, barriers or entrances equal to new rows.

    Columns that the rows do not name stay as they are: ``access``, a barrier's status
    and cost.
    """
    done = sync_columns(
        session,
        model,
        {**columns, "source_id": [source.id] * len(columns["key"])},
        identity=IDENTITY.get(model, ("key",)),
        within=model.source_id == source.id,
    )
    delete_rows(session, model, done.stale)
    return done


def refresh_access(session: Session) -> int:
    """Work out again the access class of every place and stop.

    Returns
    -------
    int
        How many rows got another class.
    """
    known = dict(_resolved(session))
    return sum(_refresh(session, model, known) for model in (Place, Stop))


def _refresh(
    session: Session, model: type[Place | Stop], known: dict[str, dict[str, Value]]
) -> int:
    rows = session.execute(select(model.id, model.key, model.access))
    changed = [
        {"id": row_id, "access": access}
        for row_id, key, before in rows
        if (access := find_access(known.get(key, {}))) != before
    ]
    if changed:
        session.execute(update(model), changed)
    return len(changed)


def _resolved(session: Session) -> Iterator[tuple[str, dict[str, Value]]]:
    """Resolve the attributes that decide access, subject by subject."""
    subject = ObservationRow.subject
    is_ours = or_(
        select(Place.id).where(Place.key == subject).exists(),
        select(Stop.id).where(Stop.key == subject).exists(),
    )
    statement = (
        select(ObservationRow, Source.key)
        .join(Source, Source.id == ObservationRow.source_id)
        .where(ObservationRow.attribute.in_(ACCESS_ATTRIBUTES), is_ours)
        .order_by(subject, ObservationRow.attribute)
    )
    rows = session.execute(statement)
    found = (to_observation(row, source) for row, source in rows)
    for key, group in groupby(found, attrgetter("subject")):
        by_attribute = groupby(group, attrgetter("attribute"))
        best = {name: resolve(said) for name, said in by_attribute}
        yield key, {name: one.value for name, one in best.items() if one}
