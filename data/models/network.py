"""The walking network: ways, nodes and the edges cut from them."""

from __future__ import annotations

from geoalchemy2 import WKBElement
from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data.models.base import Base, Json, Names, geometry


class Way(Base):
    """A way of a source; its access attributes are observations of its key."""

    __tablename__ = "way"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(120), unique=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    highway: Mapped[str] = mapped_column(String(32))
    """OSM value of ``highway`` (or ``railway=platform`` as ``platform``)."""
    footway: Mapped[str] = mapped_column(String(32), default="")
    """OSM value of ``footway``: sidewalk, crossing, traffic_island …"""
    oneway: Mapped[int] = mapped_column(default=0)
    """For people on foot: 0 both ways, 1 forward only, -1 backward only."""
    sidewalks: Mapped[str] = mapped_column(String(16), default="unknown")
    """both, left, right, no, separate or unknown."""
    names: Mapped[Names] = mapped_column(default=dict)
    tags: Mapped[Json] = mapped_column(default=dict)
    node_keys: Mapped[list[str]] = mapped_column(default=list)
    """Keys of the nodes along the way, one per vertex."""
    geom: Mapped[WKBElement] = geometry("LINESTRING")


class Node(Base):
    """A node where edges meet, or that carries access attributes."""

    __tablename__ = "node"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(120), unique=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    height_m: Mapped[float | None]
    height_sigma_m: Mapped[float | None]
    """Standard error of the height."""
    height_source_id: Mapped[int | None] = mapped_column(ForeignKey("source.id"))
    tags: Mapped[Json] = mapped_column(default=dict)
    geom: Mapped[WKBElement] = geometry("POINT")


class Edge(Base):
    """A piece of a way between two junctions; cut anew at every import.

    Nothing lasting may refer to it: see *stable identity* in ARCHITECTURE.md.
    """

    __tablename__ = "edge"
    __table_args__ = (
        UniqueConstraint("way_id", "sequence"),
        CheckConstraint("length_m >= 0", name="length"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    way_id: Mapped[int] = mapped_column(ForeignKey("way.id", ondelete="CASCADE"))
    sequence: Mapped[int]
    """Order along the way."""
    from_node_id: Mapped[int] = mapped_column(ForeignKey("node.id"), index=True)
    to_node_id: Mapped[int] = mapped_column(ForeignKey("node.id"), index=True)
    first_vertex: Mapped[int]
    last_vertex: Mapped[int]
    """Vertices of the way that the edge runs over."""
    length_m: Mapped[float]
    geom: Mapped[WKBElement] = geometry("LINESTRING")
