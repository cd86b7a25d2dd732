"""What operators say of their service at this hour, as it came."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data.models.base import Base, UtcTime


class LiveFeed(Base):
    """The last word of one GTFS Realtime feed."""

    __tablename__ = "live_feed"
    __table_args__ = (UniqueConstraint("source_key", "url"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source_key: Mapped[str] = mapped_column(String(64))
    """Of the timetable that it is about."""
    url: Mapped[str] = mapped_column(String(2000))
    checked_at: Mapped[datetime] = mapped_column(UtcTime)
    made_at: Mapped[datetime | None] = mapped_column(UtcTime)
    """When the operator made it; empty until something came."""
    digest: Mapped[str] = mapped_column(String(64), default="")
    body: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    fault: Mapped[str] = mapped_column(String(500), default="")
    """Why nothing came at the last try."""
