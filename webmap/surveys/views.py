"""The page of what to survey next, its sheets for a pen, its table to fill in."""

from __future__ import annotations

from pkgutil import resolve_name
from typing import Final

from flask import Blueprint, Response, render_template, request, url_for

from data.analysis import check_kept, kept_profiles
from data.queries.gap_list import get_last_run
from data.queries.survey_hint import list_hints
from geo.errors import MissingError
from webmap.context import read_session, runtime
from webmap.exports.table import write_csv
from webmap.i18n import PREFIX, best_name, current_language, direction
from webmap.rate import require_patience
from webmap.surveys.wording import SurveyWords, say_survey
from webmap.wording.profile import profile_word

surveys = Blueprint("surveys", __name__)

PRINT_PDF: Final = "webmap.pdf:print_pdf"
"""Loaded when the first sheet is printed: WeasyPrint takes a second."""
RECORD: Final = "ways"
"""What rows of the table are about, for the importer."""
ON_PAPER: Final = 10
"""Places on one sheet."""
COLUMNS: Final = (
    "record",
    "subject",
    "attribute",
    "side",
    "value",
    "method",
    "observed_on",
    "author",
    "name",
    "lon",
    "lat",
)
"""Of the table to fill in, as the survey importer reads it."""


def asked_profile() -> str:
    """Give the profile that the address asks for; the first one by default."""
    profile = request.args.get("profile", "")
    check_kept(profile)
    return profile or kept_profiles()[0].key


def asked_surveys(profile: str) -> list[SurveyWords]:
    """List what to survey next; one place only, where the address names it.

    Raises
    ------
    MissingError
        If there is no such place.
    """
    found = [say_survey(one) for one in list_hints(read_session(), profile)]
    key = request.args.get("key", "")
    if not key:
        return found
    chosen = [one for one in found if one.key == key]
    if not chosen:
        raise MissingError(f"there is no place {key[:80]!r} to be surveyed")
    return chosen


@surveys.get(f"{PREFIX}/surveys")
def index() -> str:
    """List what to survey next for one profile."""
    profile = asked_profile()
    return render_template(
        "surveys/list.html",
        surveys=asked_surveys(profile),
        profile=profile,
        profiles=[(one.key, profile_word(one.key)) for one in kept_profiles()],
        run=get_last_run(read_session()),
    )


@surveys.get(f"{PREFIX}/surveys/sheet.pdf")
def sheet() -> Response:
    """Print the sheet to be filled in with a pen."""
    require_patience("word")
    profile = asked_profile()
    html = render_template(
        "surveys/sheet.html",
        surveys=asked_surveys(profile)[:ON_PAPER],
        whom=profile_word(profile),
        direction=direction(current_language()),
        town=best_name(runtime().town.names),
        today=runtime().today,
        table=url_for("surveys.table", profile=profile, _external=False),
    )
    pdf: bytes = resolve_name(PRINT_PDF)(html)
    response = Response(pdf, mimetype="application/pdf")
    name = f"wusul-survey-{profile}-{current_language()}.pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


@surveys.get(f"{PREFIX}/surveys/table.csv")
def table() -> Response:
    """Give the table to be filled in, which ``wusul import survey`` reads."""
    profile = asked_profile()
    rows = [
        [
            RECORD,
            measure.subject,
            measure.attribute,
            measure.side,
            None,
            "measured",
            None,
            None,
            place.title,
            *measure.lonlat,
        ]
        for place in asked_surveys(profile)
        for measure in place.measures
    ]
    content = write_csv(list(COLUMNS), rows)
    response = Response(content, content_type="text/csv; charset=utf-8")
    name = f"wusul-survey-{profile}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
