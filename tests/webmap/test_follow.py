"""A report is found by its number, however it is typed."""

from __future__ import annotations

import pytest

from data.queries.report import file_report, read_tracking
from geo.draft import Draft
from tests.webmap.conftest import NOON

NUMBER = "7KQ2M-X9R4T"


@pytest.mark.parametrize(
    "typed",
    [
        NUMBER,
        "7kq2m-x9r4t",
        " 7KQ2M X9R4T ",
        "7kq2mx9r4t",
        "٧KQ٢M–X٩R٤T",
        "７KQ2M-X9R4T",
    ],
)
def test_a_number_is_read_as_people_type_it(typed):
    assert read_tracking(typed) == NUMBER


def test_what_is_no_number_stays_as_it_is():
    assert read_tracking(" 123 ") == "123"


@pytest.fixture
def number(held):
    draft = Draft("kerb", where_text="Rue")
    with held.database.write() as session:
        return file_report(session, draft, at=NOON).tracking


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_the_list_leads_from_a_number_to_its_page(client, number, lang):
    page = client.get(f"/{lang}/reports").text
    answer = client.get(
        f"/{lang}/reports/follow", query_string={"number": number.lower()}
    )

    assert 'id="number"' in page
    assert answer.status_code == 303
    assert answer.location.endswith(f"/{lang}/reports/{number}")


def test_a_wrong_number_is_told_and_kept(client):
    answer = client.get("/en/reports/follow", query_string={"number": "<b>AAAAA"})

    assert answer.status_code == 404
    assert "There is no report of this number" in answer.text
    assert 'href="#number"' in answer.text
    assert 'value="&lt;b&gt;AAAAA"' in answer.text
