"""What is shut when somebody goes is not gone through, and is told."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.answer import Policy, Trip, Verdict
from geo.entrance import Entrance, Entry
from geo.goal import Goal
from geo.network import Evidence
from geo.profile import get_profile
from geo.reach_view import Pricing
from geo.terms import Terms
from geo.timed import CONDITIONAL, HOURS, Timed, closes_node, list_shut, sort_timed
from geo.trip import plan_trip
from geo.wish import Facility, list_open
from tests.ride import TOWN
from tests.town import SEEN, at, segments_of

NOON = datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("Africa/Tunis"))
NIGHT = NOON.replace(hour=23)
SAID = Evidence("drawn", "tagged", SEEN, 1.0)


START, END = at(110, 0), at(190, 0)


def timed(key: str, text: str, attribute: str = HOURS) -> Timed:
    segments = tuple(segments_of(TOWN, key))
    lon, lat = TOWN.line(segments[0])[0].tolist()
    return Timed(key, attribute, text, segments, (lon, lat), SAID, {"en": key})


def go(
    *things: Timed,
    when: datetime | None,
    start: tuple[float, float] = START,
    end: tuple[float, float] | Goal = END,
    policy: Policy = Policy.CAUTIOUS,
    profile: str = "walker",
) -> Trip:
    shut = [] if when is None else list_shut(things, when)
    return plan_trip(
        TOWN,
        shut,
        origin=start,
        destination=end,
        profile=get_profile(profile),
        policy=policy,
        terms=Terms(at=when, hours=sort_timed(things)),
    )


def streets(found: Trip) -> list[str]:
    keys = [TOWN.ways[TOWN.way[edge // 2]].key for edge in found.out.edges]
    return list(dict.fromkeys(keys))


BRIDGE = timed("bridge", "Mo-Sa 07:00-20:00")


def test_a_way_is_gone_through_while_it_is_open() -> None:
    found = go(BRIDGE, when=NOON)

    assert streets(found) == ["bridge"]
    assert found.at == NOON
    assert [(n.attribute, n.value) for n in found.out.hours] == [
        (HOURS, "Mo-Sa 07:00-20:00")
    ]


def test_what_is_shut_then_is_gone_around_there_and_back() -> None:
    shut = go(BRIDGE, when=NIGHT, start=at(100, 0), end=at(200, 0))

    assert "bridge" not in streets(shut)
    assert shut.out.verdict is Verdict.USABLE
    assert [(n.attribute, n.rule, n.way) for n in shut.refused] == [
        (HOURS, "access_limit", "bridge")
    ]


ACROSS = [timed(key, "Mo-Sa 07:00-20:00") for key in ("bridge", "crossing", "steps")]
"""Whatever leads from the west of the town to the east."""
WEST, EAST = at(50, 0), at(250, 0)


def test_where_nothing_else_leads_there_another_time_would_open_it() -> None:
    found = go(*ACROSS, when=NIGHT, start=WEST, end=EAST)

    assert found.out.verdict is Verdict.ONLY_IF
    (note,) = found.out.broken
    assert (note.attribute, note.value) == (HOURS, "Mo-Sa 07:00-20:00")
    assert (note.rule, note.source, note.method) == ("access_limit", "drawn", "tagged")
    assert note.observed_on == SEEN
    assert [change.kind for change in found.changes] == ["time"]


def test_without_a_time_hours_are_told_but_not_reckoned_with() -> None:
    found = go(BRIDGE, when=None)

    assert found.out.verdict is Verdict.USABLE
    assert [note.value for note in found.out.hours] == ["Mo-Sa 07:00-20:00"]
    assert found.at is None


@pytest.mark.parametrize(
    ("policy", "verdict", "doubts"),
    [
        (Policy.STRICT, Verdict.ONLY_IF, 0),
        (Policy.CAUTIOUS, Verdict.USABLE, 1),
    ],
)
def test_hours_that_cannot_be_read_are_a_doubt(
    policy: Policy, verdict: Verdict, doubts: int
) -> None:
    vague = [timed(one.key, "ask the guard") for one in ACROSS]
    found = go(*vague, when=NOON, start=WEST, end=EAST, policy=policy)

    assert found.out.verdict is verdict
    assert [n.rule for n in found.out.unknown] == ["access_unknown"] * doubts
    assert all(n.attribute == HOURS for n in (*found.out.unknown, *found.out.broken))


def test_a_condition_opens_what_is_closed_without_it() -> None:
    drive = timed("drive", "yes @ (Mo-Sa 07:00-20:00)", CONDITIONAL)
    ends = {"start": at(300, 110), "end": at(300, 190)}

    assert go(drive, when=None, **ends).out.verdict is Verdict.ONLY_IF
    assert go(drive, when=NIGHT, **ends).out.verdict is Verdict.ONLY_IF
    assert go(drive, when=NOON, **ends).out.verdict is Verdict.USABLE


def test_hours_hold_where_a_condition_opens() -> None:
    opened = timed("drive", "yes @ (24/7)", CONDITIONAL)
    hours = timed("drive", "08:00-11:00")
    found = go(opened, hours, when=NOON, start=at(300, 110), end=at(300, 190))

    assert found.out.verdict is Verdict.ONLY_IF
    assert [note.attribute for note in found.out.broken] == [HOURS]


def test_a_door_that_is_shut_then_is_not_gone_to() -> None:
    front = Entrance("a", "main", at(150, 0), values={HOURS: "08:00-18:00"})
    rear = Entrance("b", "yes", at(250, 0))
    goal = Goal(at(200, 0), (front, rear))

    by_day, by_night = (go(when=when, end=goal) for when in (NOON, NIGHT))

    assert by_day.destination.door is not None
    assert by_night.destination.door is not None
    assert by_day.destination.door.entrance.key == "a"
    assert by_night.destination.door.entrance.key == "b"
    only = go(when=NIGHT, end=Goal(at(200, 0), (front,))).destination.door
    assert only is not None
    assert only.entry is Entry.NO
    assert [(s.attribute, s.value) for s in only.steps] == [(HOURS, "08:00-18:00")]


def test_a_toilet_that_is_shut_then_fulfils_no_wish() -> None:
    shut, unread, untold = (
        Facility("toilet", key, at(0, 0), opening_hours=hours)
        for key, hours in (("a", "08:00-18:00"), ("b", "?"), ("c", ""))
    )

    assert list_open((shut, unread, untold), NIGHT) == (unread, untold)
    assert list_open((shut, unread, untold), None) == (shut, unread, untold)


@pytest.mark.parametrize(
    ("tags", "closes"),
    [
        ({"barrier": "gate"}, True),
        ({"barrier": "lift_gate"}, True),
        ({"highway": "elevator"}, True),
        ({"highway": "crossing"}, False),
        ({"highway": "speed_camera"}, False),
        ({"entrance": "main"}, False),
        ({}, False),
    ],
)
def test_hours_of_gates_and_lifts_close_the_way(tags: dict, closes: bool) -> None:
    assert closes_node(tags) is closes


KEYS = sorted({way.key for way in TOWN.ways})


@settings(deadline=None, max_examples=30)
@given(
    st.sets(st.sampled_from(KEYS), max_size=6),
    st.sampled_from(["manual_wheelchair", "walker", "white_cane"]),
)
def test_what_is_shut_is_never_on_a_usable_way(keys: set[str], profile: str) -> None:
    things = [timed(key, "Mo-Sa 07:00-20:00") for key in sorted(keys)]
    ends = {"start": at(0, 10), "end": at(290, 200), "profile": profile}
    shut, open_, plain = (go(*things, when=t, **ends) for t in (NIGHT, NOON, None))

    assert open_.out.edges == plain.out.edges
    if shut.out.verdict in (Verdict.USABLE, Verdict.EFFORT):
        assert keys.isdisjoint(streets(shut))
        assert shut.out.seconds + shut.out.effort_s >= 0
        assert plain.out.verdict in (Verdict.USABLE, Verdict.EFFORT)


def test_what_is_shut_in_one_street_is_not_taken_for_what_is_shut_in_another() -> None:
    """Neither has a key of its own."""
    shut = list_shut([timed("bridge", "off"), timed("flat", "off")], NOON)
    pricing = Pricing(TOWN, get_profile("walker"), shut)

    refused = [
        set((np.flatnonzero(pricing.judge([one]).refused) // 2).tolist())
        for one in shut
    ]
    never = set((np.flatnonzero(pricing.judge(()).refused) // 2).tolist())

    assert [one - never for one in refused] == [
        set(segments_of(TOWN, "bridge")),
        set(segments_of(TOWN, "flat")),
    ]
