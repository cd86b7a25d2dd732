"""The map page in a browser: drawn, switched, chosen from, and never needed."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Opener
from tests.chromium import open_browser

MEDINA = "#map=16.6/36.1815/8.7105"
CLOSE = re.compile("#map=17/")


def _drawn(page: Page) -> None:
    page.wait_for_selector("body[data-map=ready]")
    page.wait_for_selector("#map[data-drawn]")


def _hosts(page: Page) -> set[str]:
    asked = (url for url in page.asked if not url.startswith(("data:", "blob:")))
    return {urlsplit(url).netloc for url in asked}


def _ink(page: Page) -> int:
    """Count how many colours the picture of the map has."""
    picture = page.locator("#map").screenshot()
    return page.evaluate(
        """async (bytes) => {
          const blob = new Blob([new Uint8Array(bytes)], { type: "image/png" });
          const image = await createImageBitmap(blob);
          const canvas = new OffscreenCanvas(image.width, image.height);
          const pen = canvas.getContext("2d");
          pen.drawImage(image, 0, 0);
          const { data } = pen.getImageData(0, 0, image.width, image.height);
          const seen = new Set();
          for (let i = 0; i < data.length; i += 4)
            seen.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
          return seen.size;
        }""",
        list(picture),
    )


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_the_map_is_drawn_from_our_own_tiles(open_page: Opener, lang: str) -> None:
    page = open_page(f"/{lang}/{MEDINA}")
    _drawn(page)

    assert any("/tiles/places/" in url for url in page.asked)
    assert any("/tiles/base.pmtiles" in url for url in page.asked)
    assert _ink(page) > 100
    assert _hosts(page) == {urlsplit(page.url).netloc}
    assert page.troubles == []


def test_letters_are_drawn_in_the_family_of_the_page(open_page: Opener) -> None:
    page = open_page(f"/ar/{MEDINA}")
    _drawn(page)

    page.wait_for_function("document.fonts.check(\"16px 'Readex Pro'\", 'شارع')")

    assert page.troubles == []


def test_controls_stand_where_the_language_ends(open_page: Opener) -> None:
    for lang, corner in (("ar", "left"), ("fr", "right")):
        page = open_page(f"/{lang}/")
        _drawn(page)

        buttons = page.locator(f".maplibregl-ctrl-top-{corner} button")
        expect(buttons).to_have_count(3)


def test_a_switch_changes_map_list_and_address(open_page: Opener) -> None:
    page = open_page("/fr/")
    _drawn(page)
    page.locator("[data-legend] summary").click()

    page.get_by_label("Lieux", exact=True).uncheck()

    expect(page.locator("#list-places")).to_have_count(0)
    expect(page.locator("#list-stops")).to_have_count(1)
    expect(page).to_have_url(re.compile("show=transit,obstacles"))
    assert page.troubles == []


def test_the_keyboard_leads_from_a_name_to_its_place(open_page: Opener) -> None:
    page = open_page("/fr/")
    _drawn(page)
    page.locator("#q").focus()

    page.keyboard.type("kasb")
    expect(page.locator(".options [role=option]").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#q")).to_have_attribute("aria-activedescendant", "q-options-0")
    page.keyboard.press("Enter")

    chosen = page.locator("[data-chosen]")
    expect(chosen.get_by_role("heading", name="Kasbah")).to_be_visible()
    expect(chosen.get_by_role("link", name="Trouver un chemin")).to_be_visible()
    expect(chosen).to_be_focused()
    page.keyboard.press("Escape")
    expect(chosen).to_be_empty()


def test_a_thing_of_the_list_is_shown_on_the_map(open_page: Opener) -> None:
    page = open_page("/en/")
    _drawn(page)

    page.locator("[data-lists] [data-find]").first.press("Enter")

    expect(page.locator("[data-chosen] article")).to_be_visible()
    expect(page).to_have_url(CLOSE)


def test_closing_what_was_chosen_gives_the_focus_back(open_page: Opener) -> None:
    page = open_page("/en/")
    _drawn(page)
    page.locator("[data-lists] [data-find]").first.press("Enter")
    expect(page.locator("[data-chosen] article")).to_be_visible()
    key = page.locator("[data-chosen] article").get_attribute("data-key")
    expect(page).to_have_url(CLOSE)
    expect(page.locator(f'[data-lists] [data-key="{key}"]')).to_be_attached()

    page.locator("[data-close]").press("Enter")

    expect(page.locator(f'[data-lists] [data-key="{key}"] [data-find]')).to_be_focused()


def test_enter_on_the_map_chooses_what_is_in_the_middle(open_page: Opener) -> None:
    page = open_page("/en/")
    _drawn(page)
    page.locator("[data-lists] [data-find]").first.press("Enter")
    expect(page.locator("[data-chosen] article")).to_be_visible()
    name = page.locator("[data-chosen] h2").inner_text()
    expect(page).to_have_url(CLOSE)
    _drawn(page)
    page.locator("[data-close]").click()

    page.locator(".maplibregl-canvas").press("Enter")

    expect(page.locator("[data-chosen] h2")).to_have_text(name)


def test_the_list_is_of_what_the_map_shows(open_page: Opener) -> None:
    page = open_page(f"/en/{MEDINA}")
    _drawn(page)

    expect(page.locator("[data-lists] p").first).to_have_text(
        "In the part that the map shows"
    )
    shown = int(page.locator("#list-places .count").inner_text())
    assert 0 < shown < 204


def test_a_phone_has_the_map_above_and_the_words_below(open_page: Opener) -> None:
    page = open_page("/ar/", width=360)
    _drawn(page)

    above = page.locator("#map").bounding_box()
    below = page.locator("main").bounding_box()
    assert above["width"] == 360
    assert above["y"] < below["y"] < 500


def test_without_webgl_the_map_is_drawn_by_other_means(
    chromium: Browser, site: str
) -> None:
    browser = open_browser(chromium.browser_type, "--disable-3d-apis")
    page = browser.new_page(base_url=site)
    page.asked = []
    page.on("request", lambda request: page.asked.append(request.url))
    page.goto(f"/fr/{MEDINA}")
    _drawn(page)

    expect(page.locator(".leaflet-container .plain-sign").first).to_be_visible()
    page.locator(".plain-sign[title]").first.press("Enter")
    expect(page.locator("[data-chosen] article")).to_be_visible()
    assert _hosts(page) == {urlsplit(site).netloc}
    browser.close()


def test_several_obstacles_come_apart_when_their_number_is_chosen(
    chromium: Browser, site: str
) -> None:
    browser = open_browser(chromium.browser_type, "--disable-3d-apis")
    page = browser.new_page(base_url=site)
    page.goto("/ar/#map=15/36.1815/8.7105")
    _drawn(page)
    several = page.locator("[title]:has(.plain-several)").first
    number = int(several.locator(".plain-several").inner_text())

    several.press("Enter")

    assert number > 1
    expect(page).to_have_url(re.compile("#map=17/"))
    browser.close()


def test_without_scripts_the_lists_are_the_page(open_page: Opener) -> None:
    page = open_page("/ar/", java_script_enabled=False)

    expect(page.locator("#map")).to_be_hidden()
    expect(page.locator("#list-places")).to_be_visible()
    page.locator("#q").fill("القصبة")
    page.locator("[data-search-form] button").click()
    expect(page.locator("main")).to_contain_text("القصبة")


def test_a_chosen_suggestion_is_an_end_of_a_trip(open_page: Opener) -> None:
    page = open_page("/fr/trip")
    page.locator("#from").focus()

    page.keyboard.type("kasbah")
    page.locator(".options [role=option]").first.click()

    expect(page.locator("input[name=from_at]")).to_have_value(re.compile(r"8\.7.*\|"))
    kept = page.locator("input[name=from_at]").input_value()
    assert kept.endswith("|" + page.locator("#from").input_value())
    assert kept.startswith("8.7")
