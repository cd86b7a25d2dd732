"""The form by which an association declares a gap, and takes it back."""

from __future__ import annotations

from typing import Any, Final

from flask import Response, make_response, render_template, request, url_for

from data.analysis import kept_profiles
from data.queries.gap_declared import Moment, declare_gap, withdraw_gap
from data.queries.revision import raise_revision
from data.search import resolve_place
from geo.errors import InputError
from geo.gap.declared import FIELDS, Declared, read_declared
from geo.gap.kind import gap_words
from geo.service import load_services
from webmap.context import read_session, runtime
from webmap.gaps.facts import service_word, word_of
from webmap.gaps.views import gaps
from webmap.i18n import N_, PREFIX, current_language, gettext
from webmap.people.who import current_actor, needs, seen_elsewhere
from webmap.wording.profile import profile_word

PERMISSION: Final = "gaps.declare"
WRONG: Final = 422
PLACE: Final = "position"
SAYINGS: Final = (
    ("is missing", N_("Please fill this in.")),
    (
        "tells who somebody is",
        N_("This tells who somebody is, and would be published. Please leave it out."),
    ),
    ("letters", N_("This is too long.")),
    ("is not one of", N_("Please choose one from the list.")),
)
UNKNOWN_PLACE: Final = N_(
    "This place was not found. Write its name, or a position like 8.7047,36.1742."
)


def read_profiles() -> list[str]:
    """Give the profiles for which a gap can be declared."""
    return [profile.key for profile in kept_profiles()]


def now() -> Moment:
    """Give the present time, and the day in the town."""
    held = runtime()
    return Moment(held.clock(), held.today)


def keep(declared: Declared) -> str:
    """Keep what was declared; give its key."""
    with runtime().database.write() as session:
        key, is_new = declare_gap(
            session, declared, actor=current_actor(), moment=now()
        )
        if is_new:
            raise_revision(session)
    return key


def take_back(key: str, reason: str) -> None:
    """Take a declared gap back."""
    with runtime().database.write() as session:
        withdraw_gap(session, key, actor=current_actor(), moment=now(), reason=reason)
        raise_revision(session)


@gaps.route(f"{PREFIX}/gaps/declare", methods=["GET", "POST"])
@needs(PERMISSION)
def declare() -> Response:
    """Ask for a gap, or keep it."""
    typed = {name: request.form.get(name, "") for name in FIELDS}
    if request.method == "GET":
        return _page(typed, {})
    try:
        cells = typed | {"lang": current_language(), PLACE: _position(typed[PLACE])}
        country = runtime().town.country
        declared = read_declared(cells, profiles=read_profiles(), country=country)
    except InputError as wrong:
        return _page(typed, {wrong.field: _say(wrong)})
    return seen_elsewhere(url_for("gaps.show", key=keep(declared)))


@gaps.post(f"{PREFIX}/gaps/withdraw/<path:key>")
@needs(PERMISSION)
def withdraw(key: str) -> Response:
    """Take a declared gap back, saying why."""
    take_back(key, request.form.get("reason", "").strip())
    return seen_elsewhere(url_for("gaps.show", key=key))


def _position(text: str) -> str:
    """Turn the name of a place into its position."""
    if not text.strip():
        return ""
    hits = resolve_place(read_session(), text[:200], current_language())
    if not hits:
        raise InputError(PLACE, "is not known")
    lon, lat = hits[0].lonlat
    return f"{lon},{lat}"


def _say(wrong: InputError) -> str:
    if wrong.field in (PLACE, "place") and "missing" not in wrong.reason:
        return gettext(UNKNOWN_PLACE)
    for part, said in SAYINGS:
        if part in wrong.reason:
            return gettext(said)
    return gettext(UNKNOWN_PLACE)


def _page(typed: dict[str, str], errors: dict[str, str]) -> Response:
    choose = ("", gettext("Please choose"))
    groups = load_services().groups
    page = render_template(
        "gaps/declare.html",
        typed=typed,
        errors=errors,
        kinds=[choose, *((kind, word_of("kind", kind)) for kind in gap_words("kind"))],
        profiles=[choose, *((key, profile_word(key)) for key in read_profiles())],
        services=[("", gettext("None")), *((g, service_word(g)) for g in groups)],
    )
    response: Any = make_response(page, WRONG if errors else 200)
    response.headers["Cache-Control"] = "no-store"
    return response  # type: ignore[no-any-return]
