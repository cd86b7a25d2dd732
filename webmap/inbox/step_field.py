"""What a step of a report asks for, as fields of a form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sqlalchemy.orm import Session

from data.models import Report
from data.queries.desk import look_at_desk
from data.queries.photo import list_photos
from geo.life_cycle import Step, report_words
from geo.photo import photo_words
from webmap.i18n import N_, best_name, gettext
from webmap.inbox.field import FieldView, Options
from webmap.inbox.site_field import site_fields
from webmap.inbox.words import body_options, reason_options

BARRIER: Final = "barrier"
KINDS: Final = {
    "day": "date",
    "past_day": "date",
    "count": "number",
    "reason": "choice",
}
SHAPES: Final = {
    "question": "lines",
    "remains": "lines",
    "photo": "photo",
    "body": "choice",
}
PUBLIC_HINT: Final = N_("Everybody can read it on the page of the report.")
HINTS: Final = {
    "question": PUBLIC_HINT,
    "remains": PUBLIC_HINT,
    "reference": N_("Number or date of the letter."),
    "work": N_("Number of the works item; or of a commitment, below."),
    "commitment": N_("Number of the commitment; or of a works item, above."),
    "canonical": N_("Number of the report that stands for both."),
    "document": N_("Number or name of the document, if there is no photo."),
    "measured": N_("For example: kerb 1.5 cm."),
    "unanswered": N_("How many questions nobody has answered."),
    "photo": N_("One of the report, or a new one below."),
}
"""What helps to fill a field in."""


def list_fields(session: Session, report: Report, step: Step) -> list[FieldView]:
    """List the fields of a step: exactly what the table says that it needs.

    Parameters
    ----------
    session : Session
    report : Report
    step : Step

    Returns
    -------
    list of FieldView
        Of "one of these", all stand there and none is needed by itself.
    """
    fields: list[FieldView] = []
    for need in step.needs:
        names = need.split("|")
        for name in names:
            if name == BARRIER:
                fields += site_fields(session, report)
            else:
                known = OPTIONS.get(name)
                options = known(session, report, step) if known else ()
                usual = USUAL[name](session, report) if name in USUAL else ""
                alone = len(names) == 1
                fields.append(_field(name, options, usual, alone=alone))
    return fields


def _field(name: str, options: Options, usual: str, *, alone: bool) -> FieldView:
    word = report_words("evidence")[name]
    kind = SHAPES.get(name, KINDS.get(word.kind, "text"))
    hint = gettext(HINTS[name]) if name in HINTS else ""
    label = best_name(word.label)
    return FieldView(name, kind, label, hint, options, usual, needed=alone)


def _reasons(session: Session, report: Report, step: Step) -> Options:  # noqa: ARG001
    return tuple(reason_options(step.to, gettext("Please choose")))


def _bodies(session: Session, report: Report, step: Step) -> Options:  # noqa: ARG001
    return tuple(body_options(gettext("Please choose")))


def _photos(session: Session, report: Report, step: Step) -> Options:  # noqa: ARG001
    states = photo_words("state")
    listed = list_photos(session, report.tracking, public=False)
    shown = [
        (one.key, f"{one.alt or place} ({best_name(states[one.state].label)})")
        for place, one in enumerate(listed, start=1)
    ]
    return (("", gettext("None of these")), *shown)


def _body_of(session: Session, report: Report) -> str:
    return look_at_desk(session, report).body


OPTIONS: Final[dict[str, Callable[[Session, Report, Step], Options]]] = {
    "reason": _reasons,
    "body": _bodies,
    "photo": _photos,
}
USUAL: Final[dict[str, Callable[[Session, Report], str]]] = {"body": _body_of}
"""What stands in a field at first: whose it is by the rules."""
