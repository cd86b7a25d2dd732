"""Pages of following: feeds to choose, letters about one report."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, render_template, request, url_for

from data.queries.feed import list_places
from data.queries.follow import agree, end_following, find_following, start_following
from data.queries.report import ReportRecord, get_report
from data.queries.vote import confirm_voter
from geo.errors import InputError, MissingError
from webmap.context import address, read_session, runtime
from webmap.following.feeds import FILTERS, whole
from webmap.following.post import ask_follower
from webmap.i18n import PREFIX, best_name, current_language, gettext
from webmap.mail_server import can_mail
from webmap.people.proof import without_proof
from webmap.rate import require_patience
from webmap.reports.page import category_options, category_word, state_options
from webmap.reports.voter import known_voter

following = Blueprint("following", __name__, url_prefix=f"{PREFIX}/following")

LONGEST_EMAIL: Final = 254
SECRET: Final = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}
"""The address is a secret: nobody keeps it, and no other page hears of it."""


@following.get("")
def index() -> str:
    """Offer feeds: by area, category and state."""
    filters = {n: request.args[n] for n in FILTERS if request.args.get(n)}
    everywhere = ("", gettext("The whole town"))
    areas = list_places(read_session())
    return render_template(
        "following/index.html",
        filters=filters,
        feed=whole(address("feeds.of_reports", filters)),
        areas=[everywhere, *((key, best_name(names)) for key, names in areas)],
        categories=category_options(gettext("All")),
        states=state_options(),
    )


@following.get("/report/<tracking>")
def report(tracking: str) -> Response:
    """Offer to follow one report."""
    return _report(_public(tracking), "", {})


@following.post("/report/<tracking>")
def ask(tracking: str) -> Response:
    """Take an address in and ask it; the answer is the same for every address."""
    record = _public(tracking)
    typed = request.form.get("email", "")[:LONGEST_EMAIL]
    require_patience("follow")
    held = runtime()
    if not can_mail(held.settings):
        return _report(record, typed, {})
    said = {"email": typed, "lang": current_language(), "key": held.settings.key()}
    try:
        with held.database.write() as writing:
            asked = start_following(writing, tracking, **said, at=held.clock())
            if asked is not None:
                ask_follower(writing, held, asked)
    except InputError:
        wrong = gettext("Please write an address such as name@example.org.")
        return _report(record, typed, {"email": wrong})
    return _report(record, typed, {}, is_asked=True)


def _public(tracking: str) -> ReportRecord:
    record = get_report(read_session(), tracking)
    if not record.is_public:
        raise MissingError(f"there is no report {tracking[:20]!r}")
    return record


def _report(
    record: ReportRecord, email: str, errors: dict[str, str], *, is_asked: bool = False
) -> Response:
    page = render_template(
        "following/report.html",
        tracking=record.tracking,
        what=category_word(record.category),
        feed=whole(url_for("feeds.of_one", tracking=record.tracking)),
        email=email,
        errors=errors,
        is_asked=is_asked,
        can_mail=can_mail(runtime().settings),
    )
    response = Response(page, 422 if errors else 200, mimetype="text/html")
    response.cache_control.no_store = True
    return response


@following.get("/mail/<token>")
def show(token: str) -> Response:
    """Ask whether letters are wanted: a link that is only looked at changes nothing."""
    one = find_following(read_session(), token, key=runtime().settings.key())
    return _mail(token, one.tracking, "agreed" if one.is_confirmed else "asked")


@following.post("/mail/<token>")
@without_proof
def confirm(token: str) -> Response:
    """Note that letters are wanted; a vote of this device now has a known person."""
    held = runtime()
    with held.database.write() as writing:
        key, at = held.settings.key(), held.clock()
        one = agree(writing, token, key=key, at=at)
        voter = known_voter(one.tracking)
        confirm_voter(writing, one.tracking, voter, email=one.email, key=key, at=at)
    return _mail(token, one.tracking, "agreed")


@following.get("/mail/<token>/end")
def ask_end(token: str) -> Response:
    """Ask whether letters are to end: programs that look at links end nothing."""
    try:
        one = find_following(read_session(), token, key=runtime().settings.key())
    except MissingError:
        return _mail(token, "", "ended")
    return _mail(token, one.tracking, "ending")


@following.post("/mail/<token>/end")
@without_proof
def end(token: str) -> Response:
    """End the letters, by a button or by one click in a mail program (RFC 8058)."""
    held = runtime()
    with held.database.write() as writing:
        end_following(writing, token, key=held.settings.key())
    return _mail(token, "", "ended")


def _mail(token: str, tracking: str, state: str) -> Response:
    page = render_template(
        "following/mail.html", token=token, tracking=tracking, state=state
    )
    response = Response(page, mimetype="text/html")
    response.headers.update(SECRET)
    return response
