"""Where people live and what there is for them, counted over cells of ground."""

from __future__ import annotations

from geoalchemy2 import WKBElement
from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data.models.base import Base, Json, geometry


class PopulationCell(Base):
    """People counted over a piece of ground: a district, a hexagon, a square."""

    __tablename__ = "population_cell"
    __table_args__ = (
        CheckConstraint("people IS NULL OR people >= 0", name="people"),
        CheckConstraint("dwellings IS NULL OR dwellings >= 0", name="dwellings"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(160), unique=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    people: Mapped[float | None]
    """``None`` where nobody's number is known: that is not zero."""
    dwellings: Mapped[float | None]
    year: Mapped[int | None]
    """Of the count."""
    groups: Mapped[Json] = mapped_column(default=dict)
    """Id of ``geo/tables/population_groups.toml`` → people of that group."""
    geom: Mapped[WKBElement] = geometry("GEOMETRY")
    """The ground, or a point where only the middle of it is known."""


class OpportunityCount(Base):
    """How much of a service there is on a piece of ground, not where exactly."""

    __tablename__ = "opportunity_count"
    __table_args__ = (
        UniqueConstraint("key", "service"),
        CheckConstraint("amount IS NULL OR amount >= 0", name="amount"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(160))
    """Key of the cell; it has one row for each service."""
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    service: Mapped[str] = mapped_column(String(32), index=True)
    """Id of ``geo/tables/opportunity_services.toml``."""
    amount: Mapped[float | None]
    """``None`` where it is not known: that is not zero."""
    year: Mapped[int | None]
    geom: Mapped[WKBElement] = geometry("GEOMETRY")
