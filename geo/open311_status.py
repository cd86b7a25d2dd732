"""Statuses of updates in FixMyStreet's dialect, and the steps that they ask for."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from geo.advance import list_steps
from geo.errors import ConflictError, InputError
from geo.life_cycle import report_states
from geo.standing import Actor, Standing

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
    unless : str
        Open311 status of reports for which nothing is to be done.
    """

    id: str
    states: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    day: str = ""
    proof: str = ""
    unless: str = ""


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


def find_target(status: UpdateStatus, now: Standing, actor: Actor) -> str:
    """Find the state that an update asks for; empty where nothing is to be done.

    Parameters
    ----------
    status : UpdateStatus
    now : Standing
        Where the report stands.
    actor : Actor
        Who asks: saying again what one has claimed is no step.

    Raises
    ------
    ConflictError
        If no state that it asks for may follow.
    """
    is_mine = now.claimant is not None and actor.is_same(now.claimant)
    is_there = now.state in status.states or (is_mine and now.state in status.to)
    is_so = bool(status.unless) and report_states()[now.state].open311 == status.unless
    if not status.to or is_there or is_so:
        return ""
    following = report_states()[now.state].next
    own = {step.to for step in list_steps(now, actor.role)}
    for offered in (own, following):
        for target in status.to:
            if target in offered:
                return target
    reason = f"a report that is {now.state} does not become {' or '.join(status.to)}"
    raise ConflictError(f"{reason}; it may become {', '.join(following)}")
