"""P1–P16: handing requests in."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from data.models import AuditEvent, Contact, MediaFetch
from data.queries.media import claim_media
from data.queries.question import get_told
from data.queries.report import get_report, list_reports
from tests.map_rows import LAT, LON
from tests.webmap.open311.talk import GOOD, V2, errors_of, tree

ARABIC = "حُفرةٌ عميقة أمام المدرسة \u200f١٢٣ — «انتبه» ﷽ 🦽"
NO_PLACE = {"lat": None, "long": None}


def kept(held, number):
    with held.database.read() as session:
        return get_report(session, number)


def number_of(answer) -> str:
    assert answer.status_code in (200, 201), answer.text
    return answer.json[0]["service_request_id"]


def refused(answer, status: int) -> list[str]:
    """Give what is said of a refusal, which has one status for all of it."""
    assert answer.status_code == status, answer.text
    return [said for _code, said in errors_of(answer)]


@pytest.mark.parametrize("form", ["xml", "json"])
def test_p1_without_a_key_nothing_is_taken(app, held, form):
    for key in (None, "", " "):
        assert "api_key" in refused(app.post(form, api_key=key), 403)[0]

    with held.database.read() as session:
        assert len(list_reports(session)) == 3


@pytest.mark.parametrize("form", ["xml", "json"])
def test_p2_a_wrong_key_is_no_key(app, form):
    for key in ("wusul_00000000_nothing", app.key[:-1], app.key.upper(), "'; --"):
        assert "api_key" in refused(app.post(form, api_key=key), 403)[0]


@pytest.mark.parametrize("form", ["xml", "json"])
def test_p3_without_a_service_code_it_is_named(app, form):
    for code in (None, "", "  "):
        assert "service_code" in refused(app.post(form, service_code=code), 400)[0]


@pytest.mark.parametrize("form", ["xml", "json"])
def test_p4_an_unknown_service_code_is_not_found(app, form):
    assert "service_code" in refused(app.post(form, service_code="potholes"), 404)[0]


NO_PLACES = (
    {},
    {"lat": str(LAT)},
    {"long": str(LON)},
    {"address_string": "  "},
    {"lat": "north", "long": "east"},
    {"lat": "nan", "long": "inf"},
    {"lat": "91", "long": "8.7"},
    {"address_id": "t:nothing"},
)


def test_p5_without_a_place_nothing_is_taken(app):
    for place in NO_PLACES:
        said = refused(app.post(**{**NO_PLACE, **place}), 400)
        assert len(said) == 1, place
        assert said[0].startswith(("lat", "long", "address_id"))


def test_p6_each_way_to_tell_a_place_is_enough_alone(app, held):
    spot = app.post()
    words = app.post(**NO_PLACE, address_string="أمام البلدية")
    known = app.post(**NO_PLACE, address_id="t:p1")

    assert kept(held, number_of(spot)).lonlat == pytest.approx((LON, LAT))
    assert kept(held, number_of(words)).where_text == "أمام البلدية"
    assert kept(held, number_of(words)).lonlat is None
    found = kept(held, number_of(known))
    assert found.lonlat == pytest.approx((LON + 0.001, LAT + 0.001))
    assert found.where_text == "مستشفى الكاف"


@pytest.mark.parametrize("form", ["xml", "json"])
def test_p7_a_required_attribute_is_missed(app, form):
    asked = {"service_code": "other"}

    said = refused(app.post(form, **asked), 400)
    enough = app.post(form, **asked, **{"attribute[passable]": "unknown"})

    assert said == ["attribute[passable] is required and was not provided"]
    assert enough.status_code == 201


def test_p8_several_values_are_kept_in_their_order(app, held):
    order = ["walker", "manual_wheelchair", "white_cane"]

    number = number_of(app.post(**{"attribute[affected][]": order}))

    assert list(kept(held, number).affected) == order
    app.advance(number, "published")
    shown = app.client.get(f"{V2}/requests/{number}.xml?extensions=true")
    profiles = tree(shown).findall("request/extended_attributes/affected/profile")
    assert [one.text for one in profiles] == order


def test_p8_answers_are_kept_with_the_report(app, held):
    given = {"attribute[kerb_height]": "0.12", "attribute[affected]": "walker"}

    number = number_of(app.post(**given))

    with held.database.read() as session:
        told = get_told(session, number)
    assert told.answers == {"kerb_height": 0.12}
    assert told.channel == "open311"
    assert kept(held, number).affected == ("walker",)


NO_ANSWERS = (
    {"attribute[kerb_height]": "high"},
    {"attribute[kerb_height]": "7"},
    {"attribute[kerb_height][]": ["0.1", "0.2"]},
    {"attribute[colour]": "red"},
    {"attribute[affected][]": ["walker", "astronaut"]},
)


def test_p8_an_answer_that_is_none_is_refused(app):
    for wrong in NO_ANSWERS:
        assert len(refused(app.post(**wrong), 400)) == 1, wrong


def test_p9_four_thousand_letters_and_not_one_more(app, held):
    longest = "ح" * 4000

    number = number_of(app.post(description=longest))
    said = refused(app.post(description=f"{longest}x"), 400)

    assert kept(held, number).description == longest
    assert "description" in said[0]


def test_p10_markup_is_text_everywhere(app, held):
    markup = '<script>alert("1")</script> <b>&amp; & ]]> <!-- %0a'
    number = app.report("published", description=markup, address_string=markup)

    xml = app.client.get(f"{V2}/requests/{number}.xml")
    json = app.client.get(f"{V2}/requests/{number}.json")
    page = app.client.get(f"/en/reports/{number}")

    assert kept(held, number).description == markup
    assert b"<script" not in xml.data
    assert tree(xml).findtext("request/description") == markup
    assert tree(xml).findtext("request/address") == markup
    assert json.json[0]["description"] == markup
    assert json.headers["X-Content-Type-Options"] == "nosniff"
    assert "<script>alert" not in page.text


def test_p11_there_is_a_number_or_a_token_and_never_both(app):
    known = app.post("xml")
    waiting = app.post("xml", description="buy at http://shop.example/")

    for answer, there, gone in (
        (known, "service_request_id", "token"),
        (waiting, "token", "service_request_id"),
    ):
        assert answer.status_code == 201
        request = tree(answer).find("request")
        assert request.findtext(there)
        assert request.find(gone) is None


@pytest.mark.parametrize("form", ["xml", "json"])
def test_p12_a_token_resolves_and_an_unknown_one_is_not_found(app, held, form):
    answer = app.post(description="see www.example.org")
    token = answer.json[0]["token"]
    with held.database.read() as session:
        number = next(
            r.tracking for r in list_reports(session, states=["held"]) if r.description
        )

    before = app.client.get(f"{V2}/tokens/{token}.json").json
    app.advance(number, "published")
    after = app.client.get(f"{V2}/tokens/{token}.json").json
    unknown = app.client.get(f"{V2}/tokens/123456.{form}")

    assert before == [{"service_request_id": None, "token": token}]
    assert after == [{"service_request_id": number, "token": token}]
    assert refused(unknown, 404)


def test_p12_who_sent_what_is_hidden_is_told_why(app, held):
    token = app.post(description="see www.example.org").json[0]["token"]
    with held.database.read() as session:
        number = list_reports(session, states=["held"])[0].tracking

    app.advance(number, "hidden")

    answer = app.client.get(f"{V2}/tokens/{token}.json?lang=en")
    assert "was not published. It " in refused(answer, 404)[0]


def test_p13_arabic_comes_back_byte_by_byte(app):
    number = app.report("published", description=ARABIC, address_string=ARABIC)

    xml = app.client.get(f"{V2}/requests/{number}.xml")
    json = app.client.get(f"{V2}/requests/{number}.json")

    assert ARABIC.encode() in xml.data
    assert ARABIC.encode() in json.data
    assert tree(xml).findtext("request/description").encode() == ARABIC.encode()
    assert json.json[0]["address"].encode() == ARABIC.encode()


@pytest.mark.parametrize("form", ["xml", "json"])
def test_p14_several_errors_are_told_together(app, form):
    wrong = {
        "service_code": None,
        "lat": None,
        "description": "x" * 4001,
        "email": "nobody",
        "media_url": "file:///etc/passwd",
    }

    said = refused(app.post(form, **wrong), 400)

    for name in ("service_code", "lat", "description", "email", "media_url"):
        assert sum(one.startswith(name) for one in said) == 1, (name, said)


def test_p15_sent_again_with_its_key_it_is_one_report(app, held):
    again = {"headers": {"Idempotency-Key": "phone-1"}, "description": ARABIC}

    first, second = app.post(**again), app.post(**again)
    other = app.post(**{**again, "description": "something else"})

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json == second.json
    assert "Idempotency-Key" in refused(other, 400)[0] or "send_key" in other.text
    with held.database.read() as session:
        sent = [r for r in list_reports(session) if r.description == ARABIC]
    assert len(sent) == 1


def test_p15_a_held_report_sent_again_has_the_same_token(app):
    again = {"headers": {"Idempotency-Key": "x"}, "description": "www.example.org"}

    first, second = app.post(**again), app.post(**again)

    assert first.json[0]["token"] == second.json[0]["token"]


@pytest.mark.parametrize(
    "url",
    [
        *("http://127.0.0.1/a.png", "http://[::1]/a.png", "http://10.0.0.1/a.png"),
        *("http://169.254.169.254/latest/", "http://localhost/a.png"),
    ],
)
def test_p16_pictures_of_private_addresses_are_not_fetched(app, held, url):
    number = number_of(app.post(media_url=url))

    fetched = app.fetch_pictures()

    assert fetched == [("failed", number)]
    with held.database.read() as session:
        row = session.scalars(select(MediaFetch)).one()
        event = select(AuditEvent).where(AuditEvent.action == "media")
        assert session.scalars(event).one().subject_key == number
    assert (row.state, row.next_at) == ("failed", None)
    assert "not public" in row.reason
    assert kept(held, number).state == "received"


def test_p16_what_is_no_address_is_refused_at_once(app):
    for url in ("file:///etc/passwd", "http://u:p@a.example/", "ftp://a.example/x"):
        assert refused(app.post(media_url=url), 400)[0].startswith("media_url")


def test_contact_details_are_kept_apart_and_told_nobody(app, held):
    given = {
        "first_name": "CANARY",
        "last_name": "Name",
        "email": "canary@example.org",
        "phone": "+216 78 000 000",
        "account_id": "user-7",
    }

    answer = app.post(**given)

    assert answer.json[0]["account_id"] == "user-7"
    with held.database.read() as session:
        row = session.scalars(select(Contact)).one()
    assert (row.name, row.email) == ("CANARY Name", "canary@example.org")
    number = number_of(answer)
    app.advance(number, "published")
    for path in (f"requests/{number}.xml", "requests.json", "requests.csv"):
        assert "canary" not in app.client.get(f"{V2}/{path}").text.lower()


def test_what_another_body_than_a_form_holds_is_refused_in_words(app):
    answer = app.client.post(f"{V2}/requests.json", json={**GOOD, "api_key": app.key})

    assert "api_key" in refused(answer, 403)[0]


def test_a_report_of_a_program_takes_its_turn_like_any_other(app, held):
    number = number_of(app.post(description="", lang="fr"))

    found = kept(held, number)
    with held.database.write() as session:
        assert claim_media(session, at=held.clock()) == []
    assert (found.state, found.lang, found.category) == ("received", "fr", "kerb")
