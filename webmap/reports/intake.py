"""Take a report in: from the form and from the API alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from data.queries.report import Filed, file_report, new_tracking
from data.runtime import Runtime
from geo.draft import Draft
from geo.hold import Arrival
from webmap.arrival import settle
from webmap.photos.store import Kept, attach

OUTSIDE: Final = "outside_town"
NOWHERE: Final = "no_position"
TRAPPED: Final = "filled_the_trap"


def flags_of(runtime: Runtime, draft: Draft) -> list[str]:
    """List what staff must know of a draft; none of it refuses the report."""
    if draft.lonlat is None:
        return [NOWHERE]
    lon, lat = draft.lonlat
    west, south, east, north = runtime.town.bbox
    return [] if west <= lon <= east and south <= lat <= north else [OUTSIDE]


def take_in(
    runtime: Runtime,
    draft: Draft,
    *,
    kept: Sequence[Kept] = (),
    arrival: Arrival | None = None,
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
            attach(runtime, session, filed.tracking, kept)
            settle(runtime, session, filed.tracking, draft, came)
    return filed
