"""The metrics that a process keeps: of one network, made where no request waits."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Lock
from typing import Final

from data.hierarchy_file import ready_hierarchy
from geo.answer import Policy
from geo.cost import edge_costs
from geo.engine.keep import Job, Keeper
from geo.network import BarrierFact, Network
from geo.profile import load_profiles

LOG: Final = logging.getLogger("wusul.metrics")


class MetricStore:
    """Keeps metrics for the network of the last question, in one thread behind.

    Parameters
    ----------
    folder : Path
        Where networks and their hierarchies lie.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = Lock()
        self._held: tuple[Network, Keeper] | None = None
        self._thread: ThreadPoolExecutor | None = None

    def finder(self, network: Network, barriers: Sequence[BarrierFact]) -> Keeper:
        """Give what finds ways in a network.

        For a network not seen before, metrics of the kept profiles are begun; until
        they are there, ways are found without.

        Parameters
        ----------
        network : Network
        barriers : sequence of BarrierFact
            Those that act now.
        """
        with self._lock:
            if self._held is not None and self._held[0] is network:
                return self._held[1]
            keeper = Keeper(lambda: ready_hierarchy(network, self.folder), self._start)
            self._held = network, keeper
        self._start(lambda: _keep_profiles(keeper, network, barriers))
        return keeper

    def build(self, network: Network) -> None:
        """Make the hierarchy of a network, so that no process has to."""
        ready_hierarchy(network, self.folder)

    def wait(self) -> None:
        """Wait until all metrics that were begun are there."""
        with self._lock:
            thread, self._thread = self._thread, None
        if thread is not None:
            thread.shutdown()

    def _start(self, job: Job) -> None:
        with self._lock:
            if self._thread is None:
                self._thread = ThreadPoolExecutor(1, thread_name_prefix="metrics")
            self._thread.submit(job).add_done_callback(_tell)


def _keep_profiles(
    keeper: Keeper, network: Network, barriers: Sequence[BarrierFact]
) -> None:
    """Make metrics for the kept profiles; a trip asks what it is at best and worst."""
    kept = [profile for profile in load_profiles().values() if profile.kept]
    keeper.make(
        [
            edge_costs(network, person, policy, barriers)
            for policy in (Policy.CAUTIOUS, Policy.OPEN, Policy.STRICT)
            for person in kept
        ]
    )


def _tell(future: Future[None]) -> None:
    """Log why a metric was not made; ways are found without it."""
    error = future.exception()
    if error is not None:
        LOG.error("a metric was not made", exc_info=error)
