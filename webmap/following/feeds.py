"""Feeds of reports: of an area, of a category, of one report."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Final

from flask import Blueprint, Response, request, url_for

from data.queries.feed import Place, find_place, list_changed
from data.queries.report import ReportRecord, get_report
from data.queries.report_history import list_history
from data.queries.revision import get_revision
from geo.bbox import parse_bbox
from geo.category import get_category
from geo.errors import MissingError
from geo.life_cycle import get_state, report_states
from webmap.api.fresh import data_tag
from webmap.context import address, read_session, runtime
from webmap.following.atom import MIMETYPE, Entry, Feed, stable_id, write_feed
from webmap.i18n import PREFIX, best_name, current_language, gettext
from webmap.mail_server import public_address
from webmap.reports.page import category_word, state_word

feeds = Blueprint("feeds", __name__, url_prefix=f"{PREFIX}/reports")

FILTERS: Final = ("area", "bbox", "category", "state")


def full(path: str) -> str:
    """Give the full address of a page, where the settings name it."""
    return public_address(runtime().settings, path)


def whole(path: str) -> str:
    """Give an address for people to copy, as they have found this page."""
    known = full(path)
    return known if known != path else f"{request.host_url.rstrip('/')}{path}"


def publisher() -> str:
    """Name who publishes the feeds."""
    town = best_name(runtime().town.names)
    return f"Wusul, {town}" if town else "Wusul"


def feed_answer(build: Callable[[], Feed], *parts: str) -> Response:
    """Answer with a feed, or say that what the reader holds is still right.

    Parameters
    ----------
    build : callable
        Called only if the reader does not hold it.
    parts : str
        What the feed depends on besides the data.
    """
    asked = sha256("\n".join(parts).encode()).hexdigest()[:16]
    tag = f"{data_tag(read_session())}.{asked}"
    if request.if_none_match.contains_weak(tag):
        response = Response(status=304)
    else:
        feed = build()
        response = Response(write_feed(feed), mimetype=MIMETYPE)
        response.last_modified = feed.updated
    response.set_etag(tag, weak=True)
    response.cache_control.no_cache = True
    return response


@feeds.get("/feed.atom")
def of_reports() -> Response:
    """Give the public reports that changed last."""
    filters = {n: request.args[n] for n in FILTERS if request.args.get(n)}
    if "category" in filters:
        get_category(filters["category"])
    if "state" in filters:
        get_state(filters["state"])
    place = _place(filters)
    return feed_answer(lambda: _reports(filters, place), *map(str, filters.items()))


def _place(filters: dict[str, str]) -> Place | None:
    if "area" in filters:
        return find_place(read_session(), filters["area"])
    if "bbox" in filters:
        return Place(parse_bbox(filters["bbox"]), {"": filters["bbox"]})
    return None


def _reports(filters: dict[str, str], place: Place | None) -> Feed:
    records = list_changed(
        read_session(),
        category=filters.get("category", ""),
        state=filters.get("state", ""),
        place=place,
    )
    named = [best_name(place.names)] if place else []
    named += [category_word(filters["category"])] if "category" in filters else []
    named += [state_word(filters["state"])] if "state" in filters else []
    entries = [_entry(record) for record in records]
    asked = {k: v for k, v in filters.items() if k in ("category", "state")}
    return Feed(
        id=_id("reports", current_language(), *map(str, filters.items())),
        title=" · ".join([gettext("Reported obstacles"), *named]),
        author=publisher(),
        updated=max((e.updated for e in entries), default=runtime().clock()),
        here=full(address("feeds.of_reports", filters)),
        page=full(address("reports.index", asked)),
        lang=current_language(),
        entries=entries,
    )


def _entry(record: ReportRecord) -> Entry:
    what = category_word(record.category)
    state = state_word(record.state)
    parts = [f"{what}: {state}", record.where_text]
    return Entry(
        id=_id("report", record.tracking),
        title=f"{what}: {state}",
        updated=record.standing.updated_at,
        published=record.created_at,
        href=full(url_for("reports.show", tracking=record.tracking)),
        summary=" · ".join(part for part in parts if part),
        category=(record.category, what),
        lonlat=record.lonlat,
    )


@feeds.get("/<tracking>/feed.atom")
def of_one(tracking: str) -> Response:
    """Give what has happened with one public report."""
    record = get_report(read_session(), tracking)
    if not record.is_public:
        raise MissingError(f"there is no report {tracking[:20]!r}")
    return feed_answer(lambda: _history(record), record.tracking)


def _history(record: ReportRecord) -> Feed:
    number = record.tracking
    page = full(url_for("reports.show", tracking=number))
    what = category_word(record.category)
    events = list_history(read_session(), number)
    entries = [
        Entry(
            id=_id("report", number, str(place)),
            title=best_name(report_states()[one.state].label),
            updated=one.at,
            href=page,
            summary=f"{what}: {best_name(report_states()[one.state].label)}",
        )
        for place, one in enumerate(events)
    ]
    return Feed(
        id=_id("history", number, current_language()),
        title=gettext("Report %(number)s", number=number) + f" · {what}",
        author=publisher(),
        updated=max((e.updated for e in entries), default=record.changed_at),
        here=full(url_for("feeds.of_one", tracking=number)),
        page=page,
        lang=current_language(),
        entries=entries[::-1],
    )


def _id(*parts: str) -> str:
    return stable_id(get_revision(read_session()).identity, *parts)
