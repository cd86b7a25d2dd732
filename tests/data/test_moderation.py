"""Notes, answers, words that are taken out, appeals."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from data.models import AuditEvent, Desk, SealedText
from data.queries.answer_template import (
    drop_template,
    keep_template,
    list_templates,
)
from data.queries.appeal import (
    file_appeal,
    find_last_appeal,
    hear_appeal,
    list_appeals,
)
from data.queries.life_cycle import advance_report, flag_report
from data.queries.note import add_note, add_update, list_notes, list_updates
from data.queries.redact import redact_text
from data.queries.replay import find_unlike
from data.queries.report import file_report, get_report
from data.queries.statistics import list_courses
from geo.answer_template import AnswerTemplate, usual_templates
from geo.draft import Draft
from geo.errors import ConflictError, ForbiddenError, InputError
from geo.report_course import measure_courses
from geo.standing import Actor, Move
from tests.map_rows import LAT, LON, filled

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAY = timedelta(days=1)
ON_STREET = (LON + 0.001, LAT + 0.0005)
STAFF = Actor("staff", "amina", "municipality")
FIRST, SECOND = Actor("moderator", "m1"), Actor("moderator", "m2")
NEVER_FILED = {"K-received", "K-published", "K-hidden"}


@pytest.fixture
def town(database):
    return filled(database)


def _file(town, description="a canary of 12 Rue X") -> str:
    with town.write() as session:
        draft = Draft("kerb", description, lonlat=ON_STREET, where_text="Rue")
        return file_report(session, draft, at=NOON).tracking


def _move(town, tracking, to, actor=FIRST, reason="", at=NOON, **given):
    with town.write() as session:
        advance_report(session, tracking, Move(to, actor, at, reason, given))


def test_a_note_is_kept_for_staff_and_its_words_stay_out_of_the_trail(town):
    tracking = _file(town)
    with town.write() as session:
        add_note(session, tracking, " a secret canary ", actor=STAFF, at=NOON)

    with town.read() as session:
        events = session.scalars(select(AuditEvent)).all()
        assert [n.text for n in list_notes(session, tracking)] == ["a secret canary"]
        assert "secret" not in " ".join(str(e.details) + e.reason for e in events)
        assert set(find_unlike(session)) == NEVER_FILED


@pytest.mark.parametrize("text", ["", "  ", "x" * 2001])
def test_an_empty_or_endless_note_is_refused(town, text):
    tracking = _file(town)

    with town.write() as session, pytest.raises(InputError):
        add_note(session, tracking, text, actor=STAFF, at=NOON)


def test_an_answer_is_public_only_while_the_report_is(town):
    tracking = _file(town)
    with town.write() as session, pytest.raises(ConflictError):
        add_update(session, tracking, {"fr": "Merci"}, actor=STAFF, at=NOON)
    _move(town, tracking, "published")
    with town.write() as session:
        add_update(session, tracking, {"fr": "Merci", "ar": ""}, actor=STAFF, at=NOON)

    with town.read() as session:
        told = list_updates(session, tracking)
    assert [(u.texts, u.state, u.body) for u in told] == [
        ({"fr": "Merci"}, "published", "municipality")
    ]
    _move(town, tracking, "hidden", reason="abuse")
    with town.read() as session:
        assert list_updates(session, tracking) == []


def test_words_that_are_taken_out_are_sealed_and_no_longer_found(town):
    tracking = _file(town)
    with town.write() as session:
        done = redact_text(
            session, tracking, "description", "a canary of […]", actor=FIRST, at=NOON
        )
        again = redact_text(
            session, tracking, "description", "a canary of […]", actor=FIRST, at=NOON
        )

    with town.read() as session:
        sealed = session.scalars(select(SealedText)).one()
        desk = session.get(Desk, sealed.report_id)
        assert get_report(session, tracking).description == "a canary of […]"
        assert (sealed.text, sealed.who) == ("a canary of 12 Rue X", "m1")
        assert "rue x" not in desk.words
        assert set(find_unlike(session)) == NEVER_FILED
    assert (done, again) == (True, False)


def test_a_moderator_takes_words_out_and_puts_none_in(town):
    tracking = _file(town)

    with town.write() as session, pytest.raises(InputError, match="longer"):
        redact_text(session, tracking, "description", "y" * 999, actor=FIRST, at=NOON)


def test_another_person_hears_the_appeal(town):
    tracking = _file(town)
    _move(town, tracking, "held", reason="personal_data")
    _move(town, tracking, "hidden", reason="abuse")
    with town.write() as session:
        number = file_appeal(session, tracking, "It is no abuse.", at=NOON).id

    with town.write() as session, pytest.raises(ForbiddenError):
        hear_appeal(session, number, "upheld", "No.", actor=FIRST, at=NOON)
    with town.write() as session, pytest.raises(ForbiddenError):
        hear_appeal(session, number, "upheld", "No.", actor=Actor("moderator"), at=NOON)
    with town.write() as session:
        heard = hear_appeal(session, number, "granted", "Yes.", actor=SECOND, at=NOON)

    assert heard.outcome == "granted"
    with town.read() as session:
        assert get_report(session, tracking).state == "published"
        assert list_appeals(session) == []
        assert find_last_appeal(session, tracking).answer == "Yes."
        assert set(find_unlike(session)) == NEVER_FILED


def test_an_appeal_that_is_upheld_changes_nothing_and_is_heard_once(town):
    tracking = _file(town)
    _move(town, tracking, "held", reason="abuse")
    with town.write() as session:
        number = file_appeal(session, tracking, "Why?", at=NOON).id
    with town.write() as session:
        hear_appeal(session, number, "upheld", "Because.", actor=SECOND, at=NOON)

    with town.read() as session:
        assert get_report(session, tracking).state == "held"
    with town.write() as session, pytest.raises(ConflictError, match="been heard"):
        hear_appeal(session, number, "granted", "Yes.", actor=SECOND, at=NOON)


def test_only_what_is_held_back_is_contested_and_once_at_a_time(town):
    tracking = _file(town)
    with town.write() as session, pytest.raises(ConflictError, match="not held back"):
        file_appeal(session, tracking, "Why?", at=NOON)
    _move(town, tracking, "held", reason="abuse")
    with town.write() as session:
        file_appeal(session, tracking, "Why?", at=NOON)

    with town.write() as session, pytest.raises(ConflictError, match="waiting"):
        file_appeal(session, tracking, "Why?", at=NOON)


def test_answers_of_the_instance_are_changed_added_and_dropped(town):
    texts = {"ar": "شكرا", "fr": "Merci", "en": "Thanks"}
    with town.write() as session:
        keep_template(session, AnswerTemplate("thanks", texts), actor=STAFF, at=NOON)
        keep_template(session, AnswerTemplate("mine", texts), actor=STAFF, at=NOON)
        drop_template(session, "question", actor=STAFF, at=NOON)

    with town.read() as session:
        known = {one.key: one for one in list_templates(session)}
    assert known["thanks"].texts == texts
    assert "mine" in known
    assert "question" not in known
    assert len(known) == len(usual_templates())


def test_the_published_numbers_leave_out_what_nobody_may_read(town):
    for to in ("published", "held"):
        tracking = _file(town)
        _move(town, tracking, to, reason="abuse" if to == "held" else "")
    hidden = _file(town)
    _move(town, hidden, "published")
    with town.write() as session:
        flag_report(session, hidden, "private", actor=STAFF, on=True, at=NOON)

    with town.read() as session:
        courses = list_courses(session)

    assert len(courses) == 1
    assert "manual_wheelchair" in courses[0].profiles
    assert measure_courses(courses, NOON + DAY).triage.waiting == 1
