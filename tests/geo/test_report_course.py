"""What became of reports, measured."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.report_course import Course, count_cells, measure_courses, sort_courses
from tests.life import NOON

DAY = timedelta(days=1)


def course(*visits, **values) -> Course:
    """Build a course from ``("triaged", 3)``: states and the days when they began."""
    filed = ("received", NOON)
    rest = tuple((state, NOON + day * DAY) for state, day in visits)
    return Course((filed, *rest), **values)


def test_times_run_from_one_state_to_the_other():
    one = course(
        ("published", 1), ("triaged", 3), ("fix_claimed", 10), ("fixed_verified", 12)
    )

    told = measure_courses([one], NOON + 100 * DAY)

    times = (told.triage.time, told.claim.time, told.verification.time)
    assert times == (3.0, 7.0, 2.0)
    assert (told.verified.count, told.verified.of) == (1, 1)


def test_what_is_not_confirmed_yet_has_waited_until_now():
    told = measure_courses([course(("published", 1))], NOON + 9 * DAY)

    assert (told.triage.done, told.triage.waiting) == (0, 1)


def test_what_was_closed_before_it_was_confirmed_waits_no_longer():
    done = course(("published", 1), ("triaged", 5))
    gone = course(("published", 1), ("lapsed", 2))

    told = measure_courses([done, gone, done], NOON + 900 * DAY)

    assert (told.triage.done, told.triage.waiting, told.triage.time) == (2, 1, 5.0)


@pytest.mark.parametrize(
    ("ends", "verified", "disproved", "of"),
    [
        ((), 0, 0, 0),
        ((("fixed_verified", 3),), 1, 0, 1),
        ((("fixed_unverified", 30),), 0, 0, 1),
        ((("fixed_unverified", 30), ("fixed_verified", 31)), 1, 0, 1),
        ((("reopened", 3),), 0, 1, 1),
        ((("partially_fixed", 3),), 0, 1, 1),
        ((("reopened", 3), ("fix_claimed", 5), ("fixed_verified", 6)), 1, 1, 2),
    ],
)
def test_each_claim_counts_once_and_only_when_it_is_settled(
    ends, verified, disproved, of
):
    told = measure_courses([course(("fix_claimed", 2), *ends)], NOON + 99 * DAY)

    assert (told.verified.count, told.disproved.count) == (verified, disproved)
    assert told.verified.of == told.disproved.of == of


def test_what_was_closed_and_opened_again_is_told():
    back = course(("triaged", 1), ("closed_no_action", 2), ("reopened", 3))
    still = course(("triaged", 1), ("closed_no_action", 2))
    never = course(("triaged", 1))

    told = measure_courses([back, still, never], NOON + 9 * DAY)

    assert (told.reopened.count, told.reopened.of) == (1, 2)


def test_a_report_counts_for_each_profile_that_it_stops():
    both = course(profiles=("cane", "pram"), area="medina")
    one = course(profiles=("cane",), area="medina")

    assert {k: len(v) for k, v in sort_courses([both, one], "profile").items()} == {
        "cane": 2,
        "pram": 1,
    }


def test_few_of_a_profile_in_an_area_are_not_counted_out_loud():
    many = [course(profiles=("cane",), area=area) for area in "ab" for _ in range(10)]
    few = [course(profiles=("deaf",), area="a")] * 9

    cells = count_cells([*many, *few])

    assert cells == {
        ("cane", "a"): 10,
        ("cane", "b"): 10,
        ("deaf", "a"): None,
        ("deaf", "b"): None,
    }


@given(st.lists(st.tuples(st.sampled_from("xy"), st.sampled_from("abc")), max_size=99))
def test_no_small_cell_follows_from_the_total_of_its_profile(pairs):
    courses = [course(profiles=(who,), area=where) for who, where in pairs]

    cells = count_cells(courses)

    for who in {who for who, _ in pairs}:
        row = {area: n for (profile, area), n in cells.items() if profile == who}
        hidden = [area for area, n in row.items() if n is None]
        small = [a for a in row if sum(p == (who, a) for p in pairs) < 10]
        assert set(small) <= set(hidden)
        assert len(hidden) != 1 or len(row) == 1
