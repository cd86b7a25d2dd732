"""Reports from a phone whose network comes and goes: each arrives exactly once.

The line is cut at every step, the server is killed and comes back, the browser is
closed and opened again; in the end there is one report, whole.
"""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.device import PHONE, REPORTS, Phone
from tests.browser.line import PORTAL, after, answer, before, half
from tests.chromium import ARGUMENTS, PATIENCE_MS, PROGRAM

PHOTOS = "/photos"
_numbers = itertools.count(1)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "kerb.jpg"
    Image.effect_noise((320, 240), next(_numbers)).save(path)
    return path


def test_the_form_opens_and_keeps_without_a_network_and_sends_by_itself(
    phone, world, words
):
    phone.visit()
    phone.lose_network()

    phone.report(words, lang="ar")
    phone.page.wait_for_url("**/ar/reports/queue*")
    expect(phone.page.locator("html")).to_have_attribute("dir", "rtl")
    assert world.count(words) == 0
    phone.find_network()
    phone.expect_arrived()

    assert world.count(words) == 1


def test_with_a_network_it_goes_at_once_to_the_page_of_its_number(phone, world, words):
    phone.report(words)
    phone.expect_arrived()

    assert "/queue" not in phone.page.url
    assert world.count(words) == 1


def test_the_network_goes_while_it_is_written(phone, world, words):
    phone.visit()
    phone.write(words)
    phone.lose_network()
    phone.send()
    phone.page.wait_for_url("**/reports/queue*")
    phone.expect_state("Will be tried again")
    phone.find_network()
    phone.expect_arrived()

    assert world.count(words) == 1


@pytest.mark.parametrize("how", [before, half, after])
def test_the_line_is_cut_while_the_report_is_on_it(phone, world, words, how):
    world.line.cut("POST", REPORTS, how)

    phone.report(words)
    phone.expect_arrived()

    assert world.count(words) == 1
    assert world.line.count("POST", REPORTS) == 2


@pytest.mark.parametrize("how", [before, half, after])
def test_the_line_is_cut_while_the_photo_is_on_it(phone, world, words, photo, how):
    world.line.cut("POST", PHOTOS, how)

    phone.report(words, photo=photo)
    phone.page.wait_for_url("**/reports/queue*")
    phone.expect_photo_gone()

    assert (world.count(words), world.count_photos(words)) == (1, 1)
    assert world.line.count("POST", PHOTOS) == 2


def test_the_network_goes_between_text_and_photo(phone, world, words, photo):
    phone.visit()
    world.line.cut("POST", PHOTOS, before, times=100)
    phone.report(words, photo=photo)
    phone.page.wait_for_url("**/reports/queue*")
    phone.lose_network()
    world.line.cuts.clear()

    phone.expect_state("Sent")
    assert (world.count(words), world.count_photos(words)) == (1, 0)
    phone.find_network()
    phone.expect_photo_gone()

    assert (world.count(words), world.count_photos(words)) == (1, 1)


@pytest.mark.parametrize("moment", ["before it has heard", "before it has answered"])
def test_the_server_is_killed_in_the_middle_of_a_request(phone, world, words, moment):
    def kill(request, forward):
        if moment == "before it has heard":
            half(request, forward)
        else:
            after(request, forward)
        world.server.kill()

    phone.visit()
    world.line.cut("POST", REPORTS, kill)
    phone.report(words)
    phone.page.wait_for_url("**/reports/queue*")
    expect(phone.item().locator("[data-said=why]")).to_contain_text("No answer came")
    world.server.start()
    phone.expect_arrived()

    assert world.count(words) == 1


def test_the_browser_is_closed_and_opened_again(
    world, words, photo, chromium, tmp_path
):
    world.forget()

    def open_browser():
        return chromium.browser_type.launch_persistent_context(
            str(tmp_path / "me"),
            executable_path=PROGRAM,
            args=ARGUMENTS,
            viewport=PHONE,
            timeout=PATIENCE_MS,
        )

    first = Phone(world, open_browser())
    first.visit()
    first.lose_network()
    first.report(words, photo=photo)
    first.page.wait_for_url("**/reports/queue*")
    first.context.close()
    later = Phone(world, open_browser())
    later.open("/en/reports/queue")
    later.expect_arrived()
    later.expect_photo_gone()
    later.context.close()

    assert (world.count(words), world.count_photos(words)) == (1, 1)


def test_two_tabs_send_it_once(phone, world, words):
    phone.visit()
    phone.lose_network()
    phone.report(words)
    phone.page.wait_for_url("**/reports/queue*")
    others = [phone.context.new_page() for _ in range(2)]
    for other in others:
        phone.open("/en/reports/queue", other)

    phone.find_network()
    phone.expect_arrived()
    for other in others:
        expect(other.locator("[data-said=number]")).to_be_visible()

    assert world.count(words) == 1


@pytest.mark.parametrize(
    ("how", "said"),
    [
        (PORTAL, "sign in first"),
        (answer("503 Service Unavailable"), "has a problem"),
        (answer("409 Conflict", "{}", Content_Type="application/json"), "tried again"),
        (answer("429 Too Many Requests", Retry_After="2"), "asks to wait"),
    ],
)
def test_what_is_no_refusal_is_tried_again(phone, world, words, how, said):
    phone.visit()
    world.line.cut("POST", REPORTS, how, times=100)

    phone.report(words)
    phone.page.wait_for_url("**/reports/queue*")
    expect(phone.item().locator("[data-said=why]")).to_contain_text(said)
    world.line.cuts.clear()
    phone.page.evaluate("dispatchEvent(new Event('online'))")
    phone.expect_arrived()

    assert world.count(words) == 1


def test_a_wait_that_the_server_asks_for_is_kept(phone, world, words):
    phone.visit()
    world.line.cut("POST", REPORTS, answer("429 Slow", Retry_After="3600"))
    phone.report(words)
    phone.page.wait_for_url("**/reports/queue*")
    phone.expect_state("Will be tried again")

    phone.lose_network()
    phone.find_network()
    phone.open("/en/reports/queue")
    phone.expect_state("Will be tried again")
    assert world.line.count("POST", REPORTS) == 1
    phone.item().locator("[data-do=send]").click()
    phone.expect_arrived()

    assert world.count(words) == 1
