"""The print sheet of a trip, and the trip as a file to take along."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from geo.profile import load_profiles
from webmap.context import address, read_session, runtime
from webmap.i18n import PREFIX
from webmap.trips.answer import Answer, answer
from webmap.trips.file import FORMS
from webmap.trips.form import TripForm
from webmap.trips.telling import Telling
from webmap.wording.profile import profile_word, say_limits

sheets = Blueprint("sheets", __name__, url_prefix=f"{PREFIX}/trip")

SEE_OTHER = 303


def _tell(found: Answer) -> Telling | None:
    """Put an answer together; none where there is no trip."""
    if found.trip is None or found.words is None:
        return None
    return Telling(
        trip=found.trip,
        words=found.words,
        start=found.spots["from"].name,
        end=found.spots["to"].name,
        now=runtime().clock().astimezone(runtime().town.zone),
    )


@sheets.get("/print")
def show() -> str | AnyResponse:
    """Show the sheet: large type, no map, there and back."""
    form = TripForm.from_args(request.args)
    telling = _tell(answer(runtime(), read_session(), form))
    if telling is None:
        return _ask_again(form)
    profile = load_profiles()[form.profile_key]
    return render_template(
        "trip/sheet.html",
        telling=telling,
        words=telling.words,
        traveller=profile_word(profile.key),
        limits=say_limits(form.profile),
        back_to=address("trips.show", form.query()),
    )


@sheets.get("/way.<any(gpx,geojson):suffix>")
def download(suffix: str) -> AnyResponse:
    """Give the trip as a file."""
    form = TripForm.from_args(request.args)
    telling = _tell(answer(runtime(), read_session(), form))
    if telling is None:
        return _ask_again(form)
    kind = FORMS[suffix]
    response = Response(kind.write(telling), mimetype=kind.mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="wusul.{suffix}"'
    response.cache_control.no_store = True
    return response


def _ask_again(form: TripForm) -> AnyResponse:
    """Lead back to the question, where what is wrong with it is told."""
    response = redirect(address("trips.show", form.query()), SEE_OTHER)
    response.set_data("")
    return response
