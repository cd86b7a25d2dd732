"""G13: pages that stay what they were."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

from sqlalchemy import insert

from data.models import Report
from tests.webmap.open311.talk import errors_of
from tests.webmap.open311.test_get import LIST, ids, many


def test_g13_pages_stay_what_they_were_while_requests_come_in(app, held, watch):
    sent = ["K-published", *many(held, 25)]
    seen = ids(app.client.get(f"{LIST}?page=1&page_size=10"))
    watch.move(seconds=1)
    late = app.report("published")

    for page in (2, 3):
        seen += ids(app.client.get(f"{LIST}?page={page}&page_size=10"))

    assert seen == [*sent, late]


def test_g13_the_address_of_the_next_page_misses_nothing_that_was_there(app, held):
    sent = ["K-published", *many(held, 25)]
    answer = app.client.get(f"{LIST}?page_size=10&service_code=kerb")
    seen = ids(answer)
    with held.database.write() as session:
        early = held.clock() - timedelta(days=5)
        session.execute(
            insert(Report),
            [
                {
                    "tracking": "LATE-TO-BE-SHOWN",
                    "state": "published",
                    "category": "kerb",
                    "lang": "ar",
                    "created_at": early,
                    "changed_at": early,
                }
            ],
        )

    while "Link" in answer.headers:
        link = answer.headers["Link"]
        assert link.endswith('; rel="next"')
        parts = urlsplit(link[1 : link.index(">")])
        answer = app.client.get(f"{parts.path}?{parts.query}")
        seen += ids(answer)

    assert seen == sent


def test_g13_what_is_no_page_is_an_error(app):
    for asked in (
        *("page=0", "page=x", "page_size=201", "page_size=-1", "page=1&after=%%%"),
    ):
        answer = app.client.get(f"{LIST}?{asked}")
        assert answer.status_code == 400, asked
        assert errors_of(answer)
