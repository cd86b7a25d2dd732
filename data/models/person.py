"""People with an account, their sessions and links, and mail that waits."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, true
from sqlalchemy.orm import Mapped, mapped_column

from data.models.base import Base, Names, UtcTime


class PersonRow(Base):
    """Somebody who works on reports; whoever only reports has no account."""

    __tablename__ = "person"
    __table_args__ = (CheckConstraint("lang IN ('ar', 'fr', 'en')", name="lang"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True)
    """Opaque mark: all that the audit trail says of the person."""
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254))
    """As it is written to."""
    email_key: Mapped[str] = mapped_column(String(254), unique=True)
    """As it is compared: in small letters."""
    role: Mapped[str] = mapped_column(String(16), index=True)
    """A role of ``geo/tables/permissions.toml``."""
    body: Mapped[str] = mapped_column(String(120), default="")
    """Organisation for which the person acts; empty without one."""
    lang: Mapped[str] = mapped_column(String(2))
    password_hash: Mapped[str] = mapped_column(String(200), default="")
    """Empty until the invitation is accepted."""
    is_active: Mapped[bool] = mapped_column(default=True, server_default=true())
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    password_at: Mapped[datetime | None] = mapped_column(UtcTime)
    """When the password was chosen."""
    seen_at: Mapped[datetime | None] = mapped_column(UtcTime)
    """When the person last signed in."""


class SignIn(Base):
    """One device that is signed in; without its row, its cookie is worth nothing."""

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    device: Mapped[str] = mapped_column(String(80), default="")
    """Browser and system in two words, to tell one's devices apart."""
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    seen_at: Mapped[datetime] = mapped_column(UtcTime)
    expires_at: Mapped[datetime] = mapped_column(UtcTime, index=True)


class PersonLink(Base):
    """A link to choose a password with, once and not for long."""

    __tablename__ = "person_link"
    __table_args__ = (CheckConstraint("kind IN ('invite', 'reset')", name="kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(8))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    expires_at: Mapped[datetime] = mapped_column(UtcTime)


class Throttle(Base):
    """How often somebody has tried in vain, and until when to wait."""

    __tablename__ = "throttle"

    id: Mapped[int] = mapped_column(primary_key=True)
    mark: Mapped[str] = mapped_column(String(64), unique=True)
    """Sealed: neither the address nor the network can be read from it."""
    count: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    until: Mapped[datetime] = mapped_column(UtcTime)


class Mail(Base):
    """One letter that waits, was sent, or was given up."""

    __tablename__ = "mail"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'sent', 'given_up')", name="state"),
        CheckConstraint("lang IN ('ar', 'fr', 'en')", name="lang"),
        Index("ix_mail_waiting", "state", "next_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(32), unique=True)
    """Its Message-ID, the same at every try: a double is known for one."""
    address: Mapped[str] = mapped_column(String(254))
    """Empty once the letter is sent or given up."""
    template: Mapped[str] = mapped_column(String(40))
    lang: Mapped[str] = mapped_column(String(2))
    values: Mapped[Names] = mapped_column(default=dict)
    """What the template is filled with; empty once the letter is sent or given up."""
    state: Mapped[str] = mapped_column(String(8), default="waiting")
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    next_at: Mapped[datetime] = mapped_column(UtcTime)
    """When it is tried next; while somebody tries, when another may."""
    tries: Mapped[int] = mapped_column(default=0)
    trouble: Mapped[str] = mapped_column(String(200), default="")
    """What the last try met with."""
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime)
