"""Photos of reports: taken in, listed, looked at, shown, refused, forgotten."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from data.models import Report, ReportPhoto
from data.queries.report import get_row
from geo.errors import GoneError, InputError, MissingError
from geo.life_cycle import unlisted_states
from geo.photo import REFUSED, SHOWN, WAITING, Caption, photo_limits, require_caption

NO_MORE: Final = "it takes no more"
GONE: Final = ("hidden", "withdrawn")
"""States of a report to which nothing is added any more."""


@dataclass(frozen=True)
class PhotoRecord:
    """All that is kept of a photo; for staff, and to be filtered for others."""

    key: str
    tracking: str
    category: str
    state: str
    subject: str
    reason: str
    alt: str
    taken_on: date | None
    sent_at: datetime
    judged_at: datetime | None
    sealed: str
    file: str
    small: str
    width: int | None
    height: int | None
    small_width: int | None
    small_height: int | None


@dataclass(frozen=True)
class Taken:
    """What became of a photo that was sent; ``is_new`` is false if it was there."""

    key: str
    state: str
    is_new: bool


def add_photo(
    session: Session,
    tracking: str,
    caption: Caption,
    *,
    digest: str,
    sealed: str,
    at: datetime,
) -> Taken:
    """Keep a photo of a report, which nobody sees before it is looked at.

    Parameters
    ----------
    session : Session
        A write session.
    tracking : str
    caption : Caption
    digest : str
        SHA-256 of what was sent, 64 hexadecimal digits.
    sealed : str
        Name of its file.
    at : datetime

    Returns
    -------
    Taken
        What was sent before under the same key, or is the same picture.

    Raises
    ------
    InputError
        If the caption is wrong, another picture was sent under the key, or there are
        as many as a report may have.
    MissingError
        If there is no such report.
    GoneError
        If the report is gone from sight: sent again, it is no more welcome.
    """
    require_caption(caption)
    report = get_row(session, tracking, lock=True)
    known = find_sent_photo(session, report.tracking, caption, digest=digest)
    if known is not None:
        return known
    if report.state in GONE:
        raise GoneError(f"the report is {report.state}; it takes no photo")
    _require_room(session, report, caption.subject)
    row = ReportPhoto(
        key=secrets.token_hex(16),
        report_id=report.id,
        state=WAITING,
        subject=caption.subject,
        alt=caption.alt,
        taken_on=caption.taken_on,
        sent_at=at,
        send_key=caption.send_key or None,
        digest=digest,
        sealed=sealed,
    )
    session.add(row)
    session.flush()
    return Taken(row.key, row.state, is_new=True)


def find_sent_photo(
    session: Session, tracking: str, caption: Caption, *, digest: str
) -> Taken | None:
    """Find the photo of a report that was sent before: by its key, or the same bytes.

    Raises
    ------
    InputError
        If another picture was sent under the key.
    """
    rows = session.scalars(_of(tracking)).all()
    same = next((row for row in rows if row.digest == digest), None)
    named = [row for row in rows if row.send_key and row.send_key == caption.send_key]
    if named and named[0] is not same:
        reason = "was used for another photo of this report; make a new key"
        raise InputError("send_key", reason)
    return Taken(same.key, same.state, is_new=False) if same else None


def _require_room(session: Session, report: Report, subject: str) -> None:
    """Keep room for photos of the repair, however many there are of the obstacle."""
    most = photo_limits().most
    of_it = ReportPhoto.report_id == report.id, ReportPhoto.subject == subject
    if (session.scalar(select(func.count()).where(*of_it)) or 0) >= most:
        reason = f"the report has {most} photos of the {subject}; {NO_MORE}"
        raise InputError("photo", reason)


def _of(tracking: str) -> Select[ReportPhoto]:
    joined = select(ReportPhoto).join(Report, Report.id == ReportPhoto.report_id)
    return joined.where(Report.tracking == tracking).order_by(ReportPhoto.id)


def _is_open() -> ColumnElement[bool]:
    """Hold for photos that anybody may see now: photo and report are both shown."""
    listed = Report.state.not_in(unlisted_states()) & Report.is_private.is_(False)
    return listed & (ReportPhoto.state == SHOWN)


def _records() -> Select[ReportPhoto, str, str]:
    wanted = select(ReportPhoto, Report.tracking, Report.category)
    return wanted.join(Report, Report.id == ReportPhoto.report_id)


def _record(row: ReportPhoto, tracking: str, category: str) -> PhotoRecord:
    names = set(PhotoRecord.__dataclass_fields__) - {"tracking", "category"}
    kept = {name: getattr(row, name) for name in names}
    return PhotoRecord(tracking=tracking, category=category, **kept)


def list_photos(
    session: Session, tracking: str, *, public: bool = True
) -> list[PhotoRecord]:
    """List the photos of a report, the oldest first.

    Parameters
    ----------
    session : Session
    tracking : str
    public : bool
        Only those that anybody may see; all of them are for staff, and states and
        reasons for the author.

    Returns
    -------
    list of PhotoRecord
    """
    wanted = _records().where(Report.tracking == tracking).order_by(ReportPhoto.id)
    if public:
        wanted = wanted.where(_is_open())
    return [_record(*row) for row in session.execute(wanted)]


def find_first_photos(
    session: Session, trackings: Sequence[str]
) -> dict[str, PhotoRecord]:
    """Find for each report the first photo that anybody may see.

    Parameters
    ----------
    session : Session
    trackings : sequence of str

    Returns
    -------
    dict of str to PhotoRecord
        Without the reports that show none.
    """
    wanted = _records().where(Report.tracking.in_(trackings), _is_open())
    rows = session.execute(wanted.order_by(ReportPhoto.id.desc()))
    return {tracking: _record(row, tracking, kind) for row, tracking, kind in rows}


def find_public_photo(session: Session, key: str) -> PhotoRecord | None:
    """Find a photo by its key, if anybody may see it."""
    wanted = _records().where(ReportPhoto.key == key, _is_open())
    row = session.execute(wanted).first()
    return _record(*row) if row else None


def get_photo_row(session: Session, key: str, *, lock: bool = False) -> ReportPhoto:
    """Give the row of a photo.

    Raises
    ------
    MissingError
        If there is none of that key.
    """
    wanted = select(ReportPhoto).where(ReportPhoto.key == key)
    row = session.scalar(wanted.with_for_update() if lock else wanted)
    if row is None:
        raise MissingError(f"there is no photo {key[:40]!r}")
    return row


def get_photo(session: Session, key: str) -> PhotoRecord:
    """Give all that is kept of a photo; for staff.

    Raises
    ------
    MissingError
        If there is none of that key.
    """
    row = session.execute(_records().where(ReportPhoto.key == key)).first()
    if row is None:
        raise MissingError(f"there is no photo {key[:40]!r}")
    return _record(*row)


def list_photos_in(
    session: Session, state: str, *, limit: int, after: str = ""
) -> list[PhotoRecord]:
    """List the photos that stand in a state, the longest waiting first, for moderators.

    Parameters
    ----------
    session : Session
    state : str
    limit : int
    after : str
        Key of the last one of the page before.
    """
    wanted = _records().where(ReportPhoto.state == state)
    if after:
        last = get_photo_row(session, after)
        later = ReportPhoto.sent_at > last.sent_at
        beside = (ReportPhoto.sent_at == last.sent_at) & (ReportPhoto.id > last.id)
        wanted = wanted.where(later | beside)
    ordered = wanted.order_by(ReportPhoto.sent_at, ReportPhoto.id).limit(limit)
    return [_record(*row) for row in session.execute(ordered)]


def count_photos(session: Session) -> dict[str, int]:
    """Count the photos by state."""
    wanted = select(ReportPhoto.state, func.count()).group_by(ReportPhoto.state)
    return {row.state: row[1] for row in session.execute(wanted)}


def require_proof(session: Session, tracking: str, key: str) -> PhotoRecord:
    """Give a photo that is to prove something of a report.

    Parameters
    ----------
    session : Session
    tracking : str
    key : str
        Of a photo of this report that was not refused.

    Returns
    -------
    PhotoRecord

    Raises
    ------
    InputError
        If there is no such photo.
    """
    for photo in list_photos(session, tracking, public=False):
        if photo.key == key and photo.state != REFUSED:
            return photo
    raise InputError("photo", f"{key[:40]!r} is no photo of this report")


def list_named_files(session: Session) -> set[str]:
    """List every file that a photo names."""
    columns = (ReportPhoto.sealed, ReportPhoto.file, ReportPhoto.small)
    return {file for row in session.execute(select(*columns)) for file in row if file}
