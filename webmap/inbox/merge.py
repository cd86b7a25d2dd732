"""Join reports of one obstacle: look at both, choose which one stands for all."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, render_template, request, url_for
from sqlalchemy.orm import Session

from data.models import Report
from data.queries.report import count_voices, record_of
from geo.errors import WusulError
from geo.life_cycle import report_steps
from geo.standing import DUPLICATE
from webmap.context import read_session
from webmap.inbox.refusal import say_refused
from webmap.inbox.scope import get_seen
from webmap.inbox.step_form import take_step
from webmap.inbox.views import inbox
from webmap.people.who import needs, seen_elsewhere
from webmap.reports.page import category_word, state_word

WRONG = 422


@dataclass(frozen=True)
class Side:
    """One of the two reports, as it is shown beside the other."""

    tracking: str
    category: str
    state: str
    where_text: str
    description: str
    lang: str
    voices: int
    created_at: object


def _side(session: Session, report: Report) -> Side:
    record = record_of(report)
    return Side(
        tracking=record.tracking,
        category=category_word(record.category),
        state=state_word(record.state),
        where_text=record.where_text,
        description=record.description,
        lang=record.lang,
        voices=count_voices(session, record.tracking),
        created_at=record.created_at,
    )


def _page(report: Report, other: Report, errors: dict[str, str]) -> Response:
    session = read_session()
    sides = [_side(session, report), _side(session, other)]
    oldest = min(sides, key=lambda one: str(one.created_at)).tracking
    page = render_template(
        "inbox/merge.html",
        sides=sides,
        chosen=request.form.get("canonical", oldest),
        voices=sum(one.voices for one in sides),
        errors=errors,
    )
    return Response(page, WRONG if errors else 200, mimetype="text/html")


@inbox.get("/<tracking>/merge")
@needs("inbox.assign")
def merge(tracking: str) -> Response:
    """Show both reports side by side, and what joining them means."""
    session = read_session()
    other = get_seen(session, request.args.get("other", ""))
    return _page(get_seen(session, tracking), other, {})


@inbox.post("/<tracking>/merge")
@needs("inbox.assign")
def merge_now(tracking: str) -> Response:
    """Join the one that was not chosen to the one that was."""
    session = read_session()
    pair = [get_seen(session, n) for n in (tracking, request.form.get("other", ""))]
    chosen = request.form.get("canonical", "")
    joined = next((one for one in pair if one.tracking != chosen), pair[0])
    step = next(row for row in report_steps() if row.to == DUPLICATE)
    try:
        take_step(joined, step, {"canonical": chosen})
    except WusulError as why:
        return _page(pair[0], pair[1], {"canonical": say_refused(why)[1]})
    return seen_elsewhere(url_for("inbox.show", tracking=chosen, done="joined"))
