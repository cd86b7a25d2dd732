"""Where reports lie: area, owner of the ground, and whose they are by the rules."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from shapely import LineString, Point, box
from sqlalchemy import delete, select

from data.models import Area, AuditEvent, Desk, Report, Way, to_column
from data.queries.assignment import (
    add_rule,
    check_rule,
    drop_rule,
    seed_rules,
    try_rules,
    with_rule,
)
from data.queries.desk import lay_missing, load_rules
from data.queries.desk_give import give_to_body, give_to_person
from data.queries.report import file_report, get_row
from data.queries.source import SourceInfo, ensure_source
from geo.assignment import Rule
from geo.draft import Draft
from geo.errors import InputError, MissingError
from geo.standing import Actor

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
ADMIN = Actor("admin", "boss")
IN_QUARTER, IN_TOWN = (8.7101, 36.1801), (8.7301, 36.1701)
SOURCE = SourceInfo("test", "Test", "CC0", "Test", "", is_demonstration=True)


@pytest.fixture
def town(database):
    """A town with a quarter that is a point, and one national road."""
    with database.write() as session:
        source = ensure_source(session, SOURCE).id
        for key, shape in (
            ("t:medina", Point(8.71, 36.18)),
            ("t:town", box(8.70, 36.16, 8.74, 36.19)),
            ("t:governorate", box(8.0, 35.0, 9.0, 37.0)),
        ):
            column = to_column(shape)
            session.add(Area(key=key, source_id=source, kind="x", geom=column))
        line = to_column(LineString([(8.7299, 36.17), (8.7303, 36.1702)]))
        way = Way(key="t:w1", source_id=source, highway="primary", geom=line)
        session.add(way)
    return database


def _file(database, lonlat, category="kerb", **values) -> str:
    with database.write() as session:
        draft = Draft(category, lonlat=lonlat, where_text="Rue Élyssa", **values)
        return file_report(session, draft, at=NOON).tracking


def _desk(database, tracking) -> Desk:
    with database.read() as session:
        report = Desk.report_id == Report.id
        wanted = select(Desk).join(Report, report).where(Report.tracking == tracking)
        return session.scalars(wanted).one()


def _add(database, body, **asks) -> int:
    with database.write() as session:
        return add_rule(session, Rule(0, body, **asks), actor=ADMIN, at=NOON)


def test_a_report_lies_in_the_nearest_quarter_else_in_the_smallest_area(town):
    near, far, nowhere = (
        _desk(town, _file(town, at)) for at in (IN_QUARTER, IN_TOWN, None)
    )

    assert (near.area, far.area, nowhere.area) == ("t:medina", "t:town", "")


def test_the_nearest_way_tells_whose_the_ground_is(town):
    assert _desk(town, _file(town, IN_TOWN)).owner == "state_road"
    assert _desk(town, _file(town, IN_QUARTER)).owner == ""


def test_a_report_goes_to_the_body_of_the_most_specific_rule(town):
    _add(town, "municipality")
    _add(town, "ministry", owner="state_road")

    assert _desk(town, _file(town, IN_TOWN)).body == "ministry"
    assert _desk(town, _file(town, IN_QUARTER)).body == "municipality"


def test_a_new_rule_moves_open_reports_but_not_what_a_person_assigned(town):
    moved, kept = _file(town, IN_QUARTER), _file(town, IN_QUARTER)
    with town.write() as session:
        give_to_body(session, get_row(session, kept), "joussour", actor=ADMIN, at=NOON)

    count = _add(town, "works", category="kerb")

    assert count == 1
    assert (_desk(town, moved).body, _desk(town, kept).body) == ("works", "joussour")


def test_a_rule_can_be_tried_out_and_changes_nothing(town):
    tracking = _file(town, IN_QUARTER)

    with town.read() as session:
        rules = with_rule(load_rules(session), Rule(0, "works", area="t:medina"))
        would = try_rules(session, rules)

    assert [(one.tracking, one.before, one.after) for one in would] == [
        (tracking, "", "works")
    ]
    assert _desk(town, tracking).body == ""


def test_a_rule_that_is_dropped_acts_no_more(town):
    _add(town, "works")
    tracking = _file(town, IN_QUARTER)
    with town.write() as session:
        number = load_rules(session)[0].id
        drop_rule(session, number, actor=ADMIN, at=NOON)

    assert _desk(town, tracking).body == ""
    with town.write() as session, pytest.raises(MissingError):
        drop_rule(session, number, actor=ADMIN, at=NOON)


def test_two_rules_that_ask_for_the_same_are_refused(town):
    _add(town, "works", category="kerb")

    with pytest.raises(InputError, match="asks for the same"):
        _add(town, "other", category="kerb")


@pytest.mark.parametrize(
    ("rule", "field"),
    [
        (Rule(0, "nobody"), "body"),
        (Rule(0, "works", category="rain"), "category"),
        (Rule(0, "works", owner="the king"), "owner"),
    ],
)
def test_a_rule_about_what_does_not_exist_is_refused(rule, field):
    with pytest.raises(InputError) as caught:
        check_rule(rule, bodies=["works"])

    assert caught.value.field == field


def test_every_assignment_by_hand_writes_one_event(town):
    tracking = _file(town, IN_QUARTER)
    with town.write() as session:
        row = get_row(session, tracking)
        done = [
            give_to_body(session, row, "works", actor=ADMIN, at=NOON),
            give_to_body(session, row, "works", actor=ADMIN, at=NOON),
            give_to_person(session, row, "p1", actor=ADMIN, at=NOON),
        ]
        told = session.scalars(
            select(AuditEvent).where(AuditEvent.subject_kind == "desk")
        ).all()

    assert done == [True, False, True]
    assert [(e.action, e.before, e.after) for e in told] == [
        ("assign", "", "works"),
        ("take", "", "p1"),
    ]


def test_the_rules_of_the_town_are_taken_once_and_reports_of_before_laid_down(town):
    tracking = _file(town, IN_QUARTER)
    with town.write() as session:
        session.execute(delete(Desk))
    with town.write() as session:
        first = seed_rules(session, [Rule(0, "works", category="kerb")])
        second = seed_rules(session, [Rule(0, "other")])

    assert (first, second) == (1, 0)
    assert _desk(town, tracking).body == "works"
    with town.write() as session:
        assert lay_missing(session) == 0


def test_the_sample_begins_with_the_rules_of_its_town(kef):
    with kef.database.read() as session:
        rules = load_rules(session)

    assert [(r.body, r.asks) for r in rules] == [
        (r.body, r.asks) for r in kef.town.rules
    ]
    assert {r.body for r in rules} <= {body.key for body in kef.town.bodies}
