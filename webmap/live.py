"""Ask operators behind the requests what they say of their service at this hour."""

from __future__ import annotations

import ipaddress
import logging
from typing import Final
from urllib.parse import urlsplit

from data.live_feed import Decoded, decode_live
from data.lock import try_lock
from data.queries.live import drop_others, keep_body, keep_fault
from data.runtime import Runtime
from geo.errors import InputError, SourceError
from geo.transit.live import LiveSource
from webmap.far import Address
from webmap.fetch import Fetcher

LOG: Final = logging.getLogger("wusul")
LOCK: Final = "live.lock"
ACCEPT: Final = "application/x-protobuf, application/protobuf, */*"
ANSWER_S: Final = 10.0
MOST_BYTES: Final = 30_000_000


def read_live(held: Runtime) -> dict[LiveSource, Decoded | None]:
    """Ask every feed that the settings name.

    Parameters
    ----------
    held : Runtime

    Returns
    -------
    dict of LiveSource to Decoded or None
        What came; ``None`` where nothing did, which is noted. Empty while another
        process asks.
    """
    feeds = held.settings.live_feeds
    if not feeds:
        return {}
    with try_lock(held.settings.data_dir / LOCK) as is_mine:
        if not is_mine:
            return {}
        with held.database.write() as session:
            drop_others(session, feeds)
        return {feed: _read(held, feed) for feed in feeds}


def _read(held: Runtime, feed: LiveSource) -> Decoded | None:
    try:
        body = _fetcher(feed.url).fetch(feed.url)
        decoded = decode_live(body, feed.source)
    except (InputError, SourceError) as wrong:
        reason = getattr(wrong, "reason", str(wrong))
        LOG.warning("no word of %s from %s: %s", feed.source, feed.url, reason)
        with held.database.write() as session:
            keep_fault(session, feed, reason, at=held.clock())
        return None
    with held.database.write() as session:
        made = decoded.live.made_at
        keep_body(session, feed, body, made_at=made, at=held.clock())
    return decoded


def _fetcher(url: str) -> Fetcher:
    """Ask where the settings say, in our own network, too."""
    port = urlsplit(url).port
    return Fetcher(
        ports=() if port is None else (port,),
        most_bytes=MOST_BYTES,
        total_s=ANSWER_S,
        accept=ACCEPT,
        is_allowed=is_asked,
    )


def is_asked(address: Address) -> bool:
    """Tell whether a service can live at an address."""
    return not (address.is_multicast or address == ipaddress.ip_address("0.0.0.0"))  # noqa: S104
