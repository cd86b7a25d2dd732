"""Pages of several reports at once: what is to be given, and what became of each."""

from __future__ import annotations

from flask import Response, render_template, request

from webmap.context import read_session
from webmap.inbox.bulk import (
    act_on_all,
    bulk_fields,
    bulk_options,
    chosen_reports,
)
from webmap.inbox.views import inbox
from webmap.people.who import needs
from webmap.reports.page import category_word, state_word


@inbox.post("/bulk")
@needs("inbox.read")
def bulk() -> Response:
    """Ask once what a step needs, for all the reports that were chosen."""
    session = read_session()
    reports = chosen_reports(session)
    action = request.form.get("action", "")
    known = dict(bulk_options())
    page = render_template(
        "inbox/bulk.html",
        action=action if action in known else "",
        label=known.get(action, ""),
        reports=[
            (one.tracking, category_word(one.category), state_word(one.state))
            for one in reports
        ],
        fields=bulk_fields(session, action, reports) if known.get(action) else [],
        back=request.form.get("back", ""),
    )
    return Response(page, mimetype="text/html")


@inbox.post("/bulk/do")
@needs("inbox.read")
def bulk_do() -> Response:
    """Act on all of them; whatever is refused is listed with the reason."""
    reports = chosen_reports(read_session())
    done = act_on_all(request.form.get("action", ""), reports)
    page = render_template(
        "inbox/bulk_done.html",
        done=[one for one in done if not one.refusal],
        refused=[one for one in done if one.refusal],
    )
    return Response(page, mimetype="text/html")
