"""Places and stops that fulfil a wish on the way: toilets, seats, parking."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any, Final

import shapely
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from data.functions import in_bbox
from data.models import ObservationRow, Place, Source, Stop, to_shapely
from data.queries.observation import to_observation
from geo.bbox import Bbox
from geo.observation import Value, resolve
from geo.wish import Facility
from geo.wish_kind import FacilityKind, facility_kinds

HOURS: Final = "opening_hours"
Known = dict[str, dict[str, Value]]


def list_facilities(
    session: Session, bbox: Bbox, kinds: Sequence[str]
) -> list[Facility]:
    """List what fulfils some wishes in a box.

    Parameters
    ----------
    session : Session
    bbox : Bbox
        west, south, east, north, degrees.
    kinds : sequence of str
        Keys of ``geo/tables/facilities.toml``.

    Returns
    -------
    list of Facility
        In order of kind and key; a place may be several.
    """
    table = facility_kinds()
    wanted = [table[kind] for kind in kinds]
    attributes = [kind.attribute for kind in wanted]
    found: list[Facility] = []
    for model in (Place, Stop):
        known = _known(session, model, bbox, attributes)
        rows = _rows(session, model, bbox, wanted, known)
        found += [one for row in rows for one in _facilities(row, wanted, known)]
    return sorted(found, key=lambda one: (one.kind, one.key))


def _rows(
    session: Session,
    model: type[Place | Stop],
    bbox: Bbox,
    wanted: Sequence[FacilityKind],
    known: Known,
) -> Iterator[tuple[Any, str]]:
    told = [
        key
        for key, values in known.items()
        if any(kind.holds(values.get(kind.attribute)) for kind in wanted)
    ]
    fits: ColumnElement[bool] = model.key.in_(told)
    if model is Place:
        fits |= Place.kind.in_([place for kind in wanted for place in kind.places])
    statement = (
        select(model, Source.key)
        .join(Source, Source.id == model.source_id)
        .where(in_bbox(model.geom, *bbox), fits)
    )
    yield from ((row[0], row[1]) for row in session.execute(statement))


def _facilities(
    row: Any,  # noqa: ANN401
    wanted: Sequence[FacilityKind],
    known: Known,
) -> Iterator[Facility]:
    thing, source = row
    values = known.get(thing.key, {})
    lon, lat = shapely.get_coordinates(to_shapely(thing.geom))[0]
    for kind in wanted:
        value = values.get(kind.attribute)
        if kind.fits(getattr(thing, "kind", ""), value):
            yield Facility(
                kind=kind.key,
                key=thing.key,
                lonlat=(float(lon), float(lat)),
                names=thing.names,
                access=kind.access_of(value, thing.access),
                opening_hours=str(values.get(HOURS) or ""),
                source=source,
            )


def _known(
    session: Session,
    model: type[Place | Stop],
    bbox: Bbox,
    attributes: Sequence[str],
) -> Known:
    """Resolve the attributes of the things in a box that tell of facilities."""
    statement = (
        select(ObservationRow, Source.key)
        .join(model, model.key == ObservationRow.subject)
        .join(Source, Source.id == ObservationRow.source_id)
        .where(
            in_bbox(model.geom, *bbox),
            ObservationRow.attribute.in_([*attributes, HOURS]),
        )
        .order_by(ObservationRow.subject, ObservationRow.attribute)
    )
    observed = (to_observation(row, key) for row, key in session.execute(statement))
    known: Known = {}
    for (subject, attribute), said in groupby(
        observed, attrgetter("subject", "attribute")
    ):
        best = resolve(said)
        if best is not None and best.value is not None:
            known.setdefault(subject, {})[attribute] = best.value
    return known
