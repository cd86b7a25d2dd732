"""The inbox in a browser without scripts: who sees what, and what may be done."""

from __future__ import annotations

import csv
import io
import re

import pytest

from data.queries.desk_give import give_to_body
from data.queries.life_cycle import advance_report, flag_report
from data.queries.note import add_note
from data.queries.report import file_report, get_report, get_row
from geo.draft import Draft
from geo.standing import Actor, Move
from tests.map_rows import LAT, LON
from tests.webmap.conftest import NOON
from tests.webmap.people import signed_in

ON_STREET = (LON + 0.001, LAT + 0.0005)
MODERATOR = Actor("moderator", "m1")


@pytest.fixture
def site(held):
    from webmap.site import create_site  # noqa: PLC0415

    made = create_site(held)
    made.config["WTF_CSRF_ENABLED"] = False
    return made


def _file(held, description="said", category="kerb", *, publish=True) -> str:
    with held.database.write() as session:
        draft = Draft(category, description, (), "Rue =1+1", ON_STREET)
        tracking = file_report(session, draft, at=NOON).tracking
        if publish:
            advance_report(session, tracking, Move("published", MODERATOR, NOON))
    return tracking


def _proof(client, path) -> str:
    page = client.get(path).text
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    return found[1] if found else ""


def _post(client, path, shown, **values):
    return client.post(path, data={"csrf_token": _proof(client, shown), **values})


def test_who_is_not_signed_in_is_led_to_signing_in(client, held):
    tracking = _file(held)

    for path in ("/en/inbox", f"/en/inbox/{tracking}", "/en/inbox/list.csv"):
        answer = client.get(path)
        assert answer.status_code == 303
        assert "sign-in" in answer.headers["Location"]


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_staff_finds_reports_and_opens_one(client, held, lang):
    tracking = _file(held, "a canary")
    signed_in(client, "staff")

    page = client.get(f"/{lang}/inbox?text=canary&state=all")
    shown = client.get(f"/{lang}/inbox/{tracking}")

    assert page.status_code == shown.status_code == 200
    assert f"/{lang}/inbox/{tracking}" in page.text
    assert "a canary" in shown.text


def test_a_wrong_question_is_refused_and_named(client, held):
    signed_in(client, "staff")

    for query in ("state=nowhere", "order=mood", "age=-1", "cursor=x", "bbox=1"):
        assert client.get(f"/en/inbox?{query}").status_code == 422


def test_a_body_sees_what_is_its_own_and_nothing_else(client, held):
    mine, other = _file(held), _file(held)
    with held.database.write() as session:
        give_to_body(session, get_row(session, mine), "STEG", actor=MODERATOR, at=NOON)
    signed_in(client, "body", body="STEG")

    page = client.get("/en/inbox?state=all").text

    assert mine in page
    assert other not in page
    assert client.get(f"/en/inbox/{mine}").status_code == 200
    assert client.get(f"/en/inbox/{other}").status_code == 404


@pytest.mark.parametrize("role", ["verifier", "body", "monitor", "inspector"])
def test_what_is_not_public_and_internal_notes_are_not_for_every_role(
    client, held, role
):
    hidden, shown = _file(held, "a hidden canary", publish=False), _file(held)
    with held.database.write() as session:
        add_note(session, shown, "a note canary", actor=MODERATOR, at=NOON)
        give_to_body(session, get_row(session, shown), "B", actor=MODERATOR, at=NOON)
    signed_in(client, role, body="B")

    page = client.get("/en/inbox?state=all").text
    report = client.get(f"/en/inbox/{shown}").text

    assert "hidden canary" not in page
    assert client.get(f"/en/inbox/{hidden}").status_code == 404
    assert ("note canary" in report) is (role == "inspector")


def test_triage_puts_a_barrier_and_asks_for_what_was_found(client, held):
    tracking = _file(held)
    signed_in(client, "staff")
    path = f"/en/inbox/{tracking}"
    form = {"seen_state": "published", "kind": "kerb", "measured": "yes"}
    at = f"{ON_STREET[0]},{ON_STREET[1]}"

    answer = _post(client, f"{path}/step/triage", path, value="12", at=at, **form)

    assert answer.status_code == 303
    with held.database.read() as session:
        assert get_report(session, tracking).state == "triaged"
    assert "The step was taken" in client.get(f"{path}?done=step").text


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "Please write a number"),
        ("fr", "Écrivez un nombre"),
        ("ar", "اكتبوا عددا"),
    ],
)
def test_a_refused_step_says_why_and_keeps_what_was_typed(client, held, lang, words):
    tracking = _file(held)
    signed_in(client, "staff")
    path = f"/{lang}/inbox/{tracking}"

    answer = _post(
        client, f"{path}/step/triage", path, value="twelve", ends="2027-01-01"
    )

    assert answer.status_code == 422
    assert words in answer.text
    assert 'value="twelve"' in answer.text
    assert 'value="2027-01-01"' in answer.text


def test_what_is_missing_is_named(client, held):
    tracking = _file(held)
    signed_in(client, "staff")
    path = f"/en/inbox/{tracking}"

    answer = _post(client, f"{path}/step/ask", path)

    assert answer.status_code == 422
    assert "Please give: Question." in answer.text


