"""Public transport in GTFS words: agencies, stops, lines, trips, shapes."""

from __future__ import annotations

from geoalchemy2 import WKBElement
from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    SmallInteger,
    String,
    UniqueConstraint,
    case,
)
from sqlalchemy.orm import Mapped, column_property, mapped_column

from data.models.base import Base, Json, Names, geometry
from data.models.place import ACCESS


class Agency(Base):
    """A GTFS agency."""

    __tablename__ = "agency"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(160), unique=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    name: Mapped[str] = mapped_column(String(300))
    names: Mapped[Names] = mapped_column(default=dict)
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
    tts_names: Mapped[Names] = mapped_column(default=dict)
    """How a voice should say the name, where that differs; by language."""
    platform_code: Mapped[str] = mapped_column(String(60), default="")
    zone: Mapped[str] = mapped_column(String(120), default="")
    """Fare zone, in the words of the feed."""
    location_type: Mapped[int] = mapped_column(default=0)
    parent_key: Mapped[str | None] = mapped_column(String(160), index=True)
    level_key: Mapped[str | None] = mapped_column(String(160))
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
    short_names: Mapped[Names] = mapped_column(default=dict)
    """The short name in other languages, where somebody translated it."""
    names: Mapped[Names] = mapped_column(default=dict)
    route_type: Mapped[int]
    colour: Mapped[str] = mapped_column(String(6), default="")
    trips: Mapped[int] = mapped_column(default=0)
    trips_accessible: Mapped[int] = mapped_column(default=0)
    trips_inaccessible: Mapped[int] = mapped_column(default=0)
    access: Mapped[str] = column_property(
        case(
            ((trips > 0) & (trips_accessible == trips), "yes"),
            ((trips > 0) & (trips_inaccessible == trips), "no"),
            (trips_accessible > 0, "limited"),
            else_="unknown",
        )
    )
    """What the flags of its trips say together."""
    extra: Mapped[Json] = mapped_column(default=dict)
    geom: Mapped[WKBElement | None] = geometry("MULTILINESTRING", nullable=True)


class TransitTrip(Base):
    """A GTFS trip: one run of a vehicle."""

    __tablename__ = "transit_trip"
    __table_args__ = (
        CheckConstraint("wheelchair_accessible BETWEEN 0 AND 2", name="accessible"),
        CheckConstraint("wait_low_s <= wait_high_s", name="wait"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(200), unique=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    line_key: Mapped[str] = mapped_column(String(160), index=True)
    service_key: Mapped[str] = mapped_column(String(160), index=True)
    shape_key: Mapped[str | None] = mapped_column(String(160))
    headsign: Mapped[str] = mapped_column(String(300), default="")
    headsigns: Mapped[Names] = mapped_column(default=dict)
    """The head sign in other languages, where somebody translated it."""
    direction: Mapped[int | None]
    wheelchair_accessible: Mapped[int] = mapped_column(default=0)
    block: Mapped[str] = mapped_column(String(120), default="")
    """The same vehicle goes on to the next trip of its block."""
    wait_low_s: Mapped[int | None]
    """Leaves when it is full: shortest and longest usual wait; else empty."""
    wait_high_s: Mapped[int | None]
    extra: Mapped[Json] = mapped_column(default=dict)


class StopTime(Base):
    """A GTFS stop time; seconds after noon minus twelve hours, empty if blank."""

    __tablename__ = "stop_time"
    __table_args__ = (
        Index("ix_stop_time_trip_sequence", "trip_key", "sequence"),
        CheckConstraint("pickup BETWEEN 0 AND 3", name="pickup"),
        CheckConstraint("drop_off BETWEEN 0 AND 3", name="drop_off"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    trip_key: Mapped[str] = mapped_column(String(200))
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    stop_key: Mapped[str | None] = mapped_column(String(160), index=True)
    sequence: Mapped[int]
    arrival_s: Mapped[int | None]
    departure_s: Mapped[int | None]
    pickup: Mapped[int] = mapped_column(SmallInteger, default=0)
    """0 regular, 1 not possible, 2 phone the agency, 3 arrange with the driver."""
    drop_off: Mapped[int] = mapped_column(SmallInteger, default=0)
    timepoint: Mapped[int | None] = mapped_column(SmallInteger)
    """0 the times are approximate, 1 exact; empty where the feed does not say."""
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
