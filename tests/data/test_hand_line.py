"""Lines by hand are kept with their history, and others read them as a timetable."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from data.models import (
    AuditEvent,
    Frequency,
    Line,
    ObservationRow,
    Stop,
    StopTime,
    TransitTrip,
)
from data.queries.hand_line import (
    end_line,
    ensure_hand_source,
    find_hand_line,
    find_unknown_stops,
    get_hand_line,
    keep_lines,
    list_hand_lines,
    list_revisions,
    require_revision,
)
from data.queries.service import list_lines_at, list_stops_of
from geo.errors import ConflictError, MissingError
from geo.standing import Actor
from geo.transit.hand_cells import write_line
from tests.hand_lines import louage, school_bus

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
STAFF = Actor("staff", "p1")
LOUAGE = "hand:line:louage-dahmani"


def _keep(database, *lines):
    with database.write() as session:
        source = ensure_hand_source(session, {})
        cells = [write_line(line) for line in lines]
        return keep_lines(session, source, cells, actor=STAFF, at=NOON)


def test_a_line_by_hand_is_read_as_any_other_line(database) -> None:
    kept = _keep(database, louage(), school_bus())

    with database.read() as session:
        line = session.scalar(select(Line).where(Line.key == LOUAGE))
        trips = session.scalars(
            select(TransitTrip).where(TransitTrip.line_key == LOUAGE)
        )
        waits = {(trip.wait_low_s, trip.wait_high_s) for trip in trips}
        assert (kept.added, kept.changed, kept.same) == (2, 0, 0)
        assert line.names["ar"] == "لواج الكاف الدهماني"
        assert waits == {(600, 5400)}
        assert list_stops_of(session, LOUAGE) == [
            "hand:louage-dahmani-s1",
            "hand:louage-dahmani-s2",
        ]
        assert list_lines_at(session, "hand:louage-dahmani-s1") == [LOUAGE]
        assert session.scalar(select(func.count(Frequency.id))) == 2


def test_what_is_known_of_the_vehicle_is_observed_with_its_day_and_who_says_so(
    database,
) -> None:
    _keep(database, louage())

    with database.read() as session:
        rows = session.scalars(
            select(ObservationRow).where(ObservationRow.subject == LOUAGE)
        )
        told = {row.attribute: row for row in rows}
        assert set(told) == {"wheelchair_boarding", "wheelchair_folded"}
        assert told["wheelchair_boarding"].value_text == "no"
        assert told["wheelchair_folded"].observed_on == date(2026, 11, 20)
        assert told["wheelchair_folded"].author == "station"
        assert told["wheelchair_folded"].method == "reported"


def test_to_say_the_same_again_changes_nothing(database) -> None:
    _keep(database, louage())

    again = _keep(database, louage())

    assert (again.added, again.changed, again.same) == (0, 0, 1)
    assert not again.is_network
    with database.read() as session:
        assert get_hand_line(session, LOUAGE).revision == 1


def test_a_change_is_kept_with_what_was_said_before_and_is_in_the_trail(
    database,
) -> None:
    _keep(database, louage())
    changed = _keep(database, replace(louage(), phone="78 000 000"))

    with database.read() as session:
        said = [r.said["line"].get("phone") for r in list_revisions(session, LOUAGE)]
        events = session.scalars(
            select(AuditEvent).where(AuditEvent.subject_kind == "hand_line")
        )
        assert changed.changed == 1
        assert said == ["78 000 000", None]
        assert [(e.action, e.before, e.after, e.role) for e in events] == [
            ("enter", "", "1", "staff"),
            ("change", "1", "2", "staff"),
        ]


def test_a_line_that_has_ended_is_gone_for_trips_and_stays_in_the_history(
    database,
) -> None:
    _keep(database, louage(), school_bus())

    with database.write() as session:
        end_line(session, LOUAGE, on=date(2026, 12, 1), actor=STAFF, at=NOON)

    with database.read() as session:
        assert session.scalar(select(Line).where(Line.key == LOUAGE)) is None
        assert session.scalars(select(StopTime.trip_key).distinct()).all() == [
            "hand:trip:eleves-fej-el-kharrouba-0"
        ]
        assert get_hand_line(session, LOUAGE).ended_on == date(2026, 12, 1)
        assert len(list_hand_lines(session, source="hand")) == 2
        assert len(list_revisions(session, LOUAGE)) == 2


def test_a_line_ends_once_and_runs_again_when_it_is_entered_again(database) -> None:
    _keep(database, louage())
    with database.write() as session:
        end_line(session, LOUAGE, on=date(2026, 12, 1), actor=STAFF, at=NOON)

    with pytest.raises(ConflictError), database.write() as session:
        end_line(session, LOUAGE, on=date(2026, 12, 2), actor=STAFF, at=NOON)
    again = _keep(database, louage())

    assert again.changed == 1
    with database.read() as session:
        assert get_hand_line(session, LOUAGE).ended_on is None


def test_rows_that_stay_keep_their_ids(database) -> None:
    _keep(database, louage())
    with database.read() as session:
        before = session.scalars(select(Stop.id).order_by(Stop.id)).all()

    _keep(database, replace(louage(), fare=None), school_bus())

    with database.read() as session:
        after = session.scalars(select(Stop.id).order_by(Stop.id)).all()
    assert after[: len(before)] == before


def test_whoever_was_slower_is_told_and_nothing_is_written_over(database) -> None:
    _keep(database, louage())

    with database.read() as session:
        require_revision(session, LOUAGE, 1)
        require_revision(session, "hand:line:new", 0)
        for revision in (0, 2):
            with pytest.raises(ConflictError):
                require_revision(session, LOUAGE, revision)


def test_a_stop_that_is_said_to_be_known_must_be(database) -> None:
    _keep(database, louage())
    line = school_bus()
    way = line.directions[0]
    keys = ("hand:louage-dahmani-s1", "osm:n99", "")
    stops = tuple(replace(s, stop_key=k) for s, k in zip(way.stops, keys, strict=True))
    line = replace(line, directions=(replace(way, stops=stops),))

    with database.read() as session:
        faults = find_unknown_stops(session, line, source="hand")

    assert [(f.field, f.code) for f in faults] == [("d0-s1-stop_key", "no_stop")]


def test_who_asks_for_a_line_that_is_not_there_is_told(database) -> None:
    with database.read() as session:
        assert find_hand_line(session, "hand:line:none") is None
        with pytest.raises(MissingError):
            get_hand_line(session, "hand:line:none")


def test_lines_that_are_entered_at_once_are_all_read_by_others(database) -> None:
    names = [f"line-{number}" for number in range(4)]
    with database.write() as session:
        ensure_hand_source(session, {})

    with ThreadPoolExecutor(len(names)) as pool:
        list(pool.map(lambda name: _keep(database, louage(name)), names))

    with database.read() as session:
        keys = session.scalars(select(Line.key).order_by(Line.key)).all()
    assert keys == [f"hand:line:{name}" for name in names]


def test_of_two_who_change_the_same_line_at_once_one_is_told(database) -> None:
    _keep(database, louage())

    def change(phone):
        try:
            with database.write() as session:
                require_revision(session, LOUAGE, 1)
                source = ensure_hand_source(session, {})
                told = [write_line(replace(louage(), phone=phone))]
                keep_lines(session, source, told, actor=STAFF, at=NOON)
        except ConflictError:
            return "told"
        return "kept"

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(change, ("78 000 000", "78 111 111")))

    with database.read() as session:
        assert get_hand_line(session, LOUAGE).revision == 2
    assert sorted(done) == ["kept", "told"]
