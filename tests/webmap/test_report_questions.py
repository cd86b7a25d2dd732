"""The form and the API ask, keep the answers, and say whom an obstacle stops."""

from __future__ import annotations

import re

import pytest

from data.queries.question import get_told
from geo.question import list_questions, report_questions
from tests.map_rows import LAT, LON
from tests.webmap.people import signed_in
from tests.webmap.test_reports import (
    advance,
    post_form,
    send,
    text_of,
    tracking_of,
)
from webmap.reports.answers import PREFIX


def told(held, tracking):
    with held.database.read() as session:
        return get_told(session, tracking)


def published(client, held, **values):
    tracking = tracking_of(send(client, **values))
    advance(held, tracking, "published")
    return tracking


def test_the_form_asks_what_is_asked_about_the_category(client):
    page = text_of(client.get("/en/reports/new?category=kerb"))
    section = page.split("data-questions")[1].split("<template")[0]

    assert re.findall(r'data-question="(\w+)"', section) == ["answer_kerb_height"]
    assert "How high is the kerb" in section


def test_without_scripts_the_questions_come_with_a_button_and_nothing_is_lost(client):
    values = {"category": "steps", "description": "my words", "questions": "1"}
    answer = send(client, lang="en", **values)
    page = text_of(answer)

    assert answer.status_code == 200
    assert "How many steps?" in page.split('id="all-questions"')[0]
    assert "my words" in page
    assert 'id="error-summary"' not in page


def test_every_question_stands_in_the_template_for_scripts(client):
    page = text_of(client.get("/fr/reports/new"))
    stored = page.split('id="all-questions"')[1].split("</template>")[0]

    found = set(re.findall(r'data-question="answer_(\w+)"', stored))

    assert found == {q.id for q in report_questions().values() if q.part == "what"}


def test_answers_are_kept_in_si_units_and_shown_with_whom_they_stop(client, held):
    tracking = published(
        client,
        held,
        category="narrow",
        answer_width_left="٧٠",
        answer_onto_road="yes",
        answer_where_relation="in_front",
        answer_where_side="left",
    )

    assert told(held, tracking).answers == {
        "width_left": 0.7,
        "onto_road": True,
        "where_relation": "in_front",
        "where_side": "left",
    }
    page = text_of(client.get(f"/en/reports/{tracking}"))
    stopped = page.split("It stops</span>")[1].split("</dd>")[0]
    assert "70 cm" in page
    assert "in front of it, on the left" in page
    assert "Electric wheelchair" in stopped
    assert "Pram" not in stopped


def test_i_do_not_know_is_kept_and_may_stop(client, held):
    tracking = published(client, held, category="kerb", not_known="answer_kerb_height")

    assert told(held, tracking).answers == {"kerb_height": None}
    assert "It may stop" in text_of(client.get(f"/en/reports/{tracking}"))


@pytest.mark.parametrize(
    ("typed", "said"),
    [("high", "write a number"), ("900", "between 0 and 60 cm is possible")],
)
def test_a_wrong_answer_is_said_at_its_field_and_everything_is_kept(
    client, typed, said
):
    answer = send(
        client,
        lang="en",
        category="kerb",
        answer_kerb_height=typed,
        answer_where_side="left",
        description="mine",
    )
    page = text_of(answer)

    assert answer.status_code == 422
    assert said in page
    assert 'href="#answer_kerb_height"' in page
    assert f'value="{typed}"' in page
    assert "mine" in page
    assert re.search(r'value="left" selected', page)


def test_answers_to_another_category_are_left_out(client, held):
    tracking = tracking_of(
        send(client, category="pole", answer_kerb_height="12", answer_width_left="90")
    )

    assert told(held, tracking).answers == {"width_left": 0.9}


def test_what_only_staff_reads_is_on_no_public_page(client, held):
    tracking = published(
        client,
        held,
        category="boarding",
        answer_refused_line="Line 7",
        answer_refused_at="2026-11-20T08:30",
        answer_refused_said="canary words",
    )

    page = text_of(client.get(f"/en/reports/{tracking}"))

    assert told(held, tracking).answers["refused_at"] == "2026-11-20T08:30"
    assert "Line 7" in page
    assert "canary words" not in page
    assert "08:30" not in page
    assert "Whom it stops" not in page


