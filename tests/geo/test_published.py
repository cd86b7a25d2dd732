"""What is published of the trail can be checked by somebody who has only that.

The checker here is written anew from the words of the page and the API.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.published import check_published, open_parts, publish
from geo.trail import PARTED, PARTS, WHOLE, Entry, TrailError, hash_parted, hash_whole
from webmap.audit.rows import event_json

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def entry(number: int = 0, **values) -> Entry:
    said = {
        "at": NOON + timedelta(minutes=number),
        "role": "moderator",
        "kind": "report",
        "key": f"R{number}",
        "action": "published",
        "before": "received",
        "after": "published",
        "reason": "",
        "details": {"who": "p-1", "given": {"remains": "canary"}},
    }
    return Entry(**{**said, **values})


def chained(entries, public=bool):
    previous, published = "", []
    for number, one in enumerate(entries, 1):
        salt = f"{number:032x}"
        own = hash_parted(one, salt, previous)
        links = (number, PARTED, salt, previous, own)
        published.append(event_json(publish(one, links, is_public=public(one))))
        previous = own
    return published


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def outsider(events) -> str:
    previous = ""
    for event in events:
        parts = [event["parts"][n] for n in ("what", "key", "reason", "details")]
        lines = ["wusul-audit-2", previous, *(part["hash"] for part in parts)]
        assert event["previous"] == previous
        assert event["hash"] == sha("\n".join(lines))
        for part in parts:
            if "value" in part:
                written = json.dumps(
                    part["value"],
                    sort_keys=True,
                    separators=(",", ":"),
                    ensure_ascii=False,
                )
                assert part["hash"] == sha(part["salt"] + "\n" + written)
        previous = event["hash"]
    return previous


def test_an_outsider_checks_open_and_sealed_events_alike():
    events = chained([entry(n) for n in range(5)], lambda one: one.key != "R2")

    assert outsider(events) == check_published(events) == events[-1]["hash"]
    assert "value" not in events[2]["parts"]["what"]


def test_details_are_never_open_and_neither_is_the_salt_of_the_whole():
    text = json.dumps(chained([entry(7)]))

    assert "R7" in text
    assert "canary" not in text
    assert "p-1" not in text
    assert f"{1:032x}" not in text


def test_of_a_report_that_is_not_public_nothing_is_open():
    (event,) = chained([entry(7)], lambda one: one is None)

    assert [set(event["parts"][part]) for part in PARTS] == [{"hash"}] * 4
    assert "R7" not in json.dumps(event)


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ({}, ("what", "key", "reason")),
        ({"after": "hidden"}, ("what", "key")),
        ({"after": "held"}, ("what", "key")),
        ({"kind": "contact", "action": "see"}, ("what", "reason")),
        ({"kind": "contact", "action": "give"}, ()),
        ({"kind": "retention"}, ("what", "key", "details")),
        ({"kind": "person", "action": "role_changed"}, ("what",)),
        ({"kind": "person", "action": "signed_in"}, ()),
        ({"kind": "something new"}, ()),
    ],
)
def test_which_parts_are_open(values, shown):
    assert open_parts(entry(**values), is_public=True) == shown


TAMPERED = [
    lambda events: events.pop(1),
    lambda events: events.insert(1, events[0]),
    lambda events: events[1].update(hash="0" * 64),
    lambda events: events[1]["parts"]["what"]["value"].update(role="staff"),
    lambda events: events[1]["parts"]["key"].update(value="R9"),
    lambda events: events[1]["parts"]["details"].update(hash="0" * 64),
]


@pytest.mark.parametrize("tamper", TAMPERED)
def test_whatever_is_changed_in_what_is_published_is_found(tamper):
    events = chained([entry(n) for n in range(3)])
    tamper(events)

    with pytest.raises(TrailError):
        check_published(events)


def test_older_events_show_their_words_and_stay_in_the_chain():
    old = entry(1)
    own = hash_whole(old, "")
    first = event_json(publish(old, (1, WHOLE, "", "", own), is_public=True))
    new = entry(2)
    links = (2, PARTED, "ab", own, hash_parted(new, "ab", own))
    second = event_json(publish(new, links, is_public=True))

    assert first["parts"]["key"] == {"hash": "", "value": "R1", "salt": ""}
    assert check_published([first, second]) == links[-1]


@given(st.lists(st.booleans(), max_size=6), st.text(max_size=8))
def test_what_is_open_never_changes_the_chain(visible, key):
    entries = [entry(n, key=f"{key}{n}") for n in range(len(visible))]
    shown = {f"{key}{n}" for n, is_open in enumerate(visible) if is_open}

    some = chained(entries, lambda one: one.key in shown)
    every = chained(entries)

    assert [e["hash"] for e in some] == [e["hash"] for e in every]
    assert outsider(some) == outsider(every)
