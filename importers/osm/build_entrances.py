"""Doors on the outlines of places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from geo.osm.way import read_names
from importers.osm.element import RawOsm
from importers.osm.frames import EntranceFrame, PlaceFrame

TAG: Final = "entrance"
LONGEST: Final = 32


def build_entrances(
    raw: RawOsm, places: Sequence[PlaceFrame], source: str
) -> list[EntranceFrame]:
    """Find the doors of places that are drawn with their outline.

    Parameters
    ----------
    raw : RawOsm
    places : sequence of PlaceFrame
    source : str
        Key of the source, prefix of every key.

    Returns
    -------
    list of EntranceFrame
        In order of place and node; a place that is a point has none.
    """
    return [
        EntranceFrame(
            key=f"{source}:n{ref}",
            place_key=place.key,
            kind=raw.node_tags[ref][TAG][:LONGEST],
            names=read_names(raw.node_tags[ref]),
            tags=raw.node_tags[ref],
            lonlat=raw.positions[ref],
        )
        for place in places
        for ref in sorted(set(_outline(place.key.removeprefix(f"{source}:"), raw)))
        if TAG in raw.node_tags.get(ref, {}) and ref in raw.positions
    ]


def _outline(element: str, raw: RawOsm) -> Iterator[int]:
    number = int(element[1:])
    if element[0] == "w":
        yield from raw.ways[number].refs
    if element[0] == "r":
        for kind, ref, _ in raw.relations[number].members:
            if kind == "w" and ref in raw.ways:
                yield from raw.ways[ref].refs
