"""What the pages of reports show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from data.queries.layer import Feature
from data.queries.report import ReportRecord
from geo.answer import LonLat
from geo.category import report_categories
from geo.channel import report_channels
from geo.life_cycle import report_reasons, report_states
from webmap.context import runtime
from webmap.i18n import best_name, gettext
from webmap.photos.words import PhotoView
from webmap.wording.profile import profile_word

Options = list[tuple[str, str]]

KINDS: Final = {"open": "warn", "closed": "info", "": "info"}
"""Open311 status → kind of notice."""


@dataclass(frozen=True)
class ReportCard:
    """A public report in the list."""

    tracking: str
    category: str
    state: str
    is_open: bool
    where_text: str
    created_at: datetime
    photo: PhotoView | None = None


@dataclass(frozen=True)
class ReportPage:
    """The page of a number; without content where the report is not public."""

    tracking: str
    is_public: bool
    state: str
    kind: str
    acts: str
    created_at: datetime
    changed_at: datetime
    category: str = ""
    description: str = ""
    lang: str = ""
    where_text: str = ""
    affected: tuple[str, ...] = ()
    reason: str = ""
    photos: tuple[PhotoView, ...] = ()
    lonlat: LonLat | None = None


def category_word(category: str) -> str:
    """Name a category."""
    known = report_categories().get(category)
    return best_name(known.label) if known else category


def state_word(state: str) -> str:
    """Name a state."""
    return best_name(report_states()[state].label)


def local_time(moment: datetime) -> datetime:
    """Give a time in the zone of the town."""
    return moment.astimezone(runtime().town.zone)


def card_of(feature: Feature, photo: PhotoView | None = None) -> ReportCard:
    """Build the card of a row of the public list."""
    values: Mapping[str, Any] = feature.properties
    return ReportCard(
        tracking=feature.key,
        category=category_word(values["category"]),
        state=state_word(values["state"]),
        is_open=report_states()[values["state"]].open311 == "open",
        where_text=values["where_text"],
        created_at=local_time(values["created_at"]),
        photo=photo,
    )


def page_of(record: ReportRecord, photos: Sequence[PhotoView] = ()) -> ReportPage:
    """Build the page of a number, content only if anybody may read it."""
    state = report_states()[record.state]
    bare = ReportPage(
        tracking=record.tracking,
        is_public=record.is_public,
        state=best_name(state.label),
        kind=KINDS[record.standing.open311],
        acts=record.standing.acts,
        created_at=local_time(record.created_at),
        changed_at=local_time(record.changed_at),
    )
    if not record.is_public:
        return bare
    reason = report_reasons().get(record.reason)
    return replace(
        bare,
        category=category_word(record.category),
        description=record.description,
        lang=record.lang,
        where_text=record.where_text,
        affected=tuple(map(profile_word, record.affected)),
        reason=best_name(reason.label) if reason else "",
        lonlat=record.lonlat,
        photos=tuple(photos),
    )


def category_options(first: str) -> Options:
    """Offer the categories, after a first choice that is none."""
    known = report_categories().values()
    return [("", first), *((kind.id, best_name(kind.label)) for kind in known)]


def channel_options() -> Options:
    """Offer the channels by which staff writes for somebody else."""
    known = report_channels().values()
    mine = ("", gettext("For myself"))
    return [mine, *((c.id, best_name(c.label)) for c in known if c.entered)]


def state_options() -> Options:
    """Offer the states that anybody may see."""
    public = [s for s in report_states().values() if s.is_public]
    return [("", gettext("All")), *((s.id, best_name(s.label)) for s in public)]
