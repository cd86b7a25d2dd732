"""The form of one step: read, taken, or given back with everything that was typed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from flask import request
from sqlalchemy.orm import Session

from data.models import Report
from data.queries.life_cycle import advance_report
from data.queries.photo import require_proof
from data.queries.report import ReportRecord
from data.queries.report_barrier import SiteCheck
from data.queries.standing import standing_of
from geo.advance import list_steps
from geo.errors import ConflictError, WusulError
from geo.life_cycle import Step, report_steps
from geo.photo import REPAIR, Caption
from geo.standing import Actor, Move
from webmap.context import read_session, runtime
from webmap.i18n import best_name
from webmap.inbox.field import FieldView
from webmap.inbox.refusal import FORM, say_refused
from webmap.inbox.site_field import read_site
from webmap.inbox.step_field import BARRIER, list_fields
from webmap.people.who import current_actor
from webmap.photos.store import send_photo

LONGEST: Final = 2000
PHOTO_FILE: Final = "photo_file"
SEEN: Final = "seen_state"
"""The state in which somebody saw the report who takes a step."""


@dataclass(frozen=True)
class StepView:
    """The form of a step.

    Attributes
    ----------
    id, label, to : str
    fields : list of FieldView
    typed : dict of str to str
        What was typed before it was refused.
    errors : dict of str to str
    """

    id: str
    label: str
    to: str
    fields: list[FieldView]
    typed: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    def value(self, name: str, usual: str) -> str:
        """Give what stands in a field."""
        return self.typed.get(name, "") if self.typed else usual


def step_views(
    session: Session, report: Report, actor: Actor, refused: StepView | None = None
) -> list[StepView]:
    """List the forms of the steps that somebody may take; a refused one as it was."""
    steps = list_steps(standing_of(report), actor.role)
    views = [step_view(session, report, step) for step in steps]
    if refused is None:
        return views
    known = [refused if one.id == refused.id else one for one in views]
    return known if refused in known else [refused, *known]


def step_view(session: Session, report: Report, step: Step) -> StepView:
    """Build the form of a step."""
    fields = list_fields(session, report, step)
    return StepView(step.id, best_name(step.label), step.to, fields)


def find_row(step_id: str) -> Step:
    """Give a row of the table of steps.

    Raises
    ------
    ConflictError
        If there is none: an old page was sent.
    """
    found = next((step for step in report_steps() if step.id == step_id), None)
    if found is None:
        raise ConflictError(f"there is no step {step_id[:40]!r}")
    return found


def read_typed() -> dict[str, str]:
    """Read what was typed."""
    return {name: text.strip()[:LONGEST] for name, text in request.form.items()}


def move_of(
    report: Report, step: Step, typed: dict[str, str]
) -> tuple[Move, SiteCheck | None]:
    """Build the move that a form asks for.

    Raises
    ------
    InputError
        Naming the field that is wrong.
    """
    names = [name for need in step.needs for name in need.split("|")]
    plain = [name for name in names if name not in (BARRIER, "reason")]
    evidence: dict[str, object] = {n: typed[n] for n in plain if typed.get(n)}
    if "photo" in evidence:
        require_proof(read_session(), report.tracking, typed["photo"])
    if "photo" in names and request.files.get(PHOTO_FILE):
        evidence["photo"] = _keep_photo(report)
    found = read_site(report, typed) if BARRIER in names else None
    at, actor = runtime().clock(), current_actor()
    return Move(step.to, actor, at, typed.get("reason", ""), evidence), found


def _keep_photo(report: Report) -> str:
    """Keep a photo that was sent as proof; give its key."""
    raw = request.files[PHOTO_FILE].read()
    caption = Caption(alt=request.form.get("photo_alt", "")[:300], subject=REPAIR)
    return send_photo(runtime(), report.tracking, raw, caption).key


def take_step(report: Report, step: Step, typed: dict[str, str]) -> ReportRecord:
    """Take a step as a form asks for it.

    Raises
    ------
    WusulError
        If it is refused; nothing was changed then.
    """
    if typed.get(SEEN) and typed[SEEN] != report.state:
        raise ConflictError(f"a report that is {report.state} cannot become {step.to}")
    move, found = move_of(report, step, typed)
    with runtime().database.write() as session:
        return advance_report(session, report.tracking, move, found=found)


def refused_view(
    session: Session,
    report: Report,
    step: Step,
    typed: dict[str, str],
    why: WusulError,
) -> StepView:
    """Give a form back: what was typed stands in it, what is wrong is said."""
    where, said = say_refused(why)
    view = step_view(session, report, step)
    names = {one.name for one in view.fields}
    target = where if where in names else FORM
    return StepView(view.id, view.label, view.to, view.fields, typed, {target: said})
