"""Answers that are written again and again: those of the instance."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.models import AnswerTemplateRow
from data.queries.audit import Change, lock_chain, record_change
from data.queries.report_event import actor_details
from geo.answer_template import AnswerTemplate, check_template, usual_templates
from geo.errors import MissingError
from geo.standing import Actor

SUBJECT: Final = "answer_template"
DROPPED: Final = "dropped"
"""State of a usual answer that the instance does without."""


def list_templates(session: Session) -> list[AnswerTemplate]:
    """List the answers: the usual ones as they were changed, and those that were added.

    Returns
    -------
    list of AnswerTemplate
        The usual ones first, in the order of the table.
    """
    kept = {row.key: row for row in session.scalars(select(AnswerTemplateRow))}
    known = {one.key: one for one in usual_templates()}
    own = sorted(set(kept) - set(known))
    changed = {key: _template(row) for key, row in kept.items()}
    everything = [changed.get(key, known.get(key)) for key in (*known, *own)]
    return [one for one in everything if one is not None and one.state != DROPPED]


def _template(row: AnswerTemplateRow) -> AnswerTemplate:
    return AnswerTemplate(row.key, dict(row.texts), row.state)


def keep_template(
    session: Session, template: AnswerTemplate, *, actor: Actor, at: datetime
) -> None:
    """Keep an answer, new or changed.

    Raises
    ------
    InputError
        If it cannot be filled in, or lacks a language.
    """
    check_template(template)
    lock_chain(session)
    _put(session, template)
    _tell(session, template.key, "keep", actor, at)


def drop_template(session: Session, key: str, *, actor: Actor, at: datetime) -> None:
    """Do without an answer.

    Raises
    ------
    MissingError
        If there is none of that key.
    """
    lock_chain(session)
    known = next((one for one in list_templates(session) if one.key == key), None)
    if known is None:
        raise MissingError(f"there is no answer {key[:40]!r}")
    _put(session, AnswerTemplate(key, known.texts, DROPPED))
    _tell(session, key, "drop", actor, at)


def _put(session: Session, template: AnswerTemplate) -> None:
    row = session.get(AnswerTemplateRow, template.key)
    if row is None:
        row = AnswerTemplateRow(key=template.key)
        session.add(row)
    row.state, row.texts = template.state, dict(template.texts)
    session.flush()


def _tell(session: Session, key: str, action: str, actor: Actor, at: datetime) -> None:
    details = dict(actor_details(actor))
    change = Change(actor.role, SUBJECT, key, action, details=details)
    record_change(session, change, at=at)
