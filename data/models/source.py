"""Where facts come from: sources, their observations, the revision of the data."""

from __future__ import annotations

from datetime import date, datetime
from uuid import uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data.models.base import Base, Json, UtcTime
from geo.observation import Method, Side


def words(column: str, allowed: type[Method] | type[Side]) -> str:
    """Write a CHECK that a column holds one of an enumeration's words."""
    return f"{column} IN ({', '.join(repr(str(w)) for w in allowed)})"


class Source(Base):
    """A source of data, its licence and its last import."""

    __tablename__ = "source"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(300))
    licence: Mapped[str] = mapped_column(String(300))
    attribution: Mapped[str] = mapped_column(String(500))
    url: Mapped[str] = mapped_column(String(500), default="")
    is_demonstration: Mapped[bool] = mapped_column(default=False)
    data_date: Mapped[date | None]
    imported_at: Mapped[datetime | None] = mapped_column(UtcTime)
    checksum: Mapped[str] = mapped_column(String(64), default="")
    report: Mapped[Json] = mapped_column(default=dict)


class ObservationRow(Base):
    """One observation: subject, attribute, value, source, method, date."""

    __tablename__ = "observation"
    __table_args__ = (
        UniqueConstraint("subject", "attribute", "side", "source_id"),
        Index("ix_observation_subject_attribute", "subject", "attribute"),
        CheckConstraint("value_number IS NULL OR value_text IS NULL", name="one_value"),
        CheckConstraint("confidence >= 0 AND confidence <= 1", name="confidence"),
        CheckConstraint(words("method", Method), name="method"),
        CheckConstraint(words("side", Side), name="side"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(String(120))
    attribute: Mapped[str] = mapped_column(String(64))
    value_number: Mapped[float | None]
    """A number in SI units, or 1/0 for yes/no."""
    value_text: Mapped[str | None] = mapped_column(String(2000))
    side: Mapped[str] = mapped_column(String(8), default=Side.BOTH)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    method: Mapped[str] = mapped_column(String(16))
    observed_on: Mapped[date | None]
    confidence: Mapped[float] = mapped_column(default=1.0)
    raw: Mapped[str] = mapped_column(String(500), default="")
    author: Mapped[str] = mapped_column(String(200), default="")


class Revision(Base):
    """Counters that tell when compiled things are out of date (one row)."""

    __tablename__ = "revision"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    identity: Mapped[str] = mapped_column(String(32), default=lambda: uuid4().hex)
    """Tells this database from every other: compiled files bear it in their name."""
    network: Mapped[int] = mapped_column(default=0)
    """Grows when ways, observations or heights change: the graph must be built."""
    barriers: Mapped[int] = mapped_column(default=0)
    """Grows when a barrier appears, changes or ends: acts without a build."""
    content: Mapped[int] = mapped_column(default=0)
    """Grows with any change that a page or a tile may show."""
