"""How often one network may send something; counted in this process, never stored."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from threading import Lock
from typing import Final

from apiflask import APIFlask
from flask import current_app, request
from werkzeug.exceptions import TooManyRequests

from webmap.trace import network_of

MOST: Final = 30
"""Reports of one network in a window: a class that surveys its street stays below."""
WINDOW_S: Final = 600.0
NETWORKS: Final = 10_000
"""Networks that are remembered; the longest unseen is forgotten first."""
KEY: Final = "wusul.rate"


class Rate:
    """Counts what each network sends.

    Parameters
    ----------
    most : int
        How many in a window.
    window_s : float
    """

    def __init__(self, most: int = MOST, window_s: float = WINDOW_S) -> None:
        self.most = most
        self.window_s = window_s
        self._lock = Lock()
        self._seen: OrderedDict[str, deque[float]] = OrderedDict()

    def wait_s(self, network: str, *, now_s: float) -> float:
        """Count one more; give the seconds to wait, zero if it is allowed."""
        with self._lock:
            times = self._seen.setdefault(network, deque())
            self._seen.move_to_end(network)
            while times and times[0] <= now_s - self.window_s:
                times.popleft()
            if len(times) >= self.most:
                return times[0] + self.window_s - now_s
            times.append(now_s)
            if len(self._seen) > NETWORKS:
                self._seen.popitem(last=False)
        return 0.0


def require_patience() -> None:
    """Refuse (429) a network that sends too much."""
    rate: Rate = current_app.extensions[KEY]
    wait_s = rate.wait_s(network_of(request.remote_addr), now_s=time.monotonic())
    if wait_s > 0:
        raise TooManyRequests(
            f"more than {rate.most} in {rate.window_s:g} seconds",
            retry_after=int(wait_s) + 1,
        )


def install(site: APIFlask) -> None:
    """Give a site its counter."""
    site.extensions[KEY] = Rate()
