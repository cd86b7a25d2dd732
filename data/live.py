"""What operators say of their service at this hour, decoded once by each process."""

from __future__ import annotations

from datetime import datetime
from threading import Lock
from typing import Final

from sqlalchemy.orm import Session

from data.live_feed import decode_live
from data.queries.live import LiveState, get_body, list_live
from geo.transit.day import Day
from geo.transit.live import ALERTS_OLD, Live, join_live
from geo.transit.live_day import with_live

MINUTE_S: Final = 60


class LiveStore:
    """The last word of every feed; a message is decoded when it is new."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._held: dict[str, Live] = {}
        self._day: tuple[Day, Live, Day] | None = None
        self._joined: tuple[tuple[str, ...], int, Live] | None = None

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
        return self._join(fresh, at)

    def day(self, session: Session, planned: Day, at: datetime) -> Day:
        """Give a day with what operators say of it now.

        Parameters
        ----------
        session : Session
        planned : Day
            As the timetable has it.
        at : datetime
            Now.

        Returns
        -------
        Day
            The same object for a minute, if nothing new is said.
        """
        live = self.current(session, at)
        held = self._day
        if held is None or held[0] is not planned or held[1] is not live:
            told = with_live(planned, live, now_s=planned.seconds(at))
            self._day = held = planned, live, told
        return held[2]

    def _join(self, fresh: dict[str, Live], at: datetime) -> Live:
        """Give the same object for a minute, if nothing new is said."""
        digests, minute = tuple(fresh), int(at.timestamp() // MINUTE_S)
        held = self._joined
        if held is None or held[:2] != (digests, minute):
            live = join_live(fresh.values(), at)
            self._joined = held = digests, minute, live
        return held[2]

    def _decode(self, session: Session, state: LiveState) -> Live:
        return decode_live(get_body(session, state.id), state.feed.source).live


def _counts(state: LiveState, at: datetime) -> bool:
    """Tell whether anything of a feed may still count."""
    return state.made_at is not None and at - state.made_at <= ALERTS_OLD
