"""What a moderator does with a photo; every look and every verdict is written down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from data.models import Report, ReportPhoto
from data.picture import Picture
from data.queries.audit import Change, lock_chain, record_change
from data.queries.photo import PhotoRecord, get_photo, get_photo_row
from data.queries.report_event import actor_details
from geo.clock import SYSTEM
from geo.errors import ConflictError
from geo.photo import NOT_CHECKED, REFUSED, SHOWN, WAITING, require_reason
from geo.standing import Actor

SUBJECT: Final = "photo"
LOOK: Final = "look"
UNSEAL: Final = "delete_original"


@dataclass(frozen=True)
class Shown:
    """Files that everybody may see from now on, and how many parts are hidden."""

    file: str
    whole: Picture
    small_file: str
    small: Picture
    hidden: int


def look_at_photo(
    session: Session, key: str, actor: Actor, *, at: datetime
) -> PhotoRecord:
    """Look at a photo as it was sent; the audit trail tells who did.

    Parameters
    ----------
    session : Session
        A write session.
    key : str
    actor : Actor
    at : datetime

    Returns
    -------
    PhotoRecord

    Raises
    ------
    MissingError
        If there is no such photo.
    """
    lock_chain(session)
    photo = get_photo(session, key)
    _tell(session, photo, (LOOK, photo.state, photo.state), actor, at=at)
    return photo


def show_photo(
    session: Session,
    key: str,
    shown: Shown,
    *,
    seen: str,
    actor: Actor,
    at: datetime,
) -> list[str]:
    """Show a photo to everybody.

    Parameters
    ----------
    session : Session
        A write session.
    key : str
    shown : Shown
    seen : str
        The state in which it was looked at.
    actor : Actor
    at : datetime

    Returns
    -------
    list of str
        Files that nothing names any more; to be deleted when all is written.

    Raises
    ------
    MissingError
        If there is no such photo.
    ConflictError
        If somebody else has judged it in the meantime.
    """
    lock_chain(session)
    row = _seen(session, key, seen)
    before, old = row.state, [row.file, row.small]
    row.state, row.reason, row.judged_at = SHOWN, "", at
    row.file, row.small = shown.file, shown.small_file
    row.width, row.height = shown.whole.width, shown.whole.height
    row.small_width, row.small_height = shown.small.width, shown.small.height
    session.flush()
    photo, said = get_photo(session, key), {"hidden": shown.hidden}
    _tell(session, photo, (SHOWN, before, SHOWN), actor, at=at, said=said)
    return sorted({file for file in old if file and file != row.sealed})


def refuse_photo(
    session: Session,
    key: str,
    reason: str,
    *,
    seen: str,
    actor: Actor,
    at: datetime,
) -> list[str]:
    """Refuse a photo; its author is told the reason.

    Parameters
    ----------
    session : Session
        A write session.
    key, reason : str
    seen : str
        The state in which it was looked at.
    actor : Actor
    at : datetime

    Returns
    -------
    list of str
        Files that nothing names any more; to be deleted when all is written.

    Raises
    ------
    MissingError
        If there is no such photo.
    InputError
        If a moderator gives no such reason.
    ConflictError
        If somebody else has judged it in the meantime.
    """
    require_reason(reason)
    lock_chain(session)
    row = _seen(session, key, seen)
    return _refuse(session, row, reason, actor, at)


def _seen(session: Session, key: str, seen: str) -> ReportPhoto:
    row = get_photo_row(session, key, lock=True)
    if row.state != seen:
        raise ConflictError(f"the photo is {row.state} now; look at it again")
    return row


def _refuse(
    session: Session, row: ReportPhoto, reason: str, actor: Actor, at: datetime
) -> list[str]:
    before, old = row.state, [row.file, row.small]
    row.state, row.reason, row.judged_at = REFUSED, reason, at
    row.file = row.small = ""
    session.flush()
    photo, said = get_photo(session, row.key), {"reason": reason}
    _tell(session, photo, (REFUSED, before, REFUSED), actor, at=at, said=said)
    return sorted({file for file in old if file and file != row.sealed})


@dataclass(frozen=True)
class Unsealed:
    """What became of originals whose time was over.

    Attributes
    ----------
    files : tuple of str
        Files that nothing names any more. Delete them when all is written; what is
        left is swept away within the hour.
    refused : tuple of str
        Tracking numbers of the reports of photos that nobody had looked at.
    """

    files: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


def delete_sealed(
    session: Session, before: datetime, *, at: datetime | None = None
) -> Unsealed:
    """Let go of originals: of what was judged, or came in vain, before a time.

    A photo that nobody has looked at until then is refused; its author is to be told.

    Parameters
    ----------
    session : Session
        A write session.
    before : datetime
    at : datetime, optional
        When it is done; ``before`` by default.

    Returns
    -------
    Unsealed
    """
    lock_chain(session)
    sealed = select(ReportPhoto).where(ReportPhoto.sealed != "")
    waited = (ReportPhoto.state == WAITING) & (ReportPhoto.sent_at < before)
    over = sealed.where((ReportPhoto.judged_at < before) | waited)
    files, refused = [], []
    for row in session.scalars(over.order_by(ReportPhoto.id).with_for_update()).all():
        is_unseen = row.state == WAITING
        if is_unseen:
            _refuse(session, row, NOT_CHECKED, SYSTEM, at or before)
        files.append(row.sealed)
        row.sealed = ""
        session.flush()
        photo = get_photo(session, row.key)
        refused += [photo.tracking] if is_unseen else []
        _tell(session, photo, (UNSEAL, row.state, row.state), SYSTEM, at=at or before)
    return Unsealed(tuple(files), tuple(dict.fromkeys(refused)))


def delete_photos(session: Session, tracking: str) -> list[str]:
    """Delete every photo of a report; give the files, to be deleted afterwards.

    Parameters
    ----------
    session : Session
        A write session.
    tracking : str

    Returns
    -------
    list of str
    """
    of_it = select(Report.id).where(Report.tracking == tracking).scalar_subquery()
    wanted = select(ReportPhoto).where(ReportPhoto.report_id == of_it)
    rows: Sequence[ReportPhoto] = session.scalars(wanted).all()
    files = {file for row in rows for file in (row.sealed, row.file, row.small) if file}
    session.execute(delete(ReportPhoto).where(ReportPhoto.report_id == of_it))
    return sorted(files)


def _tell(
    session: Session,
    photo: PhotoRecord,
    what: tuple[str, str, str],
    actor: Actor,
    *,
    at: datetime,
    said: Mapping[str, object] | None = None,
) -> None:
    action, before, after = what
    details = {"tracking": photo.tracking, **actor_details(actor), **(said or {})}
    change = Change(actor.role, SUBJECT, photo.key, action, before, after, "", details)
    record_change(session, change, at=at)
