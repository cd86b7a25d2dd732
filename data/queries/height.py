"""Heights of the network's nodes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import shapely
from geoalchemy2 import WKBElement
from numpy.typing import NDArray
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from data.models import Node, Source

BATCH: Final = 5000
SAME_M: Final = 1e-6

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class NodePositions:
    """Where the nodes are.

    Attributes
    ----------
    ids : list of int
        Ordered.
    lonlat : array, shape (n, 2)
        Degrees, EPSG:4326.
    """

    ids: list[int]
    lonlat: Floats


@dataclass
class HeightsWritten:
    """What was done to heights.

    Attributes
    ----------
    known : int
        Nodes that have a height of this source now.
    changed : int
        Nodes whose height or its error changed.
    withdrawn : int
        Nodes that had a height of this source and have none now.
    replaced : Counter of str
        Source that had given a height → how many were replaced.
    """

    known: int = 0
    changed: int = 0
    withdrawn: int = 0
    replaced: Counter[str] = field(default_factory=Counter)


def _wkb(value: WKBElement) -> bytes:
    return bytes.fromhex(value.data) if isinstance(value.data, str) else value.data


def list_node_positions(session: Session) -> NodePositions:
    """List the position of every node of the network."""
    rows = session.execute(select(Node.id, Node.geom).order_by(Node.id)).all()
    shapes = shapely.from_wkb([_wkb(row.geom) for row in rows])
    return NodePositions(
        [row.id for row in rows], shapely.get_coordinates(shapes).reshape(-1, 2)
    )


def write_heights(
    session: Session, source: Source, ids: list[int], heights: tuple[Floats, Floats]
) -> HeightsWritten:
    """Give nodes their heights; the newest import wins.

    Parameters
    ----------
    session : Session
        A write session.
    source : Source
        Whose heights they are.
    ids : list of int
        Nodes.
    heights : tuple of array, shape (n,)
        Heights and their standard errors, metres; NaN where the source knows none:
        there the height of another source stays, one of this source goes.

    Returns
    -------
    HeightsWritten
    """
    columns = (Node.id, Node.height_m, Node.height_sigma_m, Node.height_source_id)
    before = {row.id: row for row in session.execute(select(*columns))}
    names = {row.id: row.key for row in session.scalars(select(Source))}
    done = HeightsWritten()
    changes = []
    for node, height, sigma in zip(ids, *heights, strict=True):
        known = bool(np.isfinite(height))
        old = before[node]
        done.known += known
        if known and not _is_same(old, source, float(height), float(sigma)):
            if old.height_source_id not in (None, source.id):
                done.replaced[names[old.height_source_id]] += 1
            changes.append(_columns(node, float(height), float(sigma), source.id))
        elif not known and old.height_source_id == source.id:
            done.withdrawn += 1
            changes.append(_columns(node, None, None, None))
    done.changed = len(changes)
    for start in range(0, len(changes), BATCH):
        session.execute(update(Node), changes[start : start + BATCH])
    return done


def _is_same(old: Any, source: Source, height: float, sigma: float) -> bool:  # noqa: ANN401
    if old.height_source_id != source.id:
        return False
    away = max(abs(old.height_m - height), abs(old.height_sigma_m - sigma))
    return bool(away < SAME_M)


def _columns(
    node: int, height: float | None, sigma: float | None, source_id: int | None
) -> dict[str, int | float | None]:
    return {
        "id": node,
        "height_m": height,
        "height_sigma_m": sigma,
        "height_source_id": source_id,
    }
