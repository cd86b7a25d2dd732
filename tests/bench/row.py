"""Rows of the table of ratios."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np

from tests.bench.measure import Compared, Times

SLACK: Final = 0.8
"""Share of a goal at which ``--check`` fails: two shared cores are noisy."""
NOT_INSTALLED: Final = "not installed"


@dataclass(frozen=True)
class Goal:
    """What is to be measured: the task, the peer, how many times as fast.

    Attributes
    ----------
    task, peer : str
    times : float, optional
        Goal; ``None`` where a row only informs.
    at_most : bool
        Whether the ratio must stay below: growth with size.
    """

    task: str
    peer: str
    times: float | None = None
    at_most: bool = False

    def is_met(self, ratio: float, slack: float = 1.0) -> bool:
        """Tell whether a ratio reaches the goal, or a share of it."""
        if self.times is None:
            return True
        if self.at_most:
            return ratio <= self.times / slack
        return ratio >= self.times * slack

    def word(self, ratio: float) -> str:
        """Say how a ratio stands to the goal."""
        if self.times is None:
            return ""
        if self.is_met(ratio):
            return "met"
        return "near" if self.is_met(ratio, SLACK) else "MISSED"

    @property
    def text(self) -> str:
        """The goal as the table writes it."""
        sign = "≤" if self.at_most else "≥"
        return "" if self.times is None else f"{sign} {self.times:g}"


@dataclass(frozen=True)
class Row:
    """One line of the table; times in milliseconds.

    Attributes
    ----------
    low, high : float
        Smallest and largest ratio of a round.
    state : str
        Empty where it was measured; else why it was not.
    note : str
        What must be known to read it.
    """

    goal: Goal
    ours_ms: float = float("nan")
    ours_p99_ms: float = float("nan")
    peer_ms: float = float("nan")
    peer_p99_ms: float = float("nan")
    ratio: float = float("nan")
    low: float = float("nan")
    high: float = float("nan")
    state: str = ""
    note: str = ""

    @property
    def is_good(self) -> bool:
        """Whether the goal is met or near, or nothing could be measured."""
        return bool(self.state) or self.goal.is_met(self.ratio, SLACK)

    def as_json(self) -> dict[str, Any]:
        """Give the row as plain values."""
        values = {k: v for k, v in asdict(self).items() if k != "goal"}
        known = {k: None if v != v else v for k, v in values.items()}  # noqa: PLR0124
        word = self.state or self.goal.word(self.ratio)
        return {**asdict(self.goal), **known, "outcome": word}


def make_row(
    goal: Goal, compared: Compared, *, share: float = 50, note: str = ""
) -> Row:
    """Sum up rounds; ``share`` is the percentile that is compared."""
    ratios = compared.ratios(share)
    ours, theirs = _flat(compared.ours), _flat(compared.theirs)
    return Row(
        goal,
        ours_ms=float(np.percentile(ours, share)),
        ours_p99_ms=float(np.percentile(ours, 99)),
        peer_ms=float(np.percentile(theirs, share)),
        peer_p99_ms=float(np.percentile(theirs, 99)),
        ratio=float(np.median(ratios)),
        low=min(ratios),
        high=max(ratios),
        note=note,
    )


def missing_row(goal: Goal, state: str = NOT_INSTALLED) -> Row:
    """Say that a peer could not be measured, and why."""
    return Row(goal, state=state)


def _flat(rounds: Iterable[Times]) -> list[float]:
    return [1000 * taken for times in rounds for taken in times]


HEAD: Final = ("task", "peer", "ours ms", "p99", "peer ms", "p99", "ratio", "goal", "")
WIDTHS: Final = (46, 22, 10, 10, 11, 11, 24, 9, 6)


def head_lines() -> Iterator[str]:
    """Write the head of the table."""
    yield _line(HEAD)
    yield "-" * (sum(WIDTHS) + len(WIDTHS))


def row_lines(row: Row) -> Iterator[str]:
    """Write a row as a line of text, its note below it."""
    yield _line(_cells(row))
    if row.note:
        yield f"    {row.note}"


def _cells(row: Row) -> tuple[str, ...]:
    name = (row.goal.task, row.goal.peer)
    if row.state:
        return (*name, row.state, "", "", "", "", row.goal.text, "")
    times = (row.ours_ms, row.ours_p99_ms, row.peer_ms, row.peer_p99_ms)
    shown = (f"{value:.3g}" if value < 1000 else f"{value:.0f}" for value in times)
    ratio = f"{row.ratio:.3g} ({row.low:.3g} … {row.high:.3g})"
    return (*name, *shown, ratio, row.goal.text, row.goal.word(row.ratio))


def _line(cells: Iterable[str]) -> str:
    padded = (cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=True))
    return " ".join(padded).rstrip()
