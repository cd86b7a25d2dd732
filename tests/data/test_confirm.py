"""An address is the sender's own once she says so by the link of a letter."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from data.models import AuditEvent, Follower
from data.queries.audit import find_broken_event
from data.queries.confirm import (
    MOST_ASKED,
    address_token,
    confirm_contact,
    may_ask,
    require_address,
)
from data.queries.contact import find_own_contact, keep_contact
from data.queries.follow import follow_own
from data.queries.report import file_report
from geo.draft import Draft
from geo.errors import MissingError

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
EMAIL = "Canary@example.org"
KEY = "secret"


def left(database, email=EMAIL, *, at=NOON, **more):
    with database.write() as session:
        draft = Draft("kerb", "high", where_text="Rue", lang="fr")
        tracking = file_report(session, draft, at=at).tracking
        keep_contact(session, tracking, email=email, consent=True, at=at, **more)
    return tracking


def confirm(database, tracking, token):
    with database.write() as session:
        return confirm_contact(session, tracking, token, key=KEY, at=NOON)


def confirmed_at(database, tracking):
    with database.read() as session:
        return find_own_contact(session, tracking).confirmed_at


def test_the_link_confirms_once_and_the_trail_tells_without_the_address(database):
    tracking = left(database)
    token = address_token(KEY, tracking, EMAIL.lower())

    before = confirmed_at(database, tracking)
    first, again = (
        confirm(database, tracking, token),
        confirm(database, tracking, token),
    )

    assert (before, confirmed_at(database, tracking)) == (None, NOON)
    assert (first, again) == (False, False)
    with database.read() as session:
        events = session.scalars(
            select(AuditEvent).where(AuditEvent.action == "confirm")
        ).all()
        assert [event.subject_key for event in events] == [tracking]
        assert "anary@" not in str([vars(event) for event in events])
        assert find_broken_event(session) is None


def test_a_link_is_worth_nothing_for_another_address_report_or_instance(database):
    tracking, other = left(database), left(database)
    tokens = [
        address_token(KEY, other, EMAIL),
        address_token(KEY, tracking, "b@example.org"),
        address_token("other", tracking, EMAIL),
        "",
        "ي" * 40,
    ]

    for token in tokens:
        with pytest.raises(MissingError):
            confirm(database, tracking, token)
    assert confirmed_at(database, tracking) is None


def test_an_address_that_was_replaced_is_confirmed_anew(database):
    tracking = left(database)
    token = address_token(KEY, tracking, EMAIL)
    confirm(database, tracking, token)
    with database.write() as session:
        keep_contact(session, tracking, email="b@example.org", consent=True, at=NOON)

    assert confirmed_at(database, tracking) is None
    with database.read() as session, pytest.raises(MissingError):
        require_address(session, tracking, token, key=KEY)


def test_what_she_wanted_to_hear_begins_with_the_same_click(database):
    tracking = left(database)
    with database.write() as session:
        for _ in range(2):
            follow_own(session, tracking, email=EMAIL, lang="fr", at=NOON)

    asked = follower(database)
    hears = confirm(database, tracking, address_token(KEY, tracking, EMAIL))

    assert asked.confirmed_at is None
    assert hears is True
    assert follower(database).confirmed_at == NOON
    assert follower(database).told > 0


def follower(database):
    with database.read() as session:
        return session.scalars(select(Follower)).one()


def test_who_keeps_silent_is_not_asked_about_ever_more_reports(database):
    trackings = [left(database, EMAIL.upper()) for _ in range(MOST_ASKED + 2)]
    with database.read() as session:
        asked = [may_ask(session, one, at=NOON) for one in trackings]
        later = NOON + timedelta(days=2)
        assert may_ask(session, trackings[0], at=later)

    assert not any(asked)


def test_only_an_address_that_has_not_answered_is_asked(database):
    by_phone = left(database, "", phone="78 200 199")
    tracking = left(database)
    with database.read() as session:
        assert may_ask(session, tracking, at=NOON)
        assert not may_ask(session, by_phone, at=NOON)
    confirm(database, tracking, address_token(KEY, tracking, EMAIL))

    with database.read() as session:
        assert not may_ask(session, tracking, at=NOON)
