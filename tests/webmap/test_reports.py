"""The pages of reports: nothing typed is lost, nothing private is shown."""

from __future__ import annotations

import io
import re

import pytest
from PIL import Image
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from data.queries.life_cycle import advance_report
from data.queries.photo import list_photos
from data.queries.report import get_report
from geo.standing import Actor, Move
from tests.life import usual_role
from tests.map_rows import LAT, LON
from tests.webmap.conftest import NOON
from tests.webmap.test_photos import with_gps
from webmap.photos.verdict import show

HOSTILE = "<script>alert(1)</script>'; DROP TABLE report; --"
GOOD = {"category": "kerb", "where": f"{LON},{LAT}", "description": "12 cm high"}


def send(client, *, lang="fr", photo=None, **values):
    """Open the form, fill it in as a person would, and send it."""
    page = client.get(f"/{lang}/reports/new").get_data(as_text=True)
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    hidden |= dict(
        re.findall(r'name="(csrf_token)" type="hidden" value="([^"]*)"', page)
    )
    filled = {**hidden, **GOOD, **values}
    if photo is not None:
        filled["photo"] = upload(photo)
    return post_form(client, f"/{lang}/reports/new", filled)


def upload(photo: bytes) -> FileStorage:
    return FileStorage(io.BytesIO(photo), filename="a.jpg")


def post_form(client, address, values, headers=None):
    boundary, body = encode_multipart(values)
    kind = f"multipart/form-data; boundary={boundary}"
    return client.post(address, data=body, content_type=kind, headers=headers)


def tracking_of(answer) -> str:
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return answer.headers["Location"].rsplit("/", 1)[1]


def kept(held, tracking):
    with held.database.read() as session:
        return get_report(session, tracking)


def photos_of(held, tracking):
    with held.database.read() as session:
        return list_photos(session, tracking, public=False)


def advance(held, tracking, to, **values):
    with held.database.write() as session:
        before = get_report(session, tracking).state
        move = Move(to, Actor(usual_role(before, to)), NOON, **values)
        advance_report(session, tracking, move)


def text_of(answer) -> str:
    return answer.get_data(as_text=True)


def test_a_report_gets_a_number_and_a_page_that_shows_nothing_of_it(client, held):
    tracking = tracking_of(send(client, description="my own words"))

    page = client.get(f"/fr/reports/{tracking}")

    assert page.status_code == 200
    assert tracking in text_of(page)
    assert "my own words" not in text_of(page)
    assert "noindex" in text_of(page)
    assert kept(held, tracking).description == "my own words"


def test_a_published_report_is_shown_with_all_that_was_said(client, held):
    tracking = tracking_of(send(client, affected=["pram", "cane"]))
    advance(held, tracking, "published")

    page, listed = (
        text_of(client.get(f"/en/reports{p}")) for p in (f"/{tracking}", "")
    )

    assert "12 cm high" in page
    assert "Pram or pushchair" in page
    assert f"{LON:.5f},{LAT:.5f}" in page
    assert tracking in listed


@pytest.mark.parametrize("state", ["received", "hidden"])
def test_what_is_not_public_is_nowhere(client, held, state):
    tracking = tracking_of(send(client, description="canary", photo=with_gps()))
    if state == "hidden":
        advance(held, tracking, "published")
        advance(held, tracking, "hidden", reason="abuse")

    doors = [
        "/en/reports",
        f"/en/reports/{tracking}",
        f"/en/reports/{tracking}/photo.webp",
        "/api/v1/reports",
        f"/api/v1/reports/{tracking}",
        "/api/v1/barriers",
    ]
    told = " ".join(text_of(client.get(door)) for door in doors)

    assert "canary" not in told
    assert client.get(doors[2]).status_code == 404
    assert client.get(doors[4]).status_code == 404
    assert tracking not in text_of(client.get("/api/v1/barriers"))


