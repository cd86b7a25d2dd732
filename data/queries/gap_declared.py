"""Gaps that are declared: kept, checked by each analysis, taken back."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from shapely.geometry import Point
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.models import Gap, GapEvent, Json, to_column, to_shapely
from data.queries.audit import Change, record_change
from data.queries.report_event import actor_details
from data.queries.revision import get_revision
from geo.errors import ForbiddenError, MissingError
from geo.gap.course import CLOSED, OPEN
from geo.gap.declared import Declared
from geo.standing import Actor

DECLARED: Final = "declared"
WITHDRAWN: Final = "withdrawn"
SUBJECT: Final = "gap"
PLACES: Final = 5
"""Decimals of a degree in the key: about a metre."""


@dataclass(frozen=True)
class Moment:
    """When something happens, and the day that it is in the town."""

    at: datetime
    day: date


@dataclass(frozen=True)
class ToCheck:
    """A declared gap that an analysis looks at."""

    key: str
    profile: str
    service: str
    lonlat: tuple[float, float]


def declare_gap(
    session: Session, declared: Declared, *, actor: Actor, moment: Moment
) -> tuple[str, bool]:
    """Keep a gap that is declared; the same one once, however often it is said.

    Parameters
    ----------
    session : Session
        A write session.
    declared : Declared
    actor : Actor
    moment : Moment

    Returns
    -------
    tuple of str and bool
        Its key, and whether anything is new.
    """
    key = _key(declared, actor)
    row = session.scalar(select(Gap).where(Gap.key == key))
    said: Json = {"text": declared.text, "lang": declared.lang, "body": actor.body}
    details = said | {"blocks": [], "block_count": 0}
    names = {declared.lang: declared.title, "": declared.title}
    if row is not None and row.details == details and row.names == names:
        return key, False
    what = "changed" if row is not None else DECLARED
    if row is None:
        row = _new(key, declared, get_revision(session).network)
        row.first_seen = moment.day
        session.add(row)
    row.names, row.details = names, details
    row.changed_on = moment.day
    session.flush()
    _tell(session, row, what, moment)
    _audit(session, row, what, actor, moment, reason="")
    return key, True


def _new(key: str, declared: Declared, revision: int) -> Gap:
    services = [declared.service] if declared.service else []
    return Gap(
        key=key,
        kind=declared.kind,
        profile=declared.profile,
        origin=DECLARED,
        status=OPEN,
        look="bad",
        checked="",
        service=declared.service,
        district="",
        services=services,
        revision=revision,
        rank=0,
        geom=to_column(Point(declared.lonlat)),
    )


def _key(declared: Declared, actor: Actor) -> str:
    own = declared.id
    if not own:
        lon, lat = (round(one, PLACES) for one in declared.lonlat)
        parts = (declared.kind, declared.profile, declared.service, f"{lon},{lat}")
        own = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
    who = actor.body or actor.role
    return f"{DECLARED}:{who}:{own}"[:160]


def withdraw_gap(
    session: Session, key: str, *, actor: Actor, moment: Moment, reason: str
) -> None:
    """Take a declared gap back; it stays with its history.

    Raises
    ------
    MissingError
        If no such gap was declared.
    ForbiddenError
        If another body has declared it.
    """
    row = session.scalar(select(Gap).where(Gap.key == key, Gap.origin == DECLARED))
    if row is None:
        raise MissingError(f"no gap {key[:80]!r} was declared")
    if row.details.get("body", "") != actor.body:
        raise ForbiddenError("another body has declared this gap")
    if row.status == CLOSED:
        return
    row.status, row.changed_on = CLOSED, moment.day
    session.flush()
    _tell(session, row, WITHDRAWN, moment)
    _audit(session, row, WITHDRAWN, actor, moment, reason=reason)


def list_to_check(session: Session) -> list[ToCheck]:
    """List the declared gaps that stand."""
    rows = session.scalars(
        select(Gap).where(Gap.origin == DECLARED, Gap.status != CLOSED).order_by(Gap.id)
    )
    return [ToCheck(row.key, row.profile, row.service, _point(row)) for row in rows]


def _point(row: Gap) -> tuple[float, float]:
    point = to_shapely(row.geom).representative_point()
    return point.x, point.y


def keep_checks(session: Session, found: Mapping[str, str], moment: Moment) -> int:
    """Keep what an analysis says of declared gaps; tell where it says something new.

    Parameters
    ----------
    session : Session
        A write session.
    found : mapping of str to str
        Key → an id of the checks of ``geo/tables/gap_kinds.toml``.
    moment : Moment

    Returns
    -------
    int
        Of how many it says something else than before.
    """
    count = 0
    rows = session.scalars(select(Gap).where(Gap.key.in_(sorted(found))))
    for row in rows.all():
        row.last_seen = moment.day
        if row.checked == found[row.key]:
            continue
        row.checked, row.changed_on = found[row.key], moment.day
        row.look = "doubt" if row.checked == "doubt" else "bad"
        _tell(session, row, row.checked, moment)
        count += 1
    return count


def count_declared(session: Session) -> int:
    """Count the declared gaps that stand."""
    asked = select(func.count()).where(Gap.origin == DECLARED, Gap.status != CLOSED)
    return session.scalar(asked) or 0


def _tell(session: Session, row: Gap, kind: str, moment: Moment) -> None:
    standing: Json = {
        "status": row.status,
        "look": row.look,
        "people_low": None,
        "people_high": None,
        "decided": None,
        "service": row.service,
        "services": list(row.services),
        "causes": [],
        "checked": row.checked,
    }
    session.add(
        GapEvent(
            gap_id=row.id,
            kind=kind,
            at=moment.at,
            day=moment.day,
            revision=row.revision,
            standing=standing,
        )
    )


def _audit(
    session: Session, row: Gap, what: str, actor: Actor, moment: Moment, *, reason: str
) -> None:
    change = Change(
        role=actor.role,
        subject_kind=SUBJECT,
        subject_key=row.key,
        action=what,
        after=row.status,
        reason=reason[:500],
        details=actor_details(actor),
    )
    record_change(session, change, at=moment.at)
