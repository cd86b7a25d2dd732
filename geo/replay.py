"""Where reports stand by what the audit trail says, told anew from its first event."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from geo.advance import settle
from geo.clock import set_mark
from geo.life_cycle import Step, report_states, report_steps
from geo.standing import CANONICAL, Actor, Move, Standing
from geo.trail import TrailError

FILE: Final = "file"
MARK: Final = "mark"
FLAG: Final = "flag"
UNFLAG: Final = "unflag"
REPOINT: Final = "repoint"
REDACT: Final = "redact"
"""The author has taken words out of what she said; where it stands is the same."""
ERASE: Final = "erase"
"""What was said is deleted; where it stands is the same."""
EFFECT: Final = "effect"
"""Votes changed what it does to trips; where it stands is the same."""


@dataclass(frozen=True)
class Told:
    """One event of a report.

    Attributes
    ----------
    tracking, role, before, after : str
    action : str
        ``"file"``, ``"mark"``, ``"flag"``, ``"unflag"``, ``"repoint"``, ``"effect"``,
        or the state that the report came to.
    at : datetime
    details : dict
        ``given``, ``who``, ``body``, ``expires_at``, ``name``, ``flags``, ``channel``.
    number : int
        Of the event in the trail.
    """

    tracking: str
    role: str
    action: str
    before: str
    after: str
    at: datetime
    details: dict[str, Any] = field(default_factory=dict)
    number: int = 0


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
    TrailError
        If an event does not follow from the one before.
    """
    known: dict[str, Standing] = {}
    for event in events:
        now = known.get(event.tracking)
        if event.action == FILE:
            known[event.tracking] = _filed(now, event)
            continue
        if now is None or now.state != event.before:
            stands = now.state if now else "not filed"
            what = f"was {stands}, not {event.before}, before it was {event.action}"
            raise _broken(event, what)
        known[event.tracking] = _after(now, event)
    return known


def _broken(event: Told, what: str) -> TrailError:
    return TrailError(event.number, f"cannot be: the report {event.tracking} {what}")


def _filed(now: Standing | None, event: Told) -> Standing:
    if now is not None:
        raise _broken(event, "was filed before")
    flags = frozenset(map(str, event.details.get("flags", ())))
    channel = str(event.details.get("channel", ""))
    return Standing(event.tracking, event.at, flags=flags, channel=channel)


def _after(now: Standing, event: Told) -> Standing:
    if event.action in NOTED:
        return NOTED[event.action](now, event)
    if event.action not in report_states() and event.after == event.before:
        return now
    return settle(now, _step(event), _move(event))


def _marked(now: Standing, event: Told) -> Standing:
    return set_mark(now, str(event.details.get("name", "")), event.at)


def _flagged(now: Standing, event: Told) -> Standing:
    return replace(now, flags=now.flags | {str(event.details.get("name", ""))})


def _unflagged(now: Standing, event: Told) -> Standing:
    return replace(now, flags=now.flags - {str(event.details.get("name", ""))})


def _repointed(now: Standing, event: Told) -> Standing:
    return replace(now, canonical=str(event.details.get(CANONICAL, "")))


NOTED: Final[dict[str, Callable[[Standing, Told], Standing]]] = {
    MARK: _marked,
    FLAG: _flagged,
    UNFLAG: _unflagged,
    REPOINT: _repointed,
}
"""What an event that is no step does to where a report stands."""


def _step(event: Told) -> Step:
    """Find the row; of an older event, whose role may do less now, the first one."""
    rows = [s for s in report_steps() if _leads(s, event)]
    if not rows:
        raise _broken(event, f"cannot become {event.after} after {event.before}")
    return next((row for row in rows if event.role in row.by), rows[0])


def _leads(step: Step, event: Told) -> bool:
    return event.before in step.starts and step.to == event.after


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