def test_hidden_is_gone_even_for_who_has_the_number(client, held):
    tracking = tracking_of(send(client))
    advance(held, tracking, "published")
    advance(held, tracking, "hidden", reason="abuse")

    assert client.get(f"/ar/reports/{tracking}").status_code == 404


def test_a_photo_is_private_until_looked_at_and_bare_then(client, held):
    tracking = tracking_of(send(client, photo=with_gps()))
    address = f"/en/reports/{tracking}/photo.webp"
    advance(held, tracking, "published")

    before = client.get(address).status_code
    (waiting,) = photos_of(held, tracking)
    show(held, waiting.key, [], seen="waiting", actor=Actor("moderator"))
    photo = client.get(address, buffered=True, follow_redirects=True)

    assert before == 404
    assert photo.mimetype == "image/webp"
    assert dict(Image.open(io.BytesIO(photo.data)).getexif()) == {}


@pytest.mark.parametrize("field", ["description", "where"])
def test_hostile_text_is_kept_as_text_and_shown_as_text(client, held, field):
    tracking = tracking_of(send(client, **{field: HOSTILE}))
    advance(held, tracking, "published")

    page = text_of(client.get(f"/en/reports/{tracking}"))

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    record = kept(held, tracking)
    assert HOSTILE in (record.description, record.where_text)


WRONG = [
    ({"category": ""}, "category"),
    ({"category": "dragon"}, "category"),
    ({"where": ""}, "where"),
    ({"where": "200,36"}, "where"),
    ({"where": f"{LAT},{LON + 100}"}, "where"),
    ({"description": "x" * 4001}, "description"),
    ({"affected": "flying"}, "affected"),
]


@pytest.mark.parametrize(("wrong", "field"), WRONG)
@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_a_wrong_field_is_named_and_everything_typed_stays(client, wrong, field, lang):
    answer = send(client, lang=lang, **wrong, photo=with_gps())

    page = text_of(answer)
    assert answer.status_code == 422
    assert f'href="#{field}"' in page
    for name, value in {**GOOD, **wrong}.items():
        if name not in ("category", "affected"):
            assert value in page
    assert re.search('name="photo_token" value="[0-9a-f]{32}"', page)


def test_a_photo_outlives_an_error_in_another_field(client, held):
    page = text_of(send(client, category="", photo=with_gps()))
    token = re.search('name="photo_token" value="([0-9a-f]{32})"', page).group(1)

    tracking = tracking_of(send(client, photo_token=token))

    assert [photo.state for photo in photos_of(held, tracking)] == ["waiting"]


def test_a_kept_photo_can_be_left_out_again(client, held):
    page = text_of(send(client, category="", photo=with_gps()))
    token = re.search('name="photo_token" value="([0-9a-f]{32})"', page).group(1)

    tracking = tracking_of(send(client, photo_token=token, photo_drop="1"))

    assert photos_of(held, tracking) == []


@pytest.mark.parametrize(
    ("photo", "status"), [(bytes(50_000_000), 413), (b"<svg/>", 422), (b"", 422)]
)
def test_a_photo_that_is_none_is_told_and_nothing_else_is_lost(client, photo, status):
    answer = send(client, photo=photo)

    page = text_of(answer)
    assert answer.status_code == status
    assert 'id="photo-error"' in page
    assert GOOD["description"] in page
    assert '<option value="kerb" selected>' in page


def test_a_form_without_its_proof_is_kept_and_asked_for_again(client):
    answer = send(client, csrf_token="forged")  # noqa: S106

    assert answer.status_code == 400
    assert GOOD["description"] in text_of(answer)


def test_the_same_form_sent_twice_is_one_report(client):
    page = text_of(client.get("/en/reports/new"))
    key = re.search('name="send_key" value="([0-9a-f]{32})"', page).group(1)

    first, second = (tracking_of(send(client, send_key=key)) for _ in range(2))

    assert first == second


def test_a_name_that_is_clear_gives_the_position(client, held):
    tracking = tracking_of(send(client, where="Kasbah du Kef"))

    assert kept(held, tracking).lonlat == (8.7092, 36.1826)


