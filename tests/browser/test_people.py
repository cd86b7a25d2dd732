"""From the first administrator to the first day of somebody invited, in a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from click.testing import CliRunner
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from tests.browser.test_access import RULES
from tests.kef import copy_kef, open_kef
from webmap.people.cli import user
from webmap.site import create_site

WORDS = "green stairs in the rain"
OTHER = "seven yellow donkeys sing"
LINK = re.compile(r"/en/choose-password/\S+")


@pytest.fixture(scope="module")
def town(kef_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict]:
    """Serve a copy of El Kef with its first administrator, who has a link."""
    held = open_kef(copy_kef(kef_folder, tmp_path_factory.mktemp("people") / "kef"))
    named = ["--name", "Amel", "--role", "admin", "--lang", "en"]
    done = CliRunner().invoke(user, ["add", "amel@example.org", *named], obj=held)
    assert done.exit_code == 0, done.output
    server = make_server("127.0.0.1", 0, create_site(held), threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    url = f"http://127.0.0.1:{server.server_port}"
    yield {"url": url, "link": LINK.search(done.output)[0]}
    server.shutdown()
    thread.join()
    server.server_close()
    held.close()


def opened(chromium: Browser, town: dict, *, width: int = 360) -> Page:
    """Open a browser without scripts: everything has to work in it."""
    context = chromium.new_context(
        viewport={"width": width, "height": 740},
        base_url=town["url"],
        java_script_enabled=False,
    )
    return context.new_page()


def type_in(page: Page, name: str, text: str) -> None:
    """Come to a field with the keyboard, and type."""
    for _key in range(60):
        page.keyboard.press("Tab")
        if page.locator(f"#{name}:focus").count():
            page.keyboard.type(text)
            return
    pytest.fail(f"the keyboard does not reach {name}")


def send(page: Page) -> None:
    """Send the form with the keyboard and wait for the answer."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def sign_in(page: Page, email: str, password: str, path: str = "/en/sign-in") -> None:
    page.goto(path)
    page.fill("#email", email)
    page.fill("#password", password)
    send(page)


@pytest.fixture(scope="module")
def admin(chromium: Browser, town: dict) -> Page:
    """Accept the first invitation with the keyboard alone."""
    page = opened(chromium, town)
    page.goto(town["link"])
    type_in(page, "password", WORDS)
    send(page)
    return page


def test_the_first_administrator_comes_in_with_the_keyboard_alone(admin: Page):
    assert admin.url.endswith("/en/people")
    assert admin.get_by_role("heading", name="People").is_visible()


def test_an_association_is_invited_and_works(chromium, town, admin):
    admin.goto("/en/people")
    admin.fill("#name", "Zied")
    admin.fill("#email", "zied@example.org")
    admin.select_option("#role", "verifier")
    admin.select_option("#body", "twiza")
    admin.select_option("#language", "fr")
    admin.get_by_role("button", name="Make the link").click()
    link = admin.get_by_role("link", name="choose-password").get_attribute("href")

    phone = opened(chromium, town)
    phone.goto(link)
    phone.fill("#password", OTHER)
    send(phone)
    phone.goto("/fr/account")
    assert phone.get_by_text("TWIZA").is_visible()
    phone.get_by_role("button", name="Se déconnecter", exact=True).click()
    phone.wait_for_url("**/fr/sign-in")

    sign_in(phone, "zied@example.org", WORDS, "/fr/sign-in?next=/fr/account")
    assert phone.get_by_role("alert").is_visible()
    phone.fill("#password", OTHER)
    send(phone)
    assert phone.url.endswith("/fr/account")
    assert phone.goto("/fr/people").status == 403


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(chromium, town, admin, lang):
    context = chromium.new_context(
        viewport={"width": 320, "height": 640}, base_url=town["url"]
    )
    page = context.new_page()
    paths = ["sign-in", "forgot-password", "choose-password/x", "account", "people"]
    faults = {}
    for path in paths:
        if path == "account":
            context.add_cookies(admin.context.cookies())
        page.goto(f"/{lang}/{path}")
        page.wait_for_load_state("networkidle")
        rules = {"runOnly": {"type": "tag", "values": RULES}}
        faults[path] = [
            one["id"] for one in Axe().run(page, options=rules).response["violations"]
        ]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            faults[path].append("scrolls sideways")
    context.close()

    assert faults == {path: [] for path in paths}
