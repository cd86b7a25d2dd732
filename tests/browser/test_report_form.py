"""Making a report in a real browser: questions at once, hints, no map, no scripts."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.test_access import RULES

HERE = "8.7095,36.1765"


def violations(page):
    page.wait_for_load_state("networkidle")
    options = {"runOnly": {"type": "tag", "values": RULES}}
    return Axe().run(page, options=options).response["violations"]


def too_wide(page) -> int:
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
@pytest.mark.parametrize("category", ["steps", "boarding", "vehicle", "steep"])
def test_the_questions_of_a_category_are_sound(open_page, lang, category):
    page = open_page(f"/{lang}/reports/new?category={category}", width=320)
    page.locator("details.disclosure summary").first.click()

    assert violations(page) == []
    assert too_wide(page) <= 0


def test_another_category_asks_other_questions_and_keeps_what_both_ask(open_page):
    page = open_page("/en/reports/new?category=pole", width=360)
    page.fill("#answer_width_left", "70")

    page.select_option("#category", "bollard")
    kept = page.input_value("#answer_width_left")
    page.select_option("#category", "kerb")

    assert kept == "70"
    assert page.locator("[data-questions] #answer_width_left").count() == 0
    assert page.locator("[data-questions] #answer_kerb_height").is_visible()
    assert page.troubles == []


def test_not_to_know_and_an_answer_exclude_each_other(open_page):
    page = open_page("/en/reports/new?category=kerb", width=360)
    tick = page.locator("[data-questions] input[type=checkbox]")

    page.fill("#answer_kerb_height", "12")
    tick.check()
    emptied = page.input_value("#answer_kerb_height")
    page.fill("#answer_kerb_height", "5")

    assert emptied == ""
    assert not tick.is_checked()


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_without_scripts_two_steps_lead_to_the_hint_and_it_is_sound(open_page, lang):
    page = open_page(f"/{lang}/reports/new", width=320, java_script_enabled=False)
    page.select_option("#category", "narrow")
    page.click("button[name=questions]")
    page.fill("#answer_width_left", "70")
    page.click("button[name=list]")
    with page.expect_navigation():
        page.click("button[name=where_pick] >> nth=0")
    page.fill("#description", "+216 98 123 456")
    page.locator("form .button-primary[type=submit]").last.click()

    assert page.locator("mark").inner_text() == "+216 98 123 456"
    assert page.input_value("#answer_width_left") == "70"
    assert page.input_value("#where") != ""


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_what_is_pointed_out_is_sound_and_takes_the_focus(open_page, lang):
    page = open_page(f"/{lang}/reports/new?category=narrow&near={HERE}", width=360)
    page.fill("#description", "+216 98 123 456")
    page.locator("#form .button-primary[type=submit]").last.click()

    expect(page.locator("#personal-title")).to_be_focused()
    assert violations(page) == []
    assert too_wide(page) <= 0


def test_the_list_of_what_is_near_works_by_keyboard_without_a_map(open_page):
    page = open_page(f"/fr/reports/new?near={HERE}", width=360)
    page.focus("button[name=list]")
    page.keyboard.press("Enter")
    page.wait_for_selector("#near-title")
    first = page.locator("button[name=where_pick]").first
    name = first.inner_text()
    assert violations(page) == []

    first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#near-title", state="detached")

    assert page.input_value("#where") == name
