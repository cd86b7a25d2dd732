"""Places (points of interest with access attributes), their entrances, and areas."""

from __future__ import annotations

from typing import Final

from geoalchemy2 import WKBElement
from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data.models.base import Base, Json, Names, geometry

AREA_KINDS: Final = ("boundary", "quarter", "sector")
ACCESS = "access IN ('yes', 'limited', 'no', 'unknown')"


class Place(Base):
    """A place; its access attributes are observations of its key."""

    __tablename__ = "place"
    __table_args__ = (CheckConstraint(ACCESS, name="access"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(120), unique=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    kind: Mapped[str] = mapped_column(String(64), index=True)
    """Category, an id of ``geo/tables/place_kinds.toml``."""
    names: Mapped[Names] = mapped_column(default=dict)
    """Language → name; the key "" holds the default."""
    access: Mapped[str] = mapped_column(String(8), default="unknown")
    """Resolved from the observations; kept here for lists and tiles."""
    tags: Mapped[Json] = mapped_column(default=dict)
    geom: Mapped[WKBElement] = geometry("POINT")


class Entrance(Base):
    """A door of a place; its access attributes are observations of its key."""

    __tablename__ = "entrance"
    __table_args__ = (UniqueConstraint("key", "place_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(120), index=True)
    """Of a door between two places there are two rows."""
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    place_key: Mapped[str] = mapped_column(String(120), index=True)
    """Key of the place; it may come from another source."""
    kind: Mapped[str] = mapped_column(String(32), default="yes")
    """OSM word of ``entrance=*``."""
    names: Mapped[Names] = mapped_column(default=dict)
    geom: Mapped[WKBElement] = geometry("POINT")


class Area(Base):
    """A boundary, quarter or sector, with residents where they are known."""

    __tablename__ = "area"
    __table_args__ = (
        CheckConstraint("residents IS NULL OR residents >= 0", name="residents"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(120), unique=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    kind: Mapped[str] = mapped_column(String(32), index=True)
    """One of ``AREA_KINDS``."""
    names: Mapped[Names] = mapped_column(default=dict)
    residents: Mapped[float | None]
    dwellings: Mapped[float | None]
    year: Mapped[int | None]
    """Of the counts of residents and dwellings."""
    geom: Mapped[WKBElement] = geometry("GEOMETRY")
