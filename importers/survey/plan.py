"""What a survey would change: rows and observations, before anything is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy.orm import Session

from data.models import Source
from data.queries.survey import (
    Said,
    find_extent,
    find_tables,
    list_named_points,
    list_said,
)
from data.queries.sync import Row, to_columns
from geo.finding import Finding
from geo.observation import Observation, Side
from importers.survey.barrier import BarrierRows
from importers.survey.match import Namesakes, check_position, own_key
from importers.survey.record import Record, Statement, SurveyFrames

ObservationKey = tuple[str, str, str]
"""(subject, attribute, side)."""

NETWORK: Final = frozenset({"ways", "nodes"})


@dataclass(frozen=True, slots=True)
class ValueChange:
    """One value that is new, changed or withdrawn."""

    where: str
    subject: str
    attribute: str
    side: str
    before: Observation | None
    after: Observation | None

    @property
    def what(self) -> str:
        """New, changed or withdrawn."""
        if self.before is None:
            return "new"
        return "withdrawn" if self.after is None else "changed"


@dataclass
class Plan:
    """Everything that a survey would do.

    Attributes
    ----------
    rows : dict of str to list of Row
        List → the source's own rows; rows that are not named stay.
    observations : list of Observation
        All that the source says afterwards.
    changes : list of ValueChange
    subjects : dict of str to Record
        Key → the last row that named it.
    tables : dict of str to set of str
        Key → the lists it is in already.
    findings : list of Finding
    """

    rows: dict[str, list[Row]] = field(default_factory=dict)
    observations: list[Observation] = field(default_factory=list)
    changes: list[ValueChange] = field(default_factory=list)
    subjects: dict[str, Record] = field(default_factory=dict)
    tables: dict[str, set[str]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    @property
    def network(self) -> bool:
        """Whether a value of a way or node changes."""
        return any(self.tables.get(c.subject, set()) & NETWORK for c in self.changes)


class Planner:
    """Matches rows with what is known and compares.

    Parameters
    ----------
    session : Session
        Only read from.
    source : Source
        Whose survey it is.
    frames : SurveyFrames
    """

    def __init__(self, session: Session, source: Source, frames: SurveyFrames) -> None:
        self.session = session
        self.source = source
        self.frames = frames
        self.plan = Plan()

    def build(self) -> Plan:
        """Work out the plan."""
        named = [r.subject or own_key(r, self.source.key) for r in self.frames.records]
        known = find_tables(self.session, set(named))
        records = list(self._placed())
        keyed = [(self._key(record, known), record) for record in records]
        self.plan.tables = find_tables(self.session, {key for key, _ in keyed})
        self.plan.subjects = dict(keyed)
        self._add_rows(keyed)
        self._compare(keyed)
        return self.plan

    def _placed(self) -> Iterable[Record]:
        """Leave out rows that are in the wrong place."""
        extent = find_extent(self.session)
        for record in self.frames.records:
            finding = check_position(record, extent)
            if finding is not None:
                self.plan.findings.append(finding)
            if finding is None or finding.severity != "error":
                yield record

    def _key(self, record: Record, known: dict[str, set[str]]) -> str:
        if record.subject:
            if record.subject not in known and not self._is_own(record.subject):
                message = f"{record.subject} is not known yet; its values are kept"
                self.plan.findings.append(
                    Finding("subject-unknown", record.where, message)
                )
            return record.subject
        key = own_key(record, self.source.key)
        if key in known or self.source.is_demonstration:
            return key
        return self._namesake(record) or key

    def _namesake(self, record: Record) -> str | None:
        if record.record not in ("places", "stops"):
            return None
        found = self._namesakes(record.record).find(record)
        if found is not None:
            message = f"is {found} by its name and position"
            self.plan.findings.append(
                Finding("row-matched", record.where, message, "info")
            )
        return found

    def _namesakes(self, table: str) -> Namesakes:
        known = self.__dict__.setdefault("_known_names", {})
        if table not in known:
            points = list_named_points(self.session, table)
            known[table] = Namesakes(p for p in points if p.source_id != self.source.id)
        found: Namesakes = known[table]
        return found

    def _is_own(self, key: str) -> bool:
        return key.startswith(f"{self.source.key}:")

    def _add_rows(self, keyed: list[tuple[str, Record]]) -> None:
        own = {key: r for key, r in keyed if self._is_own(key) and r.shape is not None}
        barriers = {k: r for k, r in own.items() if r.record == "barriers"}
        if barriers:
            maker = BarrierRows(self.session, self.frames.fields)
            self.plan.rows["barriers"] = maker.build(barriers)
            self.plan.findings.extend(maker.findings)
        for key, record in own.items():
            columns = COLUMNS.get(record.record)
            if columns is not None:
                row = columns(key, record, self.frames.fields)
                self.plan.rows.setdefault(record.record, []).append(row)
        self._check_doors({k: r for k, r in own.items() if r.record == "entrances"})

    def _check_doors(self, doors: dict[str, Record]) -> None:
        places = {key: place_of(key, record) for key, record in doors.items()}
        known = find_tables(self.session, set(places.values()))
        for key, place in places.items():
            if place not in known and place not in self.plan.subjects:
                message = f"no place {place} is known yet; its entrance is kept"
                self.plan.findings.append(
                    Finding("entrance-of-nothing", doors[key].where, message)
                )

    def _compare(self, keyed: list[tuple[str, Record]]) -> None:
        said = list_said(self.session, self.source)
        wanted: dict[ObservationKey, tuple[Record, Observation]] = {}
        for key, record in keyed:
            for statement in spoken_statements(record):
                observation = self._observe(key, record, statement)
                side = str(observation.side)
                wanted[key, statement.attribute, side] = (record, observation)
        stay = {
            key: old.observation
            for key, old in said.items()
            if key not in wanted and not self._is_withdrawn(key)
        }
        self.plan.observations = [*stay.values(), *(o for _, o in wanted.values())]
        self.plan.changes = list(self._changes(said, wanted, stay))

    def _is_withdrawn(self, key: ObservationKey) -> bool:
        subject, attribute, _ = key
        named = subject in self.plan.subjects
        return self.frames.whole or (named and attribute in self.frames.spoken)

    def _observe(self, key: str, record: Record, statement: Statement) -> Observation:
        is_network = bool(self.plan.tables.get(key, set()) & NETWORK)
        return Observation(
            subject=key,
            attribute=statement.attribute,
            value=statement.value,
            method=record.method,
            source=self.source.key,
            side=record.side if is_network else Side.BOTH,
            observed_on=record.observed_on,
            confidence=record.confidence,
            raw=statement.raw,
            author=record.author,
        )

    def _changes(
        self,
        said: dict[ObservationKey, Said],
        wanted: dict[ObservationKey, tuple[Record, Observation]],
        stay: dict[ObservationKey, Observation],
    ) -> Iterable[ValueChange]:
        for key, (record, after) in wanted.items():
            before = said[key].observation if key in said else None
            if before != after:
                yield ValueChange(record.where, *key, before, after)
        for key, old in said.items():
            if key not in wanted and key not in stay:
                named = self.plan.subjects.get(key[0])
                where = named.where if named is not None else "not in the file"
                yield ValueChange(where, *key, old.observation, None)


def spoken_statements(record: Record) -> list[Statement]:
    """Give what a row says of its subject's access; a barrier keeps its own value."""
    return [] if record.record == "barriers" else record.statements


