"""Which word of operators counts, and for what."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from geo.transit.live import (
    Alert,
    Informed,
    Live,
    TripUpdate,
    alert_effects,
    find_alerts,
    join_live,
)

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
LANGUAGES = {"ar", "fr", "en"}
ISSUE, DETOUR = alert_effects()[11], alert_effects()[4]
BUS = Informed(agency="x:agency:1", line="x:line:1", stop="x:s", route_type=3)


def alert(*informed, effect=ISSUE, periods=()):
    return Alert("x:alert:1", effect, periods, informed)


def test_every_effect_of_the_protocol_has_words_in_three_languages():
    assert list(alert_effects()) == list(range(1, 12))
    assert all(set(one.label) == LANGUAGES for one in alert_effects().values())
    assert [one.id for one in alert_effects().values() if one.access] == [
        "accessibility_issue"
    ]


@pytest.mark.parametrize(
    ("informed", "fits"),
    [
        (Informed(line="x:line:1"), True),
        (Informed(line="x:line:1", stop="x:s"), True),
        (Informed(line="x:line:1", stop="x:other"), False),
        (Informed(route_type=3), True),
        (Informed(route_type=0), False),
        (Informed(), False),
    ],
)
def test_all_that_an_alert_names_must_fit(informed, fits):
    assert informed.fits(BUS) is fits


def test_alerts_on_access_come_first():
    detour = alert(Informed(line="x:line:1"), effect=DETOUR)
    issue = alert(Informed(stop="x:s"))
    live = Live(NOON, alerts=(detour, issue))

    assert find_alerts(live, [BUS], NOON) == [issue, detour]
    assert find_alerts(live, [Informed(stop="x:t")], NOON) == []


def test_an_alert_holds_in_its_periods_only():
    hour = timedelta(hours=1)
    tonight = alert(BUS, periods=((NOON + hour, NOON + 2 * hour),))
    lasting = alert(BUS, periods=((NOON - hour, None),))

    assert not tonight.holds(NOON)
    assert tonight.holds(NOON + hour)
    assert not tonight.holds(NOON + 2 * hour)
    assert lasting.holds(NOON + 100 * hour)
    assert alert(BUS).holds(NOON)


def test_word_that_is_too_old_counts_no_more_alerts_later_than_vehicles():
    update = TripUpdate("x:trip:1")
    told = Live(NOON, (update,), (alert(BUS),))

    def left(minutes):
        found = join_live([told], NOON + timedelta(minutes=minutes))
        return len(found.updates), len(found.alerts)

    assert left(5) == (1, 1)
    assert left(6) == (0, 1)
    assert left(31) == (0, 0)


def test_feeds_are_put_together():
    one = Live(NOON - timedelta(minutes=2), (TripUpdate("x:trip:1"),))
    other = Live(NOON, (TripUpdate("y:trip:1"),), (alert(BUS),))

    joined = join_live([one, other], NOON)

    assert [update.trip for update in joined.updates] == ["x:trip:1", "y:trip:1"]
    assert joined.made_at == one.made_at
