"""Doors on the outlines of places, and of the buildings in which places are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import numpy as np
import shapely

from geo.osm.way import read_names
from importers.osm.element import DOOR, RawOsm
from importers.osm.frames import EntranceFrame, PlaceFrame

LONGEST: Final = 32
RING: Final = 4
POINT: Final = "n"


def build_entrances(
    raw: RawOsm, places: Sequence[PlaceFrame], source: str
) -> list[EntranceFrame]:
    """Find the doors of places: on their own outline, else on that of the building.

    Parameters
    ----------
    raw : RawOsm
    places : sequence of PlaceFrame
    source : str
        Key of the source, prefix of every key.

    Returns
    -------
    list of EntranceFrame
        In order of place and node. A place that is a point has the doors of the
        smallest building around it; one in no building, or in one without doors,
        has none.
    """
    houses = _find_houses(raw, places, source)
    return [
        EntranceFrame(
            key=f"{source}:n{ref}",
            place_key=place.key,
            kind=raw.node_tags[ref][DOOR][:LONGEST],
            names=read_names(raw.node_tags[ref]),
            tags=raw.node_tags[ref],
            lonlat=raw.positions[ref],
        )
        for place in places
        for ref in sorted({*_outline(place, raw, source), *houses.get(place.key, ())})
        if DOOR in raw.node_tags.get(ref, {}) and ref in raw.positions
    ]


def _outline(place: PlaceFrame, raw: RawOsm, source: str) -> Iterator[int]:
    element = place.key.removeprefix(f"{source}:")
    number = int(element[1:])
    if element[0] == "w":
        yield from raw.ways[number].refs
    if element[0] == "r":
        for kind, ref, _ in raw.relations[number].members:
            if kind == "w" and ref in raw.ways:
                yield from raw.ways[ref].refs


def _find_houses(
    raw: RawOsm, places: Sequence[PlaceFrame], source: str
) -> Mapping[str, tuple[int, ...]]:
    """Find the nodes of the smallest building around each place that is a point."""
    point = f"{source}:{POINT}"
    inside = [place for place in places if place.key.startswith(point)]
    houses = [way for way in raw.houses.values() if _is_ring(way.refs, raw)]
    rings = [shapely.Polygon([raw.positions[ref] for ref in w.refs]) for w in houses]
    shapes = np.array(rings, dtype=object)
    spots = [shapely.Point(place.lonlat) for place in inside]
    house, row = shapely.STRtree(spots).query(shapes, predicate="intersects")
    order = np.argsort(-shapely.area(shapes[house]), kind="stable")
    pairs = zip(row[order].tolist(), house[order].tolist(), strict=True)
    return {inside[spot].key: houses[number].refs for spot, number in pairs}


def _is_ring(refs: Sequence[int], raw: RawOsm) -> bool:
    known = all(ref in raw.positions for ref in refs)
    return known and len(refs) >= RING and refs[0] == refs[-1]
