"""Between the row of a report and where it stands in its life cycle."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from data.models import Report
from geo.clock import EAGER, next_due
from geo.standing import Actor, Standing


def standing_of(row: Report) -> Standing:
    """Read where a report stands."""
    return Standing(
        tracking=row.tracking,
        since=row.changed_at,
        state=row.state,
        closed_at=row.closed_at,
        expires_at=row.expires_at,
        claimant=Actor(**row.claimant) if row.claimant else None,
        canonical=row.canonical or "",
        facts=dict(row.facts or {}),
        marks={n: datetime.fromisoformat(at) for n, at in (row.marks or {}).items()},
        flags=frozenset(row.flags),
    )


def keep_standing(row: Report, now: Standing) -> None:
    """Write where a report stands, and when its clocks are to be looked at next."""
    row.state, row.changed_at = now.state, now.since
    row.closed_at, row.expires_at = now.closed_at, now.expires_at
    row.claimant = asdict(now.claimant) if now.claimant else {}
    row.canonical = now.canonical or None
    row.facts = dict(now.facts)
    row.marks = {name: at.isoformat() for name, at in now.marks.items()}
    kept = [flag for flag in row.flags if flag in now.flags]
    row.flags = [*kept, *sorted(now.flags - set(kept))]
    row.is_private = now.is_private
    row.due_at = next_due(now, EAGER)