def test_a_name_that_may_be_several_places_is_asked_back(client, held):
    page = text_of(send(client, where="k"))
    offered = re.findall(r'name="where_at" value="([^"]+)"', page)

    tracking = tracking_of(send(client, where="k", where_at=offered[1]))
    unsure = tracking_of(send(client, where="k", where_at="unsure"))

    lon, lat = map(float, offered[1].split("|")[0].split(","))
    assert kept(held, tracking).lonlat == (round(lon, 5), round(lat, 5))
    assert kept(held, unsure).lonlat is None
    assert kept(held, unsure).flags == ("no_position",)


def test_words_that_name_no_known_place_are_still_a_report(client, held):
    tracking = tracking_of(send(client, where="behind the old mill, zzz"))

    assert kept(held, tracking).where_text == "behind the old mill, zzz"


def test_outside_the_town_is_kept_with_a_flag(client, held):
    held.__dict__["town"] = held.town.__class__(
        key="box", folder=held.town.folder, bbox=(8.0, 36.0, 9.0, 37.0)
    )

    tracking = tracking_of(send(client, where="2.35,48.85"))

    assert kept(held, tracking).flags == ("outside_town",)


def test_who_fills_the_trap_is_flagged_and_not_lost(client, held):
    tracking = tracking_of(send(client, website="http://buy.example"))

    assert "filled_the_trap" in kept(held, tracking).flags


def test_a_link_from_a_place_opens_the_form_about_it(client):
    page = text_of(client.get("/en/reports/new?near=Caf%C3%A9&at=8.71,36.18"))

    assert 'value="Café"' in page
    assert 'value="8.71,36.18|Café"' in page


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "category"),
        ({"category": "dragon", "where": "x"}, "category"),
        ({"category": "kerb"}, "where"),
        ({"category": "kerb", "position": [36.18, 108.7]}, "position"),
        ({"category": "kerb", "position": ["a", "b"]}, "position"),
        ({"category": "kerb", "position": "nowhere at all"}, "position"),
        ({"category": "kerb", "where": "x" * 201}, "where"),
        ({"category": "kerb", "where": "x", "description": "x" * 4001}, "description"),
        ({"category": "kerb", "where": "x", "description": "\x00"}, "description"),
        ({"category": "kerb", "where": "x", "affected": ["flying"]}, "affected"),
        ({"category": "kerb", "where": "x", "affected": "cane"}, "affected"),
        ({"category": "kerb", "where": "x", "lang": "xx"}, "lang"),
        ({"category": "kerb", "where": "x", "state": "published"}, "state"),
        ({"category": 5, "where": "x"}, "category"),
    ],
)
def test_the_api_refuses_a_wrong_report_by_its_field(client, body, field):
    answer = client.post("/api/v1/reports", json=body)

    assert (answer.status_code, answer.json["field"]) == (422, field)


def test_the_api_takes_a_report_once_per_key(client, held):
    body = {"category": "kerb", "position": [LON, LAT], "description": "عالي"}
    headers = {"Idempotency-Key": "phone-1"}

    first, second = (
        client.post("/api/v1/reports", json=body, headers=headers) for _ in range(2)
    )

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json == second.json
    assert kept(held, first.json["tracking"]).description == "عالي"


def test_the_api_takes_a_photo_in_a_form(client, held):
    values = {**GOOD, "photo": upload(with_gps())}

    answer = post_form(client, "/api/v1/reports", values)

    assert answer.status_code == 201, answer.json
    assert len(photos_of(held, answer.json["tracking"])) == 1


@pytest.mark.parametrize(
    ("photo", "status", "code"),
    [(b"<svg/>", 422, "invalid-input"), (bytes(12_500_000), 413, "too-large")],
)
def test_the_api_refuses_a_photo_that_is_none(client, photo, status, code):
    values = {**GOOD, "photo": upload(photo)}

    answer = post_form(client, "/api/v1/reports", values)

    assert (answer.status_code, answer.json["code"]) == (status, code)
