"""The page of reach in a browser: with and without scripts, in every width."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

REACH = "reach?from=8.7045,36.1745&profile=manual_wheelchair"


def test_reach_is_asked_and_answered_without_scripts(open_page):
    page = open_page("/en/reach", width=360, java_script_enabled=False)
    page.fill("#from", "8.7045,36.1745")
    page.select_option("#minutes", "5,10,15")
    page.select_option("#way", "there")
    page.get_by_text("How you go").click()
    page.locator('input[value="walker"]').check()
    page.get_by_role("button", name="Show what is within reach").click()

    expect(page.locator(".verdict")).to_contain_text("Within 15 minutes there")
    assert "profile=walker" in page.url
    assert page.locator(".reach-kind").count() > 3
    assert not page.locator("#map").is_visible()


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_the_answer_is_sound_in_every_language_and_width(open_page, lang, width):
    page = open_page(f"/{lang}/{REACH}", width=width)
    page.wait_for_selector("html[data-ready]", state="attached")

    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert page.evaluate("document.activeElement.id") == "answer"
    found = Axe().run(page).response["violations"]
    assert [one["id"] for one in found] == []
    assert page.troubles == []


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_every_number_that_we_judge_by_fits_a_small_screen(open_page, lang):
    page = open_page(f"/{lang}/judging", width=320)
    page.evaluate("document.querySelectorAll('main details').forEach(e => e.open = 1)")

    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert Axe().run(page).response["violations"] == []


def test_areas_lie_on_the_map_with_their_times_and_are_not_read_twice(open_page):
    page = open_page(f"/ar/{REACH}")
    page.wait_for_selector(".maplibregl-marker")

    signs = page.locator(".maplibregl-marker")
    expect(signs.nth(1)).to_be_attached()
    assert all(sign.get_attribute("aria-hidden") == "true" for sign in signs.all())
    assert page.locator(".map-key").get_attribute("aria-hidden") == "true"
    assert page.troubles == []


def test_the_keyboard_goes_from_the_answer_to_places_to_the_question(open_page):
    page = open_page(f"/en/{REACH}")
    page.wait_for_selector("html[data-ready]", state="attached")
    heard = []
    for _ in range(80):
        page.keyboard.press("Tab")
        heard.append(
            page.evaluate(
                "[document.activeElement.tagName, document.activeElement.closest("
                "'.reach-kinds, .table-frame, #question, footer, #map')?.className"
                " ?? '']"
            )
        )
        if "footer" in heard[-1][1]:
            break
    order = [where for _, where in heard if where]

    assert order[0].startswith("reach-kinds")
    question = next(i for i, one in enumerate(order) if "disclosure no-print" in one)
    assert question > order.index("table-frame")


def test_needs_chosen_for_a_trip_are_there_for_reach(open_page):
    page = open_page("/en/trip")
    page.wait_for_selector("html[data-ready]", state="attached")
    page.fill("#from", "8.7045,36.1745")
    page.fill("#to", "8.7080,36.1762")
    page.get_by_text("How you go").click()
    page.locator('input[value="rollator"]').check()
    page.get_by_role("button", name="Find a way").click()
    page.wait_for_selector(".verdict")

    page.goto("/fr/reach")
    page.wait_for_selector("html[data-ready]", state="attached")

    assert page.locator('input[value="rollator"]').is_checked()
    assert page.input_value("#from") == ""
