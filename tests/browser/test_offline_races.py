"""Whatever comes in between: no report is lost, none comes twice, no change is lost.

Nothing here hopes for an unlucky moment: a request is held until the rest is done.
"""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.device import FORM, REPORTS
from tests.browser.line import LATER, Hold, after, answer, arrived_unheard, before
from tests.chromium import wait_until

LOOK = "/en/reports/new"
"""Where the server is asked to look at the form before it is sent."""
SEND_KEY = re.compile(rb"idempotency-key: (\S+)", re.IGNORECASE)
HOLD_LOCK = """(name) => {
    navigator.locks.request(name, () => new Promise((go) => { window.letGo = go; }));
}"""
"""Hold a report, as a page does that sends it."""
KEPT_DRAFT = f"{FORM}:not([data-keeping])"


def leave_waiting(phone, world, words, *fates):
    """Send a report off; it meets these fates and waits in the queue."""
    phone.visit()
    for fate in fates:
        world.line.cut("POST", REPORTS, fate)
    phone.report(words)
    phone.page.wait_for_url("**/reports/queue*")
    phone.expect_state("Will be tried again")


def change(phone, words):
    """Take the only report back and send it off with other words."""
    phone.item().locator("[data-do=change]").click()
    phone.page.fill("#description", words)
    phone.page.wait_for_selector(FORM)
    phone.send()
    phone.page.wait_for_url("**/reports/queue*")


def open_draft(phone, key):
    """Open a report in another tab, to change it."""
    tab = phone.context.new_page()
    phone.open(f"/en/reports/new#draft={key}", tab)
    return tab


def test_what_had_arrived_before_it_was_changed_is_told_and_the_change_kept(
    phone, world, words
):
    leave_waiting(phone, world, words, arrived_unheard)

    change(phone, f"{words}, changed")

    phone.expect_states("Draft", "Sent")
    draft = phone.item().first.locator("[data-said=why]")
    expect(draft).to_contain_text("It had come in as you wrote it first")
    assert f"{words}, changed" in str(phone.list_kept())
    assert (world.count(words), world.count(f"{words}, changed")) == (1, 0)


def test_of_three_versions_the_second_had_arrived(phone, world, words):
    leave_waiting(phone, world, words, LATER, arrived_unheard)
    change(phone, f"{words}, changed")
    phone.expect_state("Will be tried again")

    change(phone, f"{words}, changed again")

    phone.expect_states("Draft", "Sent")
    counts = [world.count(f"{words}{more}") for more in ("", ", changed")]
    assert (counts, world.count(f"{words}, changed again")) == ([0, 1], 0)
    assert f"{words}, changed again" in str(phone.list_kept())


def test_a_report_under_whose_key_a_stranger_came_in_gets_another_key(
    phone, world, words
):
    body = json.dumps({"title": "Not right", "field": "send_key"})
    taken = answer("422 No", body, Content_Type="application/problem+json")
    phone.visit()
    world.line.cut("POST", REPORTS, taken)
    phone.report(words)
    expect(phone.page.locator("[data-faults]")).to_contain_text("Not right")

    phone.send()
    phone.expect_arrived()

    assert world.count(words) == 1
    sent = [r.raw for r in world.line.seen if r.path == REPORTS]
    keys = {SEND_KEY.search(raw)[1] for raw in sent}
    assert (len(sent), len(keys)) == (2, 2)
    assert len(phone.list_kept()) == 1


def test_what_is_typed_before_the_form_is_filled_in_stays(take_phone, world, words):
    phone = take_phone(service_workers="block")
    world.line.cut("POST", REPORTS, LATER)
    phone.report(words)
    expect(phone.page.locator("[data-sending]")).to_contain_text("tried again")
    phone.open("/en/reports/queue")
    late = []

    def hold(route):
        late.append(route)

    phone.context.route("**/offline/form-main*.js*", hold)
    phone.item().locator("[data-do=change]").click()
    wait_until(phone.page, lambda: late)

    phone.page.fill("#description", f"{words}, changed")
    late.pop().continue_()
    phone.page.wait_for_selector(FORM)

    expect(phone.page.locator("#category")).to_have_value("kerb")
    expect(phone.page.locator("#description")).to_have_value(f"{words}, changed")
    phone.send()
    phone.expect_arrived()
    assert (world.count(words), world.count(f"{words}, changed")) == (0, 1)


def test_a_button_that_is_pressed_before_the_form_is_ready_is_not_lost(
    take_phone, world, words
):
    phone = take_phone(service_workers="block")
    phone.write(words)
    expect(phone.page.locator(KEPT_DRAFT)).to_be_visible()
    (kept,) = phone.list_kept()
    phone.page.evaluate(HOLD_LOCK, f"wusul-report-{kept['key']}")

    tab = open_draft(phone, kept["key"])
    tab.select_option("#category", "kerb")
    tab.fill("#where", "8.7047,36.1822")
    tab.locator("form .button-primary").last.click()
    phone.context.set_offline(offline=True)
    phone.page.evaluate("window.letGo()")

    expect(tab.locator("[data-sending]")).to_contain_text("waits on this device")
    phone.find_network()
    expect(tab.locator(".tracking")).to_be_visible()
    assert world.count(words) == 1


def test_what_is_being_sent_is_taken_back_only_once_no_answer_came(phone, world, words):
    phone.visit()
    hold = Hold(after)
    world.line.cut("POST", REPORTS, hold)
    world.line.cut("POST", REPORTS, before, times=100)
    phone.report(words)
    hold.wait()
    (kept,) = phone.list_kept()

    tab = open_draft(phone, kept["key"])
    tab.wait_for_selector("#description")
    assert tab.locator(FORM).count() == 0
    hold.release()

    expect(tab.locator("#description")).to_have_value(words)
    tab.fill("#description", f"{words}, changed")
    world.line.cuts.clear()
    tab.locator(f"{FORM} .button-primary").last.click()
    tab.wait_for_url("**/reports/queue*")
    phone.page = tab
    phone.expect_states("Draft", "Sent")
    assert (world.count(words), world.count(f"{words}, changed")) == (1, 0)


