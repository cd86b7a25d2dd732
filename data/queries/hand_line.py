"""Lines by hand: kept as they were entered, and made into rows of a timetable."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.models import HandLineRevision, HandLineRow, Source, Stop
from data.queries.audit import Change, lock_chain, record_change
from data.queries.observation import sync_observations
from data.queries.place import refresh_access
from data.queries.report_event import actor_details
from data.queries.source import SourceInfo, catalog, ensure_source
from data.queries.transit import replace_feed
from geo.errors import ConflictError, DataError, MissingError
from geo.observation import Method
from geo.standing import Actor
from geo.transit.hand_cells import LineCells, read_line
from geo.transit.hand_line import HandLine, LineFault, list_calls
from geo.transit.hand_rows import build_rows
from geo.transit.key import Keys

SOURCE: Final = "hand"
SUBJECT: Final = "hand_line"


@dataclass(frozen=True)
class KeptLine:
    """A line as it is kept.

    Attributes
    ----------
    key : str
        Of the line that others see.
    source : str
    cells : LineCells
    revision : int
    changed_at : datetime
    ended_on : date, optional
        From this day on it runs no more.
    """

    key: str
    source: str
    cells: LineCells
    revision: int
    changed_at: datetime
    ended_on: date | None

    @property
    def line(self) -> HandLine:
        """Give what is said; it was sound when it was kept."""
        return _line(self.key, self.cells.as_plain())


@dataclass
class Kept:
    """What keeping lines did."""

    added: int = 0
    changed: int = 0
    same: int = 0
    keys: list[str] = field(default_factory=list)
    is_network: bool = False
    """Whether rows that others read differ from before."""


def hand_source(town_sources: dict[str, SourceInfo]) -> SourceInfo:
    """Give the source of what is entered on pages: the town's own, if it has one."""
    return town_sources.get(SOURCE) or catalog()[SOURCE]


def list_hand_lines(session: Session, *, source: str = "") -> list[KeptLine]:
    """List the lines, also those that have ended, by key.

    Parameters
    ----------
    session : Session
    source : str
        Key of a source; all by default.
    """
    statement = select(HandLineRow, Source.key).join(
        Source, Source.id == HandLineRow.source_id
    )
    if source:
        statement = statement.where(Source.key == source)
    rows = session.execute(statement.order_by(HandLineRow.key))
    return [_kept(row, owner) for row, owner in rows]


def find_hand_line(session: Session, key: str) -> KeptLine | None:
    """Find a line by its key; nothing where it was not entered by hand."""
    row = session.scalar(select(HandLineRow).where(HandLineRow.key == key))
    if row is None:
        return None
    owner = session.get_one(Source, row.source_id)
    return _kept(row, owner.key)


def get_hand_line(session: Session, key: str) -> KeptLine:
    """Give a line by its key.

    Raises
    ------
    MissingError
        If there is none.
    """
    found = find_hand_line(session, key)
    if found is None:
        raise MissingError(f"there is no line by hand {key!r}")
    return found


def list_revisions(session: Session, key: str) -> list[HandLineRevision]:
    """List what was said of a line at all times, the newest first."""
    mine = select(HandLineRow.id).where(HandLineRow.key == key).scalar_subquery()
    return list(
        session.scalars(
            select(HandLineRevision)
            .where(HandLineRevision.line_id == mine)
            .order_by(HandLineRevision.number.desc())
        )
    )


def _kept(row: HandLineRow, source: str) -> KeptLine:
    cells = LineCells.from_plain(row.said)
    return KeptLine(row.key, source, cells, row.revision, row.changed_at, row.ended_on)


def _line(key: str, said: dict[str, Any]) -> HandLine:
    line, faults = read_line(LineCells.from_plain(said), today=date.max)
    if faults:
        raise DataError(f"the line {key} is kept with a fault: {faults[0].reason}")
    return line


def find_unknown_stops(
    session: Session, line: HandLine, *, source: str, also: Collection[str] = ()
) -> list[LineFault]:
    """Look for calls at stops that are said to be known and are not.

    Parameters
    ----------
    session : Session
    line : HandLine
    source : str
        Key of the source of the line.
    also : collection of str
        Keys of stops that are there as soon as the line is.

    Returns
    -------
    list of LineFault
        At the field of the key.
    """
    own = f"{source}:{line.id}-"
    wanted = {stop.stop_key for _, stop in list_calls([line])} - {""}
    known = set(session.scalars(select(Stop.key).where(Stop.key.in_(wanted))))
    known.update(also)
    return [
        LineFault(f"d{one}-s{two}-stop_key", "no_stop", f"{stop.stop_key!r} is no stop")
        for one, way in enumerate(line.directions)
        for two, stop in enumerate(way.stops)
        if stop.stop_key
        and (stop.stop_key not in known or stop.stop_key.startswith(own))
    ]


