"""What is read from a database once and kept until its data change."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock
from time import monotonic
from typing import Final, Generic, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from data.db import Database
from data.glance import GLANCES, Counters
from data.queries.revision import get_revision

MOST: Final = 4
"""So many variants of one thing are kept, the newest."""

T = TypeVar("T")


def look(session: Session) -> Counters:
    """Tell how often a database has changed.

    Parameters
    ----------
    session : Session

    Returns
    -------
    Counters
        Of this process's own changes always the newest; of those of others, as they
        were at most ``GLANCE_S`` seconds ago.
    """
    bind = session.get_bind()
    is_writing = bind.get_execution_options().get("writing", False)
    seen = None if is_writing else GLANCES.get(bind.engine)
    if seen is not None:
        return seen
    begun = monotonic()
    row = get_revision(session)
    fresh = Counters(row.identity, row.network, row.barriers, row.content)
    if not is_writing:
        GLANCES.put(bind.engine, fresh, begun=begun)
    return fresh


def glance(database: Database) -> Counters:
    """Tell how often a database has changed; a session is opened only if need be.

    Parameters
    ----------
    database : Database

    Returns
    -------
    Counters
        As ``look`` gives them.
    """
    seen = GLANCES.get(database.engine)
    if seen is not None:
        return seen
    with database.read() as session:
        return look(session)


class Kept(Generic[T]):
    """Something that is read from each open database and kept while its data stay.

    Parameters
    ----------
    read : callable
        Reads it from a session; what else it depends on comes after the session.
    """

    def __init__(self, read: Callable[..., T]) -> None:
        self._read = read
        self._lock = Lock()
        self._held: WeakKeyDictionary[Engine, tuple[Counters, dict[Hashable, T]]] = (
            WeakKeyDictionary()
        )

    def get(self, session: Session, *rest: Hashable) -> T:
        """Give it as the data are now.

        Parameters
        ----------
        session : Session
        rest : hashable
            What else it depends on.
        """
        engine, now = session.get_bind().engine, look(session)
        with self._lock:
            state, held = self._held.get(engine, (None, {}))
        if state == now and rest in held:
            return held[rest]
        fresh = self._read(session, *rest)
        with self._lock:
            state, held = self._held.get(engine, (None, {}))
            others = list(held.items())[1 - MOST :] if state == now else ()
            self._held[engine] = (now, {**dict(others), rest: fresh})
        return fresh
