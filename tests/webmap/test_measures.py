"""The page, the table and the paper of what people reach."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from html import unescape

import numpy as np
import pypdf
import pytest

from data.measure_note import pack_measures, unpack_measures
from data.queries.measure import get_measures, list_measured_days, put_measures
from data.town_measures import refresh_measures
from geo.errors import MissingError
from tests.gap_town import analyse_gap_town
from webmap.exports.table import MARK
from webmap.i18n import speaking
from webmap.measures.change import say_change
from webmap.site import create_site

BEFORE = date(2026, 1, 2)


@pytest.fixture
def measured(database, tmp_path):
    """Measure the town of three streets today."""
    runtime, _ = analyse_gap_town(database, tmp_path)
    refresh_measures(runtime)
    yield runtime
    runtime.close()


@pytest.fixture
def town(embedded, tmp_path):
    runtime, _ = analyse_gap_town(embedded, tmp_path)
    refresh_measures(runtime)
    yield runtime
    runtime.close()


@pytest.fixture
def client(town):
    return create_site(town).test_client()


def words(response) -> str:
    bare = re.sub(r"<[^>]+>", " ", response.get_data(as_text=True))
    return re.sub(r"\s+", " ", unescape(bare))


def today(runtime) -> date:
    return runtime.clock().date()


def test_measures_of_a_day_are_kept_once_and_read_as_they_were(measured) -> None:
    found = refresh_measures(measured)

    with measured.database.read() as session:
        assert list_measured_days(session, "walk") == [today(measured)]
        held = get_measures(session, "walk", today(measured))
    assert list(held.profiles) == [one.profile for one in found]
    for one in found:
        kept = held.profiles[one.profile].measures
        for name in ("served", "ratio", "lost", "reached"):
            for end in ("low", "high"):
                was = getattr(getattr(one.measures, name), end)
                now = getattr(getattr(kept, name), end)
                assert now == pytest.approx(was, rel=1e-8, nan_ok=True)
        assert kept.nearest_s.low.size == 0, "nothing of single homes is kept"


def test_a_day_without_measures_is_refused(measured) -> None:
    with measured.database.read() as session, pytest.raises(MissingError, match="1999"):
        get_measures(session, "walk", date(1999, 1, 1))


def test_what_is_not_defined_stays_so_in_a_note(town) -> None:
    (one, *_) = refresh_measures(town)
    one.measures.ratio.low[:] = np.nan
    one.measures.ratio.high[:] = np.nan

    note = pack_measures(one)

    assert note["ratio_low"][0][0][0] is None
    again = unpack_measures(one.profile, note)
    assert np.isnan(again.measures.ratio.low).all()
    assert again.services == one.services


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_the_page_answers_in_every_language(client, lang) -> None:
    response = client.get(f"/{lang}/measures")

    assert response.status_code == 200
    assert "<svg" in response.get_data(as_text=True)


def test_both_ends_are_said_and_what_they_prove(client) -> None:
    said = words(client.get("/en/measures?profile=manual_wheelchair&minutes=30"))

    assert "Health care 0% to 71% · on foot without limits: 100%" in said
    assert "Fewer than on foot, even at best" in said
    assert "Public transport 0% to 29%" in said
    assert "there and back" in said


@pytest.mark.parametrize(
    "asked",
    ["profile=nobody", "minutes=7", "service=moon", "day=tomorrow", "from=1999-01-01"],
)
def test_what_was_not_measured_is_refused_in_words(client, asked) -> None:
    assert client.get(f"/en/measures?{asked}").status_code == 422


def test_a_town_that_was_not_measured_says_so(embedded, tmp_path) -> None:
    runtime, _ = analyse_gap_town(embedded, tmp_path)

    said = words(create_site(runtime).test_client().get("/en/measures"))

    assert "Not measured yet" in said
    runtime.close()


def test_two_days_are_compared_by_what_both_ends_allow(town, client) -> None:
    with town.database.read() as session:
        held = get_measures(session, "walk", today(town))
    old = list(held.profiles.values())
    for one in old:
        one.measures.served.low[:] = 0.0
        one.measures.served.high[:] = 0.1
    with town.database.write() as session:
        put_measures(session, old, day=BEFORE, mode="walk", revision=1)

    address = "/en/measures?profile=manual_wheelchair&minutes=30&from=2026-01-02"
    said = words(client.get(address))

    assert "Health care 0% to 10% 0% to 71% Not certain" in said
    assert "Public transport 0% to 10% 0% to 29% Not certain" in said


@pytest.mark.parametrize(
    ("then", "now", "said"),
    [
        ((0.1, 0.2), (0.1, 0.2), "No change"),
        ((0.1, 0.2), (0.3, 0.9), "More people have it"),
        ((0.5, 0.6), (0.1, 0.4), "Fewer people have it"),
        ((0.1, 0.9), (0.2, 0.5), "More is known"),
        ((0.1, 0.3), (0.2, 0.9), "Not certain: the bounds overlap"),
    ],
)
def test_a_change_is_said_only_where_both_ends_prove_it(town, then, now, said) -> None:
    note = pack_measures(refresh_measures(town)[0])
    old, new = (unpack_measures("manual_wheelchair", note) for _ in range(2))
    for one, (low, high) in ((old, then), (new, now)):
        one.measures.served.low[:] = low
        one.measures.served.high[:] = high

    with speaking("en"):
        (row, *_) = say_change(old, new, 0)

    assert row[-1] == said


def test_the_table_holds_every_number_with_both_ends(client) -> None:
    text = client.get("/fr/measures.csv").get_data(as_text=True).removeprefix(MARK)

    rows = list(csv.DictReader(io.StringIO(text)))
    town = [
        row
        for row in rows
        if (row["profile"], row["service"], row["minutes"], row["district"])
        == ("manual_wheelchair", "health", "30", "")
    ]
    assert len(town) == 1
    assert float(town[0]["people"]) == 140
    assert float(town[0]["lost_low"]) == 40
    assert float(town[0]["served_high"]) == pytest.approx(100 / 140, abs=1e-5)


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_the_report_on_paper_is_tagged_and_says_its_method(client, lang) -> None:
    response = client.get(f"/{lang}/gaps.pdf?profile=manual_wheelchair")

    paper = pypdf.PdfReader(io.BytesIO(response.data))
    root = paper.trailer["/Root"]
    assert response.content_type == "application/pdf"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith(lang)
    text = "".join(page.extract_text() for page in paper.pages)
    if lang == "fr":
        assert "Ce que disent les chiffres" in text
        assert "Moins qu’à pied, même au mieux" in text


def test_the_map_in_one_file_holds_the_measures(client) -> None:
    html = client.get("/en/gaps.html?profile=manual_wheelchair").get_data(as_text=True)

    assert "What people reach: Wheelchair, by hand" in html
    assert "What the numbers mean" in html
    assert 'src="http' not in html


def test_three_lines_tell_of_public_transport(client) -> None:
    said = words(client.get("/en/measures?profile=manual_wheelchair"))

    assert "Access to public transport (SDG 11.2.1)" in said
    assert "Along the streets, on foot without limits 100%" in said
    assert "Wheelchair, by hand, to a stop that they can use 0% to" in said


def test_programs_get_the_same_numbers(town, client) -> None:
    found = client.get("/api/v1/measures?profile=manual_wheelchair").get_json()

    measures = found["measures"]
    health = measures["services"].index("health")
    assert found["day"] == today(town).isoformat()
    assert measures["people"] == [140.0, 140.0]
    assert measures["lost_low"][-1][-1][health] == 40.0
    assert measures["served_high"][-1][-1][health] == pytest.approx(100 / 140)


@pytest.mark.parametrize(
    ("asked", "status"),
    [("profile=no", 422), ("mode=fly", 422), ("day=x", 422), ("day=1999-01-01", 404)],
)
def test_programs_are_refused_what_was_not_measured(client, asked, status) -> None:
    assert client.get(f"/api/v1/measures?{asked}").status_code == status
