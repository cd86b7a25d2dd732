"""Public transport in GTFS words: agencies, stops, lines, trips, calendars, shapes."""

from __future__ import annotations

from datetime import date

from geoalchemy2 import WKBElement
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data.models.base import Base, Json, Names, geometry
from data.models.place import ACCESS


class Agency(Base):
    """A GTFS agency."""

    __tablename__ = "agency"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(160), unique=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    name: Mapped[str] = mapped_column(String(300))
    timezone: Mapped[str] = mapped_column(String(64))
    extra: Mapped[Json] = mapped_column(default=dict)


class Stop(Base):
    """A stop, station, entrance, node or boarding area; also OSM stops."""

    __tablename__ = "stop"
    __table_args__ = (
        CheckConstraint(ACCESS, name="access"),
        CheckConstraint("location_type BETWEEN 0 AND 4", name="location_type"),
        CheckConstraint("wheelchair_boarding BETWEEN 0 AND 2", name="boarding"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(160), unique=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    names: Mapped[Names] = mapped_column(default=dict)
    location_type: Mapped[int] = mapped_column(default=0)
    parent_key: Mapped[str | None] = mapped_column(String(160), index=True)
    wheelchair_boarding: Mapped[int] = mapped_column(default=0)
    """GTFS: 0 unknown, 1 possible, 2 not possible; inherited from the parent."""
    access: Mapped[str] = mapped_column(String(8), default="unknown")
    modes: Mapped[list[str]] = mapped_column(default=list)
    extra: Mapped[Json] = mapped_column(default=dict)
    geom: Mapped[WKBElement | None] = geometry("POINT", nullable=True)


class Line(Base):
    """A GTFS route, or a line entered by hand."""

    __tablename__ = "line"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(160), unique=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    agency_key: Mapped[str | None] = mapped_column(String(160))
    short_name: Mapped[str] = mapped_column(String(100), default="")
    names: Mapped[Names] = mapped_column(default=dict)
    route_type: Mapped[int]
    colour: Mapped[str] = mapped_column(String(6), default="")
    trips: Mapped[int] = mapped_column(default=0)
    trips_accessible: Mapped[int] = mapped_column(default=0)
    trips_inaccessible: Mapped[int] = mapped_column(default=0)
    extra: Mapped[Json] = mapped_column(default=dict)
    geom: Mapped[WKBElement | None] = geometry("MULTILINESTRING", nullable=True)


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


class TransitTrip(Base):
    """A GTFS trip: one run of a vehicle."""

    __tablename__ = "transit_trip"
    __table_args__ = (
        CheckConstraint("wheelchair_accessible BETWEEN 0 AND 2", name="accessible"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(200), unique=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    line_key: Mapped[str] = mapped_column(String(160), index=True)
    service_key: Mapped[str] = mapped_column(String(160), index=True)
    shape_key: Mapped[str | None] = mapped_column(String(160))
    headsign: Mapped[str] = mapped_column(String(300), default="")
    direction: Mapped[int | None]
    wheelchair_accessible: Mapped[int] = mapped_column(default=0)
    extra: Mapped[Json] = mapped_column(default=dict)


class StopTime(Base):
    """A GTFS stop time; seconds after noon minus twelve hours, empty if blank."""

    __tablename__ = "stop_time"
    __table_args__ = (Index("ix_stop_time_trip_sequence", "trip_key", "sequence"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    trip_key: Mapped[str] = mapped_column(String(200))
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    stop_key: Mapped[str | None] = mapped_column(String(160), index=True)
    sequence: Mapped[int]
    arrival_s: Mapped[int | None]
    departure_s: Mapped[int | None]
    extra: Mapped[Json] = mapped_column(default=dict)


class Shape(Base):
    """A GTFS shape as one line."""

    __tablename__ = "shape"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(160), unique=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    geom: Mapped[WKBElement] = geometry("LINESTRING")


class FeedRow(Base):
    """A row of a GTFS file that has no table of its own yet, kept as it came."""

    __tablename__ = "feed_row"
    __table_args__ = (UniqueConstraint("source_id", "file", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    file: Mapped[str] = mapped_column(String(100))
    number: Mapped[int]
    row: Mapped[Json] = mapped_column(default=dict)
