"""What a ride costs: GTFS fares, version 1."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from data.models.base import Base, Json


class Fare(Base):
    """A GTFS fare."""

    __tablename__ = "fare"
    __table_args__ = (CheckConstraint("price >= 0", name="price"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(160), unique=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    price: Mapped[float]
    currency: Mapped[str] = mapped_column(String(3))
    payment_method: Mapped[int | None]
    """0 aboard, 1 before boarding."""
    transfers: Mapped[int | None]
    """How often one may change on this fare; empty is as often as one likes."""
    transfer_s: Mapped[int | None]
    agency_key: Mapped[str | None] = mapped_column(String(160))
    extra: Mapped[Json] = mapped_column(default=dict)


class FareRule(Base):
    """For which lines and zones a fare counts."""

    __tablename__ = "fare_rule"

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    fare_key: Mapped[str] = mapped_column(String(160), index=True)
    line_key: Mapped[str | None] = mapped_column(String(160), index=True)
    origin: Mapped[str | None] = mapped_column(String(120))
    """Zone of the first stop, as ``Stop.zone`` names it."""
    destination: Mapped[str | None] = mapped_column(String(120))
    contains: Mapped[str | None] = mapped_column(String(120))
    extra: Mapped[Json] = mapped_column(default=dict)
