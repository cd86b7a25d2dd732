"""Ready answers: listed, shown as they would be sent, changed, dropped."""

from __future__ import annotations

from typing import Final

from flask import Response, render_template, request, url_for

from data.queries.answer_template import (
    drop_template,
    keep_template,
    list_templates,
)
from geo.answer_template import PLACEHOLDERS, AnswerTemplate, fill_text
from geo.errors import WusulError
from geo.life_cycle import report_states
from webmap.context import read_session, runtime
from webmap.i18n import LANGUAGES, N_, best_name, gettext, speaking
from webmap.inbox.refusal import say_refused
from webmap.inbox.views import inbox
from webmap.inbox.words import Options
from webmap.people.who import current_actor, needs, seen_elsewhere
from webmap.reports.page import state_word

WRONG: Final = 422
FIELDS: Final = ("key", "state", *(f"text_{lang}" for lang in LANGUAGES))
EXAMPLES: Final = {
    "number": "7KQ2M-X9R4T",
    "category": N_("Kerb or ledge"),
    "where": N_("in front of the post office"),
    "state": N_("Planned"),
    "body": N_("the works department"),
    "reason": N_("the place is private ground"),
    "day": "2026-12-31",
}
"""What a ready answer is filled with to be looked at."""


def _states() -> Options:
    states = [one for one in report_states().values() if one.is_public]
    return [("", gettext("Any")), *((one.id, best_name(one.label)) for one in states)]


def _sample(template: AnswerTemplate) -> dict[str, str]:
    """Fill an answer in with an example, in each language."""
    shown = {}
    for lang in LANGUAGES:
        with speaking(lang):
            values = {name: gettext(word) for name, word in EXAMPLES.items()}
            shown[lang] = fill_text(template.texts[lang], values)
    return shown


def _page(typed: dict[str, str], errors: dict[str, str]) -> Response:
    known = list_templates(read_session())
    page = render_template(
        "inbox/templates.html",
        templates=[(one, state_word(one.state) if one.state else "") for one in known],
        samples={one.key: _sample(one) for one in known},
        typed=dict.fromkeys(FIELDS, "") | typed,
        errors=errors,
        states=_states(),
        words=[f"{{{word}}}" for word in PLACEHOLDERS],
    )
    return Response(page, WRONG if errors else 200, mimetype="text/html")


@inbox.get("/templates")
@needs("inbox.templates")
def templates() -> Response:
    """List the ready answers; one of them stands in the form to be changed."""
    wanted = request.args.get("key", "")
    known = {one.key: one for one in list_templates(read_session())}
    one = known.get(wanted)
    if one is None:
        return _page({}, {})
    texts = {f"text_{lang}": one.texts[lang] for lang in LANGUAGES}
    return _page({"key": one.key, "state": one.state, **texts}, {})


@inbox.post("/templates")
@needs("inbox.templates")
def keep() -> Response:
    """Keep a ready answer, new or changed."""
    typed = {name: request.form.get(name, "").strip() for name in FIELDS}
    texts = {lang: typed[f"text_{lang}"] for lang in LANGUAGES}
    template = AnswerTemplate(typed["key"], texts, typed["state"])
    try:
        with runtime().database.write() as writing:
            keep_template(
                writing, template, actor=current_actor(), at=runtime().clock()
            )
    except WusulError as why:
        where, said = say_refused(why)
        return _page(typed, {where if where in FIELDS else "key": said})
    return seen_elsewhere(url_for("inbox.templates"))


@inbox.post("/templates/drop")
@needs("inbox.templates")
def drop_answer() -> Response:
    """Do without a ready answer."""
    key = request.form.get("key", "")
    with runtime().database.write() as writing:
        drop_template(writing, key, actor=current_actor(), at=runtime().clock())
    return seen_elsewhere(url_for("inbox.templates"))
