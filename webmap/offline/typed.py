"""A report from a device's queue: the fields of the page's form, as they were typed.

They are read as the form itself is, so that a sentence about what is wrong is the same,
and stands at the same field.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from flask import Response, current_app

from geo.draft import Draft
from webmap.errors import PROBLEM, TITLES, Problem
from webmap.reports.form import UNSURE, WRONG, ReportForm

TYPED: Final = "application/x-www-form-urlencoded"
CHOICE: Final = "where_at"


def read_typed(send_key: str) -> tuple[ReportForm, Draft]:
    """Read a report from the queue.

    Nobody is there to choose between places of one name: the words tell where.

    Parameters
    ----------
    send_key : str
        The device's key of this report.

    Returns
    -------
    tuple
        The form, with what is wrong, and the draft.
    """
    form = ReportForm.sent()
    draft = form.draft()
    if set(form.errors) == {CHOICE}:
        form = ReportForm.sent()
        form.typed[CHOICE] = UNSURE
        draft = form.draft()
    return form, replace(draft, send_key=send_key)


def tell_faults(form: ReportForm) -> Response:
    """Answer what is wrong, field by field, in the sender's language."""
    code, title = TITLES[WRONG]
    field, sentence = next(iter(form.errors.items()))
    problem = Problem(WRONG, code, title, sentence, field).as_json()
    faults = [{"field": name, "sentence": said} for name, said in form.errors.items()]
    text = current_app.json.dumps({**problem, "faults": faults})
    return Response(text, WRONG, mimetype=PROBLEM)
