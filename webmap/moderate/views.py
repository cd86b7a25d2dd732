"""Pages of moderators, and the author's way to contest what they decide."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, render_template, request, url_for

from data.queries.appeal import (
    AppealRecord,
    file_appeal,
    find_last_appeal,
    hear_appeal,
)
from data.queries.redact import FIELDS, redact_text
from geo.errors import WusulError
from webmap.context import read_session, runtime
from webmap.i18n import N_, PREFIX, gettext
from webmap.inbox.desk_page import desk_page
from webmap.inbox.letter import tell_author
from webmap.inbox.refusal import say_refused
from webmap.inbox.refused import Refused
from webmap.inbox.scope import get_seen
from webmap.inbox.step_form import read_typed
from webmap.moderate.queue import build_queue, find_next
from webmap.people.who import current_actor, needs, seen_elsewhere
from webmap.privacy.link import require_author

moderate = Blueprint("moderate", __name__, url_prefix=PREFIX)

WRONG: Final = 422
OUTCOMES: Final = {
    "granted": N_("The appeal was granted: the report is shown."),
    "upheld": N_("The decision stays as it was."),
}
"""What the author is told of her appeal."""


@moderate.get("/moderate")
@needs("moderate")
def queue() -> Response:
    """List what waits to be looked at."""
    return _queue({}, {})


def _queue(typed: dict[str, str], errors: dict[str, str]) -> Response:
    page = render_template(
        "moderate/queue.html",
        queue=build_queue(read_session()),
        typed=typed,
        errors=errors,
    )
    return Response(page, WRONG if errors else 200, mimetype="text/html")


@moderate.get("/moderate/next")
@needs("moderate")
def following() -> Response:
    """Open the report that has waited longest."""
    tracking = find_next(read_session())
    if not tracking:
        return seen_elsewhere(url_for("moderate.queue"))
    return seen_elsewhere(url_for("inbox.show", tracking=tracking))


@moderate.post("/moderate/appeals/<int:number>")
@needs("moderate")
def hear(number: int) -> Response:
    """Decide an appeal, and tell its author."""
    typed = read_typed()
    outcome, answer = typed.get("outcome", ""), typed.get("answer", "")
    try:
        with runtime().database.write() as writing:
            at, actor = runtime().clock(), current_actor()
            heard = hear_appeal(writing, number, outcome, answer, actor=actor, at=at)
            tell_author(writing, heard.tracking, "appeal_heard", {"answer": answer})
    except WusulError as why:
        where, said = say_refused(why)
        name = where if where in ("outcome", "answer") else "answer"
        return _queue({**typed, "appeal": str(number)}, {f"{name}-{number}": said})
    return seen_elsewhere(url_for("moderate.queue", done=heard.outcome))


@moderate.post("/moderate/<tracking>/words")
@needs("moderate")
def words(tracking: str) -> Response:
    """Take words out of what was said; what stood there is sealed."""
    report = get_seen(read_session(), tracking)
    typed = read_typed()
    try:
        with runtime().database.write() as writing:
            at, actor = runtime().clock(), current_actor()
            for name in FIELDS:
                text = request.form.get(name, getattr(report, name))
                redact_text(writing, report.tracking, name, text, actor=actor, at=at)
    except WusulError as why:
        where, said = say_refused(why)
        errors = {where if where in FIELDS else FIELDS[0]: said}
        return desk_page(report, Refused(typed=typed, errors=errors))
    address = url_for("inbox.show", tracking=report.tracking, done="words")
    return seen_elsewhere(f"{address}#done")


@moderate.post("/reports/mine/<token>/<tracking>/appeal")
def appeal(token: str, tracking: str) -> Response:
    """Let the author contest a decision."""
    require_author(tracking, token)
    address = url_for("mine.show", token=token, tracking=tracking)
    try:
        with runtime().database.write() as writing:
            text = request.form.get("appeal", "")
            file_appeal(writing, tracking, text, at=runtime().clock())
    except WusulError as why:
        said = say_refused(why)[1]
        page = render_template("moderate/refused.html", said=said, back=address)
        return Response(page, WRONG, mimetype="text/html")
    return seen_elsewhere(address)


@moderate.app_template_global()
def appeal_of(tracking: str) -> AppealRecord | None:
    """Give the newest appeal about a report, for its author's page."""
    return find_last_appeal(read_session(), tracking)


@moderate.app_template_global()
def outcome_word(outcome: str) -> str:
    """Say what became of an appeal."""
    return gettext(OUTCOMES[outcome]) if outcome in OUTCOMES else ""
