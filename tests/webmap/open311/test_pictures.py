"""Pictures of programs: fetched behind the request; no report waits for one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from data.models import MediaFetch
from data.queries.media import PAUSES
from data.queries.photo import list_photos
from data.queries.report import get_report
from geo.errors import SourceError
from tests.webmap.test_fetch import PICTURE, Wires, server
from tests.webmap.test_photos import with_gps
from webmap.fetch import Fetcher
from webmap.pictures import fetch_waiting

__all__ = ["server"]
URL = "https://pictures.example/hole.jpg"


class Given(Fetcher):
    """Gives what it is told to, without a network."""

    def __init__(self, *answers):
        super().__init__()
        object.__setattr__(self, "answers", list(answers))
        object.__setattr__(self, "asked", [])

    def fetch(self, url):
        """Give the next answer."""
        self.asked.append(url)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def row_of(held):
    with held.database.read() as session:
        return session.scalars(select(MediaFetch)).one()


def photos_of(held, number):
    with held.database.read() as session:
        return list_photos(session, number, public=False)


def test_a_picture_comes_after_its_report_and_waits_to_be_looked_at(app, held):
    number = app.report(media_url=URL)
    assert photos_of(held, number) == []

    given = Given(with_gps())

    done = fetch_waiting(held, given)

    assert given.asked == [URL]
    assert [(one.tracking, one.state) for one in done] == [(number, "fetched")]
    (photo,) = photos_of(held, number)
    assert photo.state == "waiting"
    assert row_of(held).url == ""
    assert fetch_waiting(held, Given()) == []


def test_a_report_is_not_lost_when_its_picture_never_comes(app, held, watch):
    number = app.report(media_url=URL)
    silent = SourceError("pictures.example cannot be reached", permanent=False)

    states = []
    for pause in (timedelta(0), *PAUSES):
        watch.now += pause
        states += [one.state for one in fetch_waiting(held, Given(silent))]

    assert states == ["waiting"] * len(PAUSES) + ["failed"]
    assert "cannot be reached" in row_of(held).reason
    with held.database.read() as session:
        assert get_report(session, number).state == "received"


def test_a_picture_is_not_asked_for_before_it_is_time(app, held, watch):
    app.report(media_url=URL)
    fetch_waiting(held, Given(SourceError("silent", permanent=False)))

    watch.move(minutes=4)

    assert fetch_waiting(held, Given()) == []


@pytest.mark.parametrize("raw", [PICTURE, b"<svg/>", b"", b"%PDF-1.7"])
def test_what_is_no_picture_is_given_up_at_once(app, held, raw):
    number = app.report(media_url=URL)

    done = fetch_waiting(held, Given(raw))

    assert [one.state for one in done] == ["failed"]
    assert photos_of(held, number) == []


def test_a_picture_is_fetched_over_a_real_connection(app, held, server):
    number = app.report(media_url="http://pictures.example/good.png")

    done = fetch_waiting(held, Wires(server).fetcher())

    assert [(one.tracking, one.state) for one in done] == [(number, "failed")]
    assert "not a JPEG, PNG or WebP" in row_of(held).reason
    assert server.hosts[-1] == "pictures.example"
