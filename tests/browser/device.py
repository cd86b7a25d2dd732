"""A phone in somebody's hand: its browser, its line, the server at the other end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from sqlalchemy import delete, func, select

from data.db import Database
from data.models import RateCount, Report, ReportPhoto
from tests.browser.line import Line
from tests.chromium import PATIENCE_MS
from tests.serving import Server

PHONE = {"width": 360, "height": 740}
FORM = "form[data-device]"
REPORTS = "/api/v1/reports"
WHERE = "8.7047,36.1822"
KEPT = "html[data-shell=kept]"
"""The worker has the form."""

READ_ALL = """() => new Promise((done) => {
    const opening = indexedDB.open("wusul");
    opening.onsuccess = () => {
        const reading = opening.result.transaction("reports");
        const all = reading.objectStore("reports").getAll();
        all.onsuccess = () => { opening.result.close(); done(all.result); };
    };
})"""


class World:
    """The server and its line, for many tests; their reports differ by their words."""

    def __init__(self, server: Server, line: Line) -> None:
        self.server = server
        self.line = line
        self.database = Database(f"sqlite:///{server.folder / 'wusul.sqlite'}")

    def count(self, words: str) -> int:
        """Count the reports that say so."""
        wanted = select(func.count(Report.id)).where(Report.description == words)
        with self.database.read() as session:
            return session.scalar(wanted) or 0

    def count_photos(self, words: str) -> int:
        """Count the photos of the reports that say so."""
        wanted = select(func.count(ReportPhoto.id)).join(
            Report, Report.id == ReportPhoto.report_id
        )
        with self.database.read() as session:
            return session.scalar(wanted.where(Report.description == words)) or 0

    def forget(self) -> None:
        """Start anew: a server, an empty line, and nobody has sent too much."""
        if self.server.process is None:
            self.server.start()
        self.line.cuts.clear()
        self.line.seen.clear()
        with self.database.write() as session:
            session.execute(delete(RateCount))


class Phone:
    """One device."""

    def __init__(self, world: World, context: BrowserContext) -> None:
        self.world = world
        self.context = context
        self.page = context.new_page()
        context.set_default_timeout(PATIENCE_MS)

    def open(self, path: str, page: Page | None = None) -> Page:
        """Open a page of the site."""
        shown = page or self.page
        shown.goto(self.world.line.url + path)
        return shown

    def visit(self) -> None:
        """Visit the site once with a network, so that the form is kept here."""
        self.open("/en/about")
        expect(self.page.locator(KEPT)).to_have_count(1)

    def write(
        self,
        words: str,
        *,
        lang: str = "en",
        photo: Path | None = None,
        where: str = WHERE,
    ) -> None:
        """Fill the form in, as far as the button that sends it."""
        self.open(f"/{lang}/reports/new")
        self.page.wait_for_selector(FORM)
        self.page.select_option("#category", "kerb")
        self.page.fill("#where", where)
        self.page.fill("#description", words)
        if photo:
            self.page.set_input_files("#photo", photo)

    def send(self) -> None:
        """Press the button."""
        send_button(self.page).click()

    def report(self, words: str, **how: Any) -> None:
        """Write a report and send it off."""
        self.write(words, **how)
        self.send()

    def report_without_network(self, words: str) -> None:
        """Leave a report in the queue of a device that knows the site."""
        self.visit()
        self.lose_network()
        self.report(words)
        self.page.wait_for_url("**/reports/queue*")
        self.expect_state("Will be tried again")

    def lose_network(self) -> None:
        """Walk into a valley."""
        self.context.set_offline(offline=True)

    def find_network(self) -> None:
        """Walk out of it."""
        self.context.set_offline(offline=False)

    def item(self) -> Locator:
        """Give the only report of the queue, or of its page."""
        return self.page.locator("[data-queue-list] > li")

    def expect_state(self, word: str) -> None:
        """Wait until the queue says so of the only report."""
        state = self.item().locator("[data-said=state]")
        expect(state).to_have_text(word)

    def list_kept(self) -> list[dict[str, Any]]:
        """Read what the device keeps, as anybody who holds it could."""
        return list(self.page.evaluate(READ_ALL))

    def expect_states(self, *words: str) -> None:
        """Wait until the queue says so of its reports, the newest first."""
        states = self.page.locator("[data-said=state]")
        expect(states).to_have_text(list(words))

    def expect_photo_gone(self) -> None:
        """Wait until the queue, once it is shown, has no photo left of the report."""
        expect(self.page.locator("[data-queue-list][data-ready]")).to_be_visible()
        expect(self.item().locator("[data-said=photo]")).to_be_hidden()

    def expect_arrived(self) -> None:
        """Wait until the page of the report, or its number in the queue, is shown."""
        number = self.page.locator(".tracking, [data-said=number]:visible")
        expect(number.first).to_be_visible()


def send_button(page: Page) -> Locator:
    """Find the button of the form."""
    return page.locator(f"{FORM} .button-primary").last


def new_phone(world: World, browser: Browser, **options: Any) -> Phone:
    """Take a fresh device."""
    return Phone(world, browser.new_context(viewport=PHONE, **options))


PhoneMaker = Callable[..., Phone]
