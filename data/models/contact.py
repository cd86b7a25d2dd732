"""How a reporter can be reached: apart from the report, and gone before it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from data.models.base import Base, UtcTime


class Contact(Base):
    """Contact details that somebody left with a report; no public door reads them."""

    __tablename__ = "contact"
    __table_args__ = (CheckConstraint("lang IN ('ar', 'fr', 'en')", name="lang"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), unique=True)
    name: Mapped[str] = mapped_column(String(120), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    lang: Mapped[str] = mapped_column(String(2))
    consent: Mapped[bool]
    """Whether we may write or call about this report; nothing is kept without it."""
    given_at: Mapped[datetime] = mapped_column(UtcTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcTime)
    """When the address was shown to be the sender's own."""
