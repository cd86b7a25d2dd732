"""What reports do to trips, and how much."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from data.models.base import Base, Json, UtcTime


class ReportEffect(Base):
    """What one report does to trips now, and what it changed when it was measured."""

    __tablename__ = "report_effect"

    report_id: Mapped[int] = mapped_column(
        ForeignKey("report.id", ondelete="CASCADE"), primary_key=True
    )
    effect: Mapped[str] = mapped_column(String(16), index=True)
    """A value of ``geo.effect.Effect``."""
    found: Mapped[Json] = mapped_column(default=dict)
    """What staff has found on the spot; empty where nobody has looked."""
    stamp: Mapped[str] = mapped_column(String(32), default="")
    """Another one whenever its barrier may have changed."""
    measured: Mapped[str] = mapped_column(String(32), default="")
    """The stamp that it had when it was measured."""
    network: Mapped[int | None]
    """Revision of the network on which it was measured."""
    results: Mapped[Json] = mapped_column(default=dict)
    """What became of the sampled trips."""
    measured_at: Mapped[datetime | None] = mapped_column(UtcTime)
