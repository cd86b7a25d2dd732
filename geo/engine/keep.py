"""Metrics kept for people who ask again, always as the barriers are now."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import cached_property
from threading import Lock
from typing import Final

import numpy as np

from geo.cost import Costs
from geo.engine.arc import CLOSED
from geo.engine.finder import find_lazily
from geo.engine.gate import Gate
from geo.engine.hierarchy import Hierarchy
from geo.engine.layer import Layer, build_layer, list_altered, weigh
from geo.engine.metric import Metric, build_metrics, update_metric
from geo.engine.query import Found, Searcher, Seeds
from geo.judge.need import Needs

USES: Final = 3
"""Who asks so often for the same needs gets a metric."""
MOST: Final = 32
"""So many metrics are kept; those asked for longest ago go first."""
COUNTED: Final = 1000
"""Of so many needs it is known how often they were asked for."""

Job = Callable[[], None]


class Kept:
    """One metric, for one person's needs.

    A search sees the barriers of its own question, and never half a change: whoever
    finds the metric under other barriers changes it alone, then searches it.
    """

    def __init__(self, searcher: Searcher, metric: Metric, layer: Layer) -> None:
        self.searcher, self.metric, self.layer = searcher, metric, layer
        self.gate = Gate()

    def find(
        self, needs: Needs, layer: Layer, starts: Seeds, ends: Seeds
    ) -> Found | None:
        """Find the best way under the barriers of a layer."""
        with self.gate.reading():
            if self.layer is layer:
                return self.searcher.find(self.metric, starts, ends)
        with self.gate.writing():
            self._catch_up(needs, layer)
            return self.searcher.find(self.metric, starts, ends)

    def _catch_up(self, needs: Needs, layer: Layer) -> None:
        segments = list_altered(self.layer, layer)
        weights = weigh(layer.laid, needs, segments)
        arcs = np.column_stack([2 * segments, 2 * segments + 1]).ravel()
        new = weights != self.metric.weights[arcs]
        if new.any():
            update_metric(self.metric, arcs[new], weights[new])
        self.layer = layer


class Keeper:
    """Finds ways in one network: by a kept metric if there is one, else lazily.

    Parameters
    ----------
    hierarchy : callable
        Gives the hierarchy of the network; asked once, when first needed.
    start : callable
        Does a job, at once or meanwhile; no search waits for it.
    """

    def __init__(
        self, hierarchy: Callable[[], Hierarchy], start: Callable[[Job], object]
    ) -> None:
        self._hierarchy, self._start = hierarchy, start
        self._lock = Lock()
        self._kept: OrderedDict[bytes, Kept] = OrderedDict()
        self._uses: OrderedDict[bytes, int] = OrderedDict()

    def __call__(
        self, costs: Costs, starts: Seeds, ends: Seeds, *, stop: int = CLOSED
    ) -> Found | None:
        """Find the best way (a ``geo.engine.finder.WayFinder``)."""
        kept = self._look_up(costs)
        if kept is None:
            return find_lazily(costs, starts, ends, stop=stop)
        found = kept.find(costs.needs, build_layer(costs.laid), starts, ends)
        return found if found is not None and found.cost < stop else None

    def make(self, people: Sequence[Costs]) -> None:
        """Make metrics for some people now; who has one keeps it."""
        searcher = self._searcher
        missing = [costs for costs in people if not self.has(costs)]
        metrics = build_metrics(searcher.hierarchy, [c.weights_ms for c in missing])
        with self._lock:
            for costs, metric in zip(missing, metrics, strict=True):
                kept = Kept(searcher, metric, build_layer(costs.laid))
                self._kept[costs.needs.tobytes()] = kept
                self._uses.pop(costs.needs.tobytes(), None)
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)

    def has(self, costs: Costs) -> bool:
        """Tell whether there is a metric for somebody's needs."""
        with self._lock:
            return costs.needs.tobytes() in self._kept

    @cached_property
    def _searcher(self) -> Searcher:
        return Searcher(self._hierarchy())

    def _look_up(self, costs: Costs) -> Kept | None:
        key = costs.needs.tobytes()
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            uses = self._uses.pop(key, 0) + 1
            self._uses[key] = uses
            if len(self._uses) > COUNTED:
                self._uses.popitem(last=False)
        if uses == USES:
            self._start(lambda: self.make([costs]))
        return None
