"""Statuses of updates in FixMyStreet's dialect, and the steps that they ask for."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from geo.errors import ConflictError, InputError
from geo.life_cycle import report_states

TABLE: Final = Path(__file__).parent / "tables" / "open311.toml"


@dataclass(frozen=True)
class UpdateStatus:
    """One status of the dialect.

    Attributes
    ----------
    id : str
    states : tuple of str
        Our states that are told so.
    to : tuple of str
        States that an update of this status asks for.
    day : str
        What is given as the day of the update.
    proof : str
        What is given as its picture.
    """

    id: str
    states: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    day: str = ""
    proof: str = ""


@lru_cache
def open311_table() -> dict[str, list[dict[str, Any]]]:
    """Read the table."""
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


@lru_cache
def update_statuses() -> dict[str, UpdateStatus]:
    """Give the statuses: id → status, in the order of the table."""
    rows = open311_table()["status"]
    known = (_status(**row) for row in rows)
    return {one.id: one for one in known}


def _status(**row: Any) -> UpdateStatus:  # noqa: ANN401
    lists = {name: tuple(row.get(name, ())) for name in ("states", "to")}
    return UpdateStatus(**{**row, **lists})


@lru_cache
def status_of(state: str) -> str:
    """Tell a state of ours in the dialect; empty where no public list shows it."""
    told = (s.id for s in update_statuses().values() if state in s.states)
    return next(told, "")


def read_status(text: str) -> UpdateStatus:
    """Read a status as a program writes it, in letters of any size.

    Raises
    ------
    InputError
        If there is none of that name.
    """
    known = update_statuses()
    name = text.strip().lower().replace(" ", "_")
    if name not in known:
        listed = ", ".join(one.upper() for one in known)
        raise InputError("status", f"{text[:40]!r} is not one of {listed}")
    return known[name]


def find_target(status: UpdateStatus, state: str) -> str:
    """Find the state that an update asks for; empty where nothing is to be done.

    Parameters
    ----------
    status : UpdateStatus
    state : str
        In which the report is.

    Raises
    ------
    ConflictError
        If no state that it asks for may follow.
    """
    if not status.to or state in status.states or state in status.to[:1]:
        return ""
    following = report_states()[state].next
    for target in status.to:
        if target in following:
            return target
    reason = f"a report that is {state} does not become {' or '.join(status.to)}"
    raise ConflictError(f"{reason}; it may become {', '.join(following)}")
