"""Moderation: reasons told to the author, her appeal, somebody else who hears it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from sqlalchemy import select

from data.models import Mail
from data.queries.confirm import address_token, confirm_contact
from data.queries.contact import author_token, keep_contact
from data.queries.life_cycle import advance_report
from data.queries.report import file_report, get_report
from geo.draft import Draft
from geo.standing import Actor, Move
from tests.map_rows import LAT, LON
from tests.webmap.conftest import NOON
from tests.webmap.people import signed_in

ON_STREET = (LON + 0.001, LAT + 0.0005)


@pytest.fixture(autouse=True)
def mailing(held):
    """An instance that can send mail."""
    held.settings = replace(
        held.settings,
        smtp_url="smtp://127.0.0.1:2525",
        mail_from="town@example.org",
        public_url="http://town.example.org",
    )


def _file(held, description="a canary at 12 Rue X") -> str:
    with held.database.write() as session:
        draft = Draft("kerb", description, (), "Rue", ON_STREET, "fr")
        tracking = file_report(session, draft, at=NOON).tracking
        keep_contact(
            session, tracking, email="author@example.org", consent=True, at=NOON
        )
        confirm(session, held, tracking)
    return tracking


def confirm(session, held, tracking, email="author@example.org"):
    key = held.settings.key()
    token = address_token(key, tracking, email)
    confirm_contact(session, tracking, token, key=key, at=NOON)


def _proof(client, path) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get(path).text)
    return found[1] if found else ""


def _post(client, path, shown, **values):
    return client.post(path, data={"csrf_token": _proof(client, shown), **values})


def _mine(held, tracking, lang="en") -> str:
    token = author_token(held.settings.key(), tracking)
    return f"/{lang}/reports/mine/{token}/{tracking}"


def _letters(held) -> list[tuple[str, str, dict[str, str]]]:
    with held.database.read() as session:
        rows = session.scalars(select(Mail).order_by(Mail.id))
        return [(row.template, row.lang, row.values) for row in rows]


def _hold_and_hide(client, tracking) -> None:
    path = f"/en/inbox/{tracking}"
    _post(client, f"{path}/step/hold", path, reason="unclear")
    _post(client, f"{path}/step/hide", path, reason="abuse")


def test_only_moderators_see_the_queue(client, held):
    assert client.get("/en/moderate").status_code == 303
    signed_in(client, "staff")
    assert client.get("/en/moderate").status_code == 403


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_what_waits_is_listed_with_the_reason(client, held, lang):
    tracking = _file(held)
    with held.database.write() as session:
        move = Move("held", Actor("system"), NOON, "advertising")
        advance_report(session, tracking, move)
    signed_in(client, "moderator")

    page = client.get(f"/{lang}/moderate").text
    following = client.get(f"/{lang}/moderate/next")

    words = {"ar": "إشهار", "fr": "Publicité", "en": "Advertising"}
    assert words[lang] in page
    assert following.headers["Location"].endswith(f"/{lang}/inbox/{tracking}")


def test_the_reason_is_told_by_mail_in_her_language_and_on_her_page(client, held):
    tracking = _file(held)
    signed_in(client, "moderator")
    _hold_and_hide(client, tracking)

    letters = [one for one in _letters(held) if one[0] == "report_decided"]

    assert [lang for _, lang, _ in letters] == ["fr", "fr"]
    assert letters[-1][2]["reason"] == "Propos injurieux"
    assert tracking in letters[-1][2]["link"]
    page = client.get(_mine(held, tracking)).text
    assert "Abuse or insult" in page
    assert "Contest the decision" in page


def test_her_appeal_goes_to_another_person_and_she_hears_the_outcome(client, held):
    tracking = _file(held)
    signed_in(client, "moderator", name="First")
    _hold_and_hide(client, tracking)
    mine = _mine(held, tracking)
    sent = _post(client, f"{mine}/appeal", mine, appeal="It is no abuse.")
    assert sent.status_code == 303
    assert "Your appeal is waiting" in client.get(mine).text

    own = client.get("/en/moderate").text
    assert "You have decided this yourself" in own
    number = 1
    path = f"/en/moderate/appeals/{number}"
    refused = _post(client, path, "/en/account", outcome="upheld", answer="No.")
    assert refused.status_code == 422

    signed_in(client, "moderator", name="Second")
    empty = _post(client, path, "/en/moderate", outcome="granted", answer="")
    assert empty.status_code == 422
    _post(client, path, "/en/moderate", outcome="granted", answer="You are right.")

    with held.database.read() as session:
        assert get_report(session, tracking).state == "published"
    assert "You are right." in client.get(mine).text
    heard = [one for one in _letters(held) if one[0] == "appeal_heard"]
    assert heard[0][2]["answer"] == "You are right."


def test_nobody_appeals_without_the_secret_link(client, held):
    tracking = _file(held)
    signed_in(client, "moderator")
    _hold_and_hide(client, tracking)
    wrong = f"/en/reports/mine/{'a' * 32}/{tracking}/appeal"

    answer = _post(client, wrong, "/en/moderate", appeal="Please.")

    assert answer.status_code == 404


def test_words_are_taken_out_and_never_shown_again(client, held):
    tracking = _file(held)
    signed_in(client, "moderator")
    path = f"/en/inbox/{tracking}"

    done = _post(
        client,
        f"/en/moderate/{tracking}/words",
        path,
        description="at […]",
        where_text="Rue",
    )
    longer = _post(
        client, f"/en/moderate/{tracking}/words", path, description="y" * 400
    )
    _post(client, f"{path}/step/publish", path)

    assert done.status_code == 303
    assert longer.status_code == 422
    assert "Words are only taken out here" in longer.text
    doors = [f"/en/reports/{tracking}", "/api/v1/reports", path]
    doors += ["/en/inbox?state=all", "/en/inbox/list.csv?state=all"]
    assert "canary" not in " ".join(client.get(door).text for door in doors)


def test_an_answer_goes_to_the_author_by_mail(client, held):
    tracking = _file(held)
    with held.database.write() as session:
        advance_report(session, tracking, Move("published", Actor("moderator"), NOON))
    signed_in(client, "staff")
    path = f"/en/inbox/{tracking}"

    _post(client, f"{path}/answer", path, answer_fr="Merci", answer_en="Thanks")

    told = [one for one in _letters(held) if one[0] == "report_answered"]
    assert told[0][2]["answer"] == "Merci"


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_the_numbers_are_public_with_limits_and_without_small_cells(client, held, lang):
    for _ in range(12):
        tracking = _file(held)
        with held.database.write() as session:
            move = Move("published", Actor("moderator"), NOON)
            advance_report(session, tracking, move)

    page = client.get(f"/{lang}/reports/numbers")
    told = client.get("/api/v1/reports/numbers").json

    assert page.status_code == 200
    assert told["everything"]["count"] == 12
    assert told["everything"]["triage"]["waiting"] == 12
    assert told["by"]["profile"]["manual_wheelchair"]["count"] == 12
    assert all(one["count"] in (None, 12) for one in told["cells"])
    assert "canary" not in page.text


def test_programs_may_keep_the_numbers_for_some_minutes_and_ask_whether_they_changed(
    client,
):
    first = client.get("/api/v1/reports/numbers")
    etag = {"If-None-Match": first.headers["ETag"]}
    again = client.get("/api/v1/reports/numbers", headers=etag)

    assert first.headers["Cache-Control"] == "public, max-age=300"
    assert "Set-Cookie" not in first.headers
    assert (again.status_code, again.data) == (304, b"")


def test_a_question_goes_to_the_author_by_mail(client, held):
    tracking = _file(held)
    with held.database.write() as session:
        advance_report(session, tracking, Move("published", Actor("moderator"), NOON))
    signed_in(client, "staff")
    path = f"/en/inbox/{tracking}"

    _post(client, f"{path}/step/ask", path, question="De quel côté ?")

    told = [one for one in _letters(held) if one[0] == "report_answered"]
    assert told[0][2]["answer"] == "De quel côté ?"