def keep_lines(
    session: Session,
    source: Source,
    lines: Iterable[LineCells],
    *,
    actor: Actor,
    at: datetime,
) -> Kept:
    """Keep lines and make the rows that others read of them.

    Parameters
    ----------
    session : Session
        A write session.
    source : Source
    lines : iterable of LineCells
        Sound ones: see ``geo.transit.hand_cells.read_line``.
    actor : Actor
    at : datetime

    Returns
    -------
    Kept
        What is equal already is not touched and gets no revision.
    """
    lock_chain(session)
    kept = Kept()
    for cells in lines:
        key = Keys(source.key).of("line", cells.line["id"])
        row = session.scalar(select(HandLineRow).where(HandLineRow.key == key))
        said = cells.as_plain()
        kept.keys.append(key)
        if row is not None and row.said == said and row.ended_on is None:
            kept.same += 1
            continue
        kept.added += row is None
        kept.changed += row is not None
        row = row or HandLineRow(key=key, source_id=source.id, revision=0)
        row.said, row.ended_on = said, None
        _revise(session, row, action="change", actor=actor, at=at)
    kept.is_network = derive_lines(session, source)
    return kept


def end_line(
    session: Session, key: str, *, on: date, actor: Actor, at: datetime
) -> None:
    """Let a line run no more; what was known of it stays in the history.

    Parameters
    ----------
    session : Session
        A write session.
    key : str
    on : date
        From this day on.
    actor : Actor
    at : datetime

    Raises
    ------
    MissingError
        If there is no such line.
    ConflictError
        If it has ended before.
    """
    lock_chain(session)
    row = session.scalar(select(HandLineRow).where(HandLineRow.key == key))
    if row is None:
        raise MissingError(f"there is no line by hand {key!r}")
    if row.ended_on is not None:
        raise ConflictError(f"the line {key} ended on {row.ended_on}")
    row.ended_on = on
    _revise(session, row, action="end", actor=actor, at=at)
    derive_lines(session, session.get_one(Source, row.source_id))


def require_revision(session: Session, key: str, revision: int) -> None:
    """Refuse to write over what somebody else has changed meanwhile.

    Until the end of the transaction nobody else changes any line: rows are made of all
    lines of a source together.

    Raises
    ------
    ConflictError
        If the line is not at this revision; 0 is a line that is not there yet.
    """
    lock_chain(session)
    found = find_hand_line(session, key)
    now = found.revision if found else 0
    if now != revision:
        raise ConflictError(f"the line {key} is at revision {now}, not {revision}")


def _revise(
    session: Session, row: HandLineRow, *, action: str, actor: Actor, at: datetime
) -> None:
    row.revision += 1
    row.changed_at = at
    session.add(row)
    session.flush()
    revision = HandLineRevision(
        line_id=row.id,
        number=row.revision,
        at=at,
        role=actor.role,
        said=row.said,
        ended_on=row.ended_on,
    )
    session.add(revision)
    change = Change(
        role=actor.role,
        subject_kind=SUBJECT,
        subject_key=row.key,
        action="enter" if row.revision == 1 else action,
        before=str(row.revision - 1) if row.revision > 1 else "",
        after=str(row.revision),
        details=actor_details(actor),
    )
    record_change(session, change, at=at)


def derive_lines(session: Session, source: Source) -> bool:
    """Make the rows of a source equal to what its lines say; tell if any differs."""
    mine: Sequence[HandLineRow] = session.scalars(
        select(HandLineRow)
        .where(HandLineRow.source_id == source.id)
        .order_by(HandLineRow.key)
    ).all()
    told = [(row, _line(row.key, row.said)) for row in mine]
    made = build_rows(
        [line for row, line in told if row.ended_on is None],
        source=source.key,
        ended=[line for row, line in told if row.ended_on is not None],
    )
    told_of = made.observations
    if source.is_demonstration:
        told_of = [replace(one, method=Method.DEMONSTRATION) for one in told_of]
    is_changed = replace_feed(session, source, made.rows)
    synced = sync_observations(session, source, told_of)
    refresh_access(session)
    return is_changed or synced.touched


def ensure_hand_source(session: Session, town_sources: dict[str, SourceInfo]) -> Source:
    """Find or add the row of the source of what is entered on the pages."""
    return ensure_source(session, hand_source(town_sources))
