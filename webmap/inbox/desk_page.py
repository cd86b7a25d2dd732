"""The page of a report for staff: all that is known, and all that may be done now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from flask import Response, render_template, url_for
from sqlalchemy.orm import Session

from data.models import Report
from data.queries.desk import look_at_desk, position_of
from data.queries.desk_history import list_desk_history
from data.queries.duplicate import Similar, find_similar
from data.queries.note import list_notes, list_updates
from data.queries.photo import list_photos
from data.queries.report import ReportRecord, record_of
from geo.life_cycle import report_flags
from geo.photo import photo_words
from geo.standing import Actor
from webmap.context import read_session, runtime
from webmap.i18n import best_name, gettext
from webmap.inbox.answers import answer_texts, template_options
from webmap.inbox.history import say_event
from webmap.inbox.refused import Refused
from webmap.inbox.step_form import step_views
from webmap.inbox.words import (
    area_word,
    body_options,
    body_word,
    flag_word,
    mark_word,
    owner_word,
    people_names,
    person_word,
    reason_word,
)
from webmap.people.who import current_actor, may
from webmap.reports.effect import tell_effect
from webmap.reports.page import category_word, state_word
from webmap.reports.pick import pick_scene
from webmap.reports.told import tell_more

WRONG: Final = 422


def desk_page(
    report: Report, refused: Refused | None = None, *, template: str = ""
) -> Response:
    """Write the page of a report.

    Parameters
    ----------
    report : Report
        One that who asks may see.
    refused : Refused, optional
        What could not be done; everything typed is shown again.
    template : str
        Key of a ready answer that is to stand in the fields.
    """
    session, actor = read_session(), current_actor()
    again = refused or Refused()
    record = record_of(report)
    page = render_template(
        "inbox/show.html",
        report=record,
        desk=_where_it_lies(session, report, record),
        told=replace(tell_more(session, record, for_staff=True), can_vote=False),
        effect=tell_effect(session, record),
        photos=_photos(session, report),
        similar=_similar(session, report),
        steps=step_views(session, report, actor, again.step),
        history=[say_event(e) for e in list_desk_history(session, report.tracking)],
        notes=_notes(session, report),
        updates=list_updates(session, report.tracking),
        answers=answer_texts(session, record, again.typed, template),
        templates=template_options(session, report.state),
        flags=_flags(report, actor),
        bodies=body_options(gettext("Nobody yet")),
        refused=again,
        page_data=pick_scene(),
    )
    status = WRONG if again.told else 200
    response = Response(page, status, mimetype="text/html")
    response.headers["Cache-Control"] = "no-store, private"
    return response


@dataclass(frozen=True)
class Place:
    """Where a report lies, in words."""

    category: str
    state: str
    kind: str
    reason: str
    area: str
    owner: str
    body: str
    body_key: str
    by_rule: bool
    person: str
    is_mine: bool
    marks: list[str]
    flags: list[str]
    created_at: datetime
    changed_at: datetime
    map_href: str


def _where_it_lies(session: Session, report: Report, record: ReportRecord) -> Place:
    desk, zone = look_at_desk(session, report), runtime().town.zone
    lonlat = position_of(report)
    spot = f"18/{lonlat[1]:.5f}/{lonlat[0]:.5f}" if lonlat else ""
    return Place(
        category=category_word(report.category),
        state=state_word(report.state),
        kind="warn" if record.standing.open311 == "open" else "info",
        reason=reason_word(report.reason),
        area=area_word(desk.area),
        owner=owner_word(desk.owner),
        body=body_word(desk.body),
        body_key=desk.body,
        by_rule=desk.assigned_by == "rule",
        person=person_word(desk.person),
        is_mine=bool(desk.person) and desk.person == current_actor().who,
        marks=[mark_word(mark) for mark in report.marks or {}],
        flags=[flag_word(flag) for flag in report.flags],
        created_at=report.created_at.astimezone(zone),
        changed_at=report.changed_at.astimezone(zone),
        map_href=f"{url_for('home.index')}#map={spot}" if spot else "",
    )


@dataclass(frozen=True)
class PhotoLine:
    """A photo of the report, for staff."""

    key: str
    alt: str
    state: str
    href: str


def _photos(session: Session, report: Report) -> list[PhotoLine]:
    states = photo_words("state")
    listed = list_photos(session, report.tracking, public=False)
    can_look = may("photo.moderate")
    return [
        PhotoLine(
            one.key,
            one.alt or gettext("Photo %(number)s", number=place),
            best_name(states[one.state].label),
            url_for("photo_desk.look", key=one.key) if can_look else "",
        )
        for place, one in enumerate(listed, start=1)
    ]


def _similar(session: Session, report: Report) -> list[Similar]:
    lonlat = position_of(report)
    if lonlat is None:
        return []
    found = find_similar(session, report.category, lonlat)
    return [one for one in found if one.tracking != report.tracking]


@dataclass(frozen=True)
class NoteLine:
    """A note of staff."""

    text: str
    who: str
    at: datetime


def _notes(session: Session, report: Report) -> list[NoteLine]:
    if not may("inbox.note"):
        return []
    zone = runtime().town.zone
    names = people_names()
    return [
        NoteLine(one.text, names.get(one.who, ""), one.at.astimezone(zone))
        for one in list_notes(session, report.tracking)
    ]


def _flags(report: Report, actor: Actor) -> list[tuple[str, str, bool]]:
    """List the flags that somebody may set: id, word, whether it stands."""
    known = report_flags().values()
    return [
        (flag.id, best_name(flag.label), flag.id in report.flags)
        for flag in known
        if actor.role in flag.by
    ]
