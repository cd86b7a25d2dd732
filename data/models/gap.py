"""Gaps: lacks of access found by analysis or declared, and what became of them."""

from __future__ import annotations

from datetime import date, datetime

from geoalchemy2 import WKBElement
from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data.models.base import Base, Json, Names, UtcTime, geometry


class Gap(Base):
    """A lack of access found by analysis or declared by an association.

    A row is never taken out: what is closed keeps its history.
    """

    __tablename__ = "gap"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(160), unique=True)
    kind: Mapped[str] = mapped_column(String(24), index=True)
    """An id of ``geo/tables/gap_kinds.toml``."""
    profile: Mapped[str] = mapped_column(String(32), index=True)
    names: Mapped[Names] = mapped_column(default=dict)
    residents: Mapped[float | None]
    details: Mapped[Json] = mapped_column(default=dict)
    is_demonstration: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int]
    origin: Mapped[str] = mapped_column(
        String(16), default="found", server_default="found"
    )
    """``found`` by analysis or ``declared`` by somebody."""
    status: Mapped[str] = mapped_column(
        String(16), default="open", server_default="open", index=True
    )
    look: Mapped[str] = mapped_column(String(16), default="bad", server_default="bad")
    """``bad``, ``doubt`` (not enough data) or ``other`` (cut off for everybody)."""
    checked: Mapped[str] = mapped_column(String(16), default="", server_default="")
    """What the analysis says of a declared gap."""
    service: Mapped[str] = mapped_column(
        String(32), default="", server_default="", index=True
    )
    district: Mapped[str] = mapped_column(
        String(120), default="", server_default="", index=True
    )
    """Key of the quarter; empty where it lies in none."""
    people_low: Mapped[float | None]
    people_high: Mapped[float | None]
    """People concerned: for sure, and with those of whom it is not known."""
    decided: Mapped[float | None]
    """Share of those concerned for whom the data decide, 0 … 1."""
    services: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    rank: Mapped[int] = mapped_column(default=0, server_default="0", index=True)
    """1 is listed first."""
    first_seen: Mapped[date | None]
    last_seen: Mapped[date | None]
    changed_on: Mapped[date | None]
    geom: Mapped[WKBElement] = geometry("GEOMETRY")


class GapCause(Base):
    """A barrier or a way that is in the way of a gap."""

    __tablename__ = "gap_cause"
    __table_args__ = (UniqueConstraint("gap_id", "subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    gap_id: Mapped[int] = mapped_column(ForeignKey("gap.id", ondelete="CASCADE"))
    subject: Mapped[str] = mapped_column(String(160), index=True)
    """Key of the barrier, else of the way."""
    is_barrier: Mapped[bool]


class GapEvent(Base):
    """What became of a gap, and what it was then."""

    __tablename__ = "gap_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    gap_id: Mapped[int] = mapped_column(
        ForeignKey("gap.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(String(16))
    """An event of ``geo/tables/gap_kinds.toml``."""
    at: Mapped[datetime] = mapped_column(UtcTime)
    day: Mapped[date]
    """Day in the town."""
    revision: Mapped[int]
    """``Revision.network`` of the network that was analysed."""
    standing: Mapped[Json]
    """What the gap was from then on."""


class GapRun(Base):
    """One analysis of the whole town."""

    __tablename__ = "gap_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcTime)
    day: Mapped[date]
    revision: Mapped[int]
    barriers: Mapped[int]
    """``Revision.barriers`` of what was analysed."""


class GapCell(Base):
    """How many have a service, of one profile and quarter; of the last analysis."""

    __tablename__ = "gap_cell"
    __table_args__ = (UniqueConstraint("profile", "service", "district"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    profile: Mapped[str] = mapped_column(String(32))
    service: Mapped[str] = mapped_column(String(32))
    district: Mapped[str] = mapped_column(String(120))
    names: Mapped[Names] = mapped_column(default=dict)
    unit: Mapped[str] = mapped_column(String(16))
    """``residents`` or ``metres`` of street."""
    reached: Mapped[float]
    unknown: Mapped[float]
    lost: Mapped[float]


class SurveyHint(Base):
    """Streets whose survey decides most; of the last analysis."""

    __tablename__ = "survey_hint"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(160), unique=True)
    profile: Mapped[str] = mapped_column(String(32), index=True)
    rank: Mapped[int]
    names: Mapped[Names] = mapped_column(default=dict)
    people: Mapped[float]
    """Expected number whose question is decided."""
    details: Mapped[Json] = mapped_column(default=dict)
    is_demonstration: Mapped[bool] = mapped_column(default=False)
    geom: Mapped[WKBElement] = geometry("GEOMETRY")
