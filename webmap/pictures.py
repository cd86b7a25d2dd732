"""Fetch the pictures of programs behind their requests; no report waits for one."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Final

from data.queries.media import (
    FETCHED,
    Wanted,
    claim_media,
    has_due_media,
    note_failed,
    note_fetched,
)
from data.runtime import Runtime
from geo.errors import ConflictError, InputError, MissingError, SourceError
from geo.photo import Caption
from webmap.fetch import Fetcher
from webmap.photos.store import send_photo

LOG: Final = logging.getLogger("wusul")


@dataclass(frozen=True)
class Fetched:
    """What became of a picture: ``fetched``, ``waiting`` (again) or ``failed``."""

    tracking: str
    state: str


def fetch_waiting(held: Runtime, fetcher: Fetcher | None = None) -> list[Fetched]:
    """Fetch the pictures that are due; what does not come is noted, and tried again.

    Parameters
    ----------
    held : Runtime
    fetcher : Fetcher, optional
        How; from the open internet by default.

    Returns
    -------
    list of Fetched
    """
    at = held.clock()
    with held.database.read() as session:
        if not has_due_media(session, at=at):
            return []
    with held.database.write() as session:
        wanted = claim_media(session, at=at)
    return [_fetch(held, one, fetcher or Fetcher()) for one in wanted]


def _fetch(held: Runtime, wanted: Wanted, fetcher: Fetcher) -> Fetched:
    try:
        raw = fetcher.fetch(wanted.url)
        send_photo(held, wanted.tracking, raw, Caption())
    except (InputError, ConflictError, MissingError) as wrong:
        return _failed(held, wanted, str(wrong), permanent=True)
    except SourceError as wrong:
        return _failed(held, wanted, str(wrong), permanent=wrong.permanent)
    with held.database.write() as session:
        note_fetched(session, wanted)
    return Fetched(wanted.tracking, FETCHED)


def _failed(held: Runtime, wanted: Wanted, reason: str, *, permanent: bool) -> Fetched:
    LOG.info("the picture of report %s did not come: %s", wanted.tracking, reason)
    at = held.clock()
    with held.database.write() as session:
        state = note_failed(session, wanted, reason, permanent=permanent, at=at)
    return Fetched(wanted.tracking, state)
