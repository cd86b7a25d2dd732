"""Barriers on the network, reports of citizens, works and the audit trail."""

from __future__ import annotations

from datetime import date, datetime

from geoalchemy2 import WKBElement
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column

from data.models.base import Base, Json, Names, UtcTime, geometry


class Barrier(Base):
    """A fact on the network that stops or slows somebody.

    The anchor (way or node key, metres along, side) outlives every rebuild.
    """

    __tablename__ = "barrier"
    __table_args__ = (
        CheckConstraint("status IN ('active', 'removed', 'expired')", name="status"),
        CheckConstraint("side IN ('both', 'left', 'right')", name="side"),
        CheckConstraint("cost IS NULL OR cost >= 0", name="cost"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(120), unique=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    kind: Mapped[str] = mapped_column(String(32), index=True)
    """Category, an id of ``geo/tables/barrier_kinds.toml``."""
    attribute: Mapped[str] = mapped_column(String(64))
    """The access attribute that the barrier sets on its edge."""
    value_number: Mapped[float | None]
    value_text: Mapped[str | None] = mapped_column(String(200))
    way_key: Mapped[str | None] = mapped_column(String(120), index=True)
    node_key: Mapped[str | None] = mapped_column(String(120), index=True)
    along_m: Mapped[float | None]
    """Metres from the start of the way."""
    side: Mapped[str] = mapped_column(String(8), default="both")
    status: Mapped[str] = mapped_column(String(16), default="active", index=True)
    method: Mapped[str] = mapped_column(String(16))
    observed_on: Mapped[date | None]
    confidence: Mapped[float] = mapped_column(default=1.0)
    expires_at: Mapped[datetime | None] = mapped_column(UtcTime)
    report_id: Mapped[int | None] = mapped_column(ForeignKey("report.id"), index=True)
    names: Mapped[Names] = mapped_column(default=dict)
    cost: Mapped[float | None]
    """Estimated cost of the repair, in the town's currency."""
    geom: Mapped[WKBElement] = geometry("POINT")


class Report(Base):
    """What a citizen said about an obstacle."""

    __tablename__ = "report"
    __table_args__ = (CheckConstraint("lang IN ('ar', 'fr', 'en')", name="lang"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    tracking: Mapped[str] = mapped_column(String(16), unique=True)
    idempotency_key: Mapped[str | None] = mapped_column(String(80), unique=True)
    state: Mapped[str] = mapped_column(String(24), default="received", index=True)
    """A state of ``geo/tables/report_states.toml``."""
    category: Mapped[str] = mapped_column(String(32))
    description: Mapped[str] = mapped_column(String(4000), default="")
    affected: Mapped[list[str]] = mapped_column(default=list)
    """Profiles that the reporter says are stopped."""
    where_text: Mapped[str] = mapped_column(String(300), default="")
    lang: Mapped[str] = mapped_column(String(2))
    photo: Mapped[str] = mapped_column(String(80), default="")
    """Where photos were named before they had a table: ``report_photo``."""
    reason: Mapped[str] = mapped_column(String(40), default="")
    flags: Mapped[list[str]] = mapped_column(default=list)
    """What staff must know: ``outside_town``, ``no_position``."""
    created_at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    changed_at: Mapped[datetime] = mapped_column(UtcTime)
    """When it came to its state."""
    closed_at: Mapped[datetime | None] = mapped_column(UtcTime)
    expires_at: Mapped[datetime | None] = mapped_column(UtcTime)
    """The obstacle lasts until then."""
    due_at: Mapped[datetime | None] = mapped_column(UtcTime, index=True)
    """When its clocks are to be looked at next."""
    claimant: Mapped[Names] = mapped_column(default=dict, server_default="{}")
    """Who said that it is fixed: ``role``, ``who``, ``body``."""
    facts: Mapped[Names] = mapped_column(default=dict, server_default="{}")
    """What was given with the step that led to its state."""
    marks: Mapped[Names] = mapped_column(default=dict, server_default="{}")
    """What its clocks have noted in this state, and when."""
    is_private: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether one of its flags hides it."""
    canonical: Mapped[str | None] = mapped_column(
        String(16), ForeignKey("report.tracking"), index=True
    )
    """The report that it is a duplicate of."""
    geom: Mapped[WKBElement | None] = geometry("POINT", nullable=True)


class Work(Base):
    """An intervention that removes one barrier."""

    __tablename__ = "work"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(160), unique=True)
    barrier_key: Mapped[str] = mapped_column(String(120), index=True)
    profile: Mapped[str] = mapped_column(String(32), index=True)
    rank: Mapped[int]
    residents: Mapped[float]
    """Residents whose way to a service this barrier alone opens."""
    services: Mapped[list[str]] = mapped_column(default=list)
    cost: Mapped[float | None]
    details: Mapped[Json] = mapped_column(default=dict)
    is_demonstration: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int]
    geom: Mapped[WKBElement] = geometry("POINT")


class AuditEvent(Base):
    """One change, chained to the one before by its hash."""

    __tablename__ = "audit_event"
    __table_args__ = (Index("ix_audit_event_subject", "subject_kind", "subject_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcTime)
    role: Mapped[str] = mapped_column(String(32))
    subject_kind: Mapped[str] = mapped_column(String(32))
    subject_key: Mapped[str] = mapped_column(String(160))
    action: Mapped[str] = mapped_column(String(64))
    before: Mapped[str] = mapped_column(String(64), default="")
    after: Mapped[str] = mapped_column(String(64), default="")
    reason: Mapped[str] = mapped_column(String(500), default="")
    details: Mapped[Json] = mapped_column(default=dict)
    form: Mapped[int] = mapped_column(default=1, server_default="1")
    """How it is hashed: see ``geo.trail``."""
    salt: Mapped[str] = mapped_column(String(32), default="", server_default="")
    """Secret number of its commitments; never published as it is."""
    previous_hash: Mapped[str] = mapped_column(String(64), default="")
    hash: Mapped[str] = mapped_column(String(64), unique=True)
