"""Lays what an analysis found over the gaps that are kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from data.models import (
    Barrier,
    Gap,
    GapCause,
    GapEvent,
    GapRun,
    Json,
    Report,
    to_column,
    to_shapely,
)
from data.queries.gap import GapFact
from geo.crs import WGS84, project, utm_code
from geo.gap.course import CLOSED, Next, Repairs, next_found, next_missing
from geo.gap.identity import Matches, Trace, match_gaps
from geo.gap.kind import promised_states, unverified_states

FOUND: Final = "found"
SAID: Final = (
    "names",
    "residents",
    "details",
    "is_demonstration",
    "look",
    "service",
    "district",
    "people_low",
    "people_high",
    "decided",
)
"""What an analysis says anew of a gap each time."""
STANDING: Final = ("look", "people_low", "people_high", "decided", "service")
"""What is kept of a gap with each event, besides causes and services."""


@dataclass(frozen=True)
class Analysis:
    """When the town was analysed, and what.

    Attributes
    ----------
    at : datetime
    day : date
        In the town.
    revision, barriers : int
        Counters of the network and of the barriers.
    """

    at: datetime
    day: date
    revision: int
    barriers: int = 0


def merge_gaps(
    session: Session, gaps: Iterable[GapFact], analysis: Analysis
) -> Counter[str]:
    """Lay the gaps that an analysis found over those that are kept.

    Parameters
    ----------
    session : Session
        A write session.
    gaps : iterable of GapFact
        In the order in which they are to be listed.
    analysis : Analysis

    Returns
    -------
    Counter of str
        Event → how many gaps it happened to. Nothing is taken out: what is not found
        any more is closed, or closing while its repair is not verified. Declared gaps
        stay as they are.
    """
    found = list(gaps)
    kept = list(
        session.scalars(select(Gap).where(Gap.origin == FOUND).order_by(Gap.id))
    )
    merge = _Merge(session, analysis, kept, found)
    merge.run()
    session.add(GapRun(**vars(analysis)))
    session.flush()
    return merge.events


class _Merge:
    """One merge: the rows of before, the facts of now and who is who."""

    def __init__(
        self,
        session: Session,
        analysis: Analysis,
        kept: Sequence[Gap],
        found: Sequence[GapFact],
    ) -> None:
        self.session, self.analysis = session, analysis
        self.kept, self.found = kept, found
        self.events: Counter[str] = Counter()
        self.causes = _read_causes(session)
        self.repairs = read_repairs(session)
        self.keys = set(session.scalars(select(Gap.key)))
        self.matches = _match(kept, found)

    def run(self) -> None:
        """Write every gap, then what happened to it."""
        fresh = []
        for rank, fact in enumerate(self.found, start=1):
            old = self.matches.same.get(rank - 1)
            if old is None:
                fresh.append((fact, rank))
            else:
                self._go_on(self.kept[old], fact, rank)
        gone = set(range(len(self.kept))) - set(self.matches.same.values())
        self._begin(fresh)
        for old in sorted(gone):
            self._miss(old)

    def _begin(self, fresh: Sequence[tuple[GapFact, int]]) -> None:
        rows = []
        for fact, rank in fresh:
            key = self._free_key(fact.key)
            after = next_found("", _barriers(fact), self.repairs, changed=False)
            row = {
                **_said(fact),
                "key": key,
                "kind": fact.kind,
                "profile": fact.profile,
                "geom": to_column(fact.shape),
                "status": after.status,
                "rank": rank,
                "first_seen": self.analysis.day,
                "last_seen": self.analysis.day,
                "changed_on": self.analysis.day,
                "revision": self.analysis.revision,
            }
            rows.append(row)
            self.keys.add(key)
        if not rows:
            return
        self.session.execute(insert(Gap), rows)
        rows_of = self.session.execute(select(Gap.key, Gap.id))
        ids = {row.key: row.id for row in rows_of}
        for values, (fact, _) in zip(rows, fresh, strict=True):
            number = ids[values["key"]]
            self._put_causes(number, fact)
            self._tell(number, Next(values["status"], "seen"), standing_of(fact))

    def _go_on(self, row: Gap, fact: GapFact, rank: int) -> None:
        before = {name: getattr(row, name) for name in STANDING}
        before |= {
            "services": list(row.services),
            "causes": self.causes.get(row.id, []),
        }
        now = standing_of(fact)
        after = next_found(
            row.status, _barriers(fact), self.repairs, changed=before != now
        )
        values = _said(fact) | {
            "status": after.status,
            "rank": rank,
            "last_seen": self.analysis.day,
            "revision": self.analysis.revision,
            "first_seen": row.first_seen or self.analysis.day,
        }
        if not to_shapely(row.geom).equals_exact(fact.shape, 1e-9):
            values["geom"] = to_column(fact.shape)
        if after.event:
            values["changed_on"] = self.analysis.day
            self._tell(row.id, after, now)
        if before["causes"] != now["causes"]:
            self.session.execute(delete(GapCause).where(GapCause.gap_id == row.id))
            self._put_causes(row.id, fact)
        self.session.execute(update(Gap).where(Gap.id == row.id).values(**values))

    def _miss(self, old: int) -> None:
        row = self.kept[old]
        standing = self._stood(row)
        causes = standing["causes"]
        into = self.matches.absorbed.get(old)
        after = next_missing(
            row.status, causes, self.repairs, absorbed=into is not None
        )
        if not after.event:
            return
        ended = [key for key in causes if key in self.repairs.ended]
        if after.status == CLOSED and ended:
            standing["repaired"] = ended
        if into is not None:
            standing["into"] = self._key_of(into)
        self._tell(row.id, after, standing)
        values: dict[str, Any] = {"status": after.status, "rank": 0}
        values["changed_on"] = self.analysis.day
        self.session.execute(update(Gap).where(Gap.id == row.id).values(**values))

    def _stood(self, row: Gap) -> Json:
        standing: Json = {name: getattr(row, name) for name in STANDING}
        causes = self.causes.get(row.id, [])
        return standing | {"services": list(row.services), "causes": causes}

    def _key_of(self, new: int) -> str:
        old = self.matches.same.get(new)
        return self.found[new].key if old is None else self.kept[old].key

    def _free_key(self, key: str) -> str:
        number = 2
        wanted = key
        while wanted in self.keys:
            wanted, number = f"{key[:150]}:{number}", number + 1
        return wanted

    def _put_causes(self, number: int, fact: GapFact) -> None:
        rows = [
            {"gap_id": number, "subject": subject, "is_barrier": is_barrier}
            for subject, is_barrier in dict(fact.causes).items()
        ]
        if rows:
            self.session.execute(insert(GapCause), rows)

    def _tell(self, number: int, after: Next, standing: Json) -> None:
        self.events[after.event] += 1
        self.session.add(
            GapEvent(
                gap_id=number,
                kind=after.event,
                at=self.analysis.at,
                day=self.analysis.day,
                revision=self.analysis.revision,
                standing={**standing, "status": after.status},
            )
        )


def standing_of(fact: GapFact) -> Json:
    """Give what is kept of a gap with each event."""
    standing: Json = {name: getattr(fact, name) for name in STANDING}
    causes = list(dict(fact.causes))
    return standing | {"services": list(fact.services), "causes": causes}


def _said(fact: GapFact) -> dict[str, Any]:
    values = {name: getattr(fact, name) for name in SAID}
    return values | {"services": list(fact.services)}


def _barriers(fact: GapFact) -> list[str]:
    return [subject for subject, is_barrier in fact.causes if is_barrier]


def _read_causes(session: Session) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    rows = select(GapCause.gap_id, GapCause.subject).order_by(GapCause.id)
    for number, subject in session.execute(rows):
        found.setdefault(number, []).append(subject)
    return found


@dataclass(frozen=True)
class KnownRepairs(Repairs):
    """What reports say of barriers, and which act no more."""

    ended: frozenset[str] = frozenset()


def read_repairs(session: Session) -> KnownRepairs:
    """Read which barriers are promised to be repaired, said to be, or have ended.

    Parameters
    ----------
    session : Session

    Returns
    -------
    KnownRepairs
    """
    rows = session.execute(
        select(Barrier.key, Barrier.status, Report.state).outerjoin(
            Report, Report.id == Barrier.report_id
        )
    ).all()
    return KnownRepairs(
        promised=frozenset(k for k, _, state in rows if state in promised_states()),
        unverified=frozenset(k for k, _, state in rows if state in unverified_states()),
        ended=frozenset(key for key, status, _ in rows if status != "active"),
    )


def _match(kept: Sequence[Gap], found: Sequence[GapFact]) -> Matches:
    shapes = [to_shapely(row.geom) for row in kept] + [fact.shape for fact in found]
    metric = _metric(shapes)
    before = [
        Trace(row.key, (row.kind, row.profile, row.service), shape)
        for row, shape in zip(kept, metric[: len(kept)], strict=True)
    ]
    now = [
        Trace(fact.key, (fact.kind, fact.profile, fact.service), shape)
        for fact, shape in zip(found, metric[len(kept) :], strict=True)
    ]
    return match_gaps(before, now, closed=[row.status == CLOSED for row in kept])


def _metric(shapes: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    if not shapes:
        return []
    centre = shapes[0].representative_point()
    code = utm_code(centre.x, centre.y)
    moved = shapely.transform(np.array(shapes), lambda c: project(c, WGS84, code))
    return list(moved)