def test_a_step_from_an_old_page_is_refused(client, held):
    tracking = _file(held)
    signed_in(client, "staff")
    path = f"/en/inbox/{tracking}"

    answer = _post(
        client, f"{path}/step/ask", path, question="where?", seen_state="received"
    )

    assert answer.status_code == 422
    assert "Somebody has moved the report in the meantime" in answer.text
    assert "where?" in answer.text


def test_nobody_takes_the_step_of_another_role(client, held):
    tracking = _file(held)
    signed_in(client, "verifier", body="TWIZA")
    path = f"/en/inbox/{tracking}"

    answer = _post(client, f"{path}/step/hide", path, reason="abuse")

    assert answer.status_code == 422
    with held.database.read() as session:
        assert get_report(session, tracking).state == "published"


def test_several_reports_at_once_each_with_its_own_answer(client, held):
    first, second = _file(held), _file(held)
    closed = _file(held, publish=False)
    signed_in(client, "staff")

    asked = _post(
        client,
        "/en/inbox/bulk",
        "/en/inbox?state=all",
        action="ask",
        report=[first, second, closed],
    )
    done = _post(
        client,
        "/en/inbox/bulk/do",
        "/en/inbox?state=all",
        action="ask",
        report=[first, second, closed],
        question="on which side?",
    )

    assert "each of 3 reports" in asked.text
    assert "1 report was left as it was" in done.text
    assert "Done with 2 reports" in done.text
    with held.database.read() as session:
        states = [get_report(session, one).state for one in (first, second, closed)]
    assert states == ["needs_info", "needs_info", "received"]


def test_two_reports_are_joined_after_a_look_at_both_and_parted_again(client, held):
    first, second = _file(held), _file(held)
    signed_in(client, "staff")
    path = f"/en/inbox/{first}/merge"

    look = client.get(f"{path}?other={second}").text
    done = _post(client, path, "/en/inbox?state=all", other=second, canonical=second)
    undone = _post(client, f"/en/inbox/{first}/step/part", "/en/inbox?state=all")

    assert "then counts 2 voices" in look
    assert done.status_code == undone.status_code == 303
    with held.database.read() as session:
        assert get_report(session, first).state == "published"


def test_the_table_has_no_formula_and_no_contact(client, held):
    _file(held, "=HYPERLINK(1)")
    signed_in(client, "staff")

    answer = client.get("/fr/inbox/list.csv?state=all")
    rows = list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"))))

    assert answer.get_data().count(b"\r\n") == len(rows) + 1
    assert rows[-1]["description"] == "'=HYPERLINK(1)"
    assert rows[-1]["where"] == "Rue =1+1"
    assert not {"email", "phone", "name"} & set(rows[0])
    assert answer.headers["Cache-Control"] == "no-store, private"


def test_an_answer_is_public_and_a_note_is_not(client, held):
    tracking = _file(held)
    signed_in(client, "staff")
    path = f"/en/inbox/{tracking}"

    filled = client.get(f"{path}?template=thanks").text
    _post(client, f"{path}/answer", path, answer_fr="Merci beaucoup", answer_ar="")
    _post(client, f"{path}/note", path, note="an inner canary")

    assert f"Thank you for your report {tracking}" in filled
    public = client.get(f"/fr/reports/{tracking}").text
    assert "Merci beaucoup" in public
    assert "inner canary" not in public
    assert "inner canary" in client.get(path).text


def test_flags_are_set_and_removed(client, held):
    tracking = _file(held)
    signed_in(client, "staff")
    path = f"/en/inbox/{tracking}"

    _post(client, f"{path}/flags", path, flag=["safety_urgent", "private"])
    with held.database.read() as session:
        before = set(get_report(session, tracking).flags)
    _post(client, f"{path}/flags", path, flag=["safety_urgent"])
    with held.database.read() as session:
        after = set(get_report(session, tracking).flags)

    assert before >= {"safety_urgent", "private"}
    assert "private" not in after


def test_a_private_report_stays_in_the_inbox_of_staff_only(client, held):
    tracking = _file(held)
    with held.database.write() as session:
        flag_report(session, tracking, "private", actor=MODERATOR, on=True, at=NOON)
    signed_in(client, "staff")
    assert tracking in client.get("/en/inbox?state=all").text

    signed_in(client, "verifier", body="TWIZA")
    assert tracking not in client.get("/en/inbox?state=all").text


def test_only_administrators_change_the_rules(client, held):
    signed_in(client, "staff")
    assert client.get("/en/inbox/rules").status_code == 403

    signed_in(client, "admin")
    assert client.get("/en/inbox/rules").status_code == 200
    wrong = _post(client, "/en/inbox/rules", "/en/inbox/rules", body="nobody")
    assert wrong.status_code == 422


def test_ready_answers_are_changed_and_shown_filled_in(client, held):
    signed_in(client, "admin")
    path = "/en/inbox/templates"
    texts = {"text_ar": "شكرا {number}", "text_fr": "Merci", "text_en": "Thanks"}

    good = _post(client, path, path, key="mine", state="", **texts)
    wrong = _post(client, path, path, key="mine", state="", text_ar="x")

    assert good.status_code == 303
    assert "شكرا 7KQ2M-X9R4T" in client.get(path).text
    assert wrong.status_code == 422
