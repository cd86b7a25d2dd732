"""What is odd about pieces of ground: each by itself, among others, in the town."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.errors import InputError
from geo.finding import Finding
from importers.cells.row import CellRow

SAME_GROUND: Final = 0.01
"""Neighbours may share so much of the smaller one before it is told: drawn lines are
never quite alike."""
NEAR_DEGREES: Final = 0.005
"""About 500 m: ground so near to the streets is of the town."""
LISTED: Final = 1000
"""Findings of a kind that keep their place; more are only counted."""

NO_STREET: Final = "no street is known inside: it is at one beside it, or at none"


def list_some(findings: Iterator[Finding]) -> Iterator[Finding]:
    """Keep the place of the first findings; the others are one that speaks of all."""
    rest, last = 0, None
    for number, finding in enumerate(findings):
        if number < LISTED:
            yield finding
        else:
            rest, last = rest + 1, finding
    if last is not None:
        yield replace(last, times=rest)


def find_fractions(rows: Sequence[CellRow], name: str) -> Iterator[Finding]:
    """Tell of counts that are no whole numbers: they were estimated."""
    odd = [row for row in rows if (row.counts.get(name) or 0.0) % 1]
    if odd:
        message = f"{name} {odd[0].counts[name]:g} is no whole number: kept as it is"
        yield Finding("count-fractional", odd[0].where, message, "info", len(odd))


def find_unknown(rows: Sequence[CellRow], name: str) -> Iterator[Finding]:
    """Tell of counts that nobody knows: they are not zero."""
    message = f"{name} is not known; kept as not known, which is not zero"
    for row in rows:
        if row.counts.get(name) is None:
            yield Finding("count-unknown", row.where, message)


def find_undated(rows: Sequence[CellRow]) -> Iterator[Finding]:
    """Tell of counts of which nobody says when they were made."""
    odd = [row for row in rows if row.year is None]
    if odd:
        message = "there is no year; give --year: an old count gives way to a new one"
        yield Finding("year-unknown", odd[0].where, message, "warning", len(odd))


def find_overlaps(rows: Sequence[CellRow]) -> Iterator[Finding]:
    """Tell of ground that is counted twice in one file."""
    shapes = np.array([row.shape for row in rows], dtype=object)
    tree = shapely.STRtree(shapes)
    one, other = tree.query(shapes, predicate="intersects")
    pairs = np.stack([one, other], axis=1)[one < other]
    common = shapely.area(
        shapely.intersection(shapes[pairs[:, 0]], shapes[pairs[:, 1]])
    )
    area = shapely.area(shapes)
    smaller = np.minimum(area[pairs[:, 0]], area[pairs[:, 1]])
    part = np.divide(common, smaller, out=np.zeros(len(pairs)), where=smaller > 0)
    for index in np.flatnonzero(part > SAME_GROUND).tolist():
        first, second = (rows[i] for i in pairs[index].tolist())
        message = (
            f"{first.id!r} and {second.id!r} have {part[index]:.0%} of the smaller one "
            "in common: both are kept, so what is there is counted twice"
        )
        yield Finding("cells-overlap", f"{first.where}, {second.where}", message)


def find_misplaced(
    rows: Sequence[CellRow], lines: NDArray[np.object_], town: BaseGeometry | None
) -> Iterator[Finding]:
    """Tell of ground without any street, inside the town and outside.

    Parameters
    ----------
    rows : sequence of CellRow
    lines : array of geometries
        Ways, EPSG:4326.
    town : geometry or None
        The boundary; EPSG:4326.

    Raises
    ------
    InputError
        If all of the ground is elsewhere: then its coordinates are wrong.
    """
    if not len(lines):
        message = "there are no streets yet: nobody can tell whether they are inside"
        yield Finding("no-streets-yet", "network", message, "info")
        return
    shapes = np.array([row.shape for row in rows], dtype=object)
    ground = town or shapely.box(*shapely.total_bounds(lines)).buffer(NEAR_DEGREES)
    inside = shapely.intersects(ground, shapes)
    if not inside.any():
        raise InputError("FILE", _elsewhere(shapes, ground))
    tree = shapely.STRtree(lines)
    streeted = np.zeros(len(rows), dtype=np.bool_)
    streeted[tree.query(shapes, predicate="intersects")[0]] = True
    is_point = shapely.get_dimensions(shapes) == 0
    near = shapely.distance(shapes, tree.geometries[tree.nearest(shapes)])
    streeted |= is_point & (near < NEAR_DEGREES)
    kinds: dict[str, tuple[NDArray[np.bool_], Callable[[CellRow], str]]] = {
        "cell-outside": (~inside, lambda row: f"{_told(row)}: outside the town; kept"),
        "cell-without-street": (
            inside & ~streeted,
            lambda row: f"{_told(row)}: {NO_STREET}",
        ),
    }
    for code, (odd, tell) in kinds.items():
        for row in np.flatnonzero(odd).tolist():
            yield Finding(code, rows[row].where, tell(rows[row]))


def _told(row: CellRow) -> str:
    said = ", ".join(f"{name} {count:g}" for name, count in row.counts.items() if count)
    return f"{row.id!r} ({said})" if said else repr(row.id)


def _elsewhere(shapes: NDArray[np.object_], ground: BaseGeometry) -> str:
    there, here = shapely.total_bounds(shapes).tolist(), ground.bounds
    return (
        f"all of it is at {_box(there)}, the town at {_box(here)}; "
        "are the coordinates swapped, or is --crs wrong?"
    )


def _box(bounds: Sequence[float]) -> str:
    west, south, east, north = bounds
    return f"{west:.3f}, {south:.3f} … {east:.3f}, {north:.3f}"
