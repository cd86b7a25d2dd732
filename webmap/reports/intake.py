"""Take a report in: from the form and from the API alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from sqlalchemy.orm import Session

from data.queries.question import mark_author
from data.queries.report import Filed, file_report, new_tracking
from data.queries.report_sent import find_repeat
from data.runtime import Runtime
from geo.channel import report_channels
from geo.draft import Draft
from geo.hold import Arrival
from webmap.arrival import settle
from webmap.context import read_session
from webmap.photos.store import Kept, attach
from webmap.reports.hints import holds_personal
from webmap.reports.voter import voter_of

OUTSIDE: Final = "outside_town"
NOWHERE: Final = "no_position"
TRAPPED: Final = "filled_the_trap"
PERSONAL: Final = "personal_data"
"""Keeps it from being published before somebody has looked (``geo.guard``)."""

Besides = Callable[[Session, str], None]


def flags_of(runtime: Runtime, draft: Draft) -> list[str]:
    """List what staff must know of a draft; none of it refuses the report."""
    flags = [PERSONAL] if holds_personal(draft) else []
    if draft.lonlat is None:
        return [*flags, NOWHERE]
    lon, lat = draft.lonlat
    west, south, east, north = runtime.town.bbox
    is_inside = west <= lon <= east and south <= lat <= north
    return flags if is_inside else [*flags, OUTSIDE]


def find_filed(draft: Draft) -> Filed | None:
    """Find what exactly the same was filed as before: a repeat is no second sending.

    Whoever is on a bad line repeats, and is not asked to wait for it. Anything else
    under a known key counts like a report, so that nobody tries keys out.
    """
    tracking = find_repeat(read_session(), draft)
    return Filed(tracking, is_new=False) if tracking else None


def take_in(
    runtime: Runtime,
    draft: Draft,
    *,
    kept: Sequence[Kept] = (),
    arrival: Arrival | None = None,
    besides: Besides | None = None,
) -> Filed:
    """Keep a sound draft and its photos, all or nothing.

    Parameters
    ----------
    runtime : Runtime
    draft : Draft
        Without faults.
    kept : sequence of Kept
        Photos that wait.
    arrival : Arrival, optional
        How it came in; rules may hold it for that.
    besides : callable, optional
        Keeps what else belongs to a new report, in the same transaction.

    Returns
    -------
    Filed

    Raises
    ------
    MissingError
        If a photo is no longer there; nothing is kept.
    """
    tracking = new_tracking()
    came = arrival or Arrival()
    flags = [*flags_of(runtime, draft), *([TRAPPED] if came.trapped else [])]
    with runtime.database.write() as session:
        filed = file_report(
            session,
            draft,
            flags=flags,
            tracking=tracking,
            at=runtime.clock(),
        )
        if filed.is_new:
            _mark(session, filed.tracking, draft)
            attach(runtime, session, filed.tracking, kept)
            settle(runtime, session, filed.tracking, draft, came)
            if besides:
                besides(session, filed.tracking)
    return filed


def _mark(session: Session, tracking: str, draft: Draft) -> None:
    """Keep who must not vote on it; staff that types it in is not its author."""
    if not report_channels()[draft.channel].entered:
        device, network = voter_of(tracking)
        mark_author(session, tracking, author=device, network=network)
