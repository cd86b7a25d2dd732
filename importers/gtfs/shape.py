"""Shapes: the courses of vehicles, read part by part into columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.finding import Finding
from geo.transit.key import Keys
from importers.gtfs.check import sieve_table
from importers.gtfs.feed import Feed
from importers.gtfs.frames import GtfsFrames, Row
from importers.gtfs.rule import find_rule
from importers.gtfs.table import FeedTable

SHAPE_USED: Final = frozenset(
    {"shape_id", "shape_pt_lat", "shape_pt_lon", "shape_pt_sequence"}
)
NUMBERS: Final = ("shape_pt_lon", "shape_pt_lat", "shape_pt_sequence")


@dataclass
class ShapePoints:
    """All points, 28 bytes each, and the texts of other columns as they came.

    Attributes
    ----------
    ids : dict of str to int
        Shape → its place, in order of appearance.
    """

    ids: dict[str, int] = field(default_factory=dict)
    _shape: list[NDArray[np.int32]] = field(default_factory=list)
    _numbers: list[NDArray[np.float64]] = field(default_factory=list)
    _texts: list[NDArray[np.bytes_]] = field(default_factory=list)

    def add(self, part: FeedTable, names: list[str]) -> None:
        """Take the points of a part, and the texts of some of its columns."""
        ids = self.ids
        shapes = [ids.setdefault(one, len(ids)) for one in part.column("shape_id")]
        numbers = [[float(text) for text in part.column(name)] for name in NUMBERS]
        texts = [[text.encode() for text in part.column(name)] for name in names]
        self._shape.append(np.asarray(shapes, dtype=np.int32))
        self._numbers.append(np.asarray(numbers, dtype=float).T)
        block = np.asarray(texts, dtype=np.bytes_)
        self._texts.append(block.reshape(len(names), len(shapes)))

    def grouped(self) -> Iterator[tuple[str, NDArray[np.float64], NDArray[Any]]]:
        """Give shape after shape: id, its points in order, their texts."""
        if not self._shape:
            return
        shape = np.concatenate(self._shape)
        numbers = np.concatenate(self._numbers)
        texts = np.concatenate(self._texts, axis=1)
        order = np.lexsort((numbers[:, 2], shape))
        bounds = np.searchsorted(shape[order], np.arange(len(self.ids) + 1))
        for name, start, end in zip(self.ids, bounds, bounds[1:], strict=False):
            chosen = order[start:end]
            yield name, numbers[chosen], texts[:, chosen]


def build_shapes(feed: Feed, keys: Keys, frames: GtfsFrames) -> None:
    """Make one line of each shape, its points in order.

    Parameters
    ----------
    feed : Feed
    keys : Keys
    frames : GtfsFrames
        Receives the rows, what else the file says of them, and the findings.
    """
    frames.rows["shape"] = []
    table = feed.long.get("shapes")
    if table is None:
        return
    others = [name for name in table.header if name and name not in SHAPE_USED]
    points, rule = ShapePoints(), find_rule("shapes")
    for part in table.parts(frames.findings):
        frames.count("shapes", len(part.rows))
        findings: list[Finding] = []
        points.add(sieve_table(rule, part, findings), others)
        frames.tally.add(findings)
    frames.shape_ids = set(points.ids)
    for name, numbers, texts in points.grouped():
        if len(numbers) > 1:
            line = shapely.LineString(numbers[:, :2])
            frames.rows["shape"].append({"key": keys.of("shape", name), "geom": line})
        else:
            message = "has fewer than two points: left out"
            finding = Finding("shape-too-short", f"shape {name}", message)
            frames.findings.append(finding)
        if texts.any():
            frames.shape_rest.append(_rest(name, numbers, others, texts))


def _rest(
    shape: str, numbers: NDArray[np.float64], names: list[str], texts: NDArray[Any]
) -> Row:
    """Give what else is said of the points of a shape, in their order."""
    said = {
        name: [text.decode() for text in column.tolist()]
        for name, column in zip(names, texts, strict=True)
        if column.any()
    }
    order = [f"{number:g}" for number in numbers[:, 2].tolist()]
    return {"shape_id": shape, "shape_pt_sequence": order, **said}
