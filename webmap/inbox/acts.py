"""What may be done with one report: steps, assigning, flags, notes, answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from flask import Response, request, url_for
from sqlalchemy.orm import Session

from data.models import Report
from data.queries.desk_give import give_to_body, give_to_person
from data.queries.life_cycle import flag_report
from data.queries.note import add_note, add_update
from data.queries.report import ReportRecord, get_row
from geo.errors import InputError, WusulError
from geo.life_cycle import report_flags
from geo.standing import Actor
from webmap.context import read_session, runtime
from webmap.i18n import LANGUAGES
from webmap.inbox.desk_page import desk_page
from webmap.inbox.letter import DECIDED, tell_answer, tell_decision
from webmap.inbox.refusal import say_refused
from webmap.inbox.refused import Refused
from webmap.inbox.scope import get_seen
from webmap.inbox.step_form import find_row, read_typed, refused_view, take_step
from webmap.inbox.views import inbox
from webmap.people.who import current_actor, needs, seen_elsewhere

ASKED: Final = "needs_info"
PAGE: Final = "/<tracking>"
LARGEST: Final = 80_000_000
"""A photo that is too large still comes in, so that what was typed is not lost."""


@inbox.get(PAGE)
@needs("inbox.read")
def show(tracking: str) -> Response:
    """Show all that is known of a report, and what may be done now."""
    report = get_seen(read_session(), tracking)
    return desk_page(report, template=request.args.get("template", ""))


def _done(report: Report, what: str) -> Response:
    """Lead back to the page, and say that it is done."""
    address = url_for("inbox.show", tracking=report.tracking, done=what)
    return seen_elsewhere(f"{address}#done")


@inbox.post(f"{PAGE}/step/<step>")
@needs("inbox.read")
def move(tracking: str, step: str) -> Response:
    """Take a step, or give its form back with everything that was typed."""
    request.max_content_length = LARGEST
    session = read_session()
    report, row, typed = get_seen(session, tracking), find_row(step), read_typed()
    try:
        moved = take_step(report, row, typed)
    except WusulError as why:
        view = refused_view(session, report, row, typed, why)
        return desk_page(report, Refused(step=view, typed=typed))
    _tell(moved, typed)
    return _done(report, "step")


def _tell(moved: ReportRecord, typed: dict[str, str]) -> None:
    """Tell the author what she must hear of: a decision, or a question to her."""
    with runtime().database.write() as writing:
        if moved.state in DECIDED:
            tell_decision(writing, moved.tracking)
        if moved.state == ASKED:
            tell_answer(writing, moved.tracking, {"": typed.get("question", "")})


Act = Callable[[Session, Report, Actor], object]


def _do(report: Report, act: Act, what: str, field: str) -> Response:
    """Do something in one transaction; what is refused is said at its field."""
    try:
        with runtime().database.write() as writing:
            act(writing, get_row(writing, report.tracking), current_actor())
    except WusulError as why:
        where, said = say_refused(why)
        known = where if where.startswith("answer_") else field
        return desk_page(report, Refused(typed=read_typed(), errors={known: said}))
    return _done(report, what)


@inbox.post(f"{PAGE}/note")
@needs("inbox.note")
def note(tracking: str) -> Response:
    """Keep a note for staff."""
    text = request.form.get("note", "")

    def act(writing: Session, row: Report, actor: Actor) -> None:
        add_note(writing, row.tracking, text, actor=actor, at=runtime().clock())

    return _do(get_seen(read_session(), tracking), act, "note", "note")


@inbox.post(f"{PAGE}/answer")
@needs("inbox.answer")
def answer(tracking: str) -> Response:
    """Tell everybody something about a report, and its author by a letter."""
    typed = {lang: request.form.get(f"answer_{lang}", "") for lang in LANGUAGES}

    def act(writing: Session, row: Report, actor: Actor) -> None:
        at = runtime().clock()
        told = add_update(writing, row.tracking, typed, actor=actor, at=at)
        tell_answer(writing, row.tracking, told.texts)

    first = f"answer_{LANGUAGES[0]}"
    return _do(get_seen(read_session(), tracking), act, "answer", first)


@inbox.post(f"{PAGE}/assign")
@needs("inbox.assign")
def assign(tracking: str) -> Response:
    """Assign a report to a body by hand."""
    body = request.form.get("body", "")

    def act(writing: Session, row: Report, actor: Actor) -> None:
        known = [one.key for one in runtime().town.bodies]
        if body and body not in known:
            raise InputError("body", f"{body[:40]!r} is not one of {', '.join(known)}")
        give_to_body(writing, row, body, actor=actor, at=runtime().clock())

    return _do(get_seen(read_session(), tracking), act, "assign", "body")


@inbox.post(f"{PAGE}/take")
@needs("inbox.assign")
def take(tracking: str) -> Response:
    """Take care of a report oneself, or let go of it."""
    wanted = bool(request.form.get("take"))

    def act(writing: Session, row: Report, actor: Actor) -> None:
        person = actor.who if wanted else ""
        give_to_person(writing, row, person, actor=actor, at=runtime().clock())

    return _do(get_seen(read_session(), tracking), act, "take", "take")


@inbox.post(f"{PAGE}/flags")
@needs("inbox.read")
def flags(tracking: str) -> Response:
    """Set and remove the flags that this role may."""
    wanted = set(request.form.getlist("flag"))

    def act(writing: Session, row: Report, actor: Actor) -> None:
        mine = [one for one in report_flags().values() if actor.role in one.by]
        at = runtime().clock()
        for one in mine:
            if (one.id in wanted) != (one.id in row.flags):
                on = one.id in wanted
                flag_report(writing, row.tracking, one.id, actor=actor, on=on, at=at)

    return _do(get_seen(read_session(), tracking), act, "flag", "flag")
