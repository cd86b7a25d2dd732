"""What a device can keep, what it says where it cannot, and how it lets go of it."""

from __future__ import annotations

from playwright.sync_api import expect

from data.queries.revision import raise_revision
from tests.browser.device import FORM, KEPT
from tests.chromium import wait_until

NO_STORE = "Object.defineProperty(window, 'indexedDB', { get() { return undefined; } })"
FULL = """IDBObjectStore.prototype.put = () => {
    throw new DOMException("no room", "QuotaExceededError");
};"""
CACHES = "caches.keys()"
WORKERS = "navigator.serviceWorker.getRegistrations().then((all) => all.length)"


def said(phone):
    return phone.page.locator("[data-device-said]")


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
    wait_until(phone.page, lambda: old not in phone.page.evaluate(CACHES))

    (new,) = phone.page.evaluate(CACHES)
    assert new != old
    expect(phone.page.locator(KEPT)).to_have_count(1)


def test_switched_off_the_worker_goes_and_takes_its_shell_with_it(phone, world, words):
    phone.report_without_network(words)
    world.server.kill()
    world.server.start(WUSUL_OFFLINE="off")
    try:
        phone.find_network()
        phone.open("/en/reports/queue")
        phone.expect_arrived()
        phone.open("/en/about")
        wait_until(phone.page, lambda: not phone.page.evaluate(CACHES))
    finally:
        world.server.kill()

    assert (phone.page.evaluate(WORKERS), phone.page.evaluate(CACHES)) == (0, [])
    assert world.count(words) == 1
