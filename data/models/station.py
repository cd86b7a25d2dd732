"""Inside stations and between rides: levels, pathways, transfers."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from data.models.base import Base, Json, Names


class Level(Base):
    """A GTFS level of a station."""

    __tablename__ = "level"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(160), unique=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    position: Mapped[float]
    """GTFS ``level_index``: 0 is the ground, half a storey is 0.5."""
    names: Mapped[Names] = mapped_column(default=dict)
    extra: Mapped[Json] = mapped_column(default=dict)


class Pathway(Base):
    """A GTFS pathway: a way inside a station; a length not given is unknown."""

    __tablename__ = "pathway"
    __table_args__ = (CheckConstraint("mode BETWEEN 1 AND 7", name="mode"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(160), unique=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    from_key: Mapped[str] = mapped_column(String(160), index=True)
    to_key: Mapped[str] = mapped_column(String(160), index=True)
    mode: Mapped[int]
    """1 walkway, 2 stairs, 3 moving walkway, 4 escalator, 5 lift, 6 gate, 7 exit."""
    is_bidirectional: Mapped[bool]
    length_m: Mapped[float | None]
    traversal_s: Mapped[float | None]
    stair_count: Mapped[int | None]
    """Positive if one goes up from the first to the second stop."""
    max_slope: Mapped[float | None]
    """Height over length, signed alike."""
    min_width_m: Mapped[float | None]
    signposts: Mapped[Json] = mapped_column(default=dict)
    """``forward`` and ``backward``: language → what the signs say."""
    extra: Mapped[Json] = mapped_column(default=dict)


class Transfer(Base):
    """A GTFS transfer: how two rides meet; only what the feed names is filled."""

    __tablename__ = "transfer"
    __table_args__ = (CheckConstraint("type BETWEEN 0 AND 5", name="type"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    from_stop_key: Mapped[str | None] = mapped_column(String(160), index=True)
    to_stop_key: Mapped[str | None] = mapped_column(String(160))
    from_line_key: Mapped[str | None] = mapped_column(String(160))
    to_line_key: Mapped[str | None] = mapped_column(String(160))
    from_trip_key: Mapped[str | None] = mapped_column(String(200))
    to_trip_key: Mapped[str | None] = mapped_column(String(200))
    type: Mapped[int] = mapped_column(default=0)
    """0 recommended, 1 timed, 2 needs time, 3 not possible, 4 stay aboard, 5 not so."""
    min_s: Mapped[int | None]
    extra: Mapped[Json] = mapped_column(default=dict)
