"""The inbox in a real browser: by keyboard alone, in three languages, on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from data.queries.life_cycle import advance_report
from data.queries.report import file_report, get_report
from data.queries.sign_in import start_sign_in
from data.runtime import Runtime
from geo.draft import Draft
from geo.standing import Actor, Move
from tests.kef import copy_kef, open_kef
from tests.serving import Server
from tests.webmap.people import somebody
from webmap.people.cookie import SIGNED_IN

PLACE = (8.7046, 36.1822)
SIZES = {320: 640, 360: 740, 1280: 900}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LANGUAGES = ("ar", "fr", "en")


@dataclass
class Desk:
    """A served instance with reports, and people who are signed in."""

    server: Server
    held: Runtime
    reports: list[str]
    browser: Browser

    def open(self, role: str, path: str, *, width: int = 1280) -> Page:
        """Open a page as somebody of a role."""
        person = somebody(self.held, role)
        with self.held.database.write() as session:
            at = self.held.clock()
            token = start_sign_in(session, person.key, device="Test", at=at)
        viewport = {"width": width, "height": SIZES[width]}
        context = self.browser.new_context(
            viewport=viewport, base_url=self.server.url, reduced_motion="reduce"
        )
        cookie = {"name": SIGNED_IN, "value": token, "url": self.server.url}
        context.add_cookies([cookie])
        page = context.new_page()
        page.troubles = []
        page.on("pageerror", lambda error: page.troubles.append(str(error)))
        page.goto(path)
        page.wait_for_load_state("networkidle")
        return page

    def state(self, tracking: str) -> str:
        """Tell where a report stands."""
        with self.held.database.read() as session:
            return get_report(session, tracking).state


def _file(held: Runtime, number: int) -> str:
    at = held.clock()
    with held.database.write() as session:
        lonlat = (PLACE[0] + number * 0.0004, PLACE[1])
        draft = Draft("kerb", f"number {number}", (), "Rue", lonlat)
        tracking = file_report(session, draft, at=at).tracking
        if number:
            move = Move("published", Actor("moderator", "m"), at)
            advance_report(session, tracking, move)
    return tracking


@pytest.fixture(scope="module")
def desk(
    kef_folder: Path, tmp_path_factory: pytest.TempPathFactory, chromium: Browser
) -> Iterator[Desk]:
    folder = copy_kef(kef_folder, tmp_path_factory.mktemp("inbox") / "kef")
    held = open_kef(folder)
    reports = [_file(held, number) for number in range(6)]
    server = Server(folder).start()
    yield Desk(server, held, reports, chromium)
    server.kill()
    held.close()


@pytest.fixture(autouse=True)
def _pages_are_closed(desk: Desk) -> Iterator[None]:
    yield
    for context in desk.browser.contexts:
        context.close()


def _focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.getAttribute('href') ?? ''"))


def _axe(page: Page) -> list[tuple[str, str]]:
    tags = {"runOnly": {"type": "tag", "values": RULES}}
    found = Axe().run(page, options=tags).response["violations"]
    return [(one["id"], one["nodes"][0]["html"][:120]) for one in found]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("role", "path"),
    [
        ("staff", "inbox?state=all"),
        ("staff", "inbox?state=all&map=1"),
        ("staff", "inbox/{report}"),
        ("moderator", "moderate"),
        ("admin", "inbox/rules"),
        ("admin", "inbox/templates"),
        ("monitor", "reports/numbers"),
    ],
)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(desk, role, path, lang):
    page = desk.open(role, f"/{lang}/{path}".format(report=desk.reports[1]), width=320)

    wide = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )

    assert _axe(page) == []
    assert wide <= 0
    assert page.troubles == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list_is_gone_through_and_a_report_opened_by_keys_alone(desk, lang):
    page = desk.open("staff", f"/{lang}/inbox?state=all")
    rows = page.locator("[data-row] a")
    hrefs = [rows.nth(i).get_attribute("href") for i in range(rows.count())]
    for _ in range(60):
        page.keyboard.press("Tab")
        if _focused(page) in hrefs:
            break

    seen = [_focused(page)]
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "End", "Home", "ArrowDown"):
        page.keyboard.press(key)
        seen.append(_focused(page))
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{hrefs[1]}")

    assert seen == [hrefs[i] for i in (0, 1, 2, 1, -1, 0, 1)]
    expect(page.locator("#steps")).to_be_visible()


def test_ticks_are_reached_across_and_set_by_space(desk):
    page = desk.open("staff", "/ar/inbox?state=all")
    page.locator("[data-row] a").first.focus()

    page.keyboard.press("ArrowRight")
    is_tick = page.evaluate("document.activeElement.type")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")

    assert is_tick == "checkbox"
    assert page.locator("[data-row] :checked").count() == 2


def test_shortcuts_do_nothing_before_they_are_switched_on(desk):
    page = desk.open("staff", "/en/inbox?state=all")
    page.locator("[data-row] a").first.focus()
    first = _focused(page)

    for key in ("j", "x", "Alt+Shift+J"):
        page.keyboard.press(key)
    untouched = _focused(page)
    page.locator("[data-keys] summary").click()
    page.locator("[data-shortcuts]").check()
    page.locator("[data-row] a").first.focus()
    page.keyboard.press("j")
    plain = _focused(page)
    page.keyboard.press("Alt+Shift+J")

    assert untouched == plain == first
    assert _focused(page) != first


def test_an_officer_asks_a_question_by_keys_alone(desk):
    tracking = desk.reports[2]
    page = desk.open("staff", f"/fr/inbox/{tracking}")

    page.locator("#steps summary").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    wrong = page.locator("#error-summary")
    expect(wrong).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.type("De quel côté ?")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#done")).to_be_visible()

    assert desk.state(tracking) == "needs_info"


def test_what_a_refused_form_held_stands_there_again(desk):
    page = desk.open("staff", f"/en/inbox/{desk.reports[3]}", width=360)
    page.locator("#steps summary", has_text="Confirm the obstacle").click()
    page.locator("#triage-value").fill("a lot")
    page.locator("#triage-measured").check()

    page.locator("form:has(#triage-value) .button-primary").click()

    expect(page.locator("#error-summary")).to_be_focused()
    expect(page.locator("#triage-value")).to_have_value("a lot")
    expect(page.locator("#triage-measured")).to_be_checked()


def test_the_map_shows_the_reports_and_narrows_the_list(desk):
    page = desk.open("staff", "/fr/inbox?state=all&map=1")
    button = page.locator("[data-here]")
    if not page.evaluate("!!document.createElement('canvas').getContext('webgl2')"):
        expect(page.locator("[data-row]").first).to_be_visible()
        return
    expect(button).to_be_visible()

    button.click()
    page.wait_for_url("**bbox=**")

    assert page.locator("[data-row]").count() == len(desk.reports)
    assert page.troubles == []


def test_without_scripts_the_inbox_works(desk):
    page = desk.open("staff", "/en/inbox?state=all")
    cookies = page.context.cookies()
    context = desk.browser.new_context(
        java_script_enabled=False, base_url=desk.server.url
    )
    context.add_cookies(cookies)
    bare = context.new_page()
    bare.goto("/en/inbox?state=all")
    for tick in (0, 1):
        bare.locator("[data-row] input").nth(tick).check()
    bare.locator("#bulk-action").select_option("take")
    bare.get_by_role("button", name="Continue").click()
    bare.get_by_role("button", name="I take care of them").click()

    expect(bare.get_by_text("Done with 2 reports")).to_be_visible()
