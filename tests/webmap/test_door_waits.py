"""Trying again and again: waits that grow, and lock nobody else out."""

from __future__ import annotations

from datetime import timedelta

import pytest

from geo.patience import list_patience
from tests.webmap.conftest import NOON
from tests.webmap.door import GOOD, events, knock, with_password
from tests.webmap.people import somebody
from webmap.people.cookie import KNOWN, SIGNED_IN

SOMEWHERE_ELSE = {"REMOTE_ADDR": "198.51.100.7"}


@pytest.fixture
def amel(held):
    return with_password(held)


def test_after_some_tries_one_has_to_wait_longer_each_time(client, held, amel):
    free = list_patience()["account_network"].free
    for _try in range(free):
        assert knock(client, amel.email, "a wrong password").status_code == 422

    waits = []
    for _try in range(4):
        answer = knock(client, amel.email, GOOD)
        waits.append(int(answer.headers["Retry-After"]))
        assert answer.status_code == 429
        now = held.clock() + timedelta(seconds=waits[-1])
        held.clock = lambda now=now: now
        assert knock(client, amel.email, "a wrong password").status_code == 422

    assert waits == sorted(set(waits))
    assert client.get_cookie(SIGNED_IN) is None


def test_waiting_is_no_lock_afterwards_the_right_password_opens(client, held, amel):
    now = NOON
    for _try in range(20):
        knock(client, amel.email, "a wrong password")
        now += timedelta(minutes=20)
        held.clock = lambda now=now: now

    assert knock(client, amel.email, GOOD).status_code == 303


def test_the_wait_is_the_same_for_an_account_that_does_not_exist(client, amel):
    answers = {}
    for email in (amel.email, "nobody@example.org"):
        answers[email] = [
            knock(client, email, "a wrong password").status_code for _try in range(7)
        ]

    assert answers[amel.email] == answers["nobody@example.org"]
    assert answers[amel.email][-1] == 429


def test_tries_of_others_lock_nobody_out_who_comes_from_elsewhere(client, amel):
    for _try in range(9):
        knock(client, amel.email, "a wrong password")

    answer = knock(client, amel.email, GOOD, environ_base=SOMEWHERE_ELSE)

    assert answer.status_code == 303


def test_a_known_device_gets_in_whatever_others_try(client, held, amel):
    knock(client, amel.email, GOOD)
    client.delete_cookie(SIGNED_IN)
    stranger = client.application.test_client()
    for number in range(52):
        network = {"REMOTE_ADDR": f"203.0.{number % 13}.1"}
        knock(stranger, amel.email, "a wrong password", environ_base=network)
    for _try in range(5):
        knock(stranger, amel.email, "a wrong password")

    elsewhere = {"REMOTE_ADDR": "192.0.2.200"}
    unknown = knock(stranger, amel.email, GOOD, environ_base=elsewhere)
    known = knock(client, amel.email, GOOD)

    assert unknown.status_code == 429
    assert int(unknown.headers["Retry-After"]) <= list_patience()["account"].longest_s
    assert known.status_code == 303


def test_a_device_is_known_for_its_own_account_only_and_cannot_be_made_up(
    client, held, amel
):
    knock(client, amel.email, GOOD)
    mark = client.get_cookie(KNOWN).value
    zied = somebody(held, "staff", name="Zied")
    for planted in (mark, f"{'0' * 32}.{mark.partition('.')[2]}", "x", ".", "é.x"):
        thief = client.application.test_client()
        thief.set_cookie(KNOWN, planted)
        codes = [knock(thief, zied.email, "wrong one!").status_code for _ in range(7)]
        assert codes[-1] == 429


def test_a_known_device_may_not_guess_for_ever_either(client, amel):
    knock(client, amel.email, GOOD)
    client.delete_cookie(SIGNED_IN)

    codes = [knock(client, amel.email, "wrong one!").status_code for _ in range(12)]

    assert codes[-1] == 429


def test_who_signs_in_does_not_wipe_out_the_tries_at_others(client, held, amel):
    most = list_patience()["network"].free
    for number in range(most - 1):
        knock(client, f"victim{number}@example.org", "a wrong password")
    knock(client, amel.email, GOOD)
    client.delete_cookie(SIGNED_IN)
    client.delete_cookie(KNOWN)

    codes = [
        knock(client, f"another{number}@example.org", "wrong one!").status_code
        for number in range(3)
    ]

    assert codes[-1] == 429


def test_a_burst_of_tries_is_in_the_trail_without_addresses(client, held, amel):
    for email in (amel.email, "nobody@example.org"):
        for _try in range(5):
            knock(client, email, "a wrong password")

    told = events(held, "sign_in_failed")
    assert [one.subject_key for one in told] == [amel.key, "nobody"]
    assert told[0].details == {"counted_by": "account_network", "tries": 5}
    assert all("example.org" not in str(vars(one)) for one in told)