def test_what_is_being_sent_is_not_taken_back_once_it_has_arrived(phone, world, words):
    phone.visit()
    hold = Hold()
    world.line.cut("POST", REPORTS, hold)
    phone.report(words)
    hold.wait()
    (kept,) = phone.list_kept()

    tab = open_draft(phone, kept["key"])
    tab.wait_for_selector("#description")
    hold.release()

    tab.wait_for_url("**/reports/queue*")
    expect(tab.locator("[data-said=state]")).to_have_text("Sent")
    phone.expect_arrived()
    assert world.count(words) == 1


def test_nothing_is_typed_while_it_is_being_sent(phone, world, words):
    hold = Hold()
    world.line.cut("POST", LOOK, hold)
    phone.report(words)
    hold.wait()

    expect(phone.page.locator("[inert] #description")).to_have_count(1)
    expect(phone.page.locator("[data-sending]")).to_have_text("It is being sent …")
    hold.release()

    phone.expect_arrived()
    assert world.count(words) == 1


@pytest.mark.parametrize("path", [LOOK, REPORTS])
def test_the_page_is_closed_as_soon_as_the_button_is_pressed(phone, world, words, path):
    phone.visit()
    hold = Hold()
    world.line.cut("POST", path, hold)
    phone.report(words)
    hold.wait()

    phone.page.close()
    hold.release()
    phone.page = phone.context.new_page()
    phone.open("/en/reports/queue")

    phone.expect_state("Sent")
    assert world.count(words) == 1


def test_the_page_is_closed_while_it_is_asked_what_had_arrived(phone, world, words):
    hold = Hold()
    conflict = Hold()
    conflict.release()
    leave_waiting(phone, world, words, arrived_unheard, conflict, hold)
    phone.item().locator("[data-do=change]").click()
    expect(phone.page.locator("#description")).to_have_value(words)
    phone.page.fill("#description", f"{words}, changed")
    phone.page.wait_for_selector(FORM)
    phone.send()
    hold.wait()

    phone.page.close()
    phone.page = phone.context.new_page()
    phone.open("/en/reports/queue")
    hold.release()

    phone.expect_states("Draft", "Sent")
    assert (world.count(words), world.count(f"{words}, changed")) == (1, 0)


def send_in_another_tab(phone):
    """Send the draft of a page off in another tab: it arrives."""
    expect(phone.page.locator(KEPT_DRAFT)).to_be_visible()
    (kept,) = phone.list_kept()
    tab = open_draft(phone, kept["key"])
    tab.wait_for_selector(FORM)
    tab.locator(f"{FORM} .button-primary").last.click()
    expect(tab.locator(".tracking")).to_be_visible()


def test_a_draft_that_another_tab_has_sent_off_is_not_sent_over_it(phone, world, words):
    phone.visit()
    phone.write(words)
    send_in_another_tab(phone)

    typed_and_sent_at_once = """(words) => {
        document.querySelector("#description").value = words;
        document.querySelector("form[data-device]").requestSubmit();
    }"""
    phone.page.evaluate(typed_and_sent_at_once, f"{words}, changed")
    phone.page.wait_for_url("**/reports/queue*")

    phone.expect_states("Draft", "Sent")
    assert f"{words}, changed" in str(phone.list_kept())
    assert (world.count(words), world.count(f"{words}, changed")) == (1, 0)


def test_what_is_typed_after_another_tab_has_sent_it_is_told_and_kept(
    phone, world, words
):
    phone.visit()
    phone.write(words)
    send_in_another_tab(phone)

    phone.page.fill("#description", f"{words}, changed")

    said = phone.page.locator("[data-device-said]")
    expect(said).to_contain_text("It had come in as you wrote it first")
    phone.open("/en/reports/queue")
    phone.expect_states("Draft", "Sent")
    assert f"{words}, changed" in str(phone.list_kept())
    assert (world.count(words), world.count(f"{words}, changed")) == (1, 0)


def test_two_tabs_that_type_the_same_draft_keep_both(phone, words):
    phone.visit()
    phone.write(words)
    expect(phone.page.locator(KEPT_DRAFT)).to_be_visible()
    (kept,) = phone.list_kept()
    tab = open_draft(phone, kept["key"])
    tab.wait_for_selector(FORM)

    for page, more in ((tab, "there"), (phone.page, "here"), (tab, "there again")):
        page.fill("#description", f"{words}, {more}")
        expect(page.locator(KEPT_DRAFT)).to_be_visible()

    said = [dict(one["fields"])["description"] for one in phone.list_kept()]
    assert sorted(said) == sorted([f"{words}, here", f"{words}, there again"])


def test_what_is_refused_while_it_waits_on_its_page_is_put_right(
    take_phone, world, words
):
    phone = take_phone(service_workers="block")
    phone.write(words)
    phone.page.select_option("#category", "")
    phone.lose_network()
    phone.send()
    expect(phone.page.locator("[data-sending]")).to_contain_text("waits on this device")

    phone.find_network()
    expect(phone.page.locator("[data-faults]")).to_be_focused()
    expect(phone.page.locator("[data-sending]")).to_have_text("")
    phone.page.select_option("#category", "kerb")
    phone.send()
    phone.expect_arrived()

    assert world.count(words) == 1
