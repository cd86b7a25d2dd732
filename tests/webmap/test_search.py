"""Search as a page, and the suggestions while somebody types."""

from __future__ import annotations

import re

import pytest


def test_the_page_lists_what_was_found_with_a_way_to_it(client) -> None:
    html = client.get("/fr/search?q=hopital").text

    assert "Hôpital du Kef" in html
    assert "/fr/places/t:p1" in html
    assert "/fr/trip?to=" in html


def test_the_reader_gets_names_in_their_language(client) -> None:
    html = client.get("/ar/search?q=hopital").text

    assert "مستشفى الكاف" in html


def test_suggestions_are_options_of_a_list(client) -> None:
    html = client.get("/fr/search/options?q=pharm").text

    options = re.findall(r'<li role="option"[^>]*data-key="(.*?)"', html)
    assert options == ["t:p2"]
    assert "<html" not in html


@pytest.mark.parametrize("path", ["search", "search/options"])
def test_nothing_found_is_said(client, path: str) -> None:
    assert "Nothing found" in client.get(f"/en/{path}?q=zzzzzz").text


def test_a_page_without_a_question_is_a_form(client) -> None:
    answer = client.get("/en/search")

    assert answer.status_code == 200
    assert 'name="q"' in answer.text
    assert "Nothing found" not in answer.text


def test_a_text_that_is_too_long_is_kept_and_explained(client) -> None:
    html = client.get("/en/search", query_string={"q": "x" * 201}).text

    assert "at most 200 letters" in html
    assert "x" * 200 in html


@pytest.mark.parametrize(
    "text", ["<img src=x onerror=alert(1)>", '"><script>x</script>']
)
def test_what_was_typed_is_shown_as_text(client, text: str) -> None:
    html = client.get("/en/search", query_string={"q": text}).text

    assert text not in html
    assert "<img" not in html
