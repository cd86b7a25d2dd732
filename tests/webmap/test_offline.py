"""What a device is given to report without a network, and how the server takes it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date

import pytest

from data.queries.report import get_report
from data.queries.revision import raise_revision
from data.runtime import Runtime
from geo.client_state import client_states, keep_rule, retry_rule, state_after_send
from geo.text import words
from tests.map_rows import LAT, LON
from tests.webmap.conftest import NOON
from tests.webmap.test_reports import send
from webmap.formats import day
from webmap.i18n import speaking
from webmap.offline.told import tell_device
from webmap.site import create_site

REPORTS = "/api/v1/reports"
GOOD = {"category": "kerb", "where": f"{LON},{LAT}", "description": "12 cm high"}


def queue(client, key="device-1", *, lang="en", **fields):
    headers = {"Idempotency-Key": key, "Accept-Language": lang}
    return client.post(REPORTS, data={**GOOD, **fields}, headers=headers)


def fetch(client, address):
    with client.get(address) as answer:
        return answer.status_code, answer.get_data()


def shell_of(client):
    text = client.get("/sw.js").text
    return json.loads(text[text.index("{", text.index("work(self")) : -3])


def test_the_worker_is_ours_and_never_older_than_the_site(client):
    answer = client.get("/sw.js")

    assert answer.mimetype == "text/javascript"
    assert answer.headers["Service-Worker-Allowed"] == "/"
    assert "no-cache" in answer.headers["Cache-Control"]
    assert "worker-src 'self'" in answer.headers["Content-Security-Policy"]
    assert re.match(r'import \{ work \} from "/static/\w+/js/offline/', answer.text)


def test_everything_that_a_device_keeps_is_there_and_on_this_host(client):
    addresses = shell_of(client)["addresses"]

    answers = {address: fetch(client, address) for address in addresses}

    assert all(address.startswith("/") for address in addresses)
    assert {status for status, _body in answers.values()} == {200}
    assert sum(len(body) for _status, body in answers.values()) < 1_000_000


def test_every_script_that_a_kept_script_imports_is_kept_too(client):
    addresses = shell_of(client)["addresses"]
    scripts = [one for one in addresses if one.endswith(".js")]
    kept = {one.split("/", 3)[3] for one in scripts}

    imported = set()
    for address in scripts:
        folder = address.split("/", 3)[3].rsplit("/", 1)[0].split("/")
        text = fetch(client, address)[1].decode()
        for path in re.findall(r'^import .* from "(.+)";', text, re.MULTILINE):
            ups = path.count("../")
            base = folder[: len(folder) - ups]
            imported.add("/".join([*base, path.replace("../", "").removeprefix("./")]))

    assert imported
    assert imported - kept == set()


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_a_kept_page_is_the_same_for_everybody(client, lang):
    client.get(f"/{lang}/reports/new")
    pages = [f"/{lang}/reports/offline", f"/{lang}/reports/queue", f"/{lang}/offline"]

    first = [client.get(page) for page in pages]
    again = [client.application.test_client().get(page) for page in pages]

    assert [page.text for page in first] == [page.text for page in again]
    assert [page.headers.getlist("Set-Cookie") for page in [*first, *again]] == [[]] * 6
    assert not any("csrf_token" in page.text for page in first)


def test_the_version_changes_with_the_data_and_not_by_itself(client, held):
    before, same = shell_of(client)["version"], shell_of(client)["version"]
    with held.database.write() as session:
        raise_revision(session)

    assert before == same
    assert shell_of(client)["version"] != before


def test_switched_off_the_worker_deletes_itself_and_pages_ask_for_none(held):
    off = Runtime(replace(held.settings, offline=False), clock=lambda: NOON)
    client = create_site(off).test_client()

    assert "retire(self)" in client.get("/sw.js").text
    assert 'data-worker=""' in client.get("/en/about").text
    off.close()


def test_what_devices_are_told_is_the_table(client):
    told = client.get("/fr/reports/device.json").json

    assert set(told["states"]) == set(client_states())
    assert told["states"]["queued"]["label"] == "En attente d’envoi"
    assert told["retry"] == vars(retry_rule())
    assert told["keep"] == {**vars(keep_rule()), "contact": list(keep_rule().contact)}
    answers = told["answers"]
    for status in {status for answer in answers for status in answer["statuses"]}:
        first = next(answer for answer in answers if status in answer["statuses"])
        assert state_after_send(status).id == first["to"]


def test_names_are_folded_as_the_search_folds_them(client):
    told = client.get("/ar/reports/names.json").json

    assert told["names"]
    assert len(told["counts"]) == 9
    for name, _kind, _lon, _lat, found_by in told["names"]:
        assert set(words(name)) <= set(found_by.split())


def test_a_look_keeps_nothing(client, held):
    answer = send(client, **GOOD, look="1")

    assert (answer.status_code, answer.headers["Wusul-Form"]) == (204, "sound")
    assert (
        list(
            held.database.engine.connect().exec_driver_sql(
                "SELECT 1 FROM report WHERE description = '12 cm high'"
            )
        )
        == []
    )


def test_a_look_at_a_form_that_is_wrong_tells_what(client):
    answer = send(client, lang="en", category="", look="1")

    assert (answer.status_code, answer.headers["Wusul-Form"]) == (422, "asked")
    assert "Please choose what is in the way." in answer.text


def test_the_same_key_gives_the_same_number(client, held):
    first, again = queue(client), queue(client)

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json["tracking"] == again.json["tracking"]
    with held.database.read() as session:
        assert get_report(session, first.json["tracking"]).description == "12 cm high"


def test_the_same_key_for_something_else_is_refused_in_words(client):
    first = queue(client)

    other = queue(client, description="a pole")

    assert (other.status_code, other.json["field"]) == (422, "send_key")
    assert "make a new key" in other.json["detail"]
    assert first.json["tracking"] not in other.text


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("ar", "اختر ما الذي يعترض الطريق من فضلك."),
        ("fr", "Choisissez ce qui"),
        ("en", "Please choose what is in the way."),
    ],
)
def test_what_is_wrong_is_told_field_by_field_in_the_senders_language(
    client, lang, said
):
    answer = queue(client, lang=lang, category="", where="")

    faults = {fault["field"]: fault["sentence"] for fault in answer.json["faults"]}
    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"
    assert list(faults) == ["category", "where"]
    assert faults["category"].startswith(said)


def test_the_page_and_the_queue_say_the_same_of_what_is_wrong(client):
    wrong = {**GOOD, "description": "x" * 5000}

    page, queued = send(client, lang="en", **wrong), queue(client, **wrong)

    for fault in queued.json["faults"]:
        assert fault["sentence"] in page.text


def test_a_receipt_lets_its_holder_send_photos(client):
    receipt = queue(client).json

    assert receipt["author_token"]
    assert client.get(receipt["own_page"]).status_code == 200
    assert receipt["author_token"] in receipt["own_page"]


@pytest.mark.parametrize(
    ("lang", "first", "eighth"), [("ar", "جانفي", "أوت"), ("fr", "janvier", "août")]
)
def test_a_device_is_told_the_months_of_the_town(own_kef, lang, first, eighth):
    with create_site(own_kef).test_request_context(), speaking(lang):
        months = tell_device()["months"]
        written = day(date(2026, 8, 1))

    assert (len(months), months[0], months[7]) == (12, first, eighth)
    assert written == f"1 {eighth} 2026"
