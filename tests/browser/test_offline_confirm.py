"""Somebody confirms the report of another instead of an own one, on a bad line."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from data.queries.life_cycle import advance_report
from data.queries.report import file_report
from data.queries.vote import count_votes
from geo.draft import Draft
from geo.standing import Actor, Move
from tests.browser.device import FORM
from tests.browser.line import Cut, after, answer, before

THERE = (8.7103, 36.1741)
"""Where no other test reports anything: what is known here is asked about."""


@pytest.fixture
def known(world, words) -> str:
    """Give the number of a report of the same kerb that anybody may read."""
    now = datetime.now(UTC)
    with world.database.write() as session:
        draft = Draft("kerb", f"known: {words}", lonlat=THERE)
        tracking = file_report(session, draft, at=now).tracking
        publish = Move("published", Actor("moderator"), now)
        advance_report(session, tracking, publish)
    return tracking


def _ask(phone, words: str, tracking: str):
    phone.report(words, where=f"{THERE[0]},{THERE[1]}")
    vote = f"[formaction*='/{tracking}/vote']"
    button = phone.page.locator(vote)
    expect(button).to_be_visible()
    expect(phone.page.locator(f"{FORM}:not([data-keeping])")).to_be_visible()
    return button


@pytest.mark.parametrize("how", [before, after, answer("503 Service Unavailable")])
def test_words_stay_until_the_confirmation_has_arrived(
    phone, world, words, known: str, how: Cut
) -> None:
    button = _ask(phone, words, known)
    world.line.cut("POST", f"/{known}/vote", how)

    button.click()
    expect(phone.page.locator("[data-device-said]")).to_contain_text("No answer came")
    kept = [dict(one["fields"]) for one in phone.list_kept()]
    typed = phone.page.locator("#description").input_value()
    button.click()
    phone.page.wait_for_url(f"**/reports/{known}?said=me_too#said")

    assert [one["description"] for one in kept] == [words]
    assert typed == words
    assert phone.list_kept() == []
    with world.database.read() as session:
        assert count_votes(session, known).me_too == 1
    assert world.count(words) == 0


def test_a_refusal_is_shown_and_the_words_stay(phone, world, words, known: str) -> None:
    button = _ask(phone, words, known)
    refused = answer("429 Too Many Requests", "<title>Too much</title>")
    world.line.cut("POST", f"/{known}/vote", refused, times=2)

    button.click()
    expect(phone.page).to_have_title("Too much")
    phone.open("/en/reports/queue")

    phone.expect_state("Draft")
