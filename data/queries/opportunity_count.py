"""Services counted over pieces of ground."""

from __future__ import annotations

from itertools import groupby

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from data.models import OpportunityCount, Source, to_shapely
from geo.people.census import Census


def list_service_counts(session: Session) -> dict[str, list[Census]]:
    """List what is counted of each service, source by source.

    Parameters
    ----------
    session : Session

    Returns
    -------
    dict of str to list of Census
        Service → counts, as ``people`` of a census; in order of source and key.
    """
    sources = {row.id: row.key for row in session.scalars(select(Source))}
    rows = list(session.scalars(select(OpportunityCount)))
    rows.sort(key=lambda row: (row.service, sources[row.source_id], row.key))
    found: dict[str, list[Census]] = {}
    grouped = groupby(rows, key=lambda row: (row.service, sources[row.source_id]))
    for (service, source), group in grouped:
        found.setdefault(service, []).append(_census(source, list(group)))
    return found


def _census(source: str, rows: list[OpportunityCount]) -> Census:
    shapes = np.empty(len(rows), dtype=object)
    shapes[:] = [to_shapely(row.geom) for row in rows]
    amounts = [np.nan if row.amount is None else row.amount for row in rows]
    return Census(
        source=source,
        keys=[row.key for row in rows],
        shapes=shapes,
        people=np.array(amounts, dtype=np.float64),
        dwellings=np.full(len(rows), np.nan),
        year=max((row.year for row in rows if row.year is not None), default=None),
    )
