"""The life cycle of a report: states, what may follow, what it needs, what it does."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from geo.errors import ConflictError, InputError

FIRST: Final = "received"
REASON: Final = "reason"
_TABLE: Final = Path(__file__).parent / "tables" / "report_states.toml"


@dataclass(frozen=True)
class State:
    """One state of a report.

    Attributes
    ----------
    id : str
    open311 : str
        ``"open"``, ``"closed"``; empty where the report is not public.
    next : tuple of str
        The only states that may follow.
    acts : str
        What the report does to trips: ``"none"``, ``"warn"`` or ``"block"``.
    label : dict of str to str
        Language → words.
    needs : tuple of str
        Evidence without which the state cannot be entered.
    """

    id: str
    open311: str
    next: tuple[str, ...]
    acts: str
    label: dict[str, str]
    needs: tuple[str, ...] = ()

    @property
    def is_public(self) -> bool:
        """Whether anybody may read a report in this state."""
        return bool(self.open311)


@dataclass(frozen=True)
class Reason:
    """Why a report was held, hidden, closed or opened again."""

    id: str
    states: tuple[str, ...]
    label: dict[str, str]


def _rows(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomllib.loads(_TABLE.read_text(encoding="utf-8"))[name]
    return [
        {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}
        for row in rows
    ]


@lru_cache
def report_states() -> dict[str, State]:
    """Read the states: id → state, in the order of the table."""
    return {row["id"]: State(**row) for row in _rows("state")}


@lru_cache
def report_reasons() -> dict[str, Reason]:
    """Read the reason codes: id → reason."""
    return {row["id"]: Reason(**row) for row in _rows("reason")}


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


def check_transition(before: str, after: str, evidence: Mapping[str, object]) -> State:
    """Decide whether a report may go from one state to another.

    Parameters
    ----------
    before, after : str
        Ids of states.
    evidence : mapping
        What is given for the step: ``reason`` (a code), ``barrier`` …

    Returns
    -------
    State
        The state after the step.

    Raises
    ------
    InputError
        If a state or reason does not exist, or evidence that is needed is missing.
    ConflictError
        If the life cycle does not allow the step; the rule is named.
    """
    now, wanted = get_state(before), get_state(after)
    if after not in now.next:
        allowed = ", ".join(now.next) or "nothing"
        raise ConflictError(
            f"a report that is {before} cannot become {after}: "
            f"after {before} comes {allowed}"
        )
    for need in wanted.needs:
        if not evidence.get(need):
            raise InputError(need, f"must be given for a report to become {after}")
    if REASON in wanted.needs:
        _check_reason(str(evidence[REASON]), after)
    return wanted


def _check_reason(reason: str, after: str) -> None:
    known = [r.id for r in report_reasons().values() if after in r.states]
    if reason not in known:
        raise InputError(
            REASON, f"{reason!r} is not a reason for {after}: {', '.join(known)}"
        )
