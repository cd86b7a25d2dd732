"""Frames → tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from shapely.geometry import LineString
from sqlalchemy.orm import Session

from data.models import Barrier, Entrance, Place, Source, Stop
from data.queries.network import NetworkRows, replace_network
from data.queries.observation import sync_observations
from data.queries.place import refresh_access, replace_rows
from data.queries.sync import Row, Synced, to_columns, to_points
from geo.finding import Finding
from geo.osm.sidewalk import read_sidewalks
from geo.osm.way import read_names, read_oneway
from importers.base import Written
from importers.osm.frames import BarrierFrame, OsmFrames, WayFrame

NETWORK_TABLES: Final = ("way", "node", "edge", "observation")


def write_frames(session: Session, source: Source, frames: OsmFrames) -> Written:
    """Make everything that the source said before equal to what it says now.

    Parameters
    ----------
    session : Session
        A write session.
    source : Source
    frames : OsmFrames

    Returns
    -------
    Written
        Rows per table; whether network or barriers differ from before.
    """
    network = NetworkRows(
        nodes=list(_node_rows(frames)),
        ways=list(_way_rows(frames)),
        edges=list(_edge_rows(frames)),
    )
    done = replace_network(session, source, network)
    done["place"] = replace_rows(session, Place, source, list(_place_rows(frames)))
    doors = list(_entrance_rows(frames))
    done["entrance"] = replace_rows(session, Entrance, source, doors)
    done["stop"] = replace_rows(session, Stop, source, list(_stop_rows(frames)))
    done["barrier"] = replace_rows(session, Barrier, source, _barrier_rows(frames))
    done["observation"] = sync_observations(session, source, frames.observations)
    refresh_access(session)
    source.data_date = frames.data_date
    return Written(
        counts={table: _rows(synced) for table, synced in done.items()},
        findings=list(_changes(done)),
        network=any(done[table].touched for table in NETWORK_TABLES),
        barriers=done["barrier"].touched,
    )


def _rows(synced: Synced) -> int:
    return synced.added + synced.changed + synced.same


def _changes(done: dict[str, Synced]) -> Iterator[Finding]:
    for table, synced in done.items():
        if synced.stale:
            note = f"{len(synced.stale)} rows are no longer in the data: taken out"
            yield Finding("rows-gone", table, note, "info")


def _node_rows(frames: OsmFrames) -> Iterator[Row]:
    points = to_points([node.lonlat for node in frames.nodes])
    for node, geom in zip(frames.nodes, points, strict=True):
        yield {"key": node.key, "tags": dict(node.tags), "geom": geom}


def _way_rows(frames: OsmFrames) -> Iterator[Row]:
    lines = [LineString(way.points) for way in frames.ways]
    for way, geom in zip(frames.ways, to_columns(lines), strict=True):
        prefix = way.key.removesuffix(f"w{way.id}")
        yield {
            "key": way.key,
            "highway": way.highway,
            "footway": way.tags.get("footway", "")[:32],
            "oneway": read_oneway(way.tags),
            "sidewalks": read_sidewalks(way.tags).column,
            "names": read_names(way.tags),
            "tags": dict(way.tags),
            "node_keys": [f"{prefix}n{ref}" for ref in way.refs],
            "geom": geom,
        }


def _edge_rows(frames: OsmFrames) -> Iterator[Row]:
    lines = [
        LineString(way.points[piece.first : piece.last + 1])
        for way in frames.ways
        for piece in way.pieces
    ]
    geoms = iter(to_columns(lines))
    for way in frames.ways:
        yield from _edges_of(way, geoms)


def _edges_of(way: WayFrame, geoms: Iterator[object]) -> Iterator[Row]:
    prefix = way.key.removesuffix(f"w{way.id}")
    for sequence, piece in enumerate(way.pieces):
        yield {
            "way": way.key,
            "sequence": sequence,
            "from_node": f"{prefix}n{way.refs[piece.first]}",
            "to_node": f"{prefix}n{way.refs[piece.last]}",
            "first_vertex": piece.first,
            "last_vertex": piece.last,
            "length_m": float(way.along[piece.last] - way.along[piece.first]),
            "geom": next(geoms),
        }


def _place_rows(frames: OsmFrames) -> Iterator[Row]:
    points = to_points([p.lonlat for p in frames.places])
    for place, geom in zip(frames.places, points, strict=True):
        yield {
            "key": place.key,
            "kind": place.kind,
            "names": place.names,
            "tags": dict(place.tags),
            "geom": geom,
        }


def _entrance_rows(frames: OsmFrames) -> Iterator[Row]:
    points = to_points([door.lonlat for door in frames.entrances])
    for door, geom in zip(frames.entrances, points, strict=True):
        yield {
            "key": door.key,
            "place_key": door.place_key,
            "kind": door.kind,
            "names": door.names,
            "geom": geom,
        }


def _stop_rows(frames: OsmFrames) -> Iterator[Row]:
    points = to_points([s.lonlat for s in frames.stops])
    for stop, geom in zip(frames.stops, points, strict=True):
        yield {
            "key": stop.key,
            "names": stop.names,
            "location_type": stop.location_type,
            "wheelchair_boarding": stop.boarding,
            "modes": stop.modes,
            "extra": {"role": stop.role, "tags": dict(stop.tags)},
            "geom": geom,
        }


def _barrier_rows(frames: OsmFrames) -> list[Row]:
    points = to_points([b.lonlat for b in frames.barriers])
    pairs = zip(frames.barriers, points, strict=True)
    return [{**_barrier_columns(barrier), "geom": geom} for barrier, geom in pairs]


def _barrier_columns(barrier: BarrierFrame) -> Row:
    return {
        "key": barrier.key,
        "kind": barrier.kind,
        "attribute": barrier.attribute,
        "value_number": barrier.number,
        "value_text": barrier.text,
        "way_key": barrier.way_key,
        "node_key": barrier.node_key,
        "along_m": barrier.along_m,
        "method": barrier.method,
        "observed_on": barrier.observed_on,
        "names": barrier.names,
    }
