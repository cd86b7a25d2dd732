"""Votes with a confirmed contact behind them, and votes that are taken back."""

from __future__ import annotations

from sqlalchemy import select

from data.models import Edge, Report, ReportEffect, ReportVote, to_shapely
from data.queries.contact import keep_contact
from data.queries.question import mark_author
from data.queries.say import unsay_of_report
from data.queries.vote import (
    confirm_voter,
    count_votes,
    find_own_votes,
)
from tests.data.test_votes import LATER, at, put, vote
from tests.drawn_rows import fill
from tests.life import NOON


def confirm(session, tracking, voter, email):
    said = {"email": email, "key": "secret", "at": LATER}
    return confirm_voter(session, tracking, voter, **said)


def test_a_confirmed_contact_counts_beside_others_of_its_network(database):
    with database.write() as session:
        tracking = put(session)
        vote(session, tracking, "a", "café")
        vote(session, tracking, "b", "café")
        before = count_votes(session, tracking).independent
        confirmed = confirm(session, tracking, "b", "b@example.org")
        after = count_votes(session, tracking).independent

    assert (before, confirmed, after) == (1, True, 2)


def test_one_contact_counts_once_however_many_devices_it_confirms(database):
    with database.write() as session:
        tracking = put(session)
        for voter in ("a", "b", "c"):
            vote(session, tracking, voter, "café")
            confirm(session, tracking, voter, "Amel@example.org")
        confirm(session, tracking, "c", "amel@EXAMPLE.org ")

        assert count_votes(session, tracking).independent == 1


def test_a_confirmed_device_stays_so_whatever_it_says_next(database):
    with database.write() as session:
        tracking = put(session)
        vote(session, tracking, "a", "home")
        confirm(session, tracking, "a", "a@example.org")
        vote(session, tracking, "a", "elsewhere", "still_there")
        vote(session, tracking, "b", "elsewhere")

        assert count_votes(session, tracking).independent == 2


def test_the_author_cannot_confirm_herself_by_another_device(database):
    with database.write() as session:
        tracking = put(session)
        keep_contact(session, tracking, email="a@example.org", consent=True, at=NOON)
        mark_author(session, tracking, author="author", network="home")
        vote(session, tracking, "other", "home")

        assert confirm(session, tracking, "other", "A@example.org") is False
        assert confirm(session, tracking, "silent", "b@example.org") is False
        assert count_votes(session, tracking).independent == 0


def test_no_address_is_kept_with_a_vote(database):
    with database.write() as session:
        tracking = put(session)
        vote(session, tracking, "a", "home")
        confirm(session, tracking, "a", "canary@example.org")
        row = session.scalars(select(ReportVote)).one()

    assert "canary" not in str(vars(row))
    assert len(row.network) == 64


def test_two_confirmed_votes_change_trips_and_taking_one_back_undoes_it(database):
    with database.write() as session:
        fill(session)
    with database.read() as session:
        line = max(
            (to_shapely(g) for g in session.scalars(select(Edge.geom))),
            key=lambda one: one.length,
        )
    with database.write() as session:
        answers = {"kerb_height": 0.12}
        tracking = put(session, "kerb", lonlat=at(line, 0.5), answers=answers)
        for voter in ("a", "b"):
            vote(session, tracking, voter, "café")
        warned = effect_of(session, tracking)
        confirm(session, tracking, "b", "b@example.org")
        limited = effect_of(session, tracking)
        said = find_own_votes(session, tracking, "b")
        dropped = unsay_of_report(session, tracking, "b", at=LATER)

        assert (warned, limited) == ("warn", "limit")
        assert (said, dropped) == (["me_too"], 1)
        assert effect_of(session, tracking) == "warn"
        assert find_own_votes(session, tracking, "b") == []
        assert unsay_of_report(session, tracking, "b", at=LATER) == 0


def effect_of(session, tracking):
    wanted = select(ReportEffect.effect).join(Report)
    return session.scalar(wanted.where(Report.tracking == tracking))
