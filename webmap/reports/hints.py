"""What is pointed out before a report is sent: personal data, and what is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import url_for
from sqlalchemy.orm import Session

from data.queries.duplicate import Similar, find_similar
from geo.draft import Draft
from geo.life_cycle import report_states
from geo.personal import find_personal, personal_kinds, pieces_of, without
from geo.question import report_questions
from webmap.context import runtime
from webmap.formats import metres
from webmap.i18n import best_name, gettext, ngettext
from webmap.photos.words import PhotoView, first_views
from webmap.reports.page import category_word

REMOVE: Final = "remove"
AS_IT_IS: Final = "as_it_is"
DAY_S: Final = 24 * 3600


@dataclass(frozen=True)
class Hint:
    """A text that may tell who somebody is.

    Attributes
    ----------
    label : str
        What the field is called.
    pieces : list of tuple of str
        (kind in words or nothing, piece of the text) in order.
    """

    label: str
    pieces: list[tuple[str, str]]


@dataclass(frozen=True)
class Known:
    """A report that may be of the same obstacle, as it is offered.

    Attributes
    ----------
    tracking, href, category, description, lang, where_text, state, away, age : str
    photo : PhotoView, optional
    """

    tracking: str
    href: str
    category: str
    description: str
    lang: str
    where_text: str
    state: str
    away: str
    age: str
    photo: PhotoView | None


def texts_of(draft: Draft) -> Iterator[tuple[str, str]]:
    """Give all that was written in a draft: (field, text)."""
    yield "where", draft.where_text
    yield "description", draft.description
    for name, answer in draft.answers.items():
        if report_questions()[name].kind == "text" and isinstance(answer, str):
            yield name, answer


def holds_personal(draft: Draft) -> bool:
    """Tell whether a draft may tell who somebody is."""
    country = runtime().town.country
    return any(find_personal(text, country=country) for _, text in texts_of(draft))


def list_hints(draft: Draft) -> list[Hint]:
    """List the texts of a draft that may tell who somebody is, with the words."""
    country, kinds = runtime().town.country, personal_kinds()
    hints = []
    for name, text in texts_of(draft):
        found = find_personal(text, country=country)
        if found:
            pieces = [
                (best_name(kinds[kind].label) if kind else "", piece)
                for kind, piece in pieces_of(text, found)
            ]
            hints.append(Hint(_label(name), pieces))
    return hints


def _label(name: str) -> str:
    labels = {
        "where": gettext("Where is it?"),
        "description": gettext("What exactly is there?"),
    }
    question = report_questions().get(name)
    return best_name(question.label) if question else labels[name]


def remove_personal(text: str) -> str:
    """Leave out of a text what may tell who somebody is."""
    return without(text, find_personal(text, country=runtime().town.country))


def list_known(session: Session, draft: Draft, *, seen: str) -> list[Known]:
    """List reports that may be of the same obstacle.

    Parameters
    ----------
    session : Session
    draft : Draft
    seen : str
        Numbers that the sender has seen already, between commas.
    """
    if draft.lonlat is None:
        return []
    refused = set(seen.split(","))
    similar = [
        one
        for one in find_similar(session, draft.category, draft.lonlat)
        if one.tracking not in refused
    ]
    photos = first_views(session, [one.tracking for one in similar])
    now = runtime().clock()
    return [_known(one, photos.get(one.tracking), now) for one in similar]


def _known(one: Similar, photo: PhotoView | None, now: datetime) -> Known:
    return Known(
        tracking=one.tracking,
        href=url_for("reports.show", tracking=one.tracking),
        category=category_word(one.category),
        description=one.description,
        lang=one.lang,
        where_text=one.where_text,
        state=best_name(report_states()[one.state].label),
        away=gettext("%(length)s from here", length=metres(one.away_m)),
        age=say_age(one.created_at, now),
        photo=photo,
    )


def say_age(then: datetime, now: datetime) -> str:
    """Say how long ago something was reported."""
    days = int((now - then).total_seconds() // DAY_S)
    if days < 1:
        return gettext("reported today")
    return ngettext("reported %(num)s day ago", "reported %(num)s days ago", days)
