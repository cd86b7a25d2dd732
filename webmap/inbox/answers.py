"""Ready answers and public answers on the page of a report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sqlalchemy.orm import Session

from data.queries.answer_template import list_templates
from data.queries.report import ReportRecord
from geo.answer_template import AnswerTemplate, fill_text
from geo.life_cycle import report_states
from webmap.i18n import LANGUAGES, best_name, gettext, speaking
from webmap.inbox.words import Options, body_word, reason_word
from webmap.reports.page import category_word, state_word

ANSWERS: Final = tuple(f"answer_{lang}" for lang in LANGUAGES)


def template_options(session: Session, state: str) -> Options:
    """Offer the ready answers, those for the state of a report first."""
    known = sorted(list_templates(session), key=lambda one: one.state != state)
    return [(one.key, template_word(one)) for one in known]


def template_word(one: AnswerTemplate) -> str:
    """Name a ready answer by its state and its first words."""
    state = state_word(one.state) if one.state in report_states() else gettext("Any")
    return f"{state}: {best_name(one.texts)[:60]}…"


def answer_texts(
    session: Session, record: ReportRecord, typed: Mapping[str, str], template: str
) -> dict[str, str]:
    """Give what stands in the fields of a public answer: language → words."""
    if any(name in typed for name in ANSWERS):
        return {lang: typed.get(f"answer_{lang}", "") for lang in LANGUAGES}
    chosen = next((t for t in list_templates(session) if t.key == template), None)
    if chosen is None:
        return dict.fromkeys(LANGUAGES, "")
    filled = {}
    for lang in LANGUAGES:
        with speaking(lang):
            filled[lang] = fill_text(chosen.texts[lang], template_values(record))
    return filled


def template_values(record: ReportRecord) -> dict[str, str]:
    """Give what a ready answer is filled with, in the language that is spoken."""
    facts = record.standing.facts
    return {
        "number": record.tracking,
        "category": category_word(record.category),
        "where": record.where_text,
        "state": state_word(record.state),
        "body": body_word(facts.get("body", "")),
        "reason": reason_word(record.reason),
        "day": facts.get("target_date", ""),
    }
