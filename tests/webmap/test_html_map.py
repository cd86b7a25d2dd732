import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import shapely
from playwright.sync_api import Browser, Page

from geo.errors import MissingError
from webmap.exports.document import MapDocument, MapItem
from webmap.exports.html_map import render_map
from webmap.exports.inline import read_asset
from webmap.i18n import speaking

HOSTILE = "<script>window.ran = 1</script></script><img src=x onerror='window.ran=1'>"
LOADED = re.compile(
    r"""(?:src|href)\s*=\s*["']?(?!#|data:)[^"'\s>]+|@import|url\((?!data:)[^)]+\)"""
)


def document(title: str = "درج السوق", fact: str = HOSTILE) -> MapDocument:
    line = shapely.LineString([(8.70, 36.17), (8.71, 36.18)])
    items = [
        MapItem(title, ("120 people live there", fact), "bad", line, True),
        MapItem("Stop", (), "doubt", shapely.Point(8.705, 36.176)),
    ]
    return MapDocument(
        title=title,
        lead="What cannot be reached.",
        made_on="23 November 2026",
        items=items,
        total=5,
        streets=[shapely.LineString([(8.69, 36.17), (8.72, 36.17)])],
        attributions=["© OpenStreetMap contributors · ODbL 1.0"],
    )


Offline = tuple[Page, Path, list[str]]


@pytest.fixture
def offline(
    chromium: Browser, tmp_path: Path
) -> Iterator[tuple[Page, Path, list[str]]]:
    context = chromium.new_context(offline=True)
    page = context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda said: said.type == "error" and troubles.append(said.text))
    page.on(
        "request",
        lambda asked: (
            asked.url.startswith(("file:", "data:")) or troubles.append(asked.url)
        ),
    )
    yield page, tmp_path / "map.html", troubles
    context.close()


def scripts_out(html: str) -> str:
    """Leave out what stands in scripts: addresses there are words, not requests."""
    return re.sub(r"<script>.*?</script>", "", html, flags=re.DOTALL)


def test_nothing_of_the_document_comes_from_elsewhere():
    html = render_map(document("Gaps", "Steps"))

    assert LOADED.findall(scripts_out(html)) == []


def test_it_opens_without_a_network_and_draws_the_shapes(offline):
    page, path, troubles = offline
    path.write_text(render_map(document()), encoding="utf-8")

    page.goto(path.as_uri())
    page.wait_for_selector("path.leaflet-interactive", state="attached")

    assert page.locator("path.leaflet-interactive").count() == 2
    assert troubles == []


def test_a_name_that_is_a_script_is_shown_and_does_not_run(offline):
    page, path, troubles = offline
    path.write_text(render_map(document(HOSTILE)), encoding="utf-8")

    page.goto(path.as_uri())
    page.locator("path.leaflet-interactive").last.dispatch_event("click")
    page.wait_for_selector(".leaflet-popup-content")

    assert page.evaluate("() => window.ran") is None
    assert page.locator("h1").inner_text() == HOSTILE
    assert troubles == []


@pytest.mark.parametrize(
    ("lang", "dir_"), [("ar", "rtl"), ("fr", "ltr"), ("en", "ltr")]
)
def test_it_speaks_the_language_in_its_direction(lang, dir_):
    with speaking(lang):
        html = render_map(document())

    assert f'<html lang="{lang}" dir="{dir_}">' in html


def test_the_legend_the_notice_and_the_sources_are_in_words():
    html = render_map(document())

    assert "No usable way" in html
    assert "Not known" in html
    assert "Demonstration." in html
    assert "© OpenStreetMap contributors · ODbL 1.0" in html
    assert "The first 2 of 5 are shown here." in html


def test_it_is_small_enough_to_send():
    assert len(render_map(document()).encode()) < 3_000_000


def test_a_front_end_file_that_is_not_ours_is_refused():
    with pytest.raises(MissingError, match=r"cdn\.example"):
        read_asset("https://cdn.example/leaflet.js")


def test_an_empty_map_opens_too(offline):
    page, path, troubles = offline
    empty = MapDocument("Gaps", "Nothing was found.", "today", [], 0)
    path.write_text(render_map(empty), encoding="utf-8")

    page.goto(path.as_uri())
    page.wait_for_selector(".leaflet-container", state="attached")

    assert troubles == []
