"""Who takes care of a report, what staff notes, and what the town answers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from data.models.barrier import Report
from data.models.base import Base, Names, UtcTime

Index("ix_report_state_created_at_id", Report.state, Report.created_at, Report.id)
Index("ix_report_created_at_id", Report.created_at, Report.id)
Index("ix_report_changed_at_id", Report.changed_at, Report.id)


class Desk(Base):
    """Where a report lies in the inbox: one row for each, made when it comes in."""

    __tablename__ = "desk"
    __table_args__ = (
        CheckConstraint("assigned_by IN ('rule', 'person')", name="assigned_by"),
        Index("ix_desk_body_report_id", "body", "report_id"),
        Index("ix_desk_person_report_id", "person", "report_id"),
        Index("ix_desk_area_report_id", "area", "report_id"),
    )

    report_id: Mapped[int] = mapped_column(
        ForeignKey("report.id", ondelete="CASCADE"), primary_key=True
    )
    area: Mapped[str] = mapped_column(String(120), default="")
    """Key of the smallest area that it lies in; empty where nobody knows."""
    owner: Mapped[str] = mapped_column(String(32), default="")
    """An id of ``geo/tables/owners.toml``."""
    body: Mapped[str] = mapped_column(String(64), default="")
    """Key of the responsible body; empty where no rule says so."""
    assigned_by: Mapped[str] = mapped_column(String(8), default="rule")
    """What a person has assigned, no rule changes."""
    person: Mapped[str] = mapped_column(String(64), default="")
    """Key of the member of staff who takes care of it."""
    words: Mapped[str] = mapped_column(default="")
    """What was said, folded, to be searched."""


class DeskSeverity(Base):
    """How much a report stops a profile, kept to filter by."""

    __tablename__ = "desk_severity"
    __table_args__ = (
        Index(
            "ix_desk_severity_profile_level_report_id", "profile", "level", "report_id"
        ),
    )

    report_id: Mapped[int] = mapped_column(
        ForeignKey("report.id", ondelete="CASCADE"), primary_key=True
    )
    profile: Mapped[str] = mapped_column(String(32), primary_key=True)
    level: Mapped[str] = mapped_column(String(16))


class AssignmentRule(Base):
    """Reports like this are this body's; what is empty is not asked for."""

    __tablename__ = "assignment_rule"

    id: Mapped[int] = mapped_column(primary_key=True)
    category: Mapped[str] = mapped_column(String(32), default="")
    area: Mapped[str] = mapped_column(String(120), default="")
    owner: Mapped[str] = mapped_column(String(32), default="")
    body: Mapped[str] = mapped_column(String(64))


class ReportNote(Base):
    """What staff writes for itself about a report; no public door reads this table."""

    __tablename__ = "report_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(
        ForeignKey("report.id", ondelete="CASCADE"), index=True
    )
    at: Mapped[datetime] = mapped_column(UtcTime)
    who: Mapped[str] = mapped_column(String(64), default="")
    """Key of the person."""
    body: Mapped[str] = mapped_column(String(64), default="")
    text: Mapped[str] = mapped_column(String(4000))


class ReportUpdate(Base):
    """What the town has told everybody about a report."""

    __tablename__ = "report_update"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(
        ForeignKey("report.id", ondelete="CASCADE"), index=True
    )
    at: Mapped[datetime] = mapped_column(UtcTime)
    state: Mapped[str] = mapped_column(String(24))
    """Where the report stood then."""
    body: Mapped[str] = mapped_column(String(64), default="")
    """Key of the body that speaks."""
    texts: Mapped[Names] = mapped_column(default=dict)
    """Language → words."""


class AnswerTemplateRow(Base):
    """An answer that is written again and again."""

    __tablename__ = "answer_template"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    state: Mapped[str] = mapped_column(String(24), default="")
    texts: Mapped[Names] = mapped_column(default=dict)


class SealedText(Base):
    """What a moderator has taken out of a report, as it was; deleted in time."""

    __tablename__ = "sealed_text"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(
        ForeignKey("report.id", ondelete="CASCADE"), index=True
    )
    field: Mapped[str] = mapped_column(String(32))
    text: Mapped[str] = mapped_column(String(4000))
    at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    who: Mapped[str] = mapped_column(String(64), default="")


class Appeal(Base):
    """The author contests that a report was held back or hidden."""

    __tablename__ = "appeal"
    __table_args__ = (
        CheckConstraint("outcome IN ('', 'granted', 'upheld')", name="outcome"),
        Index("ix_appeal_outcome_at", "outcome", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(
        ForeignKey("report.id", ondelete="CASCADE"), index=True
    )
    at: Mapped[datetime] = mapped_column(UtcTime)
    text: Mapped[str] = mapped_column(String(2000), default="")
    state: Mapped[str] = mapped_column(String(24))
    """The decision that is contested."""
    decided_by: Mapped[str] = mapped_column(String(64), default="")
    """Key of who decided; somebody else hears the appeal."""
    outcome: Mapped[str] = mapped_column(String(16), default="")
    heard_by: Mapped[str] = mapped_column(String(64), default="")
    heard_at: Mapped[datetime | None] = mapped_column(UtcTime)
    answer: Mapped[str] = mapped_column(String(2000), default="")
