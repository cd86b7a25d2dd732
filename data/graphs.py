"""The compiled network on disk and in memory, and the barriers that act now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Final, Protocol

from data.collector import without_collector
from data.db import Database
from data.graph_file import read_network, write_network
from data.kept import glance
from data.population import settle
from data.queries.barrier import ActiveBarrier, iter_active_barriers
from data.queries.graph_rows import load_rows
from data.queries.revision import get_revision
from data.queries.timed import list_timed
from geo.anchor import Anchorage
from geo.attribute import ATTRIBUTES
from geo.compile import compile_network
from geo.errors import MissingError
from geo.network import BarrierFact, Network
from geo.people.account import list_sources
from geo.snap import segment_index
from geo.timed import Timed, Timetable, list_shut, sort_timed

FILE: Final = "walk-{identity}.json"
"""One database's network is never taken for another's."""
NEAREST_M: Final = 15.0
"""A barrier without an anchor takes hold of a way that is at most this far."""


class Shown(Protocol):
    """Says what is being done."""

    def __call__(self, message: str) -> object:
        """Say it."""


@dataclass(frozen=True)
class Acting:
    """A barrier with the time at which it ends."""

    fact: BarrierFact
    expires_at: datetime | None


@dataclass(frozen=True)
class Given:
    """The barriers that act from one time until just before another."""

    barriers: list[BarrierFact]
    since: datetime
    until: datetime


def _give(acting: tuple[Acting, ...], now: datetime) -> Given:
    """Choose the barriers that act now, until the first of them ends."""
    chosen = [a for a in acting if a.expires_at is None or a.expires_at > now]
    ends = [a.expires_at for a in chosen if a.expires_at is not None]
    until = min(ends, default=datetime.max.replace(tzinfo=now.tzinfo))
    return Given([a.fact for a in chosen], now, until)


@dataclass
class Held:
    """What a process holds: one network, and the barriers of one revision.

    ``data`` is the revision of the rows from which a network would be compiled now.
    """

    stamp: tuple[int, int, int]
    network: Network
    anchorage: Anchorage
    data: int = -1
    revision: int = -1
    acting: tuple[Acting, ...] = ()
    cautions: tuple[BarrierFact, ...] = ()
    orphans: tuple[str, ...] = ()
    given: Given | None = None
    timed: tuple[Timed, ...] = ()
    timetable: Timetable | None = None

    def barriers(self, now: datetime) -> list[BarrierFact]:
        """Give the barriers that act now: the same list until they change."""
        if self.given is None or not self.given.since <= now < self.given.until:
            self.given = _give(self.acting, now)
        return self.given.barriers

    def barriers_at(self, now: datetime, at: datetime) -> list[BarrierFact]:
        """Give those that act when somebody goes, with what is shut at that time."""
        lasting = _give(self.acting, max(now, at)).barriers
        return [*lasting, *list_shut(self.timed, at)]


class GraphStore:
    """Builds, keeps and gives the compiled network.

    Parameters
    ----------
    database : Database
    data_dir : Path
        Runtime files; the network lies in its folder ``graphs``.
    clock : callable
        Gives the present time, aware.
    """

    def __init__(
        self, database: Database, data_dir: Path, clock: Callable[[], datetime]
    ) -> None:
        self.database = database
        self.folder = data_dir / "graphs"
        self.clock = clock
        self._held: Held | None = None
        self._lock = Lock()

    def build(self, progress: Shown | None = None) -> Network:
        """Compile the rows into arrays and put them in the place of those before.

        Parameters
        ----------
        progress : callable, optional
            Told what is being done.

        Returns
        -------
        Network

        Raises
        ------
        SourceError
            If they cannot be written; those before stay.
        """
        say: Callable[[str], object] = progress or (lambda _message: None)
        path, network = self._compile(say)
        write_network(network, path)
        say(f"network: {network.segments} segments, {network.nodes} nodes")
        return network

    @without_collector()
    def _compile(self, say: Callable[[str], object]) -> tuple[Path, Network]:
        """Compile the rows; what is only needed on the way is gone afterwards."""
        say("reading the ways")
        with self.database.read() as session:
            path = self._path(get_revision(session).identity)
            rows = load_rows(session)
            say("compiling the network")
            network = compile_network(rows)
            settled = settle(session, network)
        for said in list_sources(settled):
            say(f"residents: {said}")
        return path, replace(network, residents=settled.residents)

    def current(self) -> tuple[Network, list[BarrierFact]]:
        """Give the network and the barriers that act now.

        Returns
        -------
        tuple
            The same network object until it is built anew, and the same list of
            barriers, which nobody changes, until one begins or ends: whoever keeps
            something made of them looks whether they are still the same objects.

        Raises
        ------
        MissingError
            If the network was never built.
        """
        held = self._fresh()
        with self._lock:
            return held.network, held.barriers(self.clock())

    def at(self, at: datetime) -> tuple[Network, list[BarrierFact]]:
        """Give the network and the barriers at a time at which somebody goes.

        Parameters
        ----------
        at : datetime
            In the town's time zone.

        Returns
        -------
        tuple
            The network; the barriers that act then, and what is shut then.

        Raises
        ------
        MissingError
            If the network was never built.
        """
        held = self._fresh()
        self._time(held)
        with self._lock:
            return held.network, held.barriers_at(self.clock(), at)

    def with_cautions(self, barriers: list[BarrierFact]) -> list[BarrierFact]:
        """Add to barriers what is said to be repaired and nobody has verified."""
        held = self._held or self._fresh()
        return [*barriers, *held.cautions] if held.cautions else barriers

    def timetable(self) -> Timetable:
        """Tell on which segments something is open only at times."""
        return self._time(self._held or self._fresh())

    def is_older(self) -> bool:
        """Tell whether the rows have changed since the network was compiled."""
        held = self._fresh()
        return held.network.revision != held.data

    def orphans(self) -> tuple[str, ...]:
        """List the keys of barriers that act on nothing in this network."""
        return self._fresh().orphans

    def _time(self, held: Held) -> Timetable:
        """Read what is open only at times, once for each network."""
        if held.timetable is None:
            with self.database.read() as session:
                held.timed = list_timed(session, held.anchorage)
            held.timetable = sort_timed(held.timed)
        return held.timetable

    def _path(self, identity: str) -> Path:
        return self.folder / FILE.format(identity=identity or "empty")

    def _fresh(self) -> Held:
        with self._lock:
            now = glance(self.database)
            path = self._path(now.identity)
            stamp = _stamp(path)
            if self._held is None or self._held.stamp != stamp:
                network = read_network(path)
                self._held = Held(stamp, network, Anchorage(network))
            self._held.data = now.network
            if self._held.revision != now.barriers:
                with self.database.read() as session:
                    found = list(iter_active_barriers(session))
                _hold(self._held, found, now.barriers)
            return self._held


def _stamp(path: Path) -> tuple[int, int, int]:
    try:
        status = path.stat()
    except FileNotFoundError as cause:
        raise MissingError("the network is not built: wusul build") from cause
    return status.st_mtime_ns, status.st_size, status.st_ino


def _hold(held: Held, found: list[ActiveBarrier], revision: int) -> None:
    acting, orphans, cautions = [], [], []
    for barrier in found:
        segments = _segments(held, barrier)
        if barrier.is_over:
            cautions += [_fact(barrier, segments)] if segments else []
        elif segments:
            acting.append(Acting(_fact(barrier, segments), barrier.expires_at))
        elif not barrier.anchor.at_crossing:
            orphans.append(barrier.key)
    held.acting, held.orphans = tuple(acting), tuple(orphans)
    held.cautions = tuple(cautions)
    held.revision, held.given = revision, None


def _segments(held: Held, barrier: ActiveBarrier) -> tuple[int, ...]:
    if barrier.attribute not in ATTRIBUTES:
        return ()
    if barrier.anchor.way_key or barrier.anchor.node_key:
        return held.anchorage.find(barrier.attribute, barrier.anchor)
    near, _ = segment_index(held.network).near(barrier.lonlat, NEAREST_M)
    return tuple(near[:1])


def _fact(barrier: ActiveBarrier, segments: tuple[int, ...]) -> BarrierFact:
    return BarrierFact(
        key=barrier.key,
        kind=barrier.kind,
        segments=segments,
        attribute=barrier.attribute,
        value=barrier.value,
        lonlat=barrier.lonlat,
        evidence=barrier.evidence,
        confirmed=barrier.confirmed,
        names=barrier.names,
        cost=barrier.cost,
        is_over=barrier.is_over,
    )
