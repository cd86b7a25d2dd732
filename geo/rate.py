"""How often one sender may do something: a window that slides."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Final

_TABLE: Final = Path(__file__).parent / "tables" / "rates.toml"
USUAL: Final = "word"
"""What a kind that the table does not have is counted like."""


@dataclass(frozen=True)
class Rate:
    """One row of the table: ``most`` of a kind in ``window_s`` seconds by one sender.

    Attributes
    ----------
    kind : str
    by : str
        What makes a sender: ``"network"``, ``"device"`` or ``"key"``.
    most, window_s : int
    """

    kind: str
    by: str
    most: int
    window_s: int


@lru_cache
def list_rates(kind: str) -> tuple[Rate, ...]:
    """List what limits a kind; one that the table does not have is usual."""
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    rows = [Rate(**row) for row in table["rate"]]
    known = [row for row in rows if row.kind == kind]
    return tuple(known or [row for row in rows if row.kind == USUAL])


@dataclass
class _Window:
    """How often each sender came in one window, and in the one before."""

    begins: int
    before: dict[str, int] = field(default_factory=dict)
    now: dict[str, int] = field(default_factory=dict)

    def turn(self, begins: int, window_s: int) -> None:
        """Go on to a later window; what is older than two is forgotten."""
        if begins > self.begins:
            follows = begins == self.begins + window_s
            self.before, self.now = (self.now if follows else {}), {}
            self.begins = begins


class Tally:
    """Counts senders in memory, for all threads of one process."""

    def __init__(self) -> None:
        self._windows: dict[Rate, _Window] = {}
        self._lock = Lock()

    def count(self, rate: Rate, who: str, *, now_s: float) -> float:
        """Count one more by a sender; a refusal is not counted.

        Parameters
        ----------
        rate : Rate
        who : str
        now_s : float
            Seconds since 1970.

        Returns
        -------
        float
            Seconds to wait; 0 where it is allowed.
        """
        begins = int(now_s // rate.window_s) * rate.window_s
        with self._lock:
            window = self._windows.setdefault(rate, _Window(begins))
            window.turn(begins, rate.window_s)
            count, before = window.now.get(who, 0) + 1, window.before.get(who, 0)
            into_s = now_s - window.begins
            wait = wait_s(rate, before=before, count=count, into_s=into_s)
            if not wait:
                window.now[who] = count
        return wait

    @property
    def senders(self) -> int:
        """How many counts are kept."""
        windows = list(self._windows.values())
        return sum(len(one.before) + len(one.now) for one in windows)


def wait_s(rate: Rate, *, before: int, count: int, into_s: float) -> float:
    """Tell how long a sender has to wait.

    Of the window before, the part counts that a window of full length still covers.

    Parameters
    ----------
    rate : Rate
    before : int
        How many in the window before.
    count : int
        How many in this window, this one too.
    into_s : float
        Seconds since this window began.

    Returns
    -------
    float
        Seconds; 0 where it is allowed now.
    """
    left = rate.window_s - into_s
    if before * left / rate.window_s + count <= rate.most:
        return 0.0
    room = rate.most - count
    if room < 0 or not before:
        return max(left, 1.0)
    return left - room * rate.window_s / before
