"""The pages of gaps and their files."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from flask import Blueprint, Response, render_template, request

from data.analysis import check_kept, kept_profiles
from data.queries.gap import count_gaps
from data.queries.gap_cell import total_districts
from data.queries.gap_history import list_causes, list_events
from data.queries.gap_list import (
    FILTERS,
    check_filters,
    count_statuses,
    get_last_run,
    list_gaps,
)
from data.queries.layer import get_feature
from geo.evidence import read_day
from geo.gap.kind import gap_words
from geo.service import load_services
from webmap.context import read_session, runtime
from webmap.exports.document import Export
from webmap.exports.rows import FORMS, write_export
from webmap.gaps.facts import service_word, word_of
from webmap.gaps.overview import build_overview
from webmap.gaps.page import say_causes, say_day, say_event, say_services
from webmap.gaps.wording import LOOK_WORDS, say_gap
from webmap.i18n import PREFIX, best_name, gettext
from webmap.wording.profile import profile_word
from webmap.wording.provenance import known_sources

gaps = Blueprint("gaps", __name__)

SHOWN: Final = 20
FIRST: Final = 5
"""Gaps on the first screen, where nothing is asked for."""
Options = list[tuple[str, str]]


def asked_filters(names: tuple[str, ...]) -> dict[str, str]:
    """Give what the address filters by; empty values filter nothing.

    Raises
    ------
    InputError
        If no gap can be that, or the town is not analysed for the profile.
    """
    asked = {name: request.args[name] for name in names if request.args.get(name)}
    if "profile" in asked:
        check_kept(asked["profile"])
    check_filters(asked)
    return asked


def send_file(layer: str, form: str, filters: dict[str, str]) -> Response:
    """Send all rows of a layer as a file to be kept.

    A map is sent to be kept too: its scripts stand inside it, which our pages forbid.
    """
    held = runtime()
    today = held.clock().date()
    export = Export(read_session(), layer, held.town, today, filters)
    response = Response(write_export(export, form), content_type=FORMS[form])
    name = f"{held.town.key or 'wusul'}-{layer}-{today.isoformat()}.{form}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@gaps.get(f"{PREFIX}/gaps")
def index() -> str:
    """Tell what matters most; where something is asked for, list it page by page."""
    session, filters = read_session(), asked_filters(FILTERS)
    profile = filters.get("profile", kept_profiles()[0].key)
    is_first = not set(filters) - {"profile"} and not request.args.get("cursor")
    wanted = {"profile": profile} if is_first and not request.args.get("all") else {}
    page = list_gaps(
        session,
        filters or wanted,
        limit=FIRST if is_first else SHOWN,
        cursor=request.args.get("cursor", ""),
    )
    sources = known_sources(session, runtime().town)
    return render_template(
        "gaps/list.html",
        gaps=[say_gap(feature, sources) for feature in page.features],
        page=page,
        filters=filters,
        profile=profile,
        whom=profile_word(profile),
        is_first=is_first,
        overview=build_overview(session, profile) if is_first else None,
        run=get_last_run(session),
        counts=_counts(),
        kinds=[word_of("kind", kind) for kind in gap_words("kind")],
        statuses=count_statuses(session),
        choices=_choices(profile),
    )


@gaps.get(f"{PREFIX}/gaps/<path:key>")
def show(key: str) -> str:
    """Show one gap: what it is, what causes it and what became of it."""
    session, held = read_session(), runtime()
    feature = get_feature(session, "gaps", key)
    events = list_events(session, key)
    days = {name: _asked_day(name) for name in ("from", "to")}
    return render_template(
        "gaps/show.html",
        gap=say_gap(feature, known_sources(session, held.town)),
        row=feature.properties,
        services=say_services(feature.properties),
        district=_quarters(feature.properties["profile"]).get(
            feature.properties["district"], ""
        ),
        causes=say_causes(list_causes(session, key)),
        events=[say_event(one) for one in events],
        days=days,
        then=[say_day(events, day) for day in days.values() if day is not None],
    )


def _asked_day(name: str) -> date | None:
    typed = request.args.get(name, "")
    return read_day(name, typed) if typed else None


@gaps.get(f"{PREFIX}/gaps.<any(csv,geojson,html,gpkg,parquet,pdf):form>")
def download(form: str) -> Response:
    """Send the gaps as a file."""
    return send_file("gaps", form, asked_filters(FILTERS))


def _profiles() -> Options:
    return [(one.key, profile_word(one.key)) for one in kept_profiles()]


def _quarters(profile: str) -> dict[str, str]:
    totals = total_districts(read_session(), profile)
    return {one.key: best_name(one.names) for one in totals if one.key}


def _choices(profile: str) -> dict[str, Options]:
    """Give what may be chosen for each filter."""
    every = ("", gettext("All"))
    found: dict[str, Any] = {
        name: [
            every,
            *((key, best_name(w.label)) for key, w in gap_words(name).items()),
        ]
        for name in ("kind", "status")
    }
    found["status"][0] = ("", gettext("All that are not closed"))
    found["profile"] = [("", gettext("Everybody")), *_profiles()]
    found["look"] = [every, *((k, gettext(w)) for k, w in LOOK_WORDS.items())]
    groups = load_services().groups
    found["service"] = [every, *((group, service_word(group)) for group in groups)]
    found["district"] = [every, *sorted(_quarters(profile).items(), key=_by_word)]
    return found


def _by_word(option: tuple[str, str]) -> str:
    return option[1]


def _counts() -> list[list[object]]:
    counted = {(c.kind, c.profile): c.count for c in count_gaps(read_session())}
    return [
        [word, *(counted.get((kind, profile), 0) for kind in gap_words("kind"))]
        for profile, word in _profiles()
    ]
