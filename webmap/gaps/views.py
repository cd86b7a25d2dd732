"""The page of gaps and its files."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, render_template, request

from data.analysis import check_kept, kept_profiles
from data.queries.gap import KINDS, count_gaps
from data.queries.layer import list_features
from geo.errors import InputError
from webmap.context import read_session, runtime
from webmap.exports.document import Export
from webmap.exports.rows import FORMS, write_export
from webmap.gaps.wording import KIND_WORDS, say_gap
from webmap.i18n import PREFIX, gettext
from webmap.wording.profile import profile_word
from webmap.wording.provenance import known_sources

gaps = Blueprint("gaps", __name__)

SHOWN: Final = 20
FILTERS: Final = ("kind", "profile")


def asked_filters(names: tuple[str, ...]) -> dict[str, str]:
    """Give what the address filters by; empty values filter nothing.

    Raises
    ------
    InputError
        If there is no such kind, or the town is not analysed for the profile.
    """
    asked = {name: request.args[name] for name in names if request.args.get(name)}
    if "profile" in asked:
        check_kept(asked["profile"])
    if asked.get("kind", KINDS[0]) not in KINDS:
        raise InputError("kind", f"{asked['kind']!r} is not one of {', '.join(KINDS)}")
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
    """List the gaps, a page at a time."""
    session, filters = read_session(), asked_filters(FILTERS)
    page = list_features(
        session,
        "gaps",
        filters=filters,
        limit=SHOWN,
        cursor=request.args.get("cursor", ""),
    )
    sources = known_sources(session, runtime().town)
    return render_template(
        "gaps/list.html",
        gaps=[say_gap(feature, sources) for feature in page.features],
        page=page,
        filters=filters,
        counts=_counts(),
        kinds=[("", gettext("All")), *((k, gettext(w)) for k, w in KIND_WORDS.items())],
        profiles=[("", gettext("Everybody")), *_profiles()],
    )


@gaps.get(f"{PREFIX}/gaps.<any(csv,geojson,html,gpkg,parquet):form>")
def download(form: str) -> Response:
    """Send the gaps as a file."""
    return send_file("gaps", form, asked_filters(FILTERS))


def _profiles() -> list[tuple[str, str]]:
    return [(one.key, profile_word(one.key)) for one in kept_profiles()]


def _counts() -> list[list[object]]:
    counted = {(c.kind, c.profile): c.count for c in count_gaps(read_session())}
    return [
        [word, *(counted.get((kind, profile), 0) for kind in KIND_WORDS)]
        for profile, word in _profiles()
    ]
