"""Senders are counted in windows that slide."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from hypothesis import given
from hypothesis import strategies as st

from geo.rate import Rate, Tally, list_rates, wait_s

RATE = Rate("trip", "network", 5, 60)
NOON = 1_795_435_200.0
COMINGS = st.lists(
    st.tuples(st.sampled_from("ab"), st.floats(0, 90, allow_subnormal=False)),
    max_size=60,
)


def _expected(rate: Rate, comings: list[tuple[str, float]]) -> list[float]:
    """Look through all that was allowed before."""
    allowed: list[tuple[str, float]] = []
    waits = []
    for who, now in comings:
        begins = now // rate.window_s * rate.window_s
        mine = [at for other, at in allowed if other == who]
        before = sum(begins - rate.window_s <= at < begins for at in mine)
        count = sum(at >= begins for at in mine) + 1
        waits.append(wait_s(rate, before=before, count=count, into_s=now - begins))
        if not waits[-1]:
            allowed.append((who, now))
    return waits


@given(COMINGS)
def test_what_is_counted_in_memory_is_what_was_allowed(comings) -> None:
    now, turns = NOON, []
    for who, after in comings:
        now += after
        turns.append((who, now))
    tally = Tally()

    waits = [tally.count(RATE, who, now_s=at) for who, at in turns]

    assert waits == _expected(RATE, turns)


def test_one_who_asks_too_much_stops_nobody_else() -> None:
    tally = Tally()

    flood = [tally.count(RATE, "a", now_s=NOON) for _ in range(7)]

    assert flood == [0.0] * 5 + [60.0] * 2
    assert tally.count(RATE, "b", now_s=NOON) == 0.0


def test_another_kind_has_a_count_of_its_own() -> None:
    tally, reach = Tally(), Rate("reach", "network", 1, 60)

    kinds = [tally.count(rate, "a", now_s=NOON) for rate in (RATE, reach, reach)]

    assert kinds == [0.0, 0.0, 60.0]


def test_senders_are_forgotten_after_two_windows() -> None:
    tally = Tally()
    for number in range(100):
        tally.count(RATE, f"{number}", now_s=NOON)
    held = [tally.senders]
    for later in (61, 121):
        tally.count(RATE, "last", now_s=NOON + later)
        held.append(tally.senders)

    assert held == [100, 101, 2]


def test_threads_count_together() -> None:
    tally = Tally()

    with ThreadPoolExecutor(8) as pool:
        waits = list(pool.map(lambda _: tally.count(RATE, "a", now_s=NOON), range(80)))

    assert waits.count(0.0) == RATE.most


def test_questions_have_measures_that_no_phone_comes_near() -> None:
    for kind in ("trip", "reach"):
        (rate,) = list_rates(kind)
        assert rate.most / rate.window_s >= 5
