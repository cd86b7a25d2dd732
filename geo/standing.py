"""Where a report stands, and what moves it: the values of the life cycle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from geo.life_cycle import CLOSED, FIRST, report_flags, report_states

DUPLICATE = "duplicate"
CANONICAL = "canonical"
EXPIRES = "expires_at"


@dataclass(frozen=True)
class Actor:
    """Who takes a step.

    Attributes
    ----------
    role : str
        A role of the table of steps.
    who : str
        Opaque mark of the person; empty where nobody knows.
    body : str
        Organisation for which the person acts; empty without one.
    """

    role: str
    who: str = ""
    body: str = ""

    @property
    def is_known(self) -> bool:
        """Whether this person or body can be told from another."""
        return bool(self.who or self.body)

    def is_same(self, other: Actor) -> bool:
        """Tell whether both are one person, or act for one body."""
        return bool(
            (self.who and self.who == other.who)
            or (self.body and self.body == other.body)
        )


@dataclass(frozen=True)
class Standing:
    """All that the next step of a report depends on.

    Attributes
    ----------
    tracking : str
    since : datetime
        When it came to its state.
    state : str
    closed_at : datetime, optional
        When it was closed; ``None`` while it is not.
    expires_at : datetime, optional
        It acts on trips until then.
    claimant : Actor, optional
        Who said that it is fixed, while that claim stands.
    canonical : str
        The report that it is a duplicate of.
    facts : dict of str to str
        What was given with the step that led to its state.
    marks : dict of str to datetime
        What clocks have noted in this state, and when.
    flags : frozenset of str
    channel : str
        By which way it came, where the trail tells: it moves nothing.
    """

    tracking: str
    since: datetime
    state: str = FIRST
    closed_at: datetime | None = None
    expires_at: datetime | None = None
    claimant: Actor | None = None
    canonical: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    marks: dict[str, datetime] = field(default_factory=dict)
    flags: frozenset[str] = frozenset()
    channel: str = field(default="", compare=False)

    @property
    def is_private(self) -> bool:
        """Whether a flag hides it."""
        return hides(self.flags)

    @property
    def is_public(self) -> bool:
        """Whether anybody may read it."""
        return report_states()[self.state].is_public and not self.is_private

    @property
    def acts(self) -> str:
        """What it does to trips: the one answer that routes and metrics read."""
        return "none" if self.is_private else report_states()[self.state].acts

    @property
    def open311(self) -> str:
        """Its status for Open311; empty where it is not listed."""
        return report_states()[self.state].open311 if self.is_public else ""

    @property
    def updated_at(self) -> datetime:
        """The time of its last change for Open311: of closing, once it is closed."""
        is_closed = report_states()[self.state].open311 == CLOSED
        return self.closed_at if is_closed and self.closed_at else self.since


def hides(flags: frozenset[str]) -> bool:
    """Tell whether one of some flags hides a report."""
    known = report_flags()
    return any(flag in known and known[flag].hides for flag in flags)


@dataclass(frozen=True)
class Move:
    """What somebody wants to happen to a report.

    Attributes
    ----------
    to : str
        The state that it is to come to.
    actor : Actor
    at : datetime
    reason : str
        A reason code; empty without one.
    evidence : mapping
        What is given for it.
    other : Standing, optional
        Where the report stands that the evidence names as canonical.
    expires_at : datetime, optional
        Until when the obstacle lasts, for a step that begins its time anew.
    """

    to: str
    actor: Actor
    at: datetime
    reason: str = ""
    evidence: Mapping[str, object] = field(default_factory=dict)
    other: Standing | None = None
    expires_at: datetime | None = None

    @property
    def given(self) -> dict[str, object]:
        """Everything that is given, the reason too."""
        return {**self.evidence, "reason": self.reason}
