"""Take a report in: from the form and from the API alike."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

from data.photos import PhotoStore
from data.queries.report import Filed, file_report, new_tracking
from data.runtime import Runtime
from geo.draft import Draft

FOLDER: Final = "photos"
OUTSIDE: Final = "outside_town"
NOWHERE: Final = "no_position"
TRAPPED: Final = "filled_the_trap"


@lru_cache
def _store(folder: Path) -> PhotoStore:
    return PhotoStore(folder)


def photos(runtime: Runtime) -> PhotoStore:
    """Give the photos of an instance."""
    return _store(runtime.settings.data_dir / FOLDER)


def most_photo_bytes(runtime: Runtime) -> int:
    """Give the largest accepted photo."""
    return runtime.settings.max_upload_mb * 1_000_000


def flags_of(runtime: Runtime, draft: Draft) -> list[str]:
    """List what staff must know of a draft; none of it refuses the report."""
    if draft.lonlat is None:
        return [NOWHERE]
    lon, lat = draft.lonlat
    west, south, east, north = runtime.town.bbox
    return [] if west <= lon <= east and south <= lat <= north else [OUTSIDE]


def take_in(
    runtime: Runtime, draft: Draft, *, photo_token: str = "", trapped: bool = False
) -> Filed:
    """Keep a sound draft and its photo, both or neither.

    Parameters
    ----------
    runtime : Runtime
    draft : Draft
        Without faults.
    photo_token : str
        Of a photo that waits; empty without one.
    trapped : bool
        Whether a field was filled in that people do not see.

    Returns
    -------
    Filed

    Raises
    ------
    MissingError
        If the photo is no longer there; nothing is kept.
    """
    tracking = new_tracking()
    flags = [*flags_of(runtime, draft), *([TRAPPED] if trapped else [])]
    with runtime.database.write() as session:
        filed = file_report(
            session,
            draft,
            flags=flags,
            tracking=tracking,
            photo=f"{tracking}.webp" if photo_token else "",
            at=runtime.clock(),
        )
        if filed.is_new and photo_token:
            photos(runtime).claim(photo_token, tracking)
    return filed
