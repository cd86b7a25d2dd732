"""The machine: from where a report stands, by a move, to where it stands then."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from geo.errors import ConflictError, ForbiddenError, InputError
from geo.evidence import check_evidence
from geo.guard import GUARDS
from geo.life_cycle import (
    CLOSED,
    State,
    Step,
    get_state,
    report_flags,
    report_states,
    report_steps,
    report_words,
)
from geo.standing import CANONICAL, DUPLICATE, Actor, Move, Standing

KEPT: Final = ("reason", "barrier", CANONICAL)
"""What is given and kept elsewhere than among the facts of a state."""
LASTS_AS_KIND: Final = "kind"
OPEN_END: Final = "open_end"


def find_step(state: str, to: str, role: str) -> Step:
    """Find the row of the table that leads a role from one state to another.

    Parameters
    ----------
    state, to : str
        Ids of states.
    role : str

    Returns
    -------
    Step

    Raises
    ------
    InputError
        If a state or the role does not exist.
    ConflictError
        If nothing leads from the one state to the other.
    ForbiddenError
        If the step is somebody else's.
    """
    now, wanted = get_state(state), get_state(to)
    if role not in report_words("role"):
        known = ", ".join(report_words("role"))
        raise InputError("role", f"{role!r} is not one of {known}")
    rows = [s for s in report_steps() if state in s.starts and s.to == to]
    if not rows:
        allowed = ", ".join(now.next) or "nothing"
        raise ConflictError(
            f"a report that is {state} cannot become {wanted.id}: "
            f"after {state} comes {allowed}"
        )
    for row in rows:
        if role in row.by:
            return row
    may = ", ".join(dict.fromkeys(one for row in rows for one in row.by))
    raise ForbiddenError(f"from {state} to {to} leads only {may}, not {role}")


def list_steps(now: Standing, role: str) -> list[Step]:
    """List the steps that a role may take from where a report stands.

    Parameters
    ----------
    now : Standing
    role : str

    Returns
    -------
    list of Step
        In the order of the table; what they need is not looked at.
    """
    return [s for s in report_steps() if now.state in s.starts and role in s.by]


def take_step(now: Standing, move: Move) -> Standing:
    """Move a report, or refuse and name the rule.

    Parameters
    ----------
    now : Standing
    move : Move
        Earlier than ``now.since``, it counts as of then: times never run back.

    Returns
    -------
    Standing
        Where the report stands afterwards.

    Raises
    ------
    InputError
        If what is given is missing or wrong.
    ConflictError
        If the table or a guard does not allow the step.
    ForbiddenError
        If the role or the person may not take it.
    """
    step = find_step(now.state, move.to, move.actor.role)
    _check_time(now, step, move.at)
    check_evidence(step, move)
    for guard in step.guards:
        GUARDS[guard](now, move)
    return settle(now, step, move)


def settle(now: Standing, step: Step, move: Move) -> Standing:
    """Tell where a report stands after a step that was found to be right.

    Parameters
    ----------
    now : Standing
    step : Step
    move : Move

    Returns
    -------
    Standing
    """
    at = max(move.at, now.since)
    state = report_states()[step.to]
    ends = {LASTS_AS_KIND: move.expires_at, OPEN_END: None}
    return replace(
        now,
        state=state.id,
        since=at,
        closed_at=_closed_at(now, state, at),
        expires_at=ends.get(step.lasts, now.expires_at),
        claimant=_claimant(now, state, move.actor),
        canonical=str(move.evidence[CANONICAL]) if state.id == DUPLICATE else "",
        facts={n: str(v) for n, v in move.evidence.items() if v and n not in KEPT},
        marks={},
    )


def _check_time(now: Standing, step: Step, at: datetime) -> None:
    if step.within_days and at > now.since + timedelta(days=step.within_days):
        raise ConflictError(
            f"{step.id} is open for {step.within_days} days after a report became "
            f"{now.state}; that was {now.since:%Y-%m-%d}"
        )


def _closed_at(now: Standing, state: State, at: datetime) -> datetime | None:
    """Give the time of closing: the first one, while a report stays closed."""
    if state.open311 != CLOSED:
        return None
    return now.closed_at or at


def _claimant(now: Standing, state: State, actor: Actor) -> Actor | None:
    if not state.claimed:
        return None
    return now.claimant if report_states()[now.state].claimed else actor


def set_flag(now: Standing, flag: str, actor: Actor, *, on: bool) -> Standing:
    """Set a flag or take it away.

    Parameters
    ----------
    now : Standing
    flag : str
        A flag of the table of states.
    actor : Actor
    on : bool

    Returns
    -------
    Standing

    Raises
    ------
    InputError
        If there is no such flag.
    ForbiddenError
        If the role may not set it.
    """
    known = report_flags()
    if flag not in known:
        raise InputError("flag", f"{flag!r} is not one of {', '.join(known)}")
    if actor.role not in known[flag].by:
        may = ", ".join(known[flag].by)
        raise ForbiddenError(f"{flag} is set by {may}, not by {actor.role}")
    changed = now.flags | {flag} if on else now.flags - {flag}
    return replace(now, flags=changed)
