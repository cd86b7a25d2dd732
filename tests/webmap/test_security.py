"""Headers of every answer, ids of every request, one line in the log."""

from __future__ import annotations

import logging
import re

import pytest

from webmap.security import HEADERS
from webmap.trace import network_of

PATHS = ["/en/reports", "/api/v1/places", "/api/v1/none", "/healthz", "/en/none"]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_has_the_headers(client, path):
    answer = client.get(path)

    lacking = [name for name in HEADERS if answer.headers.get(name) != HEADERS[name]]

    assert lacking == []


def test_nothing_may_run_load_or_frame_that_is_not_ours():
    policy = HEADERS["Content-Security-Policy"]

    assert policy.startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_reading_the_api_is_open_to_pages_of_others_and_sending_is_not(client):
    read = client.get("/api/v1/places")
    sent = client.post("/api/v1/reports", json={})
    page = client.get("/en/reports")

    assert read.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in sent.headers
    assert "Access-Control-Allow-Origin" not in page.headers
    assert "Access-Control-Allow-Credentials" not in read.headers


def test_the_cookie_of_the_form_is_kept_from_scripts_and_strangers(client):
    answer = client.get("/en/reports/new")

    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_a_good_request_id_is_kept(client):
    answer = client.get("/healthz", headers={"X-Request-ID": "proxy-1.2_3"})

    assert answer.headers["X-Request-ID"] == "proxy-1.2_3"


@pytest.mark.parametrize("bad", ["", "a b", "<script>", "x" * 65, "é"])
def test_a_bad_request_id_is_replaced(client, bad):
    answer = client.get("/healthz", headers={"X-Request-ID": bad})

    assert re.fullmatch("[0-9a-f]{32}", answer.headers["X-Request-ID"])


def test_the_log_has_one_line_and_no_question(client, caplog):
    with caplog.at_level(logging.INFO, "wusul.access"):
        client.get("/api/v1/search?q=my-own-home", headers={"X-Request-ID": "id-1"})

    lines = [r.getMessage() for r in caplog.records if r.name == "wusul.access"]
    assert len(lines) == 1
    assert re.match(
        r"127\.0\.0\.0/24 GET /api/v1/search 200 \d+ [\d.]+ms id-1$", lines[0]
    )


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("41.224.31.77", "41.224.31.0/24"),
        ("2001:db8:1:2:3::4", "2001:db8:1::/48"),
        ("", ""),
        (None, ""),
        ("nonsense", ""),
    ],
)
def test_an_address_is_shortened_to_its_network(address, network):
    assert network_of(address) == network


def test_the_log_keeps_no_number_of_a_report_and_no_line_of_others(client, caplog):
    with caplog.at_level(logging.INFO, "wusul.access"):
        client.get("/en/reports/7KQ2M-X9R4T")
        client.get("/en/places/osm:n1%0D%0A1.2.3.0/24 GET /forged 200")
        client.get("/my-own-name%0Aforged")

    lines = [r.getMessage() for r in caplog.records if r.name == "wusul.access"]
    asked = [line.partition(" GET ")[2].partition(" 404 ")[0] for line in lines]
    assert asked == [
        "/en/reports/<tracking>",
        "(no such address)",
        "(no such address)",
    ]


ZEROS = ["/en/places?kind=a%00", "/en/places/a%00b", "/api/v1/places?kind=%00"]


@pytest.mark.parametrize("path", [*ZEROS, "/en/reports/%00", "/api/v1/stops/%00"])
def test_a_zero_byte_is_refused_before_a_database_does(client, path):
    answer = client.get(path)

    assert answer.status_code == 422
    assert "zero byte" in answer.get_data(as_text=True)


def test_a_host_that_is_none_is_a_bad_request(client):
    answer = client.get("/en/places", headers={"Host": "x" * 5000})

    assert (answer.status_code, answer.json["code"]) == (400, "bad-request")


def test_a_host_that_somebody_makes_up_is_nowhere_in_the_answer(client):
    answer = client.get("/en?x=1", headers={"Host": "evil.example"})

    assert (answer.status_code, answer.location) == (308, "/en/?x=1")
    assert "evil.example" not in answer.get_data(as_text=True)
