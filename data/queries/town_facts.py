"""What an analysis of the whole town reads: places, stops, quarters, sources."""

from __future__ import annotations

from dataclasses import dataclass

from geoalchemy2 import WKBElement
from shapely.geometry.base import BaseGeometry
from sqlalchemy import select
from sqlalchemy.orm import Session

from data.models import Area, Names, Place, Source, Stop, to_shapely

BOARDING = (0, 2)
"""GTFS location types that people walk to: stops and entrances."""


@dataclass(frozen=True)
class Spot:
    """A place, a stop or a quarter, as an analysis sees it.

    Attributes
    ----------
    key : str
    kind : str
        Kind of the place or area; empty for a stop.
    names : dict of str to str
    shape : geometry
        EPSG:4326.
    source : str
        Key of its source.
    """

    key: str
    kind: str
    names: Names
    shape: BaseGeometry
    source: str

    @property
    def lonlat(self) -> tuple[float, float]:
        """Give one point of it."""
        point = self.shape.representative_point()
        return point.x, point.y


@dataclass(frozen=True)
class TownFacts:
    """Everything that is analysed, each list in order of the key.

    Attributes
    ----------
    places, stops, quarters : list of Spot
    demonstrations : frozenset of str
        Keys of the sources that are made up.
    """

    places: list[Spot]
    stops: list[Spot]
    quarters: list[Spot]
    demonstrations: frozenset[str]


def load_town_facts(session: Session) -> TownFacts:
    """Read what an analysis needs besides the network.

    Parameters
    ----------
    session : Session

    Returns
    -------
    TownFacts
    """
    sources = {source.id: source for source in session.scalars(select(Source))}
    places = session.scalars(select(Place).order_by(Place.key))
    stops = session.scalars(
        select(Stop).where(Stop.location_type.in_(BOARDING)).order_by(Stop.key)
    )
    quarters = session.scalars(
        select(Area).where(Area.kind == "quarter").order_by(Area.key)
    )
    made_up = [source.key for source in sources.values() if source.is_demonstration]
    return TownFacts(
        places=[_spot(row, row.kind, row.geom, sources) for row in places],
        stops=[
            _spot(row, "", row.geom, sources) for row in stops if row.geom is not None
        ],
        quarters=[_spot(row, row.kind, row.geom, sources) for row in quarters],
        demonstrations=frozenset(made_up),
    )


def _spot(
    row: Place | Stop | Area, kind: str, geom: WKBElement, sources: dict[int, Source]
) -> Spot:
    source = sources[row.source_id].key
    return Spot(row.key, kind, row.names, to_shapely(geom), source)
