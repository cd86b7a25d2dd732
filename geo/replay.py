"""Where reports stand by what the audit trail says, told anew from its first event."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from geo.advance import settle
from geo.clock import set_mark
from geo.errors import DataError
from geo.life_cycle import Step, get_state, report_steps
from geo.standing import CANONICAL, Actor, Move, Standing

FILE: Final = "file"
MARK: Final = "mark"
FLAG: Final = "flag"
UNFLAG: Final = "unflag"
REPOINT: Final = "repoint"


@dataclass(frozen=True)
class Told:
    """One event of a report.

    Attributes
    ----------
    tracking, role, before, after : str
    action : str
        ``"file"``, ``"mark"``, ``"flag"``, ``"unflag"``, ``"repoint"``, or the state
        that the report came to.
    at : datetime
    details : dict
        ``given``, ``who``, ``body``, ``expires_at``, ``name``.
    """

    tracking: str
    role: str
    action: str
    before: str
    after: str
    at: datetime
    details: dict[str, Any] = field(default_factory=dict)


def replay(events: Iterable[Told]) -> dict[str, Standing]:
    """Tell where every report stands, from its events alone.

    Parameters
    ----------
    events : iterable of Told
        In the order in which they were written.

    Returns
    -------
    dict of str to Standing
        Tracking number → where it stands.

    Raises
    ------
    DataError
        If an event does not follow from the one before.
    """
    known: dict[str, Standing] = {}
    for event in events:
        if event.action == FILE:
            known[event.tracking] = Standing(event.tracking, event.at)
            continue
        now = known.get(event.tracking)
        if now is None or now.state != event.before:
            stands = now.state if now else "not filed"
            reason = f"was {stands}, not {event.before}, before it was {event.action}"
            raise DataError(f"the report {event.tracking} {reason}")
        known[event.tracking] = _after(now, event)
    return known


def _after(now: Standing, event: Told) -> Standing:
    name = str(event.details.get("name", ""))
    if event.action == MARK:
        return set_mark(now, name, event.at)
    if event.action == FLAG:
        return replace(now, flags=now.flags | {name})
    if event.action == UNFLAG:
        return replace(now, flags=now.flags - {name})
    if event.action == REPOINT:
        return replace(now, canonical=str(event.details[CANONICAL]))
    return settle(now, _step(event), _move(event))


def _step(event: Told) -> Step:
    """Find the row; of an older event, whose role may do less now, the first one."""
    rows = [s for s in report_steps() if _leads(s, event)]
    if not rows:
        reason = f"cannot have become {event.after} after {event.before}"
        raise DataError(f"the report {event.tracking} {reason}")
    return next((row for row in rows if event.role in row.by), rows[0])


def _leads(step: Step, event: Told) -> bool:
    return event.before in step.starts and step.to == get_state(event.after).id


def _move(event: Told) -> Move:
    details = event.details
    ends = details.get("expires_at")
    return Move(
        event.after,
        Actor(event.role, details.get("who", ""), details.get("body", "")),
        event.at,
        evidence=details.get("given", {}),
        expires_at=datetime.fromisoformat(ends) if ends else None,
    )
