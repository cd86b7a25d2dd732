"""Rows of barriers: what each sets, and where it hangs on the network."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import shapely
from sqlalchemy.orm import Session

from data.queries.survey import Box, NearWay, list_ways_near
from data.queries.sync import Row, to_columns
from geo.attribute import ATTRIBUTES, Kind
from geo.barrier_kind import barrier_kinds
from geo.finding import Finding
from geo.hang import Hung, WayHanger
from geo.observation import Side, Value
from importers.survey.record import Record

NEAREST_M: Final = 15.0
"""Farther than this from a way, a barrier hangs on none."""

AROUND_DEGREES: Final = 0.005
"""Ways are looked for so far around the barriers; more than ``NEAREST_M``."""

SIDED: Final = frozenset({"both", "left", "right"})
"""Streets whose sidewalks are mapped on the line itself."""


class BarrierRows:
    """Makes the rows of barriers.

    Parameters
    ----------
    session : Session
        Only read from.
    fields : frozenset of str
        What the file has a column for.
    """

    def __init__(self, session: Session, fields: frozenset[str]) -> None:
        self.session = session
        self.fields = fields
        self.findings: list[Finding] = []

    def build(self, records: dict[str, Record]) -> list[Row]:
        """Make one row for each key."""
        ways = list_ways_near(self.session, _box(records.values()))
        hanger = WayHanger([way.points for way in ways])
        index = {way.key: i for i, way in enumerate(ways)}
        return [
            {**self._columns(key, record), **self._anchor(record, ways, hanger, index)}
            for key, record in records.items()
        ]

    def _columns(self, key: str, record: Record) -> Row:
        attribute, value = self._fact(record)
        is_text = isinstance(value, str)
        row = {
            "key": key,
            "kind": record.kind,
            "attribute": attribute,
            "value_number": None if value is None or is_text else float(value),
            "value_text": str(value)[:200] if is_text else None,
            "method": str(record.method),
            "observed_on": record.observed_on,
            "confidence": record.confidence,
            "names": record.names,
            "geom": to_columns([record.placed])[0],
        }
        kept = {"cost", "status"} & self.fields
        defaults = {"cost": None, "status": "active"}
        return {
            **row,
            **{name: record.extra.get(name, defaults[name]) for name in kept},
        }

    def _fact(self, record: Record) -> tuple[str, Value]:
        """Choose the attribute that the barrier sets, and its value."""
        usual = barrier_kinds()[record.kind].attribute
        said = {s.attribute: s.value for s in record.statements}
        if said:
            chosen = usual if usual in said else next(reversed(said))
            return chosen, said[chosen]
        if ATTRIBUTES[usual].kind is Kind.YES_NO:
            return usual, True
        message = f"says nothing of {usual}: the {record.kind} is kept as unknown"
        self.findings.append(Finding("barrier-without-value", record.where, message))
        return usual, None

    def _anchor(
        self,
        record: Record,
        ways: list[NearWay],
        hanger: WayHanger,
        index: dict[str, int],
    ) -> Row:
        hung = self._hang(record, hanger, index)
        way_key = record.extra.get("way_key")
        if hung is not None:
            way_key = ways[hung.way].key
        return {
            "way_key": way_key,
            "node_key": record.extra.get("node_key"),
            "along_m": self._along(record, hung),
            "side": str(_side(record, hung, ways)),
        }

    def _hang(
        self, record: Record, hanger: WayHanger, index: dict[str, int]
    ) -> Hung | None:
        point = record.placed.representative_point()
        lonlat = (float(point.x), float(point.y))
        said = str(record.extra.get("way_key", ""))
        if said in index:
            on = hanger.on(index[said], lonlat)
            if on.away_m > NEAREST_M:
                message = f"is {on.away_m:.0f} m from {said}, more than {NEAREST_M:g}"
                self._find("barrier-far-from-way", record, message)
            return on
        if said:
            message = f"{said} is no known way near it; it acts when the way appears"
            self._find("barrier-way-unknown", record, message)
            return None
        hung = hanger.nearest(lonlat, limit_m=NEAREST_M) if hanger.lines else None
        if hung is None and "node_key" not in record.extra:
            message = f"there is no way within {NEAREST_M:g} m: it stops nobody yet"
            self._find("barrier-off-network", record, message)
        return hung

    def _find(self, code: str, record: Record, message: str) -> None:
        self.findings.append(Finding(code, record.where, message))

    def _along(self, record: Record, hung: Hung | None) -> float | None:
        said = record.extra.get("along_m")
        if isinstance(said, float):
            return said
        return None if hung is None else round(hung.along_m, 2)


def _side(record: Record, hung: Hung | None, ways: list[NearWay]) -> Side:
    if record.side is not Side.BOTH or hung is None:
        return record.side
    return hung.side if ways[hung.way].sidewalks in SIDED else Side.BOTH


def _box(records: Iterable[Record]) -> Box:
    shapes = [record.placed for record in records]
    west, south, east, north = shapely.total_bounds(shapes)
    return (
        float(west) - AROUND_DEGREES,
        float(south) - AROUND_DEGREES,
        float(east) + AROUND_DEGREES,
        float(north) + AROUND_DEGREES,
    )
