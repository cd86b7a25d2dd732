"""Every page, three languages, two widths: axe, no scrolling sideways, no stranger."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

PAGES = (
    "",
    "trip",
    "places",
    "stops",
    "lines",
    "reports",
    "reports/new",
    "following",
    "gaps",
    "surveys",
    "measures",
    "works",
    "patterns",
    "about",
)
TRIP = "trip?from=8.7047,36.1822&to=8.7100,36.1760&profile=manual_wheelchair"
SHEET = TRIP.replace("trip?", "trip/print?")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def _settle(page) -> None:
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
@pytest.mark.parametrize("path", [*PAGES, TRIP, SHEET])
def test_axe_finds_nothing(open_page, path, lang):
    page = open_page(f"/{lang}/{path}", width=360)
    _settle(page)

    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})

    assert found.response["violations"] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["", "patterns", TRIP])
def test_axe_finds_nothing_on_a_desktop_light_and_dark(open_page, path, scheme):
    page = open_page(f"/ar/{path}", width=1280, color_scheme=scheme)
    _settle(page)

    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})

    assert found.response["violations"] == []


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("path", [*PAGES, TRIP, SHEET])
def test_nothing_scrolls_sideways_at_320_pixels(open_page, path, lang):
    page = open_page(f"/{lang}/{path}", width=320)
    _settle(page)

    wide = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )

    assert wide <= 0


@pytest.mark.parametrize("path", [*PAGES, TRIP, SHEET])
def test_no_page_asks_another_host_or_breaks(open_page, site, path):
    page = open_page(f"/ar/{path}")
    _settle(page)

    hosts = {urlsplit(url).netloc for url in page.asked if not url.startswith("data:")}

    assert hosts == {urlsplit(site).netloc}
    assert page.troubles == []


@pytest.mark.parametrize("path", ["", "trip", "reports/new"])
def test_the_keyboard_reaches_every_control_and_shows_where_it_is(open_page, path):
    page = open_page(f"/fr/{path}")
    _settle(page)
    wanted = page.locator("a[href], button, input, select, textarea, summary")
    shown = sum(wanted.nth(i).is_visible() for i in range(wanted.count()))

    seen = set()
    for _ in range(shown + 30):
        page.keyboard.press("Tab")
        seen.add(
            page.evaluate("""() => {
            const it = document.activeElement, style = getComputedStyle(it);
            if (it === document.body) return 'the end of the page';
            const ring = style.outlineStyle !== 'none' || style.boxShadow !== 'none';
            return it.outerHTML.slice(0, 160) + (ring ? '' : ' WITHOUT FOCUS RING');
        }""")
        )

    assert [one for one in seen if "WITHOUT FOCUS RING" in one] == []
    assert len(seen) >= shown * 0.6
