"""What was answered about an obstacle, and who has met it too."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from data.models.base import Base, Json, UtcTime


class ReportTold(Base):
    """What a report tells besides its text, and by which way it came."""

    __tablename__ = "report_told"

    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), primary_key=True)
    answers: Mapped[Json] = mapped_column(default=dict, server_default="{}")
    """Question of ``geo/tables/report_questions.toml`` → answer, SI units."""
    channel: Mapped[str] = mapped_column(String(16), default="web")
    """A channel of ``geo/tables/report_channels.toml``."""
    subject: Mapped[str] = mapped_column(String(120), default="", index=True)
    """Key of the place or stop that it is about; empty for a spot of a street."""
    author: Mapped[str] = mapped_column(String(64), default="")
    """Mark of the sender's device, of no use for any other report."""
    network: Mapped[str] = mapped_column(String(64), default="")
    """Mark of the sender's network, of no use for any other report."""


class ReportVote(Base):
    """Somebody else has met the obstacle, or found it gone."""

    __tablename__ = "report_vote"
    __table_args__ = (
        UniqueConstraint("report_id", "voter", "kind"),
        CheckConstraint("kind IN ('me_too', 'still_there', 'gone')", name="kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    voter: Mapped[str] = mapped_column(String(64))
    """Mark of a device, of no use for any other report."""
    network: Mapped[str] = mapped_column(String(64), default="")
    is_confirmed: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether the voter has a confirmed contact."""
    at: Mapped[datetime] = mapped_column(UtcTime)
