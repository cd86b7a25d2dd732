"""Reports on both databases: handed in once, moved by the rules, acting on trips."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from shapely import Point
from sqlalchemy import func, select

from data.models import AuditEvent, Barrier, Report, Work, to_column
from data.queries.audit import find_broken_event
from data.queries.layer import list_features
from data.queries.life_cycle import advance_report
from data.queries.report import file_report, get_report, list_reports
from data.queries.report_barrier import SiteCheck
from data.queries.revision import get_revision
from data.queries.tick import expire_barriers
from geo.draft import Draft
from geo.errors import ConflictError, InputError, MissingError
from geo.life_cycle import FIRST, report_states, unlisted_states
from geo.observation import Method
from geo.standing import Actor, Move
from tests.life import usual_role
from tests.map_rows import LAT, LON, filled

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
ON_STREET = (LON + 0.001, LAT + 0.0005)
"""In the middle of the street ``t:w1``."""
DRAFT = Draft("kerb", "a high kerb", ("manual_wheelchair",), "Rue de Bardo", ON_STREET)
SEEN = SiteCheck(value=0.12)


@pytest.fixture
def town(database):
    return filled(database)


def _file(database, draft=DRAFT) -> str:
    with database.write() as session:
        return file_report(session, draft, at=NOON).tracking


def _advance(database, tracking, to, *, found=None, reason="", **given):
    with database.write() as session:
        before = get_report(session, tracking).state
        move = Move(to, Actor(usual_role(before, to)), NOON, reason, given)
        return advance_report(session, tracking, move, found=found)


def _barrier(database, tracking):
    with database.read() as session:
        wanted = select(Barrier).where(Barrier.key == f"report:{tracking}")
        return session.scalar(wanted)


def _triaged(database, found=SEEN) -> str:
    tracking = _file(database)
    _advance(database, tracking, "published")
    _advance(database, tracking, "triaged", found=found)
    return tracking


def test_a_report_is_kept_as_it_was_said(town):
    tracking = _file(town, Draft("pole", "عمود <b>", (), "قرب <i>", (8.7123456, 36.1)))

    with town.read() as session:
        kept = get_report(session, tracking.lower())
    assert (kept.state, kept.description, kept.where_text) == (
        FIRST,
        "عمود <b>",
        "قرب <i>",
    )
    assert kept.lonlat == (8.71235, 36.1)


def test_the_same_send_key_makes_one_report(town):
    draft = Draft("kerb", where_text="Rue de Bardo", send_key="a-key")

    first, second = _file(town, draft), _file(town, draft)

    assert first == second


def test_sends_at_the_same_time_make_one_report(town):
    draft = Draft("kerb", where_text="Rue de Bardo", send_key="raced")

    with ThreadPoolExecutor(6) as pool:
        trackings = set(pool.map(lambda _: _file(town, draft), range(6)))

    with town.read() as session:
        wanted = select(func.count()).where(Report.idempotency_key == "raced")
        assert (len(trackings), session.scalar(wanted)) == (1, 1)
        assert find_broken_event(session) is None


def test_a_published_report_only_warns(town):
    tracking = _file(town)

    _advance(town, tracking, "published")

    barrier = _barrier(town, tracking)
    assert (barrier.method, barrier.value_number, barrier.status) == (
        "reported",
        None,
        "active",
    )


def test_a_triaged_report_is_a_barrier_on_the_nearest_way(town):
    barrier = _barrier(town, _triaged(town))

    assert (barrier.method, barrier.way_key, barrier.side) == (
        "surveyed",
        "t:w1",
        "both",
    )
    assert (barrier.attribute, barrier.value_number) == ("kerb_height_m", 0.12)
    assert barrier.along_m == pytest.approx(105.6, abs=1)


def test_a_hidden_report_is_gone_from_the_works_before_the_next_build(town):
    tracking = _triaged(town)
    with town.write() as session:
        key = f"report:{tracking}"
        values = {"rank": 1, "residents": 1, "revision": 1}
        shape = to_column(Point(*ON_STREET))
        work = {"key": "w", "barrier_key": key, "profile": "cane", "geom": shape}
        session.add(Work(**work, **values))

    _advance(town, tracking, "hidden", reason="personal_data")

    with town.read() as session:
        shown = list_features(session, "works").features
    assert tracking not in str(shown)


def test_triage_raises_the_revision_that_trips_look_at(town):
    with town.read() as session:
        before = get_revision(session).barriers
    tracking = _file(town)

    with town.read() as session:
        filed = get_revision(session).barriers
    _advance(town, tracking, "published")
    _advance(town, tracking, "triaged", found=SEEN)

    with town.read() as session:
        assert (filed, get_revision(session).barriers) == (before, before + 2)


def test_closing_ends_the_barrier(town):
    tracking = _triaged(town)

    _advance(town, tracking, "closed_no_action", reason="already_gone")

    assert _barrier(town, tracking).status == "removed"


def test_hiding_leaves_no_trace_of_the_place(town):
    tracking = _triaged(town)

    _advance(town, tracking, "hidden", reason="personal_data")

    assert _barrier(town, tracking) is None
    with town.read() as session:
        listed = [f.key for f in list_features(session, "reports").features]
        assert tracking not in listed


def test_a_measured_check_can_say_another_kind_place_and_way(town):
    found = SiteCheck(
        kind="narrow",
        value=0.6,
        method=Method.MEASURED,
        lonlat=(LON + 0.006, LAT + 0.001),
        way_key="t:w4",
    )

    barrier = _barrier(town, _triaged(town, found))

    assert (barrier.kind, barrier.attribute, barrier.method) == (
        "narrow",
        "narrowest_m",
        "measured",
    )
    assert barrier.way_key == "t:w4"


def test_something_that_can_only_be_there_is_there(town):
    barrier = _barrier(town, _triaged(town, SiteCheck(kind="works")))

    assert (barrier.attribute, barrier.value_number) == ("obstructed", 1.0)


@pytest.mark.parametrize(
    ("found", "field"),
    [
        (SiteCheck(value=9.0), "kerb_height_m"),
        (SiteCheck(attribute="nonsense"), "nonsense"),
        (SiteCheck(kind="dragon"), "category"),
        (SiteCheck(way_key="t:none"), "way"),
        (SiteCheck(lonlat=(9.5, 36.9)), "at"),
    ],
)
def test_a_wrong_site_check_names_its_field_and_changes_nothing(town, found, field):
    tracking = _file(town)
    _advance(town, tracking, "published")

    with pytest.raises(InputError) as caught:
        _advance(town, tracking, "triaged", found=found)

    assert caught.value.field == field
    with town.read() as session:
        assert get_report(session, tracking).state == "published"


def test_a_report_without_a_position_needs_one_from_staff(town):
    tracking = _file(town, Draft("kerb", where_text="near the market"))
    _advance(town, tracking, "published")

    with pytest.raises(InputError, match="no position") as caught:
        _advance(town, tracking, "triaged", found=SEEN)

    assert caught.value.field == "at"


def test_a_refused_step_names_the_rule_and_changes_nothing(town):
    tracking = _file(town)

    with pytest.raises(ConflictError, match="received cannot become triaged"):
        _advance(town, tracking, "triaged", found=SEEN)

    with town.read() as session:
        events = select(func.count()).where(AuditEvent.subject_key == tracking)
        assert get_report(session, tracking).state == FIRST
        assert session.scalar(events) == 1


def test_every_step_writes_one_event_and_the_chain_holds(town):
    tracking = _triaged(town)
    _advance(town, tracking, "closed_no_action", reason="not_possible")

    with town.read() as session:
        wanted = (
            select(AuditEvent.before, AuditEvent.after)
            .where(AuditEvent.subject_key == tracking)
            .order_by(AuditEvent.id)
        )
        steps = [tuple(row) for row in session.execute(wanted)]
        assert find_broken_event(session) is None
    assert steps == [
        ("", "received"),
        ("received", "published"),
        ("published", "triaged"),
        ("triaged", "closed_no_action"),
    ]


def test_what_has_expired_is_marked_once(town):
    found = SiteCheck(value=0.12, expires_at=NOON + timedelta(days=2))
    tracking = _triaged(town, found)

    with town.write() as session:
        early = expire_barriers(session, at=NOON + timedelta(days=1))
    with town.write() as session:
        late = expire_barriers(session, at=NOON + timedelta(days=2))
    with town.write() as session:
        again = expire_barriers(session, at=NOON + timedelta(days=3))

    assert (early, late, again) == (0, 1, 0)
    assert _barrier(town, tracking).status == "expired"


def test_staff_lists_by_state_the_oldest_first(town):
    first, second = _file(town), _file(town)
    _advance(town, second, "published")

    with town.read() as session:
        waiting = [r.tracking for r in list_reports(session, states=[FIRST])]

    assert first in waiting
    assert second not in waiting


def test_an_unknown_number_is_missing(town):
    with town.read() as session, pytest.raises(MissingError, match="no report"):
        get_report(session, "'; DROP TABLE report; --")


def test_the_lists_leave_out_exactly_the_states_that_are_not_public():
    private = {s.id for s in report_states().values() if not s.is_public}

    assert set(unlisted_states()) == private
