"""Whoever finds the best way for one person, however it is done."""

from __future__ import annotations

from typing import Protocol

from geo.cost import Costs
from geo.engine.arc import CLOSED
from geo.engine.lazy import find_way, judged
from geo.engine.query import Found, Seeds


class WayFinder(Protocol):
    """Finds the best way; all finders find ways of the same cost."""

    def __call__(
        self, costs: Costs, starts: Seeds, ends: Seeds, *, stop: int = CLOSED
    ) -> Found | None:
        """Find the best way from any of some nodes to any of others.

        Parameters
        ----------
        costs : Costs
            Of the person, under the barriers that act now.
        starts, ends : Seeds
        stop : int
            Only ways of fewer milliseconds count.
        """


def find_lazily(
    costs: Costs, starts: Seeds, ends: Seeds, *, stop: int = CLOSED
) -> Found | None:
    """Find the best way with nothing prepared (a ``WayFinder``)."""
    bench = judged(costs)
    return find_way(costs.facts.network, bench, starts, ends, stop=stop)
