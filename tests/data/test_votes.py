"""Votes and duplicates: who counts, once, and what is offered as the same."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from data.models import Edge, ReportTold, to_shapely
from data.queries.duplicate import NEAR_M, find_similar
from data.queries.life_cycle import advance_report, flag_report
from data.queries.question import (
    get_answers,
    get_told,
    keep_answers,
    list_told,
    mark_author,
)
from data.queries.report import file_report, get_report
from data.queries.say import say_of_report
from data.queries.vote import add_vote, count_votes
from geo.crs import distance_m
from geo.draft import Draft
from geo.errors import ConflictError, ForbiddenError, InputError
from geo.standing import Actor, Move
from tests.drawn_rows import fill
from tests.life import NOON, usual_reason, usual_role

LATER = NOON + timedelta(hours=1)


def put(session, category="pole", *, lonlat=None, public=True, **values):
    draft = Draft(category, where_text="x", lonlat=lonlat, **values)
    tracking = file_report(session, draft, at=NOON).tracking
    if public:
        lead(session, tracking, "published")
    return tracking


def lead(session, tracking, to, **values):
    state = get_report(session, tracking).state
    values = {"reason": usual_reason(to), **values}
    move = Move(to, Actor(usual_role(state, to)), NOON, **values)
    advance_report(session, tracking, move)


def vote(session, tracking, voter, network="n", kind="me_too", **values):
    return add_vote(
        session, tracking, voter, kind=kind, network=network, at=LATER, **values
    )


def test_answers_are_kept_as_they_were_given(database):
    answers = {"kerb_height": 0.12, "where_side": "left"}
    with database.write() as session:
        tracking = put(session, "kerb", answers=answers, channel="phone")
    with database.read() as session:
        told = get_told(session, tracking)

    assert told.answers == answers
    assert told.channel == "phone"
    with database.read() as session:
        assert list_told(session, [tracking]) == {tracking: told}


def test_i_do_not_know_is_kept_apart_from_not_asked(database):
    with database.write() as session:
        tracking = put(session, "kerb", answers={"kerb_height": None})
    with database.read() as session:
        assert get_answers(session, tracking) == {"kerb_height": None}


def test_answers_are_replaced_and_wrong_ones_named(database):
    with database.write() as session:
        tracking = put(session, "kerb", answers={"kerb_height": 0.12})
        keep_answers(session, tracking, {"kerb_height": 0.05})
        with pytest.raises(InputError) as caught:
            keep_answers(session, tracking, {"step_count": 3.0})

        assert get_answers(session, tracking) == {"kerb_height": 0.05}
    assert caught.value.field == "answers.step_count"


def test_a_report_of_before_tells_nothing_and_breaks_nothing(database):
    with database.write() as session:
        tracking = put(session)
        session.delete(session.scalars(select(ReportTold)).one())
        session.flush()

        assert get_answers(session, tracking) == {}
        keep_answers(session, tracking, {"width_left": 0.7})
        assert get_answers(session, tracking) == {"width_left": 0.7}


@pytest.mark.parametrize(
    ("answers", "lasts"),
    [
        ({"ends_on": "2026-12-05"}, 12),
        ({"ends_on": None}, 30),
        ({}, 30),
        ({"ends_on": "2026-11-01"}, 30),
    ],
)
def test_works_last_until_the_day_that_is_written_on_their_board(
    database, answers, lasts
):
    with database.write() as session:
        tracking = put(session, "works", answers=answers)
        ends = get_report(session, tracking).standing.expires_at

    assert ends is not None
    assert (ends.date() - NOON.date()).days == lasts


def test_the_same_key_with_other_answers_is_refused(database):
    with database.write() as session:
        put(session, send_key="k", answers={"width_left": 0.7}, public=False)
        with pytest.raises(InputError) as caught:
            put(session, send_key="k", answers={"width_left": 0.8}, public=False)

    assert caught.value.field == "send_key"


def test_one_device_counts_once_and_may_say_it_again(database):
    with database.write() as session:
        tracking = put(session)
        first, again = vote(session, tracking, "a"), vote(session, tracking, "a")
        votes = count_votes(session, tracking)

    assert (first, again) == (True, False)
    assert (votes.me_too, votes.independent) == (1, 1)
    assert votes.last_confirmed == LATER


def test_independent_are_other_devices_on_other_networks(database):
    with database.write() as session:
        tracking = put(session)
        mark_author(session, tracking, author="author", network="home")
        vote(session, tracking, "a", "home")
        vote(session, tracking, "b", "café")
        vote(session, tracking, "c", "café", "still_there")
        vote(session, tracking, "d", "")
        before = count_votes(session, tracking)
        vote(session, tracking, "e", "home", is_confirmed=True)
        after = count_votes(session, tracking)

    assert (before.me_too, before.still_there, before.independent) == (3, 1, 1)
    assert after.independent == 2


@pytest.mark.parametrize(
    ("token", "kind", "wrong"),
    [
        ("author", "me_too", ForbiddenError),
        ("a", "maybe", InputError),
        ("", "me_too", InputError),
    ],
)
def test_the_author_and_nonsense_do_not_count(database, token, kind, wrong):
    with database.write() as session:
        tracking = put(session)
        mark_author(session, tracking, author="author", network="home")

        with pytest.raises(wrong):
            vote(session, tracking, token, kind=kind)
        assert count_votes(session, tracking).me_too == 0


def test_nobody_votes_on_what_is_not_public(database):
    with database.write() as session:
        tracking = put(session, public=False)

        with pytest.raises(ConflictError):
            vote(session, tracking, "a")


def say(session, tracking, kind, voter="a"):
    say_of_report(session, tracking, voter, kind=kind, network="n", at=LATER)
    return get_report(session, tracking)


def test_gone_is_a_claim_of_the_one_who_says_so(database):
    with database.write() as session:
        record = say(session, put(session), "gone")

    assert record.state == "fix_claimed"
    assert record.standing.claimant == Actor("public", who="a")


def test_still_there_brings_back_what_had_lapsed(database):
    with database.write() as session:
        tracking = put(session, "vehicle")
        lead(session, tracking, "lapsed")
        record = say(session, tracking, "still_there")

    assert record.state == "published"


def test_a_vote_without_a_step_is_counted_all_the_same(database):
    with database.write() as session:
        tracking = put(session)
        record = say(session, tracking, "me_too")
        votes = count_votes(session, tracking)

    assert (record.state, votes.me_too) == ("published", 1)


def test_a_vote_on_a_duplicate_counts_for_the_report_it_was_joined_to(database):
    with database.write() as session:
        first, second = put(session), put(session)
        lead(session, second, "duplicate", evidence={"canonical": first})
        say(session, second, "me_too")

        assert count_votes(session, first).me_too == 1
        assert count_votes(session, second).me_too == 0


@pytest.fixture
def streets(database):
    """Give drawn streets, and the middle of one of them."""
    with database.write() as session:
        fill(session)
    with database.read() as session:
        lines = [to_shapely(g) for g in session.scalars(select(Edge.geom))]
    return max(lines, key=lambda line: line.length)


def at(line, share):
    point = line.interpolate(share, normalized=True)
    return point.x, point.y


def test_the_same_piece_of_street_is_offered_however_far(database, streets):
    start, end = at(streets, 0.02), at(streets, 0.98)
    assert distance_m(start, end) > NEAR_M
    with database.write() as session:
        same = put(session, "pole", lonlat=start)
        other = put(session, "kerb", lonlat=start)
        put(session, "boarding", lonlat=start)
        found = find_similar(session, "pole", end)

    assert [(one.tracking, one.is_same_kind) for one in found] == [
        (same, True),
        (other, False),
    ]
    assert all(one.is_same_street for one in found)
    assert found[0].away_m == pytest.approx(distance_m(start, end), rel=0.01)


@pytest.mark.parametrize(("metres", "offered"), [(0, True), (25, True), (35, False)])
def test_off_every_street_only_the_same_kind_within_thirty_metres(
    database, metres, offered
):
    here = (9.5, 35.5)
    there = (9.5, 35.5 + metres / 110_950)
    with database.write() as session:
        tracking = put(session, "pole", lonlat=there)
        put(session, "kerb", lonlat=here)
        found = [one.tracking for one in find_similar(session, "pole", here)]

    assert found == ([tracking] if offered else [])


@pytest.mark.parametrize("state", ["received", "hidden", "lapsed", "private"])
def test_what_is_not_public_or_not_open_is_never_offered(database, state):
    here = (9.5, 35.5)
    with database.write() as session:
        tracking = put(session, "pole", lonlat=here, public=state != "received")
        if state == "private":
            flag(session, tracking)
        elif state != "received":
            lead(session, tracking, state)

        assert find_similar(session, "pole", here) == []


def flag(session, tracking):
    flag_report(
        session, tracking, "private", actor=Actor("moderator"), on=True, at=LATER
    )


def test_at_most_a_handful_is_offered_the_nearest_first(database):
    here = (9.5, 35.5)
    with database.write() as session:
        near = [
            put(session, "pole", lonlat=(9.5, 35.5 + step / 110_950))
            for step in range(8)
        ]
        found = find_similar(session, "pole", here)

    assert [one.tracking for one in found] == near[:5]
