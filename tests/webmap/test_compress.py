"""Text goes compressed to whoever can read that, and a token never does."""

from __future__ import annotations

import gzip

import pytest

from webmap.assets import asset

GZIP = {"Accept-Encoding": "gzip, br"}
PAGES = ["/ar/trip", "/fr/places", "/en/about", "/api/v1/openapi.json"]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_the_same_and_at_most_a_third_as_long(client, path):
    plain = client.get(path)
    small = client.get(path, headers=GZIP)

    assert small.content_encoding == "gzip"
    assert gzip.decompress(small.data) == plain.data
    assert len(small.data) < len(plain.data) / 3
    assert small.content_length == len(small.data)


@pytest.mark.parametrize("asked", [None, "identity", "br", "gzip;q=0"])
def test_who_cannot_read_it_gets_plain_text_and_caches_know(client, asked):
    headers = {"Accept-Encoding": asked} if asked else {}
    answer = client.get("/en/about", headers=headers)

    assert answer.content_encoding is None
    assert "Accept-Encoding" in answer.vary


def test_a_page_that_holds_a_token_is_not_compressed(client):
    answer = client.get("/en/reports/new", headers=GZIP)

    assert answer.content_encoding is None
    assert b"csrf_token" in answer.data


def test_static_text_is_compressed_and_still_kept_for_a_year(site, client):
    with site.test_request_context():
        address = asset("css/map.css")

    answer = client.get(address, headers=GZIP)

    assert answer.content_encoding == "gzip"
    assert answer.mimetype == "text/css"
    assert answer.cache_control.immutable
    assert gzip.decompress(answer.data) == client.get(address, buffered=True).data


@pytest.mark.parametrize("path", ["../app.py", "..%2f..%2fapp.py", "none.css", "js"])
def test_only_files_of_the_folder_are_given(client, path):
    answer = client.get(f"/static/x/{path}", headers=GZIP)

    assert answer.status_code == 404


def test_small_answers_and_pictures_go_as_they_are(site, client):
    with site.test_request_context():
        font = asset("vendor/readex-pro/readex-pro-latin-wght-normal.woff2")

    assert client.get("/healthz", headers=GZIP).content_encoding is None
    assert client.get(font, headers=GZIP, buffered=True).content_encoding is None


def test_what_the_client_holds_is_recognised_after_it_went_compressed(client):
    first = client.get("/api/v1/places", headers=GZIP)

    again = client.get(
        "/api/v1/places", headers={"If-None-Match": first.headers["ETag"]}
    )

    assert again.status_code == 304
