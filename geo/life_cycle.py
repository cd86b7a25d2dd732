"""The life cycle of a report as it is written in the tables: states, steps, clocks."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from geo.errors import InputError

FIRST: Final = "received"
OPEN: Final = "open"
CLOSED: Final = "closed"
_TABLES: Final = Path(__file__).parent / "tables"
_STATES: Final = _TABLES / "report_states.toml"
_STEPS: Final = _TABLES / "report_steps.toml"


@dataclass(frozen=True)
class State:
    """One state of a report.

    Attributes
    ----------
    id : str
    open311 : str
        ``"open"``, ``"closed"``; empty where the report is not public.
    acts : str
        What the report does to trips: ``"none"``, ``"warn"``, ``"block"``,
        ``"removed"`` or ``"caution"``.
    label : dict of str to str
        Language → words.
    claimed : bool
        Whether the claim that it is fixed stands.
    """

    id: str
    open311: str
    acts: str
    label: dict[str, str]
    claimed: bool = False

    @property
    def is_public(self) -> bool:
        """Whether anybody may read a report in this state, unless a flag hides it."""
        return bool(self.open311)

    @property
    def next(self) -> tuple[str, ...]:
        """The only states that may follow."""
        after = (step.to for step in report_steps() if self.id in step.starts)
        return tuple(dict.fromkeys(after))


@dataclass(frozen=True)
class Step:
    """One row of the table of steps.

    Attributes
    ----------
    id, to : str
    starts : tuple of str
        States from which it leads.
    by : tuple of str
        Roles that may take it.
    label : dict of str to str
    needs : tuple of str
        What must be given; ``"a|b"`` is one of the two.
    guards : tuple of str
        Rules of ``geo.guard`` that must hold.
    within_days : int
        How long after the report came to its state; 0 is for ever.
    lasts : str
        ``"kind"``: its time begins anew; ``"open_end"``: it has none any more.
    """

    id: str
    to: str
    starts: tuple[str, ...]
    by: tuple[str, ...]
    label: dict[str, str]
    needs: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()
    within_days: int = 0
    lasts: str = ""


@dataclass(frozen=True)
class Clock:
    """What happens to a report in a state when nobody does anything.

    Attributes
    ----------
    state : str
    since : str
        ``"entered"``, a mark, or a day or time that is known of the report.
    days, working_days : int
        How long after that.
    mark : str
        What is noted; empty where a step is taken.
    to, reason : str
        The step of the system, and why.
    evidence : dict
    """

    state: str
    since: str = "entered"
    days: int = 0
    working_days: int = 0
    mark: str = ""
    to: str = ""
    reason: str = ""
    evidence: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Reason:
    """Why a report was held, hidden, closed or opened again."""

    id: str
    states: tuple[str, ...]
    label: dict[str, str]


@dataclass(frozen=True)
class Flag:
    """What is known of a report besides its state, and who may say so."""

    id: str
    by: tuple[str, ...]
    label: dict[str, str]
    hides: bool = False
    stops: bool = False


@dataclass(frozen=True)
class Word:
    """A role, a mark, or a thing that is given with a step."""

    id: str
    label: dict[str, str]
    kind: str = ""
    public: bool = False
    free: bool = False
    """Written by hand: it may hold anything, so the trail keeps only its hash."""


def _rows(path: Path, name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))[name]
    return [
        {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}
        for row in rows
    ]


@lru_cache
def report_states() -> dict[str, State]:
    """Read the states: id → state, in the order of the table."""
    return {row["id"]: State(**row) for row in _rows(_STATES, "state")}


@lru_cache
def report_reasons() -> dict[str, Reason]:
    """Read the reason codes: id → reason."""
    return {row["id"]: Reason(**row) for row in _rows(_STATES, "reason")}


@lru_cache
def report_flags() -> dict[str, Flag]:
    """Read the flags: id → flag."""
    return {row["id"]: Flag(**row) for row in _rows(_STATES, "flag")}


@lru_cache
def report_steps() -> tuple[Step, ...]:
    """Read the steps, in the order of the table."""
    rows = _rows(_STEPS, "step")
    return tuple(
        Step(starts=row["from"], to=to, **_besides(row))
        for row in rows
        for to in ([row["to"]] if isinstance(row["to"], str) else row["to"])
    )


def _besides(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in {"from", "to"}}


@lru_cache
def report_clocks() -> tuple[Clock, ...]:
    """Read the clocks, in the order of the table."""
    return tuple(Clock(**row) for row in _rows(_STEPS, "clock"))


@lru_cache
def report_words(table: str) -> dict[str, Word]:
    """Read the roles (``"role"``), marks (``"mark"``) or kinds of ``"evidence"``."""
    return {row["id"]: Word(**row) for row in _rows(_STEPS, table)}


def get_state(state: str) -> State:
    """Give a state by its id.

    Raises
    ------
    InputError
        If there is no such state.
    """
    known = report_states()
    if state not in known:
        raise InputError("state", f"{state!r} is not one of {', '.join(known)}")
    return known[state]


@lru_cache
def unlisted_states() -> tuple[str, ...]:
    """List the states whose reports no public door shows."""
    return tuple(s.id for s in report_states().values() if not s.is_public)


@lru_cache
def open_states() -> tuple[str, ...]:
    """List the states of reports that are public and not closed."""
    return tuple(s.id for s in report_states().values() if s.open311 == OPEN)