def _place_row(key: str, record: Record, _fields: frozenset[str]) -> Row:
    return {
        "key": key,
        "kind": record.kind,
        "names": with_default(record.names),
        "geom": to_columns([record.placed])[0],
    }


def _stop_row(key: str, record: Record, fields: frozenset[str]) -> Row:
    row = {
        "key": key,
        "names": with_default(record.names),
        "geom": to_columns([record.placed])[0],
    }
    if "modes" in fields:
        text = str(record.extra.get("modes", "")).replace(";", ",").replace("|", ",")
        row["modes"] = [mode.strip() for mode in text.split(",") if mode.strip()]
    return row


def _area_row(key: str, record: Record, _fields: frozenset[str]) -> Row:
    residents = [s.value for s in record.statements if s.attribute == "residents"]
    return {
        "key": key,
        "kind": record.kind,
        "names": with_default(record.names),
        "residents": residents[0] if residents else None,
        "geom": to_columns([record.placed])[0],
    }


def _entrance_row(key: str, record: Record, _fields: frozenset[str]) -> Row:
    return {
        "key": key,
        "place_key": place_of(key, record),
        "kind": record.kind,
        "names": with_default(record.names),
        "geom": to_columns([record.placed])[0],
    }


def place_of(key: str, record: Record) -> str:
    """Give the key of the place that a door belongs to; a bare id is the survey's."""
    named = str(record.extra["place"])
    return named if ":" in named else f"{key.partition(':')[0]}:{named}"


def with_default(names: dict[str, str]) -> dict[str, str]:
    """Give names with a default, the key "", where there is any name at all."""
    if not names or "" in names:
        return names
    return {**names, "": next(iter(names.values()))}


COLUMNS: Final = {
    "places": _place_row,
    "stops": _stop_row,
    "areas": _area_row,
    "entrances": _entrance_row,
}
