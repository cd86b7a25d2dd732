"""The desk of moderators: theirs alone, each look written down, parts hidden."""

from __future__ import annotations

import base64
import io
import re

import pytest
from PIL import Image
from sqlalchemy import select

from data.models import AuditEvent
from data.queries.photo_judge import delete_sealed
from tests.webmap.conftest import NOON
from tests.webmap.people import signed_in
from tests.webmap.test_photos import picture
from tests.webmap.test_report_photos import all_of, report, send
from webmap.photos.store import photos

__all__ = ["report"]
QUEUE = "/en/moderate/photos"


@pytest.fixture
def photo(client, held, report):
    send(client, report, picture(size=(800, 600)), alt="a high kerb")
    return all_of(held, report)[0]


@pytest.fixture
def moderator(client, photo):
    return signed_in(client, "moderator")


def looks(held):
    with held.database.read() as session:
        wanted = select(AuditEvent).where(AuditEvent.action == "look")
        return list(session.scalars(wanted))


def text_of(answer) -> str:
    return answer.get_data(as_text=True)


def judge(client, photo, action, **values):
    page = text_of(client.get(f"{QUEUE}/{photo.key}"))
    proof = re.search('name="csrf_token" value="([^"]+)"', page).group(1)
    seen = re.search('name="seen" value="([^"]+)"', page).group(1)
    filled = {"csrf_token": proof, "seen": seen, "action": action, **values}
    return client.post(f"{QUEUE}/{photo.key}", data=filled)


@pytest.mark.parametrize("role", ["staff", "verifier", "body", "monitor", "admin"])
@pytest.mark.parametrize("door", ["", "/{key}", "/{key}/original.webp"])
def test_nobody_but_a_moderator_sees_a_photo_that_waits(client, photo, role, door):
    signed_in(client, role)

    answer = client.get(QUEUE + door.format(key=photo.key))

    assert answer.status_code == 403
    assert photo.key not in text_of(answer).replace(f"/{photo.key}", "")


@pytest.mark.parametrize("door", ["", "/{key}", "/{key}/original.webp"])
def test_who_is_not_signed_in_is_led_to_the_door(client, photo, door):
    answer = client.get(QUEUE + door.format(key=photo.key))

    assert answer.status_code == 303
    assert "/sign-in" in answer.headers["Location"]


def test_the_queue_shows_words_and_no_picture(client, held, photo, moderator):
    page = text_of(client.get(QUEUE))

    assert "a high kerb" in page
    assert f"{QUEUE}/{photo.key}" in page
    assert "<img" not in page
    assert looks(held) == []


def test_each_look_at_an_original_is_written_down_and_kept_by_no_cache(
    client, held, photo, moderator
):
    answers = [client.get(f"{QUEUE}/{photo.key}/original.webp") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert all("no-store" in answer.headers["Cache-Control"] for answer in answers)
    assert all("ETag" not in answer.headers for answer in answers)
    events = looks(held)
    assert [(e.role, e.subject_key) for e in events] == [("moderator", photo.key)] * 2
    assert all(event.details["who"] == moderator.actor.who for event in events)


def test_how_it_will_look_is_tried_and_not_kept(client, held, report, photo, moderator):
    answer = judge(client, photo, "look", hide=["0,0,83,111", "250,250,300,300"])

    page = text_of(answer)
    coded = re.search(r"data:image/webp;base64,([^\"]+)", page).group(1)
    tried = Image.open(io.BytesIO(base64.b64decode(coded))).convert("RGB")
    assert tried.size == (800, 600)
    assert len(set(tried.crop((200, 150, 440, 330)).tobytes())) > 4
    assert 'value="0,0,83,111" checked' in page
    assert 'name="hide" value="250,250,300,300"' in page
    assert all_of(held, report)[0].state == "waiting"


def test_a_photo_is_shown_with_what_was_marked_hidden(
    client, held, report, photo, moderator
):
    answer = judge(client, photo, "show", hide=["250,250,300,300"])

    assert answer.status_code == 303
    (now,) = all_of(held, report)
    assert (now.state, now.width, now.height) == ("shown", 800, 600)
    assert photos(held).path(now.sealed).is_file()


def test_a_photo_is_refused_with_a_reason_only(client, held, report, photo, moderator):
    without = judge(client, photo, "refuse")
    made_up = judge(client, photo, "refuse", reason="not_checked")
    refused = judge(client, photo, "refuse", reason="people")

    assert (without.status_code, made_up.status_code) == (422, 422)
    assert 'href="#reason"' in text_of(without)
    assert refused.status_code == 303
    (now,) = all_of(held, report)
    assert (now.state, now.reason) == ("refused", "people")


@pytest.mark.parametrize(
    "part", ["", "a", "1,2,3", "0,0,0,5", "900,0,200,10", "-1,0,9,9"]
)
def test_a_part_that_is_none_is_refused(client, held, report, photo, moderator, part):
    answer = judge(client, photo, "show", hide=[part])

    assert answer.status_code == 422
    assert all_of(held, report)[0].state == "waiting"


def test_a_verdict_without_the_proof_of_our_form_counts_nothing(
    client, held, report, photo, moderator
):
    answer = client.post(f"{QUEUE}/{photo.key}", data={"action": "show"})

    assert answer.status_code in {400, 403}
    assert all_of(held, report)[0].state == "waiting"


def test_a_photo_whose_original_is_deleted_says_so(
    client, held, report, photo, moderator
):
    with held.database.write() as session:
        photos(held).remove(delete_sealed(session, NOON.replace(hour=13)).files)

    page = client.get(f"{QUEUE}/{photo.key}")

    assert "was deleted" in text_of(page)
    assert client.get(f"{QUEUE}/{photo.key}/original.webp").status_code == 409


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
@pytest.mark.parametrize("state", ["waiting", "shown", "refused"])
def test_the_queue_of_every_state_opens_in_every_language(
    client, moderator, lang, state
):
    assert client.get(f"/{lang}/moderate/photos?state={state}").status_code == 200


def test_the_queue_goes_on_where_the_page_ended(
    client, held, photo, moderator, monkeypatch
):
    monkeypatch.setattr("webmap.photos.desk.PAGE", 2)
    for place in range(4):
        body = {"category": "kerb", "position": [8.7, 36.18]}
        other = client.post("/api/v1/reports", json=body).json
        send(client, other, picture(size=(50 + place, 40)))

    seen, address = [], QUEUE
    while address:
        page = text_of(client.get(address))
        seen += re.findall(rf'{QUEUE}/([0-9a-f]{{32}})"', page)
        pager = page[page.index('<nav class="pager"') :].partition("</nav>")[0]
        links = re.findall(r'href="([^"]+after=[^"]+)"', pager)
        address = links and links[-1].replace("&amp;", "&")

    assert len(seen) == len(set(seen)) == 5
