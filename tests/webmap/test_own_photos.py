"""The author sees her own pictures, whatever became of them; nobody else does."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from data.queries.photo import list_photos
from data.queries.photo_judge import delete_sealed
from geo.standing import Actor
from tests.webmap.conftest import NOON
from tests.webmap.test_photos import with_gps
from tests.webmap.test_reports import send, text_of, tracking_of
from webmap.photos.verdict import refuse, show

JUDGE = {"seen": "waiting", "actor": Actor("moderator", "m")}
ALT = "a kerb without a ramp"


@pytest.fixture
def own(client):
    answer = send(client, photo=with_gps(), photo_alt=ALT)
    tracking_of(answer)
    return answer.headers["Location"]


@pytest.fixture
def photo(held, own):
    with held.database.read() as session:
        (found,) = list_photos(session, own.rsplit("/", 1)[1], public=False)
    return found


def picture(client, own, photo):
    with client.get(f"{own}/photos/{photo.key}.webp") as answer:
        return answer.status_code, answer.get_data(), answer.headers


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_a_photo_that_waits_is_shown_to_its_sender_with_its_words(
    client, own, photo, lang
):
    page = text_of(client.get(own.replace("/fr/", f"/{lang}/")))
    status, body, headers = picture(client, own, photo)

    assert f"/photos/{photo.key}.webp" in page
    assert f'alt="{ALT}"' in page
    assert (status, headers["Cache-Control"]) == (200, "no-store")
    assert Image.open(io.BytesIO(body)).format == "WEBP"


def test_a_refused_photo_is_shown_with_the_reason(client, site, held, own, photo):
    with site.test_request_context("/en/"):
        refuse(held, photo.key, "people", **JUDGE)

    page = text_of(client.get(own.replace("/fr/", "/en/")))

    assert f"/photos/{photo.key}.webp" in page
    assert "(" in page.split("<figcaption>")[1].split("</figcaption>")[0]
    assert picture(client, own, photo)[0] == 200


def test_once_the_original_is_gone_the_page_says_so(client, site, held, own, photo):
    with site.test_request_context("/en/"):
        refuse(held, photo.key, "people", **JUDGE)
    with held.database.write() as session:
        delete_sealed(session, NOON.replace(year=2099), at=NOON)

    page = text_of(client.get(own.replace("/fr/", "/en/")))

    assert "The picture itself is deleted." in page
    assert f"/photos/{photo.key}.webp" not in page
    assert picture(client, own, photo)[0] == 404


def test_she_sees_what_others_see_once_it_is_shown(client, held, own, photo):
    show(held, photo.key, (), **JUDGE)

    assert picture(client, own, photo)[0] == 200


def test_without_the_secret_there_is_no_picture(client, own, photo):
    other = text_of(client.get("/en/reports"))
    wrong = own.rsplit("/", 2)[0] + "/" + "0" * 40 + "/" + own.rsplit("/", 1)[1]

    assert photo.key not in other
    assert client.get(f"{wrong}/photos/{photo.key}.webp").status_code == 404
    assert client.get(f"{own}/photos/{'0' * 32}.webp").status_code == 404


def test_a_photo_of_another_report_is_not_given_out(client, own, photo):
    second = send(client, description="other", photo=with_gps()).headers["Location"]

    assert client.get(f"{second}/photos/{photo.key}.webp").status_code == 404


def test_a_device_that_saves_data_gets_a_link_instead(client, own, photo):
    page = text_of(client.get(own, headers={"Save-Data": "on"}))

    assert f'href="{own}/photos/{photo.key}.webp"' in page
    assert "<img class=" not in page
