"""What a device keeps of reports, what it says of it, and how it lets go of it."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from data.queries.revision import raise_revision
from tests.browser.device import (
    FORM,
    KEPT,
    REPORTS,
    Phone,
    World,
    new_phone,
)
from tests.browser.line import Line, after, answer, before
from tests.browser.serving import Server
from tests.browser.test_access import RULES
from tests.kef import copy_kef

NO_STORE = "Object.defineProperty(window, 'indexedDB', { get() { return undefined; } })"
FULL = """IDBObjectStore.prototype.put = () => {
    throw new DOMException("no room", "QuotaExceededError");
};"""
KEPT_DRAFT = f"{FORM}:not([data-keeping])"
CACHES = "caches.keys()"
WORKERS = "navigator.serviceWorker.getRegistrations().then((all) => all.length)"
_numbers = itertools.count(1)


@pytest.fixture(scope="module")
def world(kef_folder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = copy_kef(kef_folder, tmp_path_factory.mktemp("device") / "kef")
    server = Server(folder).start()
    line = Line(lambda: server.port)
    made = World(server, line)
    yield made
    made.database.close()
    line.close()
    server.kill()


@pytest.fixture
def take_phone(world: World, chromium: Browser):
    world.forget()
    taken = []

    def take(script: str = "", **options) -> Phone:
        phone = new_phone(world, chromium, **options)
        if script:
            phone.context.add_init_script(script)
        taken.append(phone)
        return phone

    yield take
    for phone in taken:
        phone.context.close()


@pytest.fixture
def phone(take_phone) -> Phone:
    return take_phone()


@pytest.fixture
def words() -> str:
    return f"a step, the {next(_numbers)}th of this test"


def until(phone, holds):
    """Wait for something that no page shows."""
    end = time.monotonic() + PATIENCE_MS / 1000
    while time.monotonic() < end and not holds():
        phone.page.wait_for_timeout(50)


def said(phone):
    return phone.page.locator("[data-device-said]")


def list_kept(phone):
    """Read what the device keeps, as anybody who holds it could."""
    return phone.page.evaluate("""() => new Promise((done) => {
        const opening = indexedDB.open("wusul");
        opening.onsuccess = () => {
            const reading = opening.result.transaction("reports");
            const all = reading.objectStore("reports").getAll();
            all.onsuccess = () => { opening.result.close(); done(all.result); };
        };
    })""")


def send_without_network(phone, words):
    phone.visit()
    phone.lose_network()
    phone.report(words)
    phone.page.wait_for_url("**/reports/queue*")
    phone.expect_state("Will be tried again")


def test_a_device_that_keeps_nothing_says_so_and_reports_all_the_same(
    take_phone, world, words
):
    phone = take_phone(NO_STORE)

    phone.write(words)
    expect(said(phone)).to_contain_text("lets no page keep anything")
    phone.send()
    phone.expect_arrived()

    assert world.count(words) == 1


def test_a_device_that_keeps_nothing_leaves_the_words_on_the_page(take_phone, words):
    phone = take_phone(NO_STORE)
    phone.write(words)

    phone.lose_network()
    phone.send()

    expect(said(phone)).to_contain_text("stays on this page")
    expect(phone.page.locator("#description")).to_have_value(words)


def test_a_full_device_says_so_and_reports_all_the_same(take_phone, world, words):
    phone = take_phone(FULL)

    phone.write(words)
    expect(said(phone)).to_contain_text("no room left")
    phone.send()
    phone.expect_arrived()

    assert world.count(words) == 1


def test_without_a_worker_the_report_waits_on_its_page(take_phone, world, words):
    phone = take_phone(service_workers="block")
    phone.write(words)
    expect(said(phone)).to_contain_text("does not open this page without a network")

    phone.lose_network()
    phone.send()
    expect(phone.page.locator("[data-sending]")).to_contain_text("waits on this device")
    phone.find_network()
    phone.expect_arrived()

    assert world.count(words) == 1


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
    assert list_kept(phone) == []


def test_what_the_server_refuses_waits_with_its_sentence_and_is_put_right(
    phone, world, words
):
    send_without_network(phone, words)
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
    send_without_network(phone, words)
    phone.item().locator("[data-do=change]").click()
    expect(phone.page.locator("#description")).to_have_value(words)
    phone.page.fill("#description", f"{words}, changed")
    phone.send()
    phone.page.wait_for_url("**/reports/queue*")
    phone.find_network()
    phone.expect_arrived()

    assert (world.count(words), world.count(f"{words}, changed")) == (0, 1)


def test_what_had_arrived_before_it_was_changed_is_told_and_the_change_kept(
    phone, world, words
):
    phone.visit()
    world.line.cut("POST", REPORTS, after)
    world.line.cut("POST", REPORTS, before, times=100)
    phone.report(words)
    phone.page.wait_for_url("**/reports/queue*")
    phone.expect_state("Will be tried again")
    phone.item().locator("[data-do=change]").click()
    phone.page.fill("#description", f"{words}, changed")
    phone.send()
    phone.page.wait_for_url("**/reports/queue*")
    world.line.cuts.clear()

    states = phone.page.locator("[data-said=state]")
    expect(states).to_have_text(["Draft", "Sent"])
    draft = phone.item().first.locator("[data-said=why]")
    expect(draft).to_contain_text("It had come in as you wrote it first")
    assert (world.count(words), world.count(f"{words}, changed")) == (1, 0)


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
    send_without_network(phone, words)
    assert words in str(list_kept(phone))

    phone.find_network()
    phone.expect_arrived()

    (left,) = list_kept(phone)
    assert words not in str(left)
    assert (left["fields"], left["photos"], left["token"]) == ([], [], "")


def test_everything_on_a_shared_device_is_deleted(phone, words):
    send_without_network(phone, words)
    phone.page.evaluate("localStorage.setItem('wusul-needs', '{}')")

    phone.page.locator("[data-open=delete-all]").click()
    phone.page.locator("[data-delete-all]").click()

    expect(phone.page.locator("[data-queue-empty]")).to_be_visible()
    assert list_kept(phone) == []
    assert phone.page.evaluate("localStorage.length") == 0


def test_names_are_suggested_without_a_network(phone):
    phone.visit()
    phone.lose_network()
    phone.open("/fr/reports/new")
    phone.page.wait_for_selector(FORM)

    phone.page.locator("#where").press_sequentially("hopit")

    expect(phone.page.locator("[role=option]").first).to_contain_text("pital")


def test_any_other_page_says_that_there_is_no_network_and_what_works(phone):
    phone.visit()
    phone.lose_network()

    phone.open("/ar/trip")

    expect(phone.page.locator("h1")).to_have_text("لا توجد شبكة")
    phone.page.locator("main a[href$='/reports/new']").click()
    expect(phone.page.locator(FORM)).to_be_visible()


def test_no_page_of_a_person_is_kept(phone, world, words):
    phone.visit()
    phone.report(words)
    phone.expect_arrived()

    kept = phone.page.evaluate("""caches.keys().then((names) => Promise.all(
        names.map((name) => caches.open(name).then((one) => one.keys()))
    )).then((all) => all.flat().map(({ url }) => new URL(url).pathname))""")

    pages = {path for path in kept if not path.startswith("/static/")}
    parts = ("offline", "reports/names.json", "reports/offline", "reports/queue")
    assert pages == {f"/{lang}/{part}" for lang in ("ar", "en", "fr") for part in parts}


def test_an_old_shell_is_replaced_and_deleted(phone, world):
    phone.visit()
    (old,) = phone.page.evaluate(CACHES)
    with world.database.write() as session:
        raise_revision(session)

    phone.open("/en/about")
    until(phone, lambda: old not in phone.page.evaluate(CACHES))

    (new,) = phone.page.evaluate(CACHES)
    assert new != old
    expect(phone.page.locator(KEPT)).to_have_count(1)


def test_switched_off_the_worker_goes_and_takes_its_shell_with_it(phone, world, words):
    send_without_network(phone, words)
    world.server.kill()
    world.server.start(WUSUL_OFFLINE="off")
    phone.find_network()
    phone.open("/en/reports/queue")
    phone.expect_arrived()
    phone.open("/en/about")
    until(phone, lambda: not phone.page.evaluate(CACHES))

    assert (phone.page.evaluate(WORKERS), phone.page.evaluate(CACHES)) == (0, [])
    assert world.count(words) == 1
    world.server.kill()


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
    send_without_network(phone, words)
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

    assert phone.page.evaluate(wide) <= 0
    phone.open("/ar/reports/new")
    assert phone.page.evaluate(wide) <= 0


def test_the_queue_is_worked_by_keyboard_alone_and_says_what_happens(
    phone, world, words
):
    send_without_network(phone, words)
    phone.find_network()
    phone.page.locator("[data-do=send]").focus()
    phone.page.keyboard.press("Enter")
    phone.expect_arrived()

    announced = phone.page.locator("[data-queue-said]")
    expect(announced).to_have_attribute("role", "status")
    expect(announced).to_contain_text("Sent")
    assert world.count(words) == 1
