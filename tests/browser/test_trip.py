"""The trip page in a browser: with and without scripts, on this device only."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.chromium import open_browser

TRIP = "trip?from=8.7045,36.1745&to=8.7080,36.1762"


def test_a_trip_is_asked_and_answered_without_scripts(open_page):
    page = open_page("/en/trip", width=360, java_script_enabled=False)
    page.fill("#from", "8.7045,36.1745")
    page.fill("#to", "8.7080,36.1762")
    page.get_by_text("How you go").click()
    page.locator('input[value="walker"]').check()
    page.get_by_role("button", name="Find a way").click()

    expect(page.locator(".verdict")).to_contain_text("You can get there")
    assert "profile=walker" in page.url
    assert page.locator(".step").count() > 2
    assert not page.locator("#map").is_visible()


def test_the_answer_is_heard_first(open_page):
    page = open_page(f"/en/{TRIP}")
    page.wait_for_selector("html[data-ready]", state="attached")

    assert page.evaluate("document.activeElement.id") == "answer"


def test_errors_are_heard_first_and_lead_to_their_fields(open_page):
    page = open_page("/fr/trip?from=zzzzqqqq&kerb=abc&to=8.7,36.17")
    page.wait_for_selector("html[data-ready]", state="attached")

    assert page.evaluate("document.activeElement.id") == "error-summary"
    page.locator('.error-summary a[href="#kerb"]').click()
    assert page.evaluate("document.activeElement.id") == "kerb"


def test_needs_are_kept_on_the_device_and_places_are_not(open_page):
    page = open_page("/en/trip")
    page.wait_for_selector("html[data-ready]", state="attached")
    page.fill("#from", "8.7045,36.1745")
    page.fill("#to", "8.7080,36.1762")
    page.get_by_text("How you go").click()
    page.locator('input[value="rollator"]').check()
    page.locator("summary", has_text="My needs").click()
    page.fill("#kerb", "4")
    page.get_by_role("button", name="Find a way").click()
    page.wait_for_selector(".verdict")
    assert "kerb=4" in page.url
    assert "climb" not in page.url

    page.goto("/ar/trip")
    page.wait_for_selector("html[data-ready]", state="attached")

    assert page.input_value("#kerb") == "4"
    assert page.locator('input[value="rollator"]').is_checked()
    assert page.input_value("#from") == ""
    kept = page.evaluate("JSON.stringify({...localStorage})")
    assert "8.70" not in kept
    assert page.context.cookies() == []


def test_a_device_that_does_not_know_where_it_is_says_so(open_page):
    page = open_page("/fr/trip", permissions=[])
    page.wait_for_selector("html[data-ready]", state="attached")
    page.get_by_role("button", name="Utiliser ma position").click()

    told = page.locator("[data-locate] + [role=status]")
    expect(told).to_have_text("Cet appareil ne connaît pas votre position.")
    assert page.input_value("#from") == ""


def test_the_chart_of_heights_is_not_read_beside_its_words(open_page):
    page = open_page(f"/en/{TRIP}")
    heard = page.locator("main").aria_snapshot()

    assert heard.count("The highest point") == 1
    assert "img" not in heard
    assert "group: +" not in heard


def test_a_question_on_a_phone_fetches_no_map(open_page):
    page = open_page("/ar/trip", width=360)
    page.wait_for_load_state("networkidle")

    assert [url for url in page.asked if "maplibre" in url or "tiles" in url] == []


def test_a_question_on_a_desktop_has_its_quiet_map(open_page):
    page = open_page("/fr/trip")
    page.wait_for_selector(".maplibregl-ctrl-zoom-in")

    assert page.troubles == []


def test_the_first_sentence_is_seen_on_a_phone_before_anything_is_scrolled(open_page):
    page = open_page(f"/ar/{TRIP}", width=360)
    page.wait_for_selector("html[data-ready]", state="attached")

    box = page.locator(".verdict strong").bounding_box()
    assert box["y"] + box["height"] <= 740


def test_one_jumps_from_the_answer_to_its_parts(open_page):
    page = open_page(f"/fr/{TRIP}", width=360)
    page.wait_for_selector("html[data-ready]", state="attached")
    page.locator(".jumps a", has_text="Étape par étape").click()

    assert page.evaluate("document.activeElement.id") == "steps-there"
    assert page.locator("#steps-there").bounding_box()["y"] < 400


def test_a_name_of_several_places_leads_to_the_choice(open_page):
    page = open_page("/fr/trip?from=station&to=8.7080,36.1762", width=360)
    page.wait_for_selector("html[data-ready]", state="attached")
    page.locator('.error-summary a[href="#which-from"]').click()

    assert page.evaluate("document.activeElement.id") == "which-from"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.card') !== null")
    assert page.input_value("#to") == "8.7080,36.1762"


def test_the_trip_lies_on_the_map_and_its_signs_are_not_read_twice(open_page):
    page = open_page(f"/ar/{TRIP}")
    page.wait_for_selector(".maplibregl-marker")

    signs = page.locator(".maplibregl-marker")
    expect(signs.nth(1)).to_be_attached()
    assert all(sign.get_attribute("aria-hidden") == "true" for sign in signs.all())
    assert page.troubles == []


def test_both_ends_of_a_trip_are_seen_before_anything_is_scrolled(open_page):
    page = open_page(f"/fr/{TRIP}")
    page.wait_for_selector(".maplibregl-marker.trip-point")

    expect(page.locator(".trip-point")).to_have_count(2)
    boxes = [one.bounding_box() for one in page.locator(".trip-point").all()]
    assert all(box["y"] + box["height"] <= 800 for box in boxes)


def test_the_answer_is_whole_where_the_map_cannot_be_drawn(chromium, site):
    blind = open_browser(chromium.browser_type, "--disable-3d-apis")
    page = blind.new_page()
    page.goto(f"{site}/en/{TRIP}")
    page.wait_for_selector(".map-part", state="detached")

    assert page.locator(".step").count() > 2
    assert page.locator(".verdict").is_visible()
    blind.close()


def test_colours_and_size_change_at_once_and_stay(open_page):
    page = open_page("/en/about")
    page.wait_for_selector("html[data-ready]", state="attached")
    page.locator("summary", has_text="Text and colours").click()
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_label("Dark").check()
    page.get_by_label("Larger").check()

    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before
    page.goto("/fr/trip")
    assert page.get_attribute("html", "data-theme") == "dark"
    assert page.get_attribute("html", "data-text") == "larger"
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_escape_closes_a_menu_and_gives_the_focus_back(open_page):
    page = open_page("/ar/places")
    page.wait_for_selector("html[data-ready]", state="attached")
    menu = page.locator(".header-tools details.menu").first
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert menu.get_attribute("open") is not None

    page.keyboard.press("Escape")

    assert menu.get_attribute("open") is None
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_a_dialog_takes_the_focus_and_escape_gives_it_back(open_page):
    page = open_page("/fr/patterns")
    page.wait_for_selector("html[data-ready]", state="attached")
    button = page.locator("[data-open]")
    button.click()
    expect(page.locator("dialog")).to_be_visible()

    page.keyboard.press("Escape")

    expect(page.locator("dialog")).to_be_hidden()
    expect(button).to_be_focused()
