"""Keys of other programs: made, found by what was sent, listed, revoked."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.models import ApiKey
from data.queries.audit import Change, record_change
from geo.errors import ConflictError, InputError, MissingError
from geo.life_cycle import report_words
from geo.standing import Actor

SUBJECT: Final = "api_key"
NAME_BYTES: Final = 4
SECRET_BYTES: Final = 24
LONGEST: Final = 200
SIGN: Final = "wusul"
"""The first part of every key, so that one that leaked is known for what it is."""
SEEN_EVERY: Final = timedelta(minutes=10)
NEVER: Final = ("system", "author")
"""Roles that no program has."""


@dataclass(frozen=True)
class KeyRecord:
    """All that is known of a key; not the key itself.

    Attributes
    ----------
    id : int
    name : str
        Its first part, which is no secret.
    holder, role, body : str
    made_at : datetime
    used_at, revoked_at : datetime, optional
    """

    id: int
    name: str
    holder: str
    role: str
    body: str
    made_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None

    @property
    def actor(self) -> Actor:
        """Who takes a step that a program asks for with this key."""
        return Actor(self.role, f"key:{self.name}", self.body)


def _digest(key: str) -> str:
    """Hash a key: it is random and long, so one round is enough."""
    return hashlib.sha256(key.encode()).hexdigest()


def _record(row: ApiKey) -> KeyRecord:
    return KeyRecord(
        **{name: getattr(row, name) for name in KeyRecord.__dataclass_fields__}
    )


def add_key(
    session: Session,
    holder: str,
    *,
    role: str = "public",
    body: str = "",
    by: Actor,
    at: datetime,
) -> tuple[str, KeyRecord]:
    """Make a key; it is told once and never again.

    Parameters
    ----------
    session : Session
        A write session.
    holder : str
        Whose it is, in words.
    role : str
        In which role its holder may move reports.
    body : str
        Organisation for which it acts.
    by : Actor
    at : datetime

    Returns
    -------
    tuple of str and KeyRecord

    Raises
    ------
    InputError
        If the holder is not named or the role is none.
    """
    roles = [name for name in report_words("role") if name not in NEVER]
    if role not in roles:
        raise InputError("role", f"{role!r} is not one of {', '.join(roles)}")
    if not 1 <= len(holder.strip()) <= LONGEST:
        raise InputError("holder", f"must be 1 … {LONGEST} letters")
    name = secrets.token_hex(NAME_BYTES)
    key = f"{SIGN}_{name}_{secrets.token_urlsafe(SECRET_BYTES)}"
    row = ApiKey(
        name=name,
        hash=_digest(key),
        holder=holder.strip(),
        role=role,
        body=body.strip(),
        made_at=at,
    )
    session.add(row)
    session.flush()
    _tell(session, row, "add", by, at)
    return key, _record(row)


def _tell(session: Session, row: ApiKey, action: str, by: Actor, at: datetime) -> None:
    details = {"role": row.role, "body": row.body, "who": by.who}
    change = Change(by.role, SUBJECT, row.name, action, details=details)
    record_change(session, change, at=at)


def find_key(session: Session, key: str) -> KeyRecord | None:
    """Find the key that somebody has sent, if it may still be used."""
    wanted = select(ApiKey).where(
        ApiKey.hash == _digest(key), ApiKey.revoked_at.is_(None)
    )
    row = session.scalar(wanted)
    return _record(row) if row else None


def note_use(session: Session, key: KeyRecord, *, at: datetime) -> None:
    """Note that a key was used; not every time, that would be a diary."""
    if key.used_at is None or at - key.used_at >= SEEN_EVERY:
        row = session.get(ApiKey, key.id)
        if row is not None:
            row.used_at = at


def list_keys(session: Session) -> list[KeyRecord]:
    """List the keys, the newest first."""
    newest = select(ApiKey).order_by(ApiKey.id.desc())
    return [_record(row) for row in session.scalars(newest)]


def revoke_key(session: Session, name: str, *, by: Actor, at: datetime) -> KeyRecord:
    """Let a key be of no use any more.

    Parameters
    ----------
    session : Session
        A write session.
    name : str
        Its first part.
    by : Actor
    at : datetime

    Raises
    ------
    MissingError
        If there is no such key.
    ConflictError
        If it was revoked before.
    """
    row = session.scalar(select(ApiKey).where(ApiKey.name == name).with_for_update())
    if row is None:
        raise MissingError(f"there is no key {name[:40]!r}")
    if row.revoked_at is not None:
        raise ConflictError(f"the key {name} is revoked already")
    row.revoked_at = at
    _tell(session, row, "revoke", by, at)
    return _record(row)
