"""The trip page: a question in the address, an answer on the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, render_template, request
from werkzeug.datastructures import MultiDict

from geo.alternative import CRITERIA
from geo.profile import load_profiles
from webmap.context import address, read_session, runtime
from webmap.home.question import read_question
from webmap.home.scene import build_scene
from webmap.i18n import PREFIX, gettext
from webmap.search.views import say_hit
from webmap.trips.answer import answer, map_data
from webmap.trips.form import GOING, POLICIES, WINDOWS, TripForm
from webmap.trips.guide import wording_options
from webmap.trips.need import NEEDS, STEPS, evenness_options, usual_value, write_limits
from webmap.trips.spot import write_at
from webmap.trips.walk import usual_walk
from webmap.trips.wish_form import VIAS, WISHED
from webmap.wording.profile import PROFILE_WORDS, profile_word, say_limits
from webmap.wording.wish import say_preference

trips = Blueprint("trips", __name__, url_prefix=f"{PREFIX}/trip")

Options = list[tuple[str, ...]]


@trips.get("")
def show() -> str:
    """Show the question and, if there is one, the answer."""
    form = TripForm.from_args(request.args)
    found = answer(runtime(), read_session(), form)
    return render_template(
        "trip/trip.html",
        form=form,
        found=found,
        has_map=bool(found.words or found.drawn),
        profiles=profile_options(),
        policies=policy_options(),
        needs=need_rows(form),
        steps=[(value, gettext(word)) for value, word in STEPS],
        evenness=evenness_options(),
        wordings=wording_options(),
        going=[(key, gettext(word)) for key, word in GOING.items()],
        usual_walk=usual_walk(form.profile),
        windows=[(key, gettext(word)) for key, word in WINDOWS.items()],
        choices=choice_links(form, found.choices),
        which={end: f"which-{end}" for end in found.choices},
        swap=_link(form, **_swapped(form)),
        wished=[(name, gettext(word)) for name, word in WISHED.items()],
        vias=[(name, gettext(word)) for name, word in VIAS.items()],
        preferences=preference_options(),
        prefer_address=lambda reason: _link(form, prefer=reason),
        limits_address=lambda limits: _link(form, **write_limits(limits)),
        page_data={**_scene(), "trip": map_data(found)},
    )


def _scene() -> dict[str, Any]:
    return build_scene(runtime(), read_question(MultiDict()))


def profile_options() -> Options:
    """Offer the profiles, each described by its limits."""
    known = load_profiles()
    return [
        (key, profile_word(key), say_limits(known[key]))
        for key in PROFILE_WORDS
        if key in known
    ]


def policy_options() -> Options:
    """Offer what to do about the unknown."""
    return [(str(key), gettext(word), gettext(more)) for key, word, more in POLICIES]


def preference_options() -> Options:
    """Offer what may matter most."""
    return [("", gettext("As usual")), *((k, say_preference(k)) for k in CRITERIA)]


def need_rows(form: TripForm) -> list[dict[str, str]]:
    """Offer a person's own limits, each with the profile's."""
    profile = load_profiles()[form.profile_key]
    return [
        {
            "name": need.name,
            "label": gettext(need.label),
            "unit": gettext(need.unit),
            "usual": usual_value(profile, need),
        }
        for need in NEEDS
    ]


def choice_links(form: TripForm, choices: dict) -> list[dict]:  # type: ignore[type-arg]
    """Offer the places that a name may mean, each as this page's next address."""
    return [
        {
            "name": end,
            "label": gettext(form.points[end]),
            "hits": [
                {
                    "hit": hit,
                    "kind": say_hit(hit).kind,
                    "href": _link(
                        form,
                        **{end: hit.name, f"{end}_at": write_at(hit.lonlat, hit.name)},
                    ),
                }
                for hit in spot.choices
            ],
        }
        for end, spot in choices.items()
    ]


def _swapped(form: TripForm) -> dict[str, str]:
    typed = form.typed
    return {
        "from": typed["to"],
        "to": typed["from"],
        "from_at": typed["to_at"],
        "to_at": typed["from_at"],
        **_turned(typed),
    }


def _turned(typed: Mapping[str, str]) -> dict[str, str]:
    """Come by the same points in the other order."""
    named = [name for name in VIAS if typed[name]]
    return {
        f"{name}{end}": typed[f"{other}{end}"]
        for name, other in zip(named, reversed(named), strict=True)
        for end in ("", "_at")
    }


def _link(form: TripForm, **changes: str) -> str:
    return address("trips.show", form.query(**changes))
