"""The columns of a network, filled from what is known of its ways."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.attribute import ATTRIBUTES
from geo.carriageway import exposures
from geo.column import INFERRED, encode
from geo.network import NO_EVIDENCE, Evidence, Floats, Ints
from geo.observation import Method, Observation, Side
from geo.overlay import worse
from geo.rows import Known, WayRow

OF_THE_ROAD: Final = frozenset({"width_m", "sidewalk", "residents"})
"""What a street says of its carriageway and nothing of its sidewalks."""
OF_THE_GROUND: Final = ("surface", "smoothness", "lit")
"""What a street says that holds for whoever crosses it."""
KERBS: Final = {"kerb": 0, "kerb_height_m": 1}
"""Attributes that are known for each end of a segment."""
ALONG: Final = frozenset(KERBS)
"""What lies along a street is met by whoever crosses it, not by whoever follows it."""
MODELLED_CONFIDENCE: Final = 0.5


@dataclass
class Table:
    """Columns with their evidence, while they are filled.

    ``ends`` holds the kerbs (word, height) at the tail and the head of each segment.
    """

    size: int
    columns: dict[str, Floats] = field(default_factory=dict)
    indices: dict[str, Ints] = field(default_factory=dict)
    evidences: dict[Evidence, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin with kerbs of which nothing is known."""
        self.ends: Floats = np.full((2, self.size, 2), np.nan)

    def open(self, attribute: str) -> Floats:
        """Give the column of an attribute, made of unknowns the first time."""
        if attribute not in self.columns:
            self.columns[attribute] = np.full(self.size, np.nan)
            self.indices[attribute] = np.full(self.size, NO_EVIDENCE, dtype=np.int32)
        return self.columns[attribute]

    def put(
        self,
        attribute: str,
        where: slice | Sequence[int] | NDArray[np.int64],
        value: float | Floats,
        why: Evidence,
    ) -> None:
        """Write a value and where it comes from."""
        self.open(attribute)[where] = value
        index = self.evidences.setdefault(why, len(self.evidences))
        self.indices[attribute][where] = index

    def put_worse(self, best: Observation, segment: int, number: float) -> None:
        """Write a value unless a worse one is there."""
        old = self.open(best.attribute)[segment]
        both = number if math.isnan(old) else worse(best.attribute, old, number)
        if both != old:
            self.put(best.attribute, [segment], both, evidence_of(best))

    def put_kerb(self, best: Observation, segment: int, end: int) -> None:
        """Write a kerb at one end of a segment, and the worse of both on it."""
        number = encode(best.attribute, best.value)
        if math.isnan(number):
            return
        self.ends[KERBS[best.attribute], segment, end] = number
        self.put_worse(best, segment, number)


def evidence_of(observation: Observation) -> Evidence:
    """Tell where an observed value comes from."""
    return Evidence(
        observation.source,
        str(observation.method),
        observation.observed_on,
        observation.confidence,
    )


@dataclass(frozen=True)
class Blocks:
    """Segments of one side of one way each: from ``start`` to before ``stop``."""

    start: NDArray[np.int64]
    stop: NDArray[np.int64]

    def pick(self, chosen: Sequence[int]) -> Blocks:
        """Give some of them."""
        return Blocks(self.start[chosen], self.stop[chosen])

    @property
    def segments(self) -> NDArray[np.int64]:
        """All their segments."""
        counts = self.stop - self.start
        shift = self.start - (np.cumsum(counts) - counts)
        return np.asarray(np.arange(counts.sum()) + np.repeat(shift, counts))


def fill_way(
    table: Table, way: WayRow, known: Mapping[str, Known], *, blocks: Blocks, side: str
) -> None:
    """Write what is known of ways, or of one side of them, on their segments.

    Parameters
    ----------
    table : Table
    way : WayRow
        One of them: the same is known of all.
    known : mapping
        Key of a way → what is known of it.
    blocks : Blocks
    side : str
    """
    own = Evidence(way.info.source, str(Method.TAGGED), None, 1.0)
    is_street, where = way.info.highway in exposures(), blocks.segments
    if way.info.highway in ("steps", "elevator"):
        attribute = {"elevator": "elevator"}.get(way.info.highway, "steps")
        table.put(attribute, where, 1.0, own)
    for attribute, best in _of_side(known.get(way.info.key, {}), side).items():
        number = encode(attribute, best.value)
        if not math.isnan(number) and not (is_street and attribute in ALONG):
            table.put(attribute, where, number, evidence_of(best))
            _bound(table, attribute, blocks, number)
    word = "yes" if side != "both" else way.sidewalks
    if is_street and word in ATTRIBUTES["sidewalk"].words:
        table.put("sidewalk", where, encode("sidewalk", word), own)


def _bound(table: Table, attribute: str, blocks: Blocks, number: float) -> None:
    """Put the kerb of ways at both of their ends."""
    if attribute in KERBS:
        table.ends[KERBS[attribute], blocks.start, 0] = number
        table.ends[KERBS[attribute], blocks.stop - 1, 1] = number


def _of_side(known: Known, side: str) -> dict[str, Observation]:
    """Choose what is said of a side: its own word, else that of the whole way."""
    general = {
        attribute: best
        for (attribute, said_of), best in known.items()
        if said_of == Side.BOTH and (side == "both" or attribute not in OF_THE_ROAD)
    }
    if side == "both":
        return general
    own = {a: best for (a, said_of), best in known.items() if said_of == side}
    return {**general, **own}


def fill_crossing(
    table: Table, known: Known, *, segment: int, begins: bool, kerbs: Sequence[bool]
) -> None:
    """Write what a street says of whoever crosses it.

    Its ground is only inferred: at a crossing it is often made up.

    Parameters
    ----------
    table : Table
    known : Known
        Of the street.
    segment : int
        From the left of the street to its right, leaving the junction.
    begins : bool
        Whether the street leaves the junction in digitising direction.
    kerbs : sequence of bool
        Whether there is a sidewalk at the tail and at the head.
    """
    for attribute in OF_THE_GROUND:
        best = known.get((attribute, "both"))
        if best is not None:
            number = encode(attribute, best.value)
            why = replace(evidence_of(best), method=INFERRED)
            table.put(attribute, [segment], number, why)
    for end in (0, 1):
        side = "left" if (end == 0) == begins else "right"
        for attribute in KERBS:
            best = known.get((attribute, side), known.get((attribute, "both")))
            if best is not None and kerbs[end]:
                table.put_kerb(best, segment, end)


def fill_slopes(
    table: Table,
    ends: tuple[Ints, Ints],
    heights: tuple[Floats, Sequence[str]],
    length: Floats,
) -> None:
    """Model the slope between the heights of the ends where it was not observed.

    Parameters
    ----------
    table : Table
    ends : tuple of array, shape (m,)
        Nodes at the tail and at the head of each segment.
    heights : tuple of array and sequence of str, shape (n,)
        Height of each node in metres, and the source that it comes from.
    length : array, shape (m,)
        Metres.
    """
    tail, head = ends
    height, sources = heights
    incline = table.open("incline")
    flat = (table.open("steps") > 0) | (table.open("elevator") > 0)
    slope = (height[head] - height[tail]) / np.where(length > 0, length, np.nan)
    missing = np.isnan(incline) & ~flat & ~np.isnan(slope)
    said_by = np.array(sources, dtype=object)[tail]
    for source in sorted(set(said_by[missing].tolist())):
        why = Evidence(source, str(Method.MODELLED), None, MODELLED_CONFIDENCE)
        where = np.flatnonzero(missing & (said_by == source))
        table.put("incline", where, slope[where], why)
