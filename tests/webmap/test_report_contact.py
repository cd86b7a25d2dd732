"""How a reporter can be reached: with consent, kept apart, confirmed by a letter."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import func, select, text

from data.models import Contact, Follower, Mail
from data.queries.confirm import address_token, confirm_contact
from data.queries.contact import find_own_contact
from data.queries.photo import list_photos
from data.retention import run_retention
from data.runtime import Runtime
from geo.client_state import keep_rule
from geo.rate import Rate
from geo.retention import schedule
from geo.standing import Actor
from tests.map_rows import LAT, LON
from tests.webmap.conftest import NOON
from tests.webmap.test_follow_mail import letters, path_in
from tests.webmap.test_photos import with_gps
from tests.webmap.test_reports import advance, post_form, send, text_of, tracking_of
from webmap.inbox.letter import tell_unchecked_photos
from webmap.photos.store import photos
from webmap.photos.verdict import refuse
from webmap.rate import KEY
from webmap.reports.contact import TICKS, WRONG
from webmap.site import create_site

EMAIL = "zzcanary@example.org"
GIVEN = {"name": "zzcanary Name", "email": EMAIL, "phone": "+216 78200199"}
AGREED = {**GIVEN, "consent": "1"}


@pytest.fixture
def posting(held):
    """Give the instance with a mail server."""
    settings = replace(
        held.settings,
        smtp_url="smtp://127.0.0.1:9",
        mail_from="wusul@kef.example.org",
        public_url="https://map.example.org",
    )
    runtime = Runtime(settings, clock=lambda: NOON)
    yield runtime
    runtime.close()


@pytest.fixture
def site(posting):
    return create_site(posting)


def contact_of(held, tracking):
    with held.database.read() as session:
        return find_own_contact(session, tracking)


def count(held, model):
    with held.database.read() as session:
        return session.scalar(select(func.count()).select_from(model))


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_it_is_kept_apart_from_the_report_in_the_language_of_the_sender(
    client, held, lang
):
    tracking = tracking_of(send(client, lang=lang, **AGREED))

    kept = contact_of(held, tracking)
    with held.database.read() as session:
        report = session.execute(text("SELECT * FROM report")).all()
    assert (kept.name, kept.email, kept.phone) == tuple(GIVEN.values())
    assert (kept.lang, kept.confirmed_at) == (lang, None)
    assert "zzcanary" not in str(report)
    assert "78200199" not in str(report)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        (GIVEN, "consent"),
        ({**AGREED, "email": "nobody"}, "email"),
        ({**AGREED, "phone": "1"}, "phone"),
        ({"name": "zz", "consent": "1"}, "email"),
        ({"follow": "1"}, "follow"),
        ({"phone": "78200199", "consent": "1", "follow": "1"}, "follow"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    client, held, typed, field
):
    page, queued = send(client, lang="en", **typed), queue(client, **typed)

    assert (page.status_code, queued.status_code) == (422, 422)
    assert f'href="#{field}"' in text_of(page)
    for value in typed.values():
        assert f'value="{value}"' in text_of(page)
    assert field in [fault["field"] for fault in queued.json["faults"]]
    assert count(held, Contact) == 0


def queue(client, key="device-1", **fields):
    headers = {"Idempotency-Key": key, "Accept-Language": "fr"}
    data = {"category": "kerb", "where": f"{LON},{LAT}", **fields}
    return client.post("/api/v1/reports", data=data, headers=headers)


def test_the_queue_of_a_device_hands_it_over_once(client, held):
    first, again = queue(client, **AGREED), queue(client, **AGREED)

    assert (first.status_code, again.status_code) == (201, 200)
    assert contact_of(held, first.json["tracking"]).email == EMAIL
    assert (count(held, Contact), count(held, Mail)) == (1, 1)


def test_a_draft_on_a_device_keeps_none_of_the_fields(client):
    page = text_of(client.get("/en/reports/offline"))
    told = client.get("/en/reports/device.json").json

    for name in (*GIVEN, *TICKS):
        assert f'name="{name}"' in page
        assert name in told["keep"]["contact"]
    assert set(keep_rule().contact) == set(WRONG)


@pytest.mark.parametrize("as_form", [False, True])
def test_programs_hand_it_over(client, held, as_form):
    contact = {**GIVEN, "consent": True, "follow": True}
    body = {"category": "kerb", "where": f"{LON},{LAT}"}
    if as_form:
        values = {**body, "contact": json.dumps(contact)}
        answer = post_form(client, "/api/v1/reports", values)
    else:
        answer = client.post("/api/v1/reports", json={**body, "contact": contact})

    assert answer.status_code == 201
    assert "zzcanary" not in answer.text
    assert contact_of(held, answer.json["tracking"]).email == EMAIL
    assert count(held, Follower) == 1


@pytest.mark.parametrize(
    ("contact", "field"),
    [
        (GIVEN, "contact.consent"),
        ({**GIVEN, "email": "x", "consent": True}, "contact.email"),
        ({"follow": True}, "contact.follow"),
        ({"consent": "maybe"}, "contact.consent"),
        ({"street": "x"}, "contact.street"),
    ],
)
def test_programs_are_told_the_field_that_is_wrong(client, held, contact, field):
    body = {"category": "kerb", "position": [LON, LAT], "contact": contact}

    answer = client.post("/api/v1/reports", json=body)

    assert (answer.status_code, answer.json["field"]) == (422, field)
    assert count(held, Contact) == 0


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_one_letter_asks_the_address_and_gives_nothing_away(client, posting, lang):
    tracking = tracking_of(send(client, lang=lang, follow="1", **AGREED))
    (letter,) = letters(posting)
    path = path_in(letter)
    looked = client.get(path)
    before = contact_of(posting, tracking).confirmed_at
    confirmed = client.post(path)

    assert (letter["To"], letter["Content-Language"]) == (EMAIL, lang)
    assert tracking in letter["Subject"]
    assert "/mine/" not in letter.as_string()
    assert "12 cm" not in letter.as_string()
    assert (looked.status_code, before) == (200, None)
    assert EMAIL not in looked.text
    assert "/mine/" not in looked.text
    assert looked.headers["Referrer-Policy"] == "no-referrer"
    assert f"/{lang}/reports/mine/" in confirmed.text
    assert contact_of(posting, tracking).confirmed_at == NOON
    with posting.database.read() as session:
        assert session.scalars(select(Follower.confirmed_at)).one() == NOON


def test_a_link_of_another_report_opens_nothing(client, posting):
    send(client, **AGREED)
    path = path_in(letters(posting)[0])
    wrong = [
        path.rsplit("/", 1)[0] + "/AAAAA-AAAAA",
        path.replace("/address/", "/address/0"),
    ]

    for address in wrong:
        assert client.get(address).status_code == 404
        assert client.post(address).status_code == 404


def test_where_no_mail_is_sent_nobody_is_asked_and_no_letters_are_offered(held):
    client = create_site(held).test_client()
    tracking = tracking_of(send(client, **AGREED))

    assert count(held, Mail) == 0
    assert contact_of(held, tracking).email == EMAIL
    assert 'name="follow"' not in text_of(client.get("/en/reports/new"))


def test_whoever_sends_much_writes_to_few_and_loses_no_report(client, site, held):
    site.extensions[KEY]["follow"] = [Rate("follow", "network", 1, 3600)]
    for number in range(3):
        email = f"zzcanary{number}@example.org"
        answer = send(client, **{**AGREED, "email": email, "description": str(number)})
        assert answer.status_code == 303

    assert (count(held, Contact), count(held, Mail)) == (3, 1)


def test_the_own_page_tells_that_it_is_not_confirmed_and_asks_again(client, posting):
    answer = send(client, **AGREED)
    own = answer.headers["Location"].replace("/fr/", "/en/")
    page = text_of(client.get(own))
    letters(posting)
    proof = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]

    again = client.post(f"{own}/ask", data={"csrf_token": proof})
    (letter,) = letters(posting)
    client.post(path_in(letter))
    after = text_of(client.get(own))

    assert "(not confirmed yet)" in page
    assert again.status_code == 303
    assert "(confirmed)" in after
    assert "/ask" not in after


def confirm(held, tracking):
    key = held.settings.key()
    token = address_token(key, tracking, EMAIL)
    with held.database.write() as session:
        confirm_contact(session, tracking, token, key=key, at=NOON)


@pytest.mark.parametrize(
    ("lang", "why"),
    [("ar", "السبب"), ("fr", "Motif"), ("en", "Why")],
)
def test_of_a_refused_photo_only_a_confirmed_address_hears(
    client, posting, site, lang, why
):
    tracking = tracking_of(send(client, lang=lang, photo=with_gps(), **AGREED))
    second = tracking_of(
        send(client, lang=lang, photo=with_gps(), description="other", **AGREED)
    )
    letters(posting)
    confirm(posting, tracking)
    with site.test_request_context(f"/{lang}/"):
        for one in (tracking, second):
            with posting.database.read() as session:
                (photo,) = list_photos(session, one, public=False)
            judged = {"seen": "waiting", "actor": Actor("moderator", "m")}
            refuse(posting, photo.key, "people", **judged)

    (letter,) = letters(posting)
    said = letter.get_body(("plain",)).get_content()
    assert tracking in letter["Subject"]
    assert (letter["To"], letter["Content-Language"]) == (EMAIL, lang)
    assert f"/{lang}/reports/mine/" in said
    assert why in said


@pytest.mark.parametrize(
    ("lang", "why"),
    [("ar", "لم يتمكن أحد"), ("fr", "personne n’a vérifié"), ("en", "nobody looked")],
)
def test_of_a_photo_that_nobody_looked_at_its_author_hears_once(
    client, posting, lang, why
):
    tracking = tracking_of(send(client, lang=lang, photo=with_gps(), **AGREED))
    letters(posting)
    confirm(posting, tracking)
    posting.clock = lambda: NOON + timedelta(days=400)
    rules = [rule for rule in schedule({}) if rule.what == "photo_original"]
    tell = partial(tell_unchecked_photos, held=posting)

    for _ in range(2):
        store = photos(posting)
        run_retention(posting.database, rules, store, at=posting.clock(), tell=tell)

    texts = [one.get_body(("plain",)).get_content() for one in letters(posting)]
    (said,) = [text for text in texts if why in " ".join(text.split())]
    assert tracking in said
    assert f"/{lang}/reports/mine/" in said


def test_contact_fields_are_on_no_public_page(client, held):
    tracking = tracking_of(send(client, **AGREED))
    advance(held, tracking, "published")

    for address in (
        f"/fr/reports/{tracking}",
        "/fr/reports",
        f"/open311/v2/requests/{tracking}.json",
        "/api/v1/reports",
    ):
        answer = client.get(address)
        assert answer.status_code == 200
        assert "zzcanary" not in answer.text
        assert "78200199" not in answer.text
