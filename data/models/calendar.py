"""When trips run: calendars, their exceptions, headways."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data.models.base import Base, Json


class Service(Base):
    """A GTFS calendar row: the weekdays of a service."""

    __tablename__ = "service"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(160), unique=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    weekdays: Mapped[str] = mapped_column(String(7), default="0000000")
    """Seven digits, Monday first."""
    start_date: Mapped[date | None]
    end_date: Mapped[date | None]


class ServiceDate(Base):
    """A GTFS calendar exception: 1 added, 2 removed."""

    __tablename__ = "service_date"
    __table_args__ = (UniqueConstraint("service_key", "on_date"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    service_key: Mapped[str] = mapped_column(String(160), index=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    on_date: Mapped[date]
    exception_type: Mapped[int]


class Frequency(Base):
    """Runs of a trip by headway: its stop times tell only how long it takes."""

    __tablename__ = "frequency"
    __table_args__ = (CheckConstraint("headway_s > 0", name="headway"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    trip_key: Mapped[str] = mapped_column(String(200), index=True)
    start_s: Mapped[int]
    end_s: Mapped[int]
    headway_s: Mapped[int]
    exact: Mapped[bool] = mapped_column(default=False)
    """Whether it leaves at the very times, or just about so often."""
    extra: Mapped[Json] = mapped_column(default=dict)
