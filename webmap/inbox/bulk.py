"""Several reports at once: each takes its own step, and each refusal is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask import request
from sqlalchemy.orm import Session

from data.models import Report
from data.queries.desk_give import give_to_body, give_to_person
from data.queries.life_cycle import advance_report
from data.queries.report import get_row
from geo.errors import ConflictError, WusulError
from geo.life_cycle import report_steps
from webmap.context import runtime
from webmap.i18n import N_, best_name, gettext
from webmap.inbox.field import FieldView
from webmap.inbox.letter import tell_decision
from webmap.inbox.refusal import say_refused
from webmap.inbox.scope import get_seen
from webmap.inbox.step_field import list_fields
from webmap.inbox.step_form import find_row, move_of, read_typed
from webmap.inbox.words import Options, body_options
from webmap.people.who import current_actor, may
from webmap.reports.page import category_word, state_word

MOST: Final = 200
"""Reports of one go."""
EASY: Final = ("publish", "hold", "hide", "ask", "forward", "plan", "close", "decline")
"""Steps that ask the same of every report; the others need a look at each."""
ASSIGN: Final = "assign"
TAKE: Final = "take"
OTHERS: Final = {
    ASSIGN: N_("Assign to a body"),
    TAKE: N_("I take care of them"),
}
"""What may be done with several reports besides steps."""


@dataclass(frozen=True)
class Outcome:
    """What became of one report."""

    tracking: str
    category: str
    state: str
    refusal: str = ""


def bulk_options() -> Options:
    """Offer what may be done with several reports at once."""
    role = current_actor().role
    steps = [s for s in report_steps() if s.id in EASY and role in s.by]
    known = [(one.id, best_name(one.label)) for one in steps]
    if may("inbox.assign"):
        known += [(key, gettext(word)) for key, word in OTHERS.items()]
    return [("", gettext("Please choose")), *known] if known else []


def chosen_reports(session: Session) -> list[Report]:
    """Give the reports that were chosen, each once, and only those that one may see."""
    numbers = dict.fromkeys(request.form.getlist("report")[:MOST])
    return [get_seen(session, number) for number in numbers]


def bulk_fields(
    session: Session, action: str, reports: list[Report]
) -> list[FieldView]:
    """List what has to be given once for all of them."""
    if action == ASSIGN:
        options = tuple(body_options(gettext("Nobody yet")))
        word = gettext("Responsible body")
        return [FieldView("body", "choice", word, options=options, needed=False)]
    if action == TAKE or not reports:
        return []
    return list_fields(session, reports[0], find_row(action))


def act_on_all(action: str, reports: list[Report]) -> list[Outcome]:
    """Act on every report in a transaction of its own; list what was refused."""
    if action not in dict(bulk_options()) or not action:
        raise ConflictError(f"{action[:40]!r} is nothing to do with several reports")
    typed = read_typed()
    return [_act(action, report, typed) for report in reports]


def _act(action: str, report: Report, typed: dict[str, str]) -> Outcome:
    refusal, state = "", report.state
    try:
        with runtime().database.write() as writing:
            state = _do(writing, action, report, typed)
    except WusulError as why:
        refusal = say_refused(why)[1]
    category = category_word(report.category)
    return Outcome(report.tracking, category, state_word(state), refusal)


def _do(writing: Session, action: str, report: Report, typed: dict[str, str]) -> str:
    actor, at = current_actor(), runtime().clock()
    row = get_row(writing, report.tracking)
    if action == ASSIGN:
        give_to_body(writing, row, typed.get("body", ""), actor=actor, at=at)
        return row.state
    if action == TAKE:
        give_to_person(writing, row, actor.who, actor=actor, at=at)
        return row.state
    move, found = move_of(row, find_row(action), typed)
    moved = advance_report(writing, row.tracking, move, found=found)
    if moved.state in ("held", "hidden"):
        tell_decision(writing, row.tracking)
    return moved.state
