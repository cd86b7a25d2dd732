"""The page of reach: a question in the address, an answer on the page."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import orjson
from flask import Blueprint, Response, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from geo.errors import InputError
from webmap.context import address, read_session, runtime
from webmap.home.question import read_question
from webmap.home.scene import build_scene
from webmap.i18n import PREFIX, gettext
from webmap.reach.answer import Answer, answer
from webmap.reach.form import CHOICES, ReachForm
from webmap.reach.scene import map_data
from webmap.reach.shape import reach_features
from webmap.search.views import say_hit
from webmap.trips.need import STEPS, evenness_options
from webmap.trips.spot import write_at
from webmap.trips.views import need_rows, policy_options, profile_options
from webmap.wording.reach import DIRECTIONS
from webmap.wording.reach_place import NearWords

reaches = Blueprint("reaches", __name__)

OURS = ("from", "from_at", "minutes", "way")
"""Fields that say nothing of the person."""


@reaches.get(f"{PREFIX}/reach")
def show() -> str:
    """Show the question and, if there is one, the answer."""
    form = ReachForm.from_args(request.args)
    found = answer(runtime(), read_session(), form)
    return render_template(
        "reach/reach.html",
        form=form,
        found=found,
        profiles=profile_options(),
        policies=policy_options(),
        needs=need_rows(form),
        steps=[(value, gettext(word)) for value, word in STEPS],
        evenness=evenness_options(),
        directions=[(str(way), gettext(word)) for way, word in DIRECTIONS.items()],
        times=[
            (text, gettext("%(times)s minutes", times=text.replace(",", ", ")))
            for text in dict.fromkeys((*CHOICES, form.minutes_text))
        ],
        choices=_choices(form, found),
        trip_to=lambda near: _trip(form, found, near),
        download=f"{_file('geojson')}?{urlencode(form.query())}",
        page_data={**_scene(), "reach": map_data(found)},
    )


@reaches.get(f"{PREFIX}/reach.<any(geojson):form>")
def download(form: str) -> Response:
    """Send areas and places as a file.

    Raises
    ------
    InputError
        If the question cannot be answered.
    """
    asked = ReachForm.from_args(request.args)
    found = answer(runtime(), read_session(), asked)
    if found.reach is None or found.words is None:
        field, said = next(iter(asked.errors.items()), ("from", found.problem))
        raise InputError(field, said or gettext("Please write a place."))
    body = orjson.dumps(reach_features(found.reach, found.words))
    response = Response(body, mimetype="application/geo+json")
    response.headers["Content-Disposition"] = f'attachment; filename="reach.{form}"'
    response.cache_control.no_store = True
    return response


def _file(form: str) -> str:
    return url_for("reaches.download", form=form)


def _scene() -> dict[str, Any]:
    return build_scene(runtime(), read_question(MultiDict()))


def _choices(form: ReachForm, found: Answer) -> list[dict[str, Any]]:
    """Offer the places that a name may mean, each as this page's next address."""
    hits = found.spot.choices if found.spot else ()
    return [
        {
            "hit": hit,
            "kind": say_hit(hit).kind,
            "href": address(
                "reaches.show",
                form.query(
                    **{"from": hit.name, "from_at": write_at(hit.lonlat, hit.name)}
                ),
            ),
        }
        for hit in hits
    ]


def _trip(form: ReachForm, found: Answer, near: NearWords) -> str:
    """Give the address of the trip to a place, for the same person."""
    person = {k: v for k, v in form.query().items() if k not in OURS}
    if found.spot is None or found.spot.lonlat is None:
        return ""
    ends = {
        "from": found.spot.name,
        "from_at": write_at(found.spot.lonlat, found.spot.name),
        "to": near.name,
        "to_at": write_at(near.lonlat, near.name),
    }
    return address("trips.show", {**ends, **person})
