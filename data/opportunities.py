"""Places and stops attached to the network, kept until one of the two changes."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import Final
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from data.queries.opportunity import list_opportunities
from data.queries.revision import get_revision
from geo.network import Network
from geo.reach_place import Places


@dataclass(frozen=True)
class Held:
    """The places of one state of the data on one network."""

    state: tuple[str, int]
    network: Network
    places: Places


class Opportunities:
    """The newest places of each open database."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._held: WeakKeyDictionary[Engine, Held] = WeakKeyDictionary()

    def get(self, session: Session, network: Network) -> Places:
        """Give the places as they are now, attaching them where they are old.

        Parameters
        ----------
        session : Session
        network : Network
            On which their doors are looked for.
        """
        engine = session.get_bind().engine
        now = get_revision(session)
        state = (now.identity, now.content)
        with self._lock:
            held = self._held.get(engine)
        if held and held.state == state and held.network is network:
            return held.places
        places = Places.attach(network, list_opportunities(session))
        with self._lock:
            self._held[engine] = Held(state, network, places)
        return places


_KEPT: Final = Opportunities()


def get_places(session: Session, network: Network) -> Places:
    """Give the places and stops of a database on a network."""
    return _KEPT.get(session, network)
