"""A line is entered, mended, kept and taken along: in a browser, by keyboard."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from data.queries.sign_in import start_sign_in
from tests.kef import copy_kef, open_kef
from tests.serving import Server
from tests.webmap.people import somebody
from webmap.people.cookie import SIGNED_IN

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NEW = "/en/lines/edit/new"
CHOSEN = {"kind": "louage", "told_by": "station", "method": "reported"}
TYPED = {
    "name_fr": "Louage Le Kef – Sakiet",
    "name_ar": "لواج الكاف – الساقية",
    "seen_on": "2026-11-20",
    "fare": "4,5",
    "d0-wait": "10-90",
    "d0-s0-stop_fr": "Station de louage",
    "d0-s0-lon": "8.7095",
    "d0-s0-lat": "36.1701",
    "d0-s1-stop_fr": "Sakiet Sidi Youssef",
}
Opener = Callable[..., Page]


@pytest.fixture(scope="module")
def office(
    kef_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, str]]:
    """Serve a copy of El Kef; give its address and the cookie of somebody there."""
    folder = copy_kef(kef_folder, tmp_path_factory.mktemp("lines") / "kef")
    held = open_kef(folder)
    person = somebody(held, "staff")
    with held.database.write() as session:
        token = start_sign_in(session, person.key, device="T", at=held.clock())
    held.close()
    with Server(folder) as server:
        yield server.url, token


@pytest.fixture
def sit(office: tuple[str, str], chromium: Browser) -> Iterator[Opener]:
    """Open pages as somebody who may change lines."""
    url, token = office
    contexts = []

    def opener(path: str, *, width: int = 1280, **options: object) -> Page:
        viewport = {"width": width, "height": 740}
        context = chromium.new_context(viewport=viewport, base_url=url, **options)
        context.add_cookies([{"name": SIGNED_IN, "value": token, "url": url}])
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    yield opener
    for context in contexts:
        context.close()


def _type(page: Page, field: str, text: str) -> None:
    page.locator(f"[id='{field}']").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def _enter(page: Page, code: str) -> None:
    _type(page, "id", code)
    for field, value in CHOSEN.items():
        page.select_option(f"#{field}", value)
    page.select_option("#d0-pattern", "when_full")
    for field, text in TYPED.items():
        _type(page, field, text)


def _press(page: Page, name: str) -> None:
    button = page.get_by_role("button", name=name, exact=True)
    button.focus()
    page.keyboard.press("Enter")


def _violations(page: Page) -> list[object]:
    options = {"runOnly": {"type": "tag", "values": RULES}}
    return Axe().run(page, options=options).response["violations"]


def test_a_line_goes_from_the_keyboard_to_its_page_its_history_and_its_files(sit):
    page = sit(NEW)
    _press(page, "Save")
    page.wait_for_selector("#error-summary:focus")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "id"

    _enter(page, "louage-sakiet")
    page.keyboard.press("Enter")
    page.wait_for_selector("#preview:focus")
    expect(page.locator("#preview")).to_contain_text("It leaves when it is full")
    _press(page, "Save")
    expect(page.locator("h1")).to_have_text("Louage Le Kef – Sakiet")
    expect(page.locator("main")).to_contain_text("Where exactly it stops is not known.")

    page.get_by_role("link", name="Change this line").click()
    _type(page, "fare", "dear")
    _press(page, "Save")
    page.wait_for_selector("#error-summary:focus")
    assert page.input_value("#fare") == "dear"
    _type(page, "fare", "5")
    _press(page, "Save")
    expect(page.locator("main")).to_contain_text("5 TND")
    page.get_by_role("link", name="Change this line").click()
    expect(page.locator("main li", has_text=re.compile("^2: "))).to_have_count(1)

    table = page.request.get("/api/v1/lines/table.csv").text()
    feed = page.request.get("/api/v1/lines/gtfs.zip").body()
    assert "louage-sakiet" in table
    with zipfile.ZipFile(BytesIO(feed)) as archive:
        assert b"Louage Le Kef" in archive.read("routes.txt")


def test_a_stop_is_put_on_the_map_with_the_arrow_keys(sit):
    page = sit(NEW)
    _type(page, "d0-s0-lon", "8.7095")
    _type(page, "d0-s0-lat", "36.1701")
    button = page.locator("[data-place-stop='d0-s0']")
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".pick-map[data-drawn]")
    assert _violations(page) == []
    page.locator("#stop-map canvas").focus()
    frame = page.locator(".pick-map")
    frame.evaluate("it => it.removeAttribute('data-moved')")
    page.keyboard.press("ArrowRight")
    expect(frame).to_have_attribute("data-moved", "")
    _press(page, "The stop is here")

    assert float(page.input_value("#d0-s0-lon")) > 8.7095
    assert float(page.input_value("#d0-s0-lat")) == pytest.approx(36.1701, abs=1e-3)
    assert page.evaluate("document.activeElement.dataset.placeStop") == "d0-s0"
    assert page.locator("#stop-map").is_hidden()


def test_a_line_is_entered_without_scripts(sit):
    page = sit(NEW, width=320, java_script_enabled=False)
    assert page.locator("[data-place-stop]").first.is_hidden()
    page.fill("#d0-s1-stop_fr", "Tunis")
    page.get_by_role("button", name="Look whether it is known : Stop 2").or_(
        page.locator("button[value='find-d0-s1']")
    ).first.click()
    page.get_by_label("Tunis Ville").or_(
        page.locator("#d0-s1-choice input").nth(1)
    ).first.check()
    for field, text in TYPED.items():
        if field != "d0-s1-stop_fr":
            page.fill(f"[id='{field}']", text)
    page.fill("#id", "louage-tunis")
    for field, value in {**CHOSEN, "d0-pattern": "when_full"}.items():
        page.select_option(f"#{field}", value)
    page.locator("button[name=action][value=save]").click()

    expect(page.locator("h1")).to_have_text("Louage Le Kef – Sakiet")
    expect(page.locator("main")).to_contain_text("Tunis")


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_the_form_with_its_errors_is_whole_on_a_narrow_phone(sit, lang):
    page = sit(f"/{lang}/lines/edit/new", width=320)
    page.locator("button[name=action][value=save]").last.click()
    page.wait_for_selector("#error-summary")

    wide = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert wide <= 0
    assert _violations(page) == []
