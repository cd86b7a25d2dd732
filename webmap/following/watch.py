"""A trip that is watched: a page and a feed behind an address that nobody guesses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Final

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from data.queries.news import Appeared, list_appeared
from geo.errors import DataError, InputError, MissingError
from geo.watch import Leg, Seen, watch_trip
from webmap.context import address, read_session, runtime
from webmap.following.atom import MIMETYPE, Entry, Feed, stable_id, write_feed
from webmap.following.feeds import full, publisher, whole
from webmap.following.trip_link import Link, read_token, write_token
from webmap.following.views import SECRET, index
from webmap.formats import minutes
from webmap.i18n import N_, PREFIX, best_name, current_language, gettext
from webmap.reports.page import category_word
from webmap.trips.form import TripForm
from webmap.trips.spot import find_spot
from webmap.wording.profile import profile_word

watching = Blueprint("watching", __name__, url_prefix=f"{PREFIX}/watch")

SHORT_S: Final = 30.0
"""Less than this is as long as before."""
THERE: Final = {
    "never": N_("The way there was not possible before, either."),
    "gone": N_("The way there is no longer possible."),
    "same": N_("The way there takes as long as before."),
    "longer": N_("The way there takes %(time)s longer now."),
}
BACK: Final = {
    "never": N_("The way back was not possible before, either."),
    "gone": N_("The way back is no longer possible."),
    "same": N_("The way back takes as long as before."),
    "longer": N_("The way back takes %(time)s longer now."),
}


@dataclass(frozen=True)
class Watch:
    """What the page of a watched trip shows."""

    link: Link
    seen: Seen
    met: list[Appeared]

    @property
    def ends(self) -> tuple[str, str]:
        """Names of the streets at both ends."""
        one, other = (best_name(names) for names in self.seen.names)
        unnamed = gettext("a street without a name")
        return one or unnamed, other or unnamed


@watching.after_request
def _keep_secret(response: Response) -> Response:
    for name, value in SECRET.items():
        response.headers.setdefault(name, value)
    return response


@watching.get("")
def new() -> AnyResponse | str:
    """Make the secret address of a trip; nothing is kept of it here."""
    form = TripForm.from_args(request.args)
    if not form.is_asked:
        return index()
    if form.errors:
        return redirect(address("trips.show", form.query()), 303)
    ends = [
        find_spot(read_session(), form.typed[end], form.typed[f"{end}_at"]).lonlat
        for end in form.ends
    ]
    if ends[0] is None or ends[1] is None:
        return redirect(address("trips.show", form.query()), 303)
    since, limits = runtime().clock(), form.limits
    link = Link(ends[0], ends[1], form.profile_key, form.policy, limits, since)
    return _to(link)


def _to(link: Link) -> AnyResponse:
    token = write_token(runtime().settings.key(), link)
    return redirect(url_for("watching.show", token=token), 303)


@watching.get("/<token>")
def show(token: str) -> str:
    """Show what has appeared on a trip."""
    watch = _look(token)
    link = watch.link
    trip = {
        "from": "{:.3f},{:.3f}".format(*link.origin),
        "to": "{:.3f},{:.3f}".format(*link.destination),
        "profile": link.profile,
    }
    return render_template(
        "following/watch.html",
        watch=watch,
        since=_local(link.since),
        who=profile_word(link.profile),
        legs=list(say_legs(watch.seen)),
        met=[(one, category_word(one.category), _local(one.at)) for one in watch.met],
        feed=whole(url_for("watching.feed", token=token)),
        anew=url_for("watching.anew", token=token),
        trip=address("trips.show", trip),
    )


@watching.get("/<token>/anew")
def anew(token: str) -> AnyResponse:
    """Give the address of the same trip, watched from now on."""
    link = read_token(runtime().settings.key(), token)
    return _to(replace(link, since=runtime().clock()))


@watching.get("/<token>/feed.atom")
def feed(token: str) -> AnyResponse:
    """Tell a feed reader what has appeared on a trip."""
    watch = _look(token)
    page = full(url_for("watching.show", token=token))
    secret = sha256(token.encode()).hexdigest()
    changed = " ".join(say_legs(watch.seen))
    entries = [
        Entry(
            id=stable_id("watch", secret, one.tracking, one.effect),
            title=gettext(
                "An obstacle appeared on your trip: %(what)s",
                what=category_word(one.category),
            ),
            updated=one.at,
            href=full(url_for("reports.show", tracking=one.tracking)),
            summary=changed,
        )
        for one in watch.met
    ]
    told = Feed(
        id=stable_id("watch", secret),
        title=gettext("Your watched trip"),
        author=publisher(),
        updated=max((one.at for one in watch.met), default=watch.link.since),
        here=full(url_for("watching.feed", token=token)),
        page=page,
        lang=current_language(),
        entries=entries,
    )
    response = Response(write_feed(told), mimetype=MIMETYPE)
    response.cache_control.private = True
    response.cache_control.no_cache = True
    response.add_etag()
    return response.make_conditional(request)


def _look(token: str) -> Watch:
    held, session = runtime(), read_session()
    link = read_token(held.settings.key(), token)
    appeared = list_appeared(session, link.since)
    try:
        network, barriers = held.graphs.current()
        seen = watch_trip(network, barriers, appeared.keys(), link.watched)
    except DataError as broken:
        raise MissingError(str(broken)) from broken
    except InputError as far:
        raise MissingError("an end of this trip is far from every street") from far
    met = [appeared[key] for key in seen.met]
    return Watch(link, seen, sorted(met, key=lambda one: one.at, reverse=True))


def say_legs(seen: Seen) -> Iterator[str]:
    """Say what has changed there, and back; nothing where nothing is new."""
    if seen.met:
        for leg, said in ((seen.out, THERE), (seen.back, BACK)):
            longer = minutes(leg.extra_s)
            yield gettext(said[change_of(leg)], time=longer)


def change_of(leg: Leg) -> str:
    """Tell what has become of one direction."""
    if leg.before_s is None:
        return "never"
    if leg.extra_s is None:
        return "gone"
    return "same" if leg.extra_s < SHORT_S else "longer"


def _local(moment: datetime) -> datetime:
    return moment.astimezone(runtime().town.zone)
