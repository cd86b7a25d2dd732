"""Photos of reports: where each stands, and where its files lie."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data.models.base import Base, UtcTime


class ReportPhoto(Base):
    """One photo of a report; files are named relative to the folder of photos."""

    __tablename__ = "report_photo"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'shown', 'refused')", name="state"),
        CheckConstraint("subject IN ('obstacle', 'repair')", name="subject"),
        CheckConstraint("state <> 'shown' OR file <> ''", name="file"),
        UniqueConstraint("report_id", "digest"),
        UniqueConstraint("report_id", "send_key"),
        Index("ix_report_photo_state_sent_at", "state", "sent_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(32), unique=True)
    """Nobody guesses it."""
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id", ondelete="CASCADE"))
    state: Mapped[str] = mapped_column(String(16), default="waiting")
    """A state of ``geo/tables/report_photos.toml``."""
    subject: Mapped[str] = mapped_column(String(16), default="obstacle")
    """What it was sent for."""
    reason: Mapped[str] = mapped_column(String(40), default="")
    """Why it was refused."""
    alt: Mapped[str] = mapped_column(String(300), default="")
    """What can be seen, in the words of the sender."""
    taken_on: Mapped[date | None]
    sent_at: Mapped[datetime] = mapped_column(UtcTime)
    judged_at: Mapped[datetime | None] = mapped_column(UtcTime)
    send_key: Mapped[str | None] = mapped_column(String(80))
    digest: Mapped[str] = mapped_column(String(64))
    """SHA-256 of what was sent."""
    sealed: Mapped[str] = mapped_column(String(120), default="")
    """The picture before anything was hidden; empty once it is deleted."""
    file: Mapped[str] = mapped_column(String(120), default="")
    """What is shown; empty before somebody has looked."""
    small: Mapped[str] = mapped_column(String(120), default="")
    width: Mapped[int | None]
    height: Mapped[int | None]
    small_width: Mapped[int | None]
    small_height: Mapped[int | None]
