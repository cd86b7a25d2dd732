"""Reports that wait: drafts, refusals, changes; seen, worked by keyboard, deleted."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.device import FORM, REPORTS, send_button
from tests.browser.line import LATER, Hold, answer
from tests.browser.test_access import RULES

KEPT_DRAFT = f"{FORM}:not([data-keeping])"


def test_a_draft_is_kept_offered_and_gone_on_with(phone, world, words):
    phone.write(words)
    expect(phone.page.locator("[data-kept-here]")).to_be_visible()
    expect(phone.page.locator(KEPT_DRAFT)).to_be_visible()
    phone.open("/en/reports/queue")
    phone.expect_state("Draft")
    phone.open("/en/reports/new")
    phone.page.locator("[data-draft-open]").click()
    expect(phone.page.locator("#description")).to_have_value(words)
    phone.send()
    phone.expect_arrived()

    assert world.count(words) == 1


def test_a_draft_that_is_deleted_is_gone(phone, words):
    phone.write(words)
    expect(phone.page.locator(KEPT_DRAFT)).to_be_visible()
    phone.open("/en/reports/queue")
    phone.item().locator("[data-do=delete]").click()

    expect(phone.item()).to_have_count(0)
    expect(phone.page.locator("[data-queue-said]")).to_have_text("It was deleted.")
    assert phone.list_kept() == []


def test_what_the_server_refuses_waits_with_its_sentence_and_is_put_right(
    phone, world, words
):
    phone.report_without_network(words)
    phone.item().locator("[data-do=change]").click()
    phone.page.wait_for_selector(FORM)
    phone.page.select_option("#category", "")
    phone.send()
    phone.page.wait_for_url("**/reports/queue*")
    phone.find_network()
    phone.expect_state("Needs your attention")
    why = phone.item().locator("[data-said=why]")
    expect(why).to_have_text("Please choose what is in the way.")

    phone.item().locator("[data-do=change]").click()
    error = phone.page.locator("#category-error")
    expect(error).to_contain_text("Please choose what is in the way.")
    expect(phone.page.locator("[data-faults]")).to_be_focused()
    expect(phone.page.locator("#category")).to_have_attribute("aria-invalid", "true")
    phone.page.select_option("#category", "kerb")
    phone.send()
    phone.expect_arrived()

    assert world.count(words) == 1


def test_a_report_that_waits_is_changed_and_arrives_once(phone, world, words):
    phone.report_without_network(words)
    phone.item().locator("[data-do=change]").click()
    expect(phone.page.locator("#description")).to_have_value(words)
    phone.page.fill("#description", f"{words}, changed")
    phone.send()
    phone.page.wait_for_url("**/reports/queue*")
    phone.find_network()
    phone.expect_arrived()

    assert (world.count(words), world.count(f"{words}, changed")) == (0, 1)


def test_a_photo_that_is_too_large_does_not_hold_up_its_report(
    phone, world, words, tmp_path
):
    photo = tmp_path / "a.jpg"
    photo.write_bytes(b"no photo at all")
    world.line.cut("POST", "/photos", answer("413 Content Too Large"))
    phone.report(words, photo=photo)
    phone.page.wait_for_url("**/reports/queue*")

    expect(phone.item().locator("[data-said=photo]")).to_have_text(
        "Photo: Needs your attention"
    )
    assert world.count(words) == 1


def test_of_a_report_that_has_arrived_only_its_number_stays(phone, world, words):
    phone.report_without_network(words)
    assert words in str(phone.list_kept())

    phone.find_network()
    phone.expect_arrived()

    (left,) = phone.list_kept()
    assert words not in str(left)
    assert (left["fields"], left["photos"], left["token"]) == ([], [], "")


def test_everything_on_a_shared_device_is_deleted(phone, words):
    phone.report_without_network(words)
    phone.page.evaluate("localStorage.setItem('wusul-needs', '{}')")

    phone.page.locator("[data-open=delete-all]").click()
    phone.page.locator("[data-delete-all]").click()

    expect(phone.page.locator("[data-queue-empty]")).to_be_visible()
    assert phone.list_kept() == []
    assert phone.page.evaluate("localStorage.length") == 0


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_axe_finds_nothing_without_a_network(phone, words, lang):
    phone.visit()
    phone.lose_network()
    found = {}
    for path in ("reports/new", "trip", "reports/queue"):
        phone.open(f"/{lang}/{path}")
        found[path] = run_axe(phone.page)
    phone.report(words, lang=lang)
    phone.page.wait_for_url("**/reports/queue*")
    expect(phone.page.locator("[data-queue-list][data-ready]")).to_be_visible()
    found["the queue with a report"] = run_axe(phone.page)
    phone.page.locator("[data-open=delete-all]").click()
    found["the question"] = run_axe(phone.page)

    assert {place: one for place, one in found.items() if one} == {}


def run_axe(page):
    options = {"runOnly": {"type": "tag", "values": RULES}}
    return Axe().run(page, options=options).response["violations"]


def test_nothing_scrolls_sideways_on_a_small_phone(take_phone, words):
    phone = take_phone()
    phone.page.set_viewport_size({"width": 320, "height": 640})
    phone.report_without_network(words)
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

    assert phone.page.evaluate(wide) <= 0
    phone.open("/ar/reports/new")
    assert phone.page.evaluate(wide) <= 0


def test_the_queue_is_worked_by_keyboard_alone_and_says_what_happens(
    phone, world, words
):
    phone.visit()
    world.line.cut("POST", REPORTS, LATER)
    phone.report(words)
    phone.page.wait_for_url("**/reports/queue*")
    announced = phone.page.locator("[data-queue-said]")
    expect(announced).to_have_attribute("role", "status")
    expect(announced).to_contain_text("Will be tried again")
    expect(phone.item()).to_be_focused()

    phone.page.locator("[data-do=send]").focus()
    phone.page.keyboard.press("Enter")
    phone.expect_state("Sent")

    expect(announced).to_contain_text("Sent")
    assert world.count(words) == 1


def test_what_happens_with_the_form_is_said_in_a_place_that_was_there_before(
    take_phone, world, words
):
    phone = take_phone(service_workers="block")
    hold = Hold(LATER)
    world.line.cut("POST", REPORTS, hold)
    phone.write(words)
    said = phone.page.locator("[data-sending]")
    expect(said).to_have_role("status")
    expect(said).to_have_text("")
    phone.send()

    expect(said).to_have_text("It is being sent …")
    hold.release()
    expect(said).to_have_text("No answer came. It will be tried again.")
    expect(send_button(phone.page)).to_be_focused()
