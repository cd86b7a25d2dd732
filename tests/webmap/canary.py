"""Strings that no public door may ever tell, in every place that holds something."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from data.models import ApiKey, Base, Report
from data.queries.contact import keep_contact, see_contact
from data.queries.life_cycle import advance_report, flag_report
from data.queries.photo import add_photo
from data.queries.report import file_report
from data.runtime import Runtime
from geo.draft import Draft
from geo.photo import Caption
from geo.standing import Actor, Move

WORD = "zzcanary"
PHONE = "78200199"
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
MODERATOR = Actor("moderator", f"{WORD}-moderator")
STAFF = Actor("staff", f"{WORD}-staff")
SECRETS = ("received", "held", "hidden", "withdrawn", "private")
LEFT_OUT = {
    "contact": "seeded by keep_contact",
    "report_photo": "seeded by add_photo",
    "report_effect": "numbers about trips, no words",
    "desk_severity": "levels by profile, no words",
}
"""Tables on reports without a row below, and why."""


def words(table: str, *columns: str) -> dict[str, str]:
    """Give a string of its own for each column."""
    return {column: f"{WORD}-{table}-{column}"[:60] for column in columns}


def rows(number: int, key_id: int) -> dict[str, dict[str, Any]]:
    """Give for each table on reports a row that is full of what nobody may see."""
    unique = f"{WORD}-{number}"
    return {
        "report_told": {
            "answers": {"note": f"{WORD}-answer"},
            **words("told", "author", "network"),
        },
        "report_vote": {
            "kind": "me_too",
            "at": NOON,
            **words("vote", "voter", "network"),
        },
        "report_origin": {
            "api_key_id": key_id,
            "token": unique,
            **words("origin", "account"),
        },
        "sender_mark": {
            "kind": "device",
            "at": NOON,
            "forget_at": NOON.replace(year=2099),
            **words("mark", "mark", "said"),
        },
        "media_fetch": {"url": f"https://example.org/{WORD}", "state": "failed"},
        "open311_update": {
            "api_key_id": key_id,
            "their_id": unique,
            "status": "open",
            "at": NOON,
            **words("update", "said"),
        },
        "desk": words("desk", "person", "words"),
        "report_note": {"at": NOON, **words("note", "who", "text")},
        "sealed_text": {"at": NOON, **words("sealed", "text", "who"), "field": "text"},
        "appeal": {
            "at": NOON,
            "state": "hidden",
            **words("appeal", "text", "decided_by"),
        },
        "follower": {
            "email": f"{WORD}@example.org",
            "lang": "fr",
            "token": unique,
            "created_at": NOON,
        },
    }


TEXTS = dict.fromkeys(("ar", "fr", "en"), f"{WORD} answer")
WITH_REPORT = {
    "report_update": {"at": NOON, "state": "published", "texts": TEXTS},
    "report_told": words("told", "subject"),
    "report_origin": words("origin", "address_id"),
}
"""What is public with its report: seeded only where that is not."""


@dataclass
class Seeded:
    """What was seeded: numbers, keys of photos, and where the secret ones lie."""

    public: str = ""
    secret: dict[str, str] = field(default_factory=dict)
    photos: list[str] = field(default_factory=list)
    lonlat: tuple[float, float] = (0.0, 0.0)

    @property
    def trackings(self) -> list[str]:
        """Every number, the public one first."""
        return [self.public, *self.secret.values()]


def seed(
    held: Runtime, secret_at: tuple[float, float], public_at: tuple[float, float]
) -> Seeded:
    """Fill an instance: one public report, and one of each kind that is not."""
    found = Seeded(lonlat=secret_at)
    with held.database.write() as session:
        key_id = _api_key(session)
        for name in SECRETS:
            found.secret[name] = _secret(session, name, secret_at, found)
        found.public = _public(session, public_at, found)
        _fill(session, found, key_id)
    return found


def _api_key(session: Session) -> int:
    row = ApiKey(
        name="zz",
        hash=f"{WORD}-hash",
        holder=f"{WORD} holder",
        role="public",
        made_at=NOON,
    )
    session.add(row)
    session.flush()
    return row.id


def _secret(
    session: Session, name: str, where: tuple[float, float], found: Seeded
) -> str:
    said = f"{WORD} {name} text"
    draft = Draft("works", said, where_text=f"{WORD} {name} street", lonlat=where)
    tracking = _file(session, draft, name, found)
    if name in ("hidden", "private"):
        advance_report(session, tracking, Move("published", MODERATOR, NOON))
    if name in ("held", "hidden"):
        move = Move(name, MODERATOR, NOON, "abuse")
        advance_report(session, tracking, move)
    if name == "withdrawn":
        move = Move("withdrawn", Actor("author", WORD), NOON)
        advance_report(session, tracking, move)
    if name == "private":
        actor = {"actor": MODERATOR, "on": True, "at": NOON}
        flag_report(session, tracking, "private", **actor)
    return tracking


def _public(session: Session, where: tuple[float, float], found: Seeded) -> str:
    """Make a report that everybody sees, with everything that nobody does."""
    draft = Draft("works", "open words", where_text="open street", lonlat=where)
    tracking = _file(session, draft, "public", found)
    advance_report(session, tracking, Move("published", MODERATOR, NOON))
    who = Actor("public", f"{WORD}-claimant")
    proof = {"document": f"{WORD}-document.pdf"}
    advance_report(session, tracking, Move("fix_claimed", who, NOON, evidence=proof))
    see_contact(session, tracking, STAFF, "answer", NOON)
    return tracking


def _file(session: Session, draft: Draft, name: str, found: Seeded) -> str:
    tracking = file_report(session, draft, at=NOON).tracking
    contact = {"name": f"{WORD} name", "email": f"{WORD}@example.org", "phone": PHONE}
    keep_contact(session, tracking, **contact, consent=True, at=NOON)
    caption = Caption(alt=f"{WORD} alt of {name}")
    digest = f"{len(found.photos):064x}"
    taken = add_photo(
        session, tracking, caption, digest=digest, sealed=f"{WORD}.webp", at=NOON
    )
    found.photos.append(taken.key)
    return tracking


def _fill(session: Session, found: Seeded, key_id: int) -> None:
    for number, tracking in enumerate(found.trackings):
        report = session.scalar(select(Report.id).where(Report.tracking == tracking))
        for name, values in rows(number, key_id).items():
            _put(session, name, report, values)
        for name, values in WITH_REPORT.items():
            if tracking != found.public:
                _put(session, name, report, values)


def _put(
    session: Session, name: str, report: int | None, values: dict[str, Any]
) -> None:
    table = Base.metadata.tables[name]
    of_it = table.c.report_id == report
    changed = session.execute(update(table).where(of_it).values(**values))
    if not changed.rowcount:  # type: ignore[attr-defined]
        session.execute(insert(table).values(report_id=report, **values))
