"""What a database knows of its stops: facts, refusals, who gets there and aboard."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from data.models import Report, ReportEffect, ReportTold, Source
from data.queries.observation import write_observations
from data.queries.revision import get_revision, raise_revision
from data.queries.stop_access import count_refusals, list_stop_places
from data.stop_book import get_stop_book
from geo.effect import Effect
from geo.observation import Method, Observation
from geo.profile import get_profile
from geo.transit.stop_reach import Reached
from geo.transit.stop_rule import Answer
from tests.ride import TOWN
from tests.transit_rows import fill_transit

TODAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
CHAIR = get_profile("manual_wheelchair")


def say(subject, attribute, value):
    return Observation(subject, attribute, value, Method.SURVEYED, "x")


@pytest.fixture
def stops(database):
    """Three stops of which one is boarded, one is not and one is not known."""
    with database.write() as session:
        fill_transit(session)
        source = session.query(Source).filter_by(key="x").one()
        write_observations(
            session,
            source,
            [
                say("x:1", "wheelchair_boarding", "yes"),
                say("x:2", "wheelchair_boarding", "no"),
                say("x:line:L", "ramp_wheelchair", True),
            ],
        )
    return database


def report(session, number, *, effect=Effect.COST, subject="x:1", **rest):
    values = {"state": "published", "category": "boarding", "created_at": NOON, **rest}
    line = values.pop("line", None)
    row = Report(tracking=f"AAAAA-AAAA{number}", lang="fr", changed_at=NOON, **values)
    session.add(row)
    session.flush()
    answers = {"refused_line": line} if line else {}
    session.add(ReportTold(report_id=row.id, subject=subject, answers=answers))
    session.add(ReportEffect(report_id=row.id, effect=str(effect)))
    session.flush()


def test_stops_are_boarded_or_not_or_it_is_not_known(stops):
    with stops.read() as session:
        book = get_stop_book(session, TODAY)
        found = book.boardings(CHAIR)

        assert {key: one.answer for key, one in found.items()} == {
            "x:1": Answer.YES,
            "x:2": Answer.NO,
            "x:3": Answer.UNKNOWN,
        }
        assert book.boardings(CHAIR) is found
        assert book.codes(["x:2", "x:3", "x:1", "other"], CHAIR).tolist() == [
            2,
            0,
            1,
            0,
        ]
        vehicle = book.told.lines["x:line:L"]
        assert vehicle["ramp_wheelchair"].value is True


def test_stops_without_a_position_are_not_on_the_map(stops):
    with stops.read() as session:
        assert list_stop_places(session).keys == ("x:1", "x:2", "x:3")


def test_what_is_known_is_read_again_when_the_data_change(stops):
    with stops.read() as session:
        first = get_stop_book(session, TODAY)
        assert get_stop_book(session, TODAY) is first
    with stops.write() as session:
        source = session.query(Source).filter_by(key="x").one()
        write_observations(session, source, [say("x:3", "wheelchair_boarding", "yes")])
        raise_revision(session)
    with stops.read() as session:
        assert get_stop_book(session, TODAY).boarding("x:3", CHAIR).answer is Answer.YES


def test_only_public_and_confirmed_refusals_of_late_count(stops):
    since = NOON - timedelta(days=365)
    with stops.write() as session:
        report(session, 1, line="Ligne  L")
        report(session, 2, effect=Effect.WARN)
        report(session, 3, is_private=True)
        report(session, 4, state="held")
        report(session, 5, created_at=NOON - timedelta(days=400))
        report(session, 6, category="steps")
        report(session, 7, canonical="AAAAA-AAAA1")
        report(session, 8, subject="", line="L", effect=Effect.LIMIT)
    with stops.read() as session:
        found = count_refusals(session, since=since)

    assert found.stops == {"x:1": 1}
    assert sum(found.lines.values()) == 2


def test_two_confirmed_refusals_turn_a_yes_into_not_known(stops):
    with stops.write() as session:
        report(session, 1)
        report(session, 2)
    with stops.read() as session:
        found = get_stop_book(session, TODAY).boarding("x:1", CHAIR)

    assert (found.answer, found.refusals) == (Answer.UNKNOWN, 2)


def test_a_refusal_counts_at_once_though_no_counter_rises(stops):
    with stops.read() as session:
        before = get_stop_book(session, TODAY).boarding("x:1", CHAIR)
        counters = get_revision(session).content
    with stops.write() as session:
        report(session, 1)
        report(session, 2)
    with stops.read() as session:
        after = get_stop_book(session, TODAY)

        assert get_revision(session).content == counters
        assert before.answer is Answer.YES
        assert after.boarding("x:1", CHAIR).answer is Answer.UNKNOWN
        assert after.codes(["x:1"], CHAIR).tolist() == [0]


def test_a_refusal_that_is_taken_back_counts_no_more_at_once(stops):
    with stops.write() as session:
        report(session, 1)
        report(session, 2)
    with stops.read() as session:
        refused = get_stop_book(session, TODAY).boarding("x:1", CHAIR).answer
    with stops.write() as session:
        for row in session.query(ReportEffect):
            row.effect = str(Effect.REMOVED)
    with stops.read() as session:
        again = get_stop_book(session, TODAY).boarding("x:1", CHAIR).answer

    assert (refused, again) == (Answer.UNKNOWN, Answer.YES)


def test_how_stops_are_reached_follows_the_network(stops):
    with stops.read() as session:
        book = get_stop_book(session, TODAY)
        found = book.reaches(TOWN, [], CHAIR)

        assert len(found.states) == 3
        assert book.row["x:2"] == 1
        assert set(found.states) == {Reached.OFF}
        assert book.reaches(TOWN, [], CHAIR) is found
