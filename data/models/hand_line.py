"""Lines that somebody enters by hand, kept as they were entered, and what they were."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data.models.base import Base, Json, UtcTime


class HandLineRow(Base):
    """A line as it was entered; what others read of it are rows of the timetable."""

    __tablename__ = "hand_line"
    __table_args__ = (CheckConstraint("revision > 0", name="revision"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(160), unique=True)
    """Key of the row of ``line`` that is made of it."""
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    said: Mapped[Json] = mapped_column(default=dict)
    """Cells of the form, as ``geo.transit.hand_cells`` writes them."""
    revision: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime] = mapped_column(UtcTime)
    ended_on: Mapped[date | None]
    """From this day on it runs no more; it stays in the history."""


class HandLineRevision(Base):
    """What was said of a line at one time; who said it is in the audit trail."""

    __tablename__ = "hand_line_revision"
    __table_args__ = (UniqueConstraint("line_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    line_id: Mapped[int] = mapped_column(
        ForeignKey("hand_line.id", ondelete="CASCADE"), index=True
    )
    number: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcTime)
    role: Mapped[str] = mapped_column(String(32))
    """Role of who entered it; never a name."""
    said: Mapped[Json] = mapped_column(default=dict)
    ended_on: Mapped[date | None]
