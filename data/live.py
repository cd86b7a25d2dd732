"""What operators say of their service at this hour, decoded once by each process."""

from __future__ import annotations

from datetime import datetime
from threading import Lock

from sqlalchemy.orm import Session

from data.live_feed import decode_live
from data.queries.live import LiveState, get_body, list_live
from geo.transit.live import ALERTS_OLD, Live, join_live


class LiveStore:
    """The last word of every feed; a message is decoded when it is new."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._held: dict[str, Live] = {}

    def current(self, session: Session, at: datetime) -> Live:
        """Give what counts at a time.

        Parameters
        ----------
        session : Session
        at : datetime
            Now; what is too old is left out.

        Returns
        -------
        Live
        """
        states = [one for one in list_live(session) if _counts(one, at)]
        with self._lock:
            held = self._held
        fresh = {
            one.digest: held.get(one.digest) or self._decode(session, one)
            for one in states
        }
        with self._lock:
            self._held = fresh
        return join_live(fresh.values(), at)

    def _decode(self, session: Session, state: LiveState) -> Live:
        return decode_live(get_body(session, state.id), state.feed.source).live


def _counts(state: LiveState, at: datetime) -> bool:
    """Tell whether anything of a feed may still count."""
    return state.made_at is not None and at - state.made_at <= ALERTS_OLD
