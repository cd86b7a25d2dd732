"""Who wants to hear of a report."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data.models.base import Base, UtcTime


class Follower(Base):
    """An address to which changes of one report are mailed, once it has agreed."""

    __tablename__ = "follower"
    __table_args__ = (
        UniqueConstraint("report_id", "email"),
        CheckConstraint("lang IN ('ar', 'fr', 'en')", name="lang"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(
        ForeignKey("report.id", ondelete="CASCADE"), index=True
    )
    email: Mapped[str] = mapped_column(String(254))
    lang: Mapped[str] = mapped_column(String(2))
    token: Mapped[str] = mapped_column(String(64), unique=True)
    """Digest of what stands in the links of its mails."""
    created_at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcTime, index=True)
    """When it agreed; until then nothing but the question is sent."""
    told: Mapped[int] = mapped_column(default=0)
    """The last audit event of which it was told."""
