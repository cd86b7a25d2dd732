"""Frames → tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sqlalchemy.orm import Session

from data.models import Barrier, Entrance, Place, Source, Stop
from data.queries.network import replace_network
from data.queries.observation import sync_observations
from data.queries.place import refresh_access, replace_rows
from data.queries.sync import Synced
from data.stored import Columns
from geo.finding import Finding
from importers.base import Written
from importers.osm.frames import OsmFrames
from importers.osm.write_network import list_network, to_points

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
    done = replace_network(session, source, list_network(frames))
    done["place"] = replace_rows(session, Place, source, _places(frames))
    done["entrance"] = replace_rows(session, Entrance, source, _entrances(frames))
    done["stop"] = replace_rows(session, Stop, source, _stops(frames))
    done["barrier"] = replace_rows(session, Barrier, source, _barriers(frames))
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


def _places(frames: OsmFrames) -> Columns:
    rows = frames.places
    return {
        "key": [row.key for row in rows],
        "kind": [row.kind for row in rows],
        "names": [row.names for row in rows],
        "tags": [dict(row.tags) for row in rows],
        "geom": to_points([row.lonlat for row in rows]),
    }


def _entrances(frames: OsmFrames) -> Columns:
    rows = frames.entrances
    return {
        "key": [row.key for row in rows],
        "place_key": [row.place_key for row in rows],
        "kind": [row.kind for row in rows],
        "names": [row.names for row in rows],
        "geom": to_points([row.lonlat for row in rows]),
    }


def _stops(frames: OsmFrames) -> Columns:
    rows = frames.stops
    return {
        "key": [row.key for row in rows],
        "names": [row.names for row in rows],
        "location_type": [row.location_type for row in rows],
        "wheelchair_boarding": [row.boarding for row in rows],
        "modes": [row.modes for row in rows],
        "extra": [{"role": row.role, "tags": dict(row.tags)} for row in rows],
        "geom": to_points([row.lonlat for row in rows]),
    }


def _barriers(frames: OsmFrames) -> Columns:
    rows = frames.barriers
    return {
        "key": [row.key for row in rows],
        "kind": [row.kind for row in rows],
        "attribute": [row.attribute for row in rows],
        "value_number": [row.number for row in rows],
        "value_text": [row.text for row in rows],
        "way_key": [row.way_key for row in rows],
        "node_key": [row.node_key for row in rows],
        "along_m": [row.along_m for row in rows],
        "method": [row.method for row in rows],
        "observed_on": [row.observed_on for row in rows],
        "names": [row.names for row in rows],
        "geom": to_points([row.lonlat for row in rows]),
    }