def test_the_form_no_longer_asks_who_is_stopped_but_old_reports_tell(client, held):
    page = text_of(client.get("/en/reports/new"))
    tracking = published(client, held, affected=["pram"])

    assert 'name="affected"' not in page
    assert "in the reporter’s words" in text_of(client.get(f"/en/reports/{tracking}"))


def test_the_list_near_a_place_fills_the_field_in(client):
    listed = text_of(send(client, lang="en", where=f"{LON},{LAT}", list="1"))
    pick = re.search(r'name="where_pick" value="([^"]+)"', listed)[1]

    chosen = text_of(send(client, lang="en", description="mine", where_pick=pick))

    assert "Places, stops and streets near it" in listed
    assert f'value="{pick.partition("|")[2]}"' in chosen
    assert f'name="where_at" value="{pick}"' in chosen
    assert "mine" in chosen


def test_staff_records_by_which_way_a_report_came(client, held):
    signed_in(client, "staff")

    page = text_of(client.get("/en/reports/new"))
    tracking = tracking_of(send(client, channel="phone"))

    assert "For whom do you write?" in page
    assert told(held, tracking).channel == "phone"
    assert told(held, tracking).author == ""


def test_nobody_else_names_a_channel(client, held):
    page = text_of(client.get("/en/reports/new"))
    tracking = tracking_of(send(client, channel="phone"))

    assert "For whom do you write?" not in page
    assert told(held, tracking).channel == "web"
    assert told(held, tracking).author


def body(**values):
    return {"category": "kerb", "position": [LON, LAT], **values}


def test_the_api_takes_answers_and_names_a_wrong_one(client, held):
    good = client.post(
        "/api/v1/reports", json=body(answers={"kerb_height": 0.12, "where_side": None})
    )
    wrong = client.post("/api/v1/reports", json=body(answers={"kerb_height": 12}))

    assert good.status_code == 201
    kept_ = told(held, good.json["tracking"])
    assert kept_.answers == {"kerb_height": 0.12, "where_side": None}
    assert kept_.channel == "api"
    assert wrong.status_code == 422
    assert wrong.json["field"] == "answers.kerb_height"


@pytest.mark.parametrize("answers", [[], "x", {"kerb_height": {"a": 1}}, {"x": 1}])
def test_the_api_refuses_what_are_no_answers(client, answers):
    answer = client.post("/api/v1/reports", json=body(answers=answers))

    assert answer.status_code == 422
    assert answer.json["field"].startswith("answers")


def test_the_api_takes_answers_in_a_form_as_json(client, held):
    values = {**body(), "position": f"{LON},{LAT}", "answers": '{"kerb_height": 0.1}'}
    good = post_form(client, "/api/v1/reports", values)
    wrong = post_form(client, "/api/v1/reports", {**values, "answers": "{"})

    assert told(held, good.json["tracking"]).answers == {"kerb_height": 0.1}
    assert (wrong.status_code, wrong.json["field"]) == (422, "answers")


def test_the_queue_of_a_device_sends_answers_as_they_were_typed(client, held):
    values = {"category": "kerb", "where": "x", PREFIX + "kerb_height": "12"}
    answer = client.post("/api/v1/reports", data=values)

    assert answer.status_code == 201
    assert told(held, answer.json["tracking"]).answers == {"kerb_height": 0.12}


def test_the_api_tells_the_questions(client):
    everything = client.get("/api/v1/report-questions").json
    kerb = client.get("/api/v1/report-questions?category=kerb").json

    assert [q["id"] for q in everything["questions"]] == list(report_questions())
    assert [q["id"] for q in kerb["questions"]] == [
        q.id for q in list_questions("kerb")
    ]
    assert set(kerb["questions"][0]["label"]) == {"ar", "fr", "en"}
    assert client.get("/api/v1/report-questions?category=x").status_code == 422


def test_the_api_lists_what_may_be_the_same(client, held):
    tracking = published(client, held, description="the first one")

    found = client.get(f"/api/v1/similar-reports?category=kerb&position={LON},{LAT}")

    assert [one["tracking"] for one in found.json["reports"]] == [tracking]
    assert client.get("/api/v1/similar-reports").status_code == 422
