"""The rows of the walking network, as the compiler of ``geo.compile`` takes them.

They are read as the database holds them, without an object for each shape or text.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Final

import numpy as np
import orjson
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import Session

from data.drawn import read_drawn
from data.models import Edge, Node, Source, Way
from data.queries.network import list_crossings
from data.queries.observation import iter_observations
from data.queries.revision import get_revision
from data.stored import held
from geo.network import WayInfo
from geo.rows import Edges, NodeRow, Rows, WayRow, resolve_all

WAY: Final = (
    "id",
    "key",
    "highway",
    "footway",
    "oneway",
    "sidewalks",
    "names",
    "node_keys",
    "source_id",
)
NODE: Final = ("id", "key", "height_m", "height_sigma_m", "height_source_id", "geom")
EDGE: Final = (
    "way_id",
    "sequence",
    "from_node_id",
    "to_node_id",
    "first_vertex",
    "last_vertex",
    "length_m",
    "geom",
)

Places = dict[int, int]
"""Id of a row → its place in the sorted list."""
Names = dict[int | None, str]
"""Id of a source → its key."""


@dataclass(frozen=True)
class _Lines:
    """Edges: whole numbers column by column, lengths, and their lines."""

    numbers: NDArray[np.int64]
    length_m: NDArray[np.float64]
    coordinates: NDArray[np.float64]
    count: NDArray[np.int64]


def load_rows(session: Session) -> Rows:
    """Read ways, nodes, edges and what is known of them.

    Parameters
    ----------
    session : Session

    Returns
    -------
    Rows
        Sorted by key, whatever the order of the database; nodes at which no edge ends
        are left out. Heights in metres, NaN where unknown.
    """
    sources = _sources(session)
    ways, way_places = _ways(session, sources)
    lines = _lines(session)
    ends = np.unique(lines.numbers[2:4])
    nodes, node_places = _nodes(session, ends, sources)
    subjects = {way.info.key for way in ways}
    subjects.update(*(way.node_keys for way in ways))
    known = resolve_all(o for o in iter_observations(session) if o.subject in subjects)
    return Rows(
        revision=get_revision(session).network,
        ways=ways,
        nodes=nodes,
        edges=_edges(lines, way_places, node_places),
        known=known,
        crossings=list_crossings(session),
    )


def _read(session: Session, table: Any, names: Sequence[str]) -> Sequence[Any]:  # noqa: ANN401
    """Read all rows as the database holds them."""
    columns = [held(table.c[name]) for name in names]
    return session.execute(select(*columns)).all()


def _sources(session: Session) -> Names:
    found = session.execute(select(Source.id, Source.key))
    return {None: "", **{row[0]: row[1] for row in found}}


def _number(value: float | None) -> float:
    return math.nan if value is None else value


def _ways(session: Session, sources: Names) -> tuple[list[WayRow], Places]:
    found = sorted(_read(session, Way.__table__, WAY), key=itemgetter(1))
    texts = {row[6] for row in found}
    names = {text: orjson.loads(text) for text in texts}
    rows = [
        WayRow(
            WayInfo(key, highway, footway, names[text], sources[source]),
            oneway,
            sidewalks,
            orjson.loads(keys),
        )
        for _, key, highway, footway, oneway, sidewalks, text, keys, source in found
    ]
    return rows, {row[0]: place for place, row in enumerate(found)}


def _nodes(
    session: Session, ends: NDArray[np.int64], sources: Names
) -> tuple[list[NodeRow], Places]:
    """Read the nodes with these ids."""
    wanted = set(ends.tolist())
    read = _read(session, Node.__table__, NODE)
    found = sorted((row for row in read if row[0] in wanted), key=itemgetter(1))
    backend = session.get_bind().dialect.name
    lonlats, _ = read_drawn([row[5] for row in found], "POINT", backend)
    rows = [
        NodeRow(key, (lon, lat), _number(height), _number(sigma), sources[source])
        for (_, key, height, sigma, source, _), (lon, lat) in zip(
            found, lonlats.tolist(), strict=True
        )
    ]
    return rows, {row[0]: place for place, row in enumerate(found)}


def _lines(session: Session) -> _Lines:
    found = _read(session, Edge.__table__, EDGE)
    columns = list(zip(*found, strict=True)) or [()] * len(EDGE)
    backend = session.get_bind().dialect.name
    coordinates, count = read_drawn(columns[7], "LINESTRING", backend)
    numbers = np.array(columns[:6], dtype=np.int64)
    return _Lines(numbers, np.array(columns[6], np.float64), coordinates, count)


def _places_of(ids: NDArray[np.int64], places: Mapping[int, int]) -> NDArray[np.int32]:
    found = map(places.__getitem__, ids.tolist())
    return np.fromiter(found, np.int32, len(ids))


def _edges(lines: _Lines, ways: Places, nodes: Places) -> Edges:
    """Sort edges by way and sequence, their lines with them."""
    way = _places_of(lines.numbers[0], ways)
    order = np.lexsort((lines.numbers[1], way))
    count = lines.count[order]
    pointer = np.cumsum(np.concatenate([[0], count]))
    old = (np.cumsum(lines.count) - lines.count)[order]
    taken = np.arange(pointer[-1]) + np.repeat(old - pointer[:-1], count)
    _, _, tail, head, first, last = lines.numbers[:, order]
    return Edges(
        way=way[order],
        tail=_places_of(tail, nodes),
        head=_places_of(head, nodes),
        first=first.astype(np.int32),
        last=last.astype(np.int32),
        length_m=lines.length_m[order],
        coordinates=lines.coordinates[taken],
        pointer=pointer.astype(np.int32),
    )
