"""Senders in the database: marked, held, lifted, forgotten, and told in the trail."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from data.models import AuditEvent, SenderMark
from data.queries.audit import find_broken_event
from data.queries.hold import (
    forget_senders,
    hold_sender,
    judge_arrival,
    lift_sender,
    list_held_senders,
)
from data.queries.report import file_report, get_report
from geo.draft import Draft
from geo.errors import ConflictError, InputError, MissingError
from geo.hold import Arrival
from geo.standing import Actor
from tests.life import NOON

MODERATOR = Actor("moderator", "m1")
SENDER = Arrival(senders={"device": "d" * 64, "network": "n" * 64})
DRAFT = Draft("kerb", where_text="near the school")


def file(database, arrival=SENDER, *, said="", at=NOON) -> str:
    with database.write() as session:
        filed = file_report(session, DRAFT, at=at)
        judge_arrival(session, filed.tracking, arrival, said=said, at=at)
    return filed.tracking


def state(database, tracking) -> tuple[str, str]:
    with database.read() as session:
        record = get_report(session, tracking)
    return record.state, record.reason


def hold(database, tracking, reason="abuse", at=NOON) -> int:
    with database.write() as session:
        return hold_sender(session, tracking, reason, by=MODERATOR, at=at)


def test_a_held_sender_waits_until_it_is_lifted(database):
    first = file(database)
    hold(database, first)
    second = file(database)
    with database.write() as session:
        for one in list_held_senders(session, at=NOON):
            lift_sender(session, one.id, by=MODERATOR, at=NOON)
    third = file(database)

    states = [state(database, one) for one in (first, second, third)]

    assert states == [("received", ""), ("held", "sender_held"), ("received", "")]


@pytest.mark.parametrize(("days", "held"), [(1, "held"), (3, "held"), (91, "received")])
def test_networks_are_held_for_days_and_devices_for_months(database, days, held):
    hold(database, file(database))
    later = NOON + timedelta(days=days)
    stranger = Arrival(senders={"device": "x" * 64, "network": "n" * 64})

    same = file(database, at=later)
    neighbour = file(database, stranger, at=later)

    assert state(database, same)[0] == held
    assert state(database, neighbour)[0] == ("held" if days < 2 else "received")


def test_the_list_tells_how_many_reports_came_from_there(database):
    first, _second, _third = (file(database) for _ in range(3))
    hold(database, first)

    with database.read() as session:
        found = list_held_senders(session, at=NOON)

    assert sorted((one.kind, one.reports) for one in found) == [
        ("device", 3),
        ("network", 3),
    ]


def test_the_same_text_from_many_senders_is_noticed(database):
    senders = [Arrival(senders={"device": f"{n}" * 64}) for n in range(5)]

    found = [state(database, file(database, one, said="s" * 64)) for one in senders]

    assert [one[0] for one in found] == [*["received"] * 3, "held", "held"]
    assert found[3][1] == "said_again"


def test_what_cannot_be_held_is_refused(database):
    tracking = file(database, Arrival())

    with pytest.raises(ConflictError, match="nothing is known"):
        hold(database, tracking)
    with pytest.raises(InputError, match="reason"):
        hold(database, file(database), "not_an_obstacle")
    with pytest.raises(MissingError):
        hold(database, "77777-77777")
    with database.write() as session, pytest.raises(MissingError):
        lift_sender(session, 7, by=MODERATOR, at=NOON)


def test_marks_are_forgotten_on_their_day(database):
    first = file(database)
    for days, left in ((6, 2), (8, 1), (91, 0)):
        with database.write() as session:
            forget_senders(session, at=NOON + timedelta(days=days))
        with database.read() as session:
            assert len(session.scalars(select(SenderMark.id)).all()) == left

    with pytest.raises(ConflictError):
        hold(database, first, at=NOON + timedelta(days=91))


def test_every_change_is_in_the_trail_and_tells_of_nobody(database):
    hold(database, file(database))
    with database.write() as session:
        one = list_held_senders(session, at=NOON)[0]
        lift_sender(session, one.id, by=MODERATOR, at=NOON)

    with database.read() as session:
        kind = AuditEvent.subject_kind == "sender"
        events = session.scalars(select(AuditEvent).where(kind)).all()
        assert find_broken_event(session) is None

    assert [event.action for event in events] == ["hold", "lift"]
    assert "d" * 12 not in str([vars(event) for event in events])
