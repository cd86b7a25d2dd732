"""Contact details: apart from the report, seen for a reason, never in the trail."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select, text

from data.models import AuditEvent, Contact
from data.queries.audit import find_broken_event
from data.queries.contact import (
    author_token,
    check_author_token,
    find_own_contact,
    keep_contact,
    remove_contact,
    see_contact,
)
from data.queries.report import file_report
from geo.draft import Draft
from geo.errors import ForbiddenError, InputError, MissingError
from geo.permission import list_roles
from geo.standing import Actor

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
OFFICER = Actor("staff", "p-7", "municipality")
EMAIL, PHONE, NAME = "canary@example.org", "78 200 199", "Canary Name"


@pytest.fixture
def report(database):
    with database.write() as session:
        draft = Draft("kerb", "high", where_text="Rue", lang="fr")
        tracking = file_report(session, draft, at=NOON).tracking
        values = {"name": NAME, "email": EMAIL, "phone": PHONE, "consent": True}
        keep_contact(session, tracking, **values, at=NOON)
    return database, tracking


def events(database, action):
    with database.read() as session:
        wanted = select(AuditEvent).where(AuditEvent.subject_kind == "contact")
        return [e for e in session.scalars(wanted) if e.action == action]


def test_what_was_given_is_kept_apart_and_in_the_language_of_the_report(report):
    database, tracking = report
    with database.read() as session:
        kept = find_own_contact(session, tracking)

    assert (kept.name, kept.email, kept.phone) == (NAME, EMAIL, PHONE)
    assert (kept.lang, kept.given_at) == ("fr", NOON)


def test_a_second_time_replaces_the_first(report):
    database, tracking = report
    with database.write() as session:
        keep_contact(session, tracking, email="b@example.org", consent=True, at=NOON)

    with database.read() as session:
        assert session.scalars(select(Contact.email)).all() == ["b@example.org"]


def test_nothing_given_is_nothing_kept_and_no_event(report):
    database, tracking = report
    with database.write() as session:
        kept = keep_contact(session, tracking, name=" ", consent=True, at=NOON)

    assert kept is False
    assert len(events(database, "give")) == 1


def test_without_consent_nothing_is_kept(report):
    database, tracking = report
    with pytest.raises(InputError, match="consent"), database.write() as session:
        keep_contact(session, tracking, email="b@example.org", at=NOON)

    with database.read() as session:
        assert find_own_contact(session, tracking).email == EMAIL


def test_each_look_writes_who_and_why(report):
    database, tracking = report
    with database.write() as session:
        seen = see_contact(session, tracking, OFFICER, "ask_back", NOON)

    (event,) = events(database, "see")
    assert seen.email == EMAIL
    assert (event.subject_key, event.role, event.reason) == (
        tracking,
        "staff",
        "ask_back",
    )
    assert event.details == {"who": "p-7", "body": "municipality"}


@pytest.mark.parametrize("role", [*list_roles(), "public", "author", "system"])
def test_only_staff_may_look(report, role):
    database, tracking = report
    if role == "staff":
        with database.write() as session:
            assert see_contact(session, tracking, Actor(role), "answer", NOON)
        return

    with pytest.raises(ForbiddenError), database.write() as session:
        see_contact(session, tracking, Actor(role), "answer", NOON)

    assert events(database, "see") == []


@pytest.mark.parametrize("reason", ["", "curious", "because Ahmed asked"])
def test_no_look_without_a_reason_of_the_table(report, reason):
    database, tracking = report
    with pytest.raises(InputError, match="reason"), database.write() as session:
        see_contact(session, tracking, OFFICER, reason, NOON)

    assert events(database, "see") == []


def test_what_is_removed_is_gone_at_once_and_only_the_removal_is_told(report):
    database, tracking = report
    with database.write() as session:
        first = remove_contact(session, tracking, Actor("author"), at=NOON)
        again = remove_contact(session, tracking, Actor("author"), at=NOON)

    assert (first, again) == (True, False)
    assert len(events(database, "remove")) == 1
    with pytest.raises(MissingError), database.write() as session:
        see_contact(session, tracking, OFFICER, "answer", NOON)


def test_the_trail_never_holds_what_was_given(report):
    database, tracking = report
    with database.write() as session:
        see_contact(session, tracking, OFFICER, "law", NOON)
        remove_contact(session, tracking, Actor("author"), at=NOON)

    with database.read() as session:
        rows = session.execute(text("SELECT * FROM audit_event")).all()
        assert find_broken_event(session) is None
    told = " ".join(str(value) for row in rows for value in row)
    assert tracking in told
    assert not [one for one in (EMAIL, PHONE, NAME, "Canary") if one in told]


def test_the_secret_of_an_author_opens_her_report_and_no_other():
    token = author_token("key", "AAAAA-AAAAA")

    assert len(token) == 40
    assert check_author_token("key", "AAAAA-AAAAA", token)
    assert not check_author_token("key", "AAAAA-AAAAB", token)
    assert not check_author_token("other key", "AAAAA-AAAAA", token)
    assert not check_author_token("key", "AAAAA-AAAAA", token[:-1])
    assert not check_author_token("key", "AAAAA-AAAAA", "ي" * 40)
