"""The inbox finds what staff looks for, in any order, page by page."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from data.models import ReportPhoto
from data.queries.desk_give import give_to_body, give_to_person
from data.queries.inbox import count_groups, list_inbox, list_points
from data.queries.inbox_query import GROUPS, InboxQuery, read_cursor
from data.queries.life_cycle import advance_report, flag_report
from data.queries.report import file_report, get_row
from data.queries.tick import tick
from geo.clock import Calendar
from geo.draft import Draft
from geo.errors import InputError
from geo.life_cycle import report_states
from geo.standing import Actor, Move
from tests.map_rows import LAT, LON, filled

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
ON_STREET = (LON + 0.001, LAT + 0.0005)
STAFF, MODERATOR = Actor("staff", "amina"), Actor("moderator", "m")


@pytest.fixture
def town(database):
    return filled(database)


def _file(database, *, hours=0, category="kerb", lonlat=ON_STREET, **values) -> str:
    with database.write() as session:
        draft = Draft(category, lonlat=lonlat, where_text="Rue", **values)
        at = NOON + hours * HOUR
        return file_report(session, draft, at=at).tracking


def _publish(database, tracking) -> None:
    with database.write() as session:
        advance_report(session, tracking, Move("published", MODERATOR, NOON))


def _found(database, **asked) -> list[str]:
    with database.read() as session:
        page = list_inbox(session, InboxQuery(**asked), limit=100)
    return [row.tracking for row in page.rows if not row.tracking.startswith("K-")]


@pytest.mark.parametrize("order", ["oldest", "newest", "changed"])
@pytest.mark.parametrize("limit", [2, 7])
def test_pages_hold_every_report_once_and_in_order(town, order, limit):
    for hours in (0, 1, 1, 2, 2, 2, 5):
        _file(town, hours=hours)
    query, cursor, seen = InboxQuery(order=order), "", []

    with town.read() as session:
        everything = list_inbox(session, query, limit=1000)
        while True:
            page = list_inbox(session, query, limit=limit, cursor=cursor)
            seen += page.rows
            cursor = page.next_cursor
            if not cursor:
                break

    assert [r.tracking for r in seen] == [r.tracking for r in everything.rows]
    assert page.total == len(seen) == len({r.tracking for r in seen})
    times = [r.changed_at if order == "changed" else r.created_at for r in seen]
    assert times == sorted(times, reverse=order != "oldest")


@pytest.mark.parametrize("wrong", ["x", "W10=", "WyIyMDI2LTExLTIzIiwgMV0=", "é"])
def test_a_cursor_that_no_page_gave_is_refused(wrong):
    with pytest.raises(InputError, match="cursor"):
        read_cursor(wrong)


def test_an_order_that_does_not_exist_is_refused(town):
    with pytest.raises(InputError, match="order"):
        _found(town, order="by mood")


def test_words_are_found_however_they_are_written(town):
    arabic = _file(town, description="حافة الرصيف مكسّرة أمام المدرسة")
    french = _file(town, description="Trottoir cassé près de l’école 100%")

    assert _found(town, text="المدرسه") == [arabic]
    assert _found(town, text="CASSE ecole") == [french]
    assert _found(town, text=arabic.lower()) == [arabic]


def test_each_filter_leaves_what_it_asks_for(town):
    plain, works = _file(town), _file(town, category="works", hours=1)
    with town.write() as session:
        row = get_row(session, works)
        give_to_body(session, row, "steg", actor=STAFF, at=NOON)
        give_to_person(session, row, "amina", actor=STAFF, at=NOON)
        flag_report(session, works, "safety_urgent", actor=STAFF, on=True, at=NOON)
        photo = ReportPhoto(
            key="p", report_id=row.id, sent_at=NOON, digest="d", state="waiting"
        )
        session.add(photo)

    assert _found(town, category="works") == [works]
    assert _found(town, body="steg") == [works]
    assert _found(town, person="amina") == [works]
    assert _found(town, flag="safety_urgent") == [works]
    assert _found(town, photo=True) == [works]
    assert _found(town, before=NOON + HOUR) == [plain]
    west, south = ON_STREET[0] - 0.1, ON_STREET[1] - 0.1
    assert _found(town, bbox=(west, south, west + 0.05, south + 0.05)) == []
    assert len(_found(town, bbox=(west, south, west + 0.2, south + 0.2))) == 2


def test_severity_for_a_profile_can_be_asked_for(town):
    kerb = _file(town, category="kerb")
    _file(town, category="sound")

    stopped = _found(town, profile="manual_wheelchair", severity="may_stop")

    assert kerb in stopped
    assert _found(town, profile="manual_wheelchair", severity="slows") == []


def test_overdue_reports_are_found_and_marked(town):
    late = _file(town)
    tick(town, at=NOON + timedelta(days=5), calendar=Calendar())

    assert _found(town, mark="overdue") == [late]


def test_who_may_see_only_public_reports_sees_no_others(town):
    _file(town)
    shown = _file(town)
    secret = _file(town)
    for one in (shown, secret):
        _publish(town, one)
    with town.write() as session:
        flag_report(session, secret, "private", actor=STAFF, on=True, at=NOON)

    assert _found(town, only_public=True) == [shown]


def test_counts_by_state_add_up_to_the_list(town):
    for _ in range(3):
        _publish(town, _file(town))
    _file(town)

    with town.read() as session:
        counted = count_groups(session, InboxQuery())
        total = list_inbox(session, InboxQuery()).total
        points = list_points(session, InboxQuery())

    assert sum(counted.values()) == total
    assert counted["published"] >= 3
    assert all(state in report_states() for _, state, _ in points)


def test_the_groups_hold_only_states():
    assert all(set(states) <= set(report_states()) for states in GROUPS.values())


def test_a_page_asks_as_many_questions_for_one_report_as_for_twenty(town):
    counts = []
    for many in (1, 20):
        for _ in range(many):
            _file(town)
        with town.read() as session:
            asked = _count_questions(session, InboxQuery())
        counts.append(asked)

    assert counts[0] == counts[1] <= 6


def _count_questions(session, query) -> int:
    seen = []
    original = session.execute

    def counting(*args, **kwargs):
        seen.append(args)
        return original(*args, **kwargs)

    session.execute = counting
    list_inbox(session, query)
    return len(seen)
