"""What is open only at times on the walking network."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Final

import shapely
from sqlalchemy import select
from sqlalchemy.orm import Session

from data.models import Node, ObservationRow, Source, Way, to_shapely
from data.queries.network import list_crossings
from data.queries.observation import to_observation
from geo.anchor import Anchor, Anchorage
from geo.network import Evidence
from geo.observation import Observation, resolve
from geo.timed import CONDITIONAL, HOURS, Timed, closes_node

ACCESS: Final = "access"
ON_FOOT: Final = "foot="
OF_ALL: Final = "access:"
"""What is said of people on foot counts, not what is said of all."""


@dataclass(frozen=True)
class _Spot:
    """A way or node: what it hangs on, and where it is."""

    anchor: Anchor
    lonlat: tuple[float, float]
    names: dict[str, str]


def list_timed(session: Session, anchorage: Anchorage) -> tuple[Timed, ...]:
    """List what is open only at times.

    Parameters
    ----------
    session : Session
    anchorage : Anchorage
        Finds the segments of ways and nodes in the network of now.

    Returns
    -------
    tuple of Timed
        In order of keys; what acts on no segment is left out.
    """
    spots = dict([*_ways(session), *_nodes(session)])
    found: list[Timed] = []
    for key, said in groupby(_observed(session), attrgetter("subject")):
        if key in spots:
            found += _timed(spots[key], _resolved(said), anchorage)
    return tuple(sorted(found, key=attrgetter("key", "attribute")))


def _observed(session: Session) -> Iterator[Observation]:
    """Read what is said of subjects with hours, and whether they are open to all."""
    timed = select(ObservationRow.subject).where(
        ObservationRow.attribute.in_([HOURS, CONDITIONAL])
    )
    statement = (
        select(ObservationRow, Source.key)
        .join(Source, Source.id == ObservationRow.source_id)
        .where(
            ObservationRow.subject.in_(timed),
            ObservationRow.attribute.in_([HOURS, CONDITIONAL, ACCESS]),
        )
        .order_by(ObservationRow.subject, ObservationRow.attribute)
    )
    for row, source in session.execute(statement):
        yield to_observation(row, source)


def _resolved(said: Iterator[Observation]) -> dict[str, Observation]:
    groups = groupby(said, attrgetter("attribute"))
    best = ((name, resolve(one)) for name, one in groups)
    return {name: one for name, one in best if one is not None}


def _timed(
    spot: _Spot, known: dict[str, Observation], anchorage: Anchorage
) -> Iterator[Timed]:
    segments = anchorage.find(ACCESS, spot.anchor)
    for name in (HOURS, CONDITIONAL):
        one = known.get(name)
        if one is None or not segments or _is_overruled(one, known.get(ACCESS)):
            continue
        yield Timed(
            key=one.subject,
            attribute=name,
            text=str(one.value or one.raw.partition("=")[2]),
            segments=segments,
            lonlat=spot.lonlat,
            evidence=Evidence(
                one.source, str(one.method), one.observed_on, one.confidence
            ),
            names=spot.names,
        )


def _is_overruled(one: Observation, access: Observation | None) -> bool:
    of_all = one.attribute == CONDITIONAL and one.raw.startswith(OF_ALL)
    return of_all and access is not None and access.raw.startswith(ON_FOOT)


def _ways(session: Session) -> Iterator[tuple[str, _Spot]]:
    statement = (
        select(Way.key, Way.names, Way.geom)
        .join(ObservationRow, ObservationRow.subject == Way.key)
        .where(ObservationRow.attribute.in_([HOURS, CONDITIONAL]))
    )
    for key, names, geom in session.execute(statement):
        yield key, _Spot(Anchor(way_key=key), _first(geom), names)


def _nodes(session: Session) -> Iterator[tuple[str, _Spot]]:
    """List the nodes whose hours close the way through them."""
    crossings = list_crossings(session)
    statement = (
        select(Node.key, Node.tags, Node.geom)
        .join(ObservationRow, ObservationRow.subject == Node.key)
        .where(ObservationRow.attribute.in_([HOURS, CONDITIONAL]))
    )
    for key, tags, geom in session.execute(statement):
        if closes_node(tags):
            anchor = Anchor(node_key=key, at_crossing=key in crossings)
            yield key, _Spot(anchor, _first(geom), {})


def _first(geom: object) -> tuple[float, float]:
    lon, lat = shapely.get_coordinates(to_shapely(geom))[0]  # type: ignore[arg-type]
    return float(lon), float(lat)
