"""What was measured of the town, day by day."""

from __future__ import annotations

from datetime import date

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data.models.base import Base, Json


class Measure(Base):
    """The measures of one profile on one day; the last run of a day stays."""

    __tablename__ = "measure"
    __table_args__ = (UniqueConstraint("day", "profile", "mode"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date]
    profile: Mapped[str] = mapped_column(String(32))
    mode: Mapped[str] = mapped_column(String(16))
    """How people go: ``walk``, or ``transit`` (on foot and by vehicle)."""
    revision: Mapped[int]
    """Of the network that was measured."""
    content: Mapped[Json] = mapped_column(default=dict)
    """See ``data/measure_note.py``."""
