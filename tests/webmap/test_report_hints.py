"""Before a report is sent: personal data and what is known already; and votes."""

from __future__ import annotations

import re

import pytest

from data.queries.vote import count_votes
from tests.webmap.test_reports import (
    advance,
    kept,
    post_form,
    send,
    text_of,
    tracking_of,
)


def votes(held, tracking):
    with held.database.read() as session:
        return count_votes(session, tracking)


def published(client, held, **values):
    tracking = tracking_of(send(client, **values))
    advance(held, tracking, "published")
    return tracking


def another(client):
    """A client on another device."""
    return client.application.test_client()


PERSONAL = "Call +216 98 123 456 or a@b.tn, it is 12 cm high"


def test_personal_data_is_pointed_out_with_the_words_marked(client, held):
    answer = send(client, lang="en", description=PERSONAL)
    page = text_of(answer)

    assert answer.status_code == 200
    assert "<mark><bdi>+216 98 123 456</bdi></mark>" in page
    assert "<mark><bdi>a@b.tn</bdi></mark>" in page
    assert 'value="remove" checked' in page


def test_removed_words_are_gone_and_nothing_stops_the_report(client, held):
    tracking = tracking_of(send(client, description=PERSONAL, personal="remove"))

    record = kept(held, tracking)

    assert record.description == "Call … or …, it is 12 cm high"
    assert "personal_data" not in record.flags


def test_sent_as_it_is_it_cannot_be_published_by_rule(client, held):
    tracking = tracking_of(send(client, description=PERSONAL, personal="as_it_is"))

    assert kept(held, tracking).description == PERSONAL
    assert "personal_data" in kept(held, tracking).flags
    with pytest.raises(Exception, match="personal_data"):
        advance(held, tracking, "published")


def test_words_of_answers_are_looked_at_too(client):
    page = text_of(
        send(client, category="boarding", answer_refused_said="le +216 98123456 a dit")
    )

    assert "<mark><bdi>+216 98123456</bdi></mark>" in page


def test_what_was_reported_already_is_shown_before_it_is_sent(client, held):
    tracking = published(client, held, description="the first one")

    page = text_of(send(another(client), lang="en"))

    assert "Has it been reported already?" in page
    assert "the first one" in page
    assert f"/en/reports/{tracking}/vote" in page
    assert "reported today" in page
    assert f'name="distinct" value="{tracking}"' in page


def test_no_another_one_goes_on(client, held):
    first = published(client, held)

    second = tracking_of(send(another(client), distinct=first))

    assert second != first


def test_that_is_it_confirms_and_makes_no_new_report(client, held):
    tracking = published(client, held)
    other = another(client)
    page = text_of(send(other, lang="en"))
    token = re.search(r'name="csrf_token"[^>]*value="([^"]*)"', page)[1]

    values = {"csrf_token": token, "kind": "me_too", "category": "kerb"}
    answer = post_form(other, f"/en/reports/{tracking}/vote", values)
    again = post_form(other, f"/en/reports/{tracking}/vote", values)

    assert answer.status_code == again.status_code == 303
    assert votes(held, tracking).me_too == 1
    seen = text_of(other.get(answer.headers["Location"].split("#")[0]))
    assert "1 person has met it too." in seen
    assert "Thank you." in seen


def test_the_author_does_not_count_and_is_told_so(client, held):
    tracking = published(client, held)
    page = text_of(client.get(f"/en/reports/{tracking}"))
    token = re.search(r'name="csrf_token"[^>]*value="([^"]*)"', page)[1]

    answer = post_form(
        client,
        f"/en/reports/{tracking}/vote",
        {"csrf_token": token, "kind": "me_too"},
    )

    assert "said=mine" in answer.headers["Location"]
    assert votes(held, tracking).me_too == 0


def test_a_vote_without_proof_is_refused(client, held):
    tracking = published(client, held)

    answer = post_form(
        another(client), f"/en/reports/{tracking}/vote", {"kind": "gone"}
    )

    assert answer.status_code == 400
    assert votes(held, tracking).gone == 0


def test_gone_claims_the_repair_with_the_one_who_says_so(client, held):
    tracking = published(client, held)
    other = another(client)
    page = text_of(other.get(f"/en/reports/{tracking}"))
    token = re.search(r'name="csrf_token"[^>]*value="([^"]*)"', page)[1]

    values = {"csrf_token": token, "kind": "gone"}
    post_form(other, f"/en/reports/{tracking}/vote", values)

    record = kept(held, tracking)
    assert record.state == "fix_claimed"
    assert record.standing.claimant.role == "public"
    assert record.standing.claimant.is_known
