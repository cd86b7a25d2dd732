"""Keys of other programs, what they handed in, senders that are held, counters."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data.models.base import Base, UtcTime


class ApiKey(Base):
    """The key of a program; only its hash is kept."""

    __tablename__ = "api_key"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(16), unique=True)
    """The first part of the key, which is no secret: staff tell keys apart by it."""
    hash: Mapped[str] = mapped_column(String(64), unique=True)
    holder: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(16))
    """In which role its holder moves reports: ``public``, ``body``, ``staff`` …"""
    body: Mapped[str] = mapped_column(String(120), default="")
    made_at: Mapped[datetime] = mapped_column(UtcTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcTime)


class ReportOrigin(Base):
    """What else a program said of a report that it handed in."""

    __tablename__ = "report_origin"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(
        ForeignKey("report.id", ondelete="CASCADE"), unique=True
    )
    api_key_id: Mapped[int | None] = mapped_column(ForeignKey("api_key.id"), index=True)
    account: Mapped[str] = mapped_column(String(80), default="")
    """What the program calls its user."""
    address_id: Mapped[str] = mapped_column(String(120), default="")
    token: Mapped[str | None] = mapped_column(String(64), unique=True)
    """Stands for the number of a report that is held."""


class SenderMark(Base):
    """A keyed hash of who sent a report, kept for a while."""

    __tablename__ = "sender_mark"
    __table_args__ = (UniqueConstraint("report_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(
        ForeignKey("report.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(String(16))
    """An id of the senders in ``geo/tables/hold_rules.toml``."""
    mark: Mapped[str] = mapped_column(String(64), index=True)
    said: Mapped[str] = mapped_column(String(64), index=True, default="")
    """A keyed hash of the text: the same again and again is noticed."""
    at: Mapped[datetime] = mapped_column(UtcTime)
    forget_at: Mapped[datetime] = mapped_column(UtcTime, index=True)


class HeldSender(Base):
    """A sender whose reports are held until somebody has looked at them."""

    __tablename__ = "held_sender"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    mark: Mapped[str] = mapped_column(String(64), index=True)
    reason: Mapped[str] = mapped_column(String(40))
    tracking: Mapped[str] = mapped_column(String(16), default="")
    """The report for which the sender was held."""
    held_by: Mapped[str] = mapped_column(String(120), default="")
    held_at: Mapped[datetime] = mapped_column(UtcTime)
    until: Mapped[datetime] = mapped_column(UtcTime, index=True)
    lifted_by: Mapped[str] = mapped_column(String(120), default="")
    lifted_at: Mapped[datetime | None] = mapped_column(UtcTime)


class MediaFetch(Base):
    """A picture that another program has told the address of, fetched later."""

    __tablename__ = "media_fetch"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'fetched', 'failed')", name="state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(
        ForeignKey("report.id", ondelete="CASCADE"), index=True
    )
    url: Mapped[str] = mapped_column(String(2000))
    state: Mapped[str] = mapped_column(String(16), default="waiting")
    tries: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime | None] = mapped_column(UtcTime, index=True)
    reason: Mapped[str] = mapped_column(String(300), default="")
    """Why it failed the last time."""


class Open311Update(Base):
    """An update that another program has sent, so that it is taken once."""

    __tablename__ = "open311_update"
    __table_args__ = (UniqueConstraint("api_key_id", "their_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(
        ForeignKey("report.id", ondelete="CASCADE"), index=True
    )
    api_key_id: Mapped[int] = mapped_column(ForeignKey("api_key.id"))
    their_id: Mapped[str | None] = mapped_column(String(120))
    """The program's own number: sent again, it makes no second update."""
    event_id: Mapped[int | None] = mapped_column(index=True)
    """The audit event of the step; none where only something was said."""
    status: Mapped[str] = mapped_column(String(32))
    said: Mapped[str] = mapped_column(String(64), default="")
    """Hash of the words, which are kept as a public answer or as a note."""
    at: Mapped[datetime] = mapped_column(UtcTime, index=True)


class RateCount(Base):
    """How often one sender did something in a window; forgotten after it."""

    __tablename__ = "rate_count"

    kind: Mapped[str] = mapped_column(String(32), primary_key=True)
    mark: Mapped[str] = mapped_column(String(64), primary_key=True)
    """A keyed hash with the salt of the day: no address, no token."""
    begins: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    """Beginning of the window, seconds since 1970."""
    ends: Mapped[int] = mapped_column(BigInteger, index=True)
    """From then on nobody needs it."""
    count: Mapped[int]
