"""What is written of a place for people with disabilities."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.models import ObservationRow, Source
from data.queries.observation import to_observation
from geo.attribute import DESCRIPTION_NAMES
from geo.observation import resolve
from geo.place_text import PlaceText, read_attribute


def list_texts(session: Session, place_key: str) -> tuple[PlaceText, ...]:
    """List the texts about a place, each language apart.

    Parameters
    ----------
    session : Session
    place_key : str
        Empty for a bare position, of which nobody wrote anything.
    """
    if not place_key:
        return ()
    rows = session.execute(
        select(ObservationRow, Source.key)
        .join(Source, Source.id == ObservationRow.source_id)
        .where(
            ObservationRow.subject == place_key,
            ObservationRow.attribute.in_(DESCRIPTION_NAMES),
        )
        .order_by(ObservationRow.attribute)
    )
    observed = (to_observation(row, source) for row, source in rows)
    best = (resolve(said) for _, said in groupby(observed, attrgetter("attribute")))
    return tuple(
        PlaceText(*read_attribute(one.attribute), one.value, one.source)
        for one in best
        if one is not None and isinstance(one.value, str)
    )
