"""What the author's own page shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from data.queries.appeal import CONTESTED
from data.queries.contact import ContactRecord, find_own_contact
from data.queries.own import Look, Passed, list_looks, list_passed
from data.queries.report import ReportRecord
from geo.advance import list_steps
from geo.life_cycle import Step, report_reasons, report_states
from geo.standing import Standing
from geo.trail import trail_words
from webmap.audit.words import reason_word, role_word
from webmap.context import runtime
from webmap.i18n import best_name, gettext
from webmap.mail_server import can_mail
from webmap.photos.words import OwnPhoto, own_photos, takes_photo
from webmap.reports.page import KINDS, Options, category_word, local_time
from webmap.wording.profile import profile_word

WITHDRAW = "withdraw"
WITHDRAWN = "withdrawn"
AUTHOR = "author"
GIVES = frozenset({"reason"})
"""What the author can give here; steps that need more are taken elsewhere."""


@dataclass(frozen=True)
class Happening:
    """An event of the report, in words."""

    at: datetime
    what: str
    role: str
    reason: str


@dataclass(frozen=True)
class Deed:
    """A step that the author may take now; with reasons, where one is asked for."""

    to: str
    label: str
    reasons: Options


@dataclass(frozen=True)
class OwnPage:
    """All that its author sees of a report."""

    tracking: str
    token: str
    state: str
    kind: str
    is_public: bool
    is_new: bool
    reason: str
    category: str
    description: str
    where_text: str
    lang: str
    affected: tuple[str, ...]
    created_at: datetime
    photos: list[OwnPhoto]
    takes_photo: bool
    contact: ContactRecord | None
    can_mail: bool
    looks: list[Happening]
    events: list[Happening]
    first: Passed | None
    deeds: list[Deed]
    can_erase: bool
    is_contestable: bool


def build_own(session: Session, record: ReportRecord, token: str) -> OwnPage:
    """Build the page."""
    state = report_states()[record.state]
    events = list_passed(session, record.tracking)
    photos = own_photos(session, record.tracking)
    has_content = bool(record.description or record.where_text or record.lonlat)
    return OwnPage(
        tracking=record.tracking,
        token=token,
        state=best_name(state.label),
        kind=KINDS[record.standing.open311],
        is_public=record.is_public,
        is_new=record.state == "received",
        reason=reason_word(record.reason),
        category=category_word(record.category),
        description=record.description,
        where_text=record.where_text,
        lang=record.lang,
        affected=tuple(map(profile_word, record.affected)),
        created_at=local_time(record.created_at),
        photos=photos,
        takes_photo=takes_photo(record.state, photos),
        contact=find_own_contact(session, record.tracking),
        can_mail=can_mail(runtime().settings),
        looks=[_look(one) for one in list_looks(session, record.tracking)],
        events=[_event(one) for one in events],
        first=events[0] if events else None,
        deeds=_deeds(record.standing),
        can_erase=record.state == WITHDRAWN and (has_content or bool(photos)),
        is_contestable=record.state in CONTESTED,
    )


def _look(one: Look) -> Happening:
    return Happening(
        local_time(one.at), "", role_word(one.role), reason_word(one.reason)
    )


def _event(one: Passed) -> Happening:
    state = report_states().get(one.action)
    action = trail_words("action").get(one.action)
    label = state.label if state else action.label if action else {}
    what = best_name(label) or gettext("Something was changed")
    return Happening(
        local_time(one.at), what, role_word(one.role), reason_word(one.reason)
    )


def _deeds(now: Standing) -> list[Deed]:
    steps = list_steps(now, AUTHOR)
    return [_deed(step) for step in steps if GIVES.issuperset(step.needs)]


def _deed(step: Step) -> Deed:
    reasons = [
        (reason.id, best_name(reason.label))
        for reason in report_reasons().values()
        if step.to in reason.states and "reason" in step.needs
    ]
    return Deed(step.to, best_name(step.label), reasons)
