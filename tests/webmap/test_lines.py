"""The pages of lines, and the editor of those that are entered by hand."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from data.queries.hand_line import (
    ensure_hand_source,
    find_hand_line,
    get_hand_line,
    keep_lines,
    list_hand_lines,
    list_revisions,
)
from geo.standing import Actor
from geo.transit.hand_cells import write_line
from geo.transit.hand_table import list_columns
from tests.hand_lines import louage, school_bus
from tests.webmap.people import signed_in
from webmap.lines.form import write_form

LANGS = ("ar", "fr", "en")
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
LOUAGE = "hand:line:louage-dahmani"
EDIT = f"/en/lines/edit/line/{LOUAGE}"


def _keep(held, *lines):
    with held.database.write() as session:
        source = ensure_hand_source(session, {})
        told = [write_line(line) for line in lines]
        keep_lines(session, source, told, actor=Actor("staff"), at=NOON)


@pytest.fixture
def staff(client):
    signed_in(client, "staff")
    return client


def _proof(client, path="/en/lines/edit/new"):
    page = client.get(path).get_data(as_text=True)
    return re.search(r'name="csrf_token" value="([^"]+)"', page)[1]


def _send(client, line, *, path="/en/lines/edit/new", action="save", **typed):
    form = {**write_form(write_line(line)), **typed}
    return client.post(
        path, data={"csrf_token": _proof(client, path), "action": action, **form}
    )


def _text(answer):
    return answer.get_data(as_text=True)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("line", [louage(), school_bus()], ids=["louage", "school"])
def test_the_page_of_a_line_says_what_is_known_and_what_is_not(
    held, client, lang, line
):
    _keep(held, line)

    answer = client.get(f"/{lang}/lines/hand:line:{line.id}")

    page = _text(answer)
    assert answer.status_code == 200
    assert {"ar": line.name_ar, "fr": line.name_fr, "en": line.name_fr}[lang] in page
    assert {"ar": "غير معروف", "fr": "inconnu", "en": "not known"}[lang] in page


def test_a_louage_is_shown_without_a_minute_that_nobody_told(held, client):
    _keep(held, replace(louage(), phone="+216 78 000 000"))

    page = _text(client.get(f"/en/lines/{LOUAGE}"))

    assert "It leaves when it is full: there is no timetable." in page
    assert "One waits 10 to 90 minutes, by what is told." in page
    assert "The first one leaves at 05:30, the last one at 18:00." in page
    assert "40 to 50 minutes to the next stop" in page
    assert 'href="tel:+21678000000"' in page
    assert "Staff of the station · We were told · November 20, 2026" in page or (
        "20 November 2026" in page
    )


def test_a_line_of_which_no_trip_can_be_made_says_so(held, client):
    _keep(held, school_bus())

    page = _text(client.get(f"/en/lines/hand:line:{school_bus().id}"))

    assert "Too little is known to plan a trip with this direction." in page
    assert "Where exactly it stops is not known." in page
    assert "06:30, 12:00" in page


def test_what_was_seen_too_long_ago_is_said_to_be_out_of_date(held, client):
    _keep(held, school_bus(), louage())
    said = "What is known of this line is out of date"

    assert said in _text(client.get(f"/en/lines/hand:line:{school_bus().id}"))
    assert said not in _text(client.get(f"/en/lines/{LOUAGE}"))


def test_days_are_ticked_and_kept_when_something_else_is_wrong(held, staff):
    form = {**write_form(write_line(louage())), "phone": "call me"}
    del form["days"]
    proof = {"csrf_token": _proof(staff), "action": "save"}

    wrong = staff.post(
        "/en/lines/edit/new", data={**form, **proof, "days": ["mo", "we"]}
    )
    form["phone"] = ""
    staff.post("/en/lines/edit/new", data={**form, **proof, "days": ["mo", "we"]})

    assert _text(wrong).count(" checked") >= 2
    with held.database.read() as session:
        assert get_hand_line(session, LOUAGE).line.days == "1010000"


def test_lines_are_filtered_by_kind_and_access(held, client):
    _keep(held, louage(), replace(school_bus(), wheelchair=True))

    pages = {
        access: _text(client.get(f"/en/lines?access={access}"))
        for access in ("yes", "no", "unknown")
    }

    assert "Bus des élèves" in pages["yes"]
    assert "Dahmani" not in pages["yes"]
    assert "Dahmani" in pages["no"]
    assert "Dahmani" not in _text(client.get("/en/lines?route_type=712"))


def test_staff_enters_a_line_and_everybody_sees_it(held, staff):
    answer = _send(staff, louage())

    assert answer.status_code == 303
    assert answer.headers["Location"].endswith(f"/en/lines/{LOUAGE}")
    with held.database.read() as session:
        kept = get_hand_line(session, LOUAGE)
        assert kept.line == louage()
        assert [r.role for r in list_revisions(session, LOUAGE)] == ["staff"]


def test_nobody_else_enters_lines(client, held):
    assert "/sign-in" in client.get("/en/lines/edit").headers["Location"]
    signed_in(client, "moderator")
    assert client.get("/en/lines/edit/new").status_code == 403


def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_is_kept(held, staff):
    typed = {"d0-s1-lat": "", "seen_on": "soon", "phone": "call me"}

    answer = _send(staff, louage(), **typed)

    page = _text(answer)
    assert answer.status_code == 422
    assert 'href="#seen_on"' in page
    assert 'href="#d0-s1-lat"' in page
    assert 'value="call me"' in page
    assert "Station de louage" in page
    with held.database.read() as session:
        assert list_hand_lines(session) == []


@pytest.mark.parametrize("lang", LANGS)
def test_every_fault_is_said_in_three_languages(staff, lang):
    proof = _proof(staff, f"/{lang}/lines/edit/new")

    answer = staff.post(
        f"/{lang}/lines/edit/new",
        data={"csrf_token": proof, "action": "save", "d0-pattern": "headway"},
    )

    page = _text(answer)
    assert answer.status_code == 422
    assert 'href="#d0-headway"' in page
    assert 'href="#d0-stops"' in page
    assert 'id="d0-stops"' in page


def test_a_preview_shows_the_page_and_keeps_nothing(held, staff):
    answer = _send(staff, louage(), action="preview")

    page = _text(answer)
    assert answer.status_code == 200
    assert "This is how it will be shown" in page
    assert "One waits 10 to 90 minutes, by what is told." in page
    with held.database.read() as session:
        assert list_hand_lines(session) == []


def test_a_line_is_changed_and_its_code_stays(held, staff):
    _keep(held, louage())

    answer = _send(
        staff, louage(), path=EDIT, revision="1", phone="78 000 000", id="other"
    )

    assert answer.status_code == 303
    with held.database.read() as session:
        assert get_hand_line(session, LOUAGE).line.phone == "78 000 000"
        assert find_hand_line(session, "hand:line:other") is None


def test_whoever_was_slower_keeps_what_was_typed_and_overwrites_nothing(held, staff):
    _keep(held, louage())
    _keep(held, replace(louage(), phone="78 111 111"))

    answer = _send(staff, louage(), path=EDIT, revision="1", help_note="Ask Ali’s desk")

    assert answer.status_code == 422
    assert "Somebody has changed this line meanwhile." in _text(answer)
    assert "Ask Ali’s desk" in _text(answer)
    with held.database.read() as session:
        assert get_hand_line(session, LOUAGE).line.phone == "78 111 111"


def test_a_code_is_given_once(held, staff):
    _keep(held, louage())

    answer = _send(staff, louage())

    assert answer.status_code == 422
    assert "There is a line of this code already." in _text(answer)


def test_a_line_is_ended_and_found_in_the_list_of_the_editor(held, staff):
    _keep(held, louage())
    proof = _proof(staff, EDIT)
    path = f"/en/lines/edit/end/{LOUAGE}"

    wrong = staff.post(path, data={"csrf_token": proof, "ended_on": "soon"})
    ended = staff.post(path, data={"csrf_token": proof, "ended_on": "2026-12-01"})

    assert wrong.status_code == 422
    assert ended.status_code == 303
    assert staff.get(f"/en/lines/{LOUAGE}").status_code == 404
    assert "ended on" in _text(staff.get("/en/lines/edit"))
    assert "This line ended on" in _text(staff.get(EDIT))


def test_a_button_keeps_all_that_was_typed_and_saves_nothing(held, staff):
    answer = _send(staff, louage(), action="add-d0", phone="wrong number")

    page = _text(answer)
    assert answer.status_code == 200
    assert 'id="d0-s2"' in page
    assert 'value="wrong number"' in page
    with held.database.read() as session:
        assert list_hand_lines(session) == []


def test_a_stop_that_is_known_is_found_by_name_and_chosen(held, staff):
    _keep(held, louage())
    line = school_bus()
    choice = "hand:louage-dahmani-s1||"
    named = {
        "d0-s2-stop_fr": "Station de louage",
        "d0-s2-stop_ar": "",
        "d0-s2-lon": "",
        "d0-s2-lat": "",
    }

    found = _send(staff, line, action="find-d0-s2", **named)
    saved = _send(staff, line, **named, **{"d0-s2-choice": choice})

    assert f'value="{choice}"' in _text(found)
    assert saved.status_code == 303
    with held.database.read() as session:
        kept = get_hand_line(session, f"hand:line:{line.id}")
    assert kept.line.directions[0].stops[2].stop_key == "hand:louage-dahmani-s1"


def test_an_empty_table_can_be_filled_in_and_all_lines_come_as_one(held, client):
    _keep(held, louage(), school_bus())

    template = client.get("/api/v1/lines/template.csv")
    table = client.get("/api/v1/lines/table.csv")

    assert _text(template).lstrip("\ufeff").strip().split(",") == list_columns()
    rows = list(csv.DictReader(io.StringIO(_text(table).lstrip("\ufeff"))))
    assert [row["stop_fr"] for row in rows][:2] == ["Fej El Kharrouba", "Sidi Mansour"]
    assert len(rows) == 7


def test_lines_are_given_as_gtfs_with_what_it_does_not_say(held, client):
    _keep(held, louage(), school_bus())

    answer = client.get("/api/v1/lines/gtfs.zip")

    archive = zipfile.ZipFile(io.BytesIO(answer.get_data()))
    assert answer.mimetype == "application/zip"
    assert "leaves when it is full" in archive.read("LEFT_OUT.md").decode()
    assert "louage-dahmani" in archive.read("routes.txt").decode()


def test_lines_of_the_api_say_their_access_and_are_filtered_by_it(held, client):
    _keep(held, louage(), school_bus())

    found = client.get("/api/v1/lines?access=no").get_json()
    wrong = client.get("/api/v1/lines?colour=red")

    keys = [one["id"] for one in found["features"]]
    assert LOUAGE in keys
    assert f"hand:line:{school_bus().id}" not in keys
    assert found["features"][0]["properties"]["access"] == "no"
    assert wrong.status_code == 422


def test_a_line_tells_one_person_how_each_stop_is_reached_and_boarded(held, client):
    _keep(held, louage())

    plain = _text(client.get(f"/en/lines/{LOUAGE}"))
    told = _text(client.get(f"/en/lines/{LOUAGE}?profile=manual_wheelchair"))

    assert '<option value="manual_wheelchair"' in plain
    assert '<option value="manual_wheelchair" selected' in told
    assert told.count('class="status') >= plain.count('class="status')
