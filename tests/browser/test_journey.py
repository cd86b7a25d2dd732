"""The whole chain, as people live it: one obstacle, from a phone without a network to
a way that is open again.

Two people on phones, a moderator, an officer and an association at a desk; the server,
its clock, its mail and its map are the real ones.
"""

from __future__ import annotations

import json
import math
import re
import urllib.parse
import urllib.request
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from data.models import Report
from tests.browser.device import FORM, Phone, World, new_phone
from tests.browser.line import Line
from tests.kef import copy_kef, wusul
from tests.serving import Server

ENDS = {"from": "8.7045,36.1745", "to": "8.7080,36.1762"}
CHAIR = "manual_wheelchair"
WORDS = "رصيف مقلوع أمام الدكان"
PASSWORD = "four words nobody guesses"  # noqa: S105
DESK = {"width": 1280, "height": 900}


@pytest.fixture
def world(kef_folder: Path, tmp_path: Path, chromium: Browser) -> Iterator[World]:
    server = Server(copy_kef(kef_folder, tmp_path / "kef")).start()
    line = Line(lambda: server.port)
    made = World(server, line)
    yield made
    for context in chromium.contexts:
        context.close()
    made.database.close()
    line.close()
    server.kill()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "kerb.jpg"
    Image.effect_noise((640, 480), 60).convert("RGB").save(path)
    return path


def trip(world: World) -> dict:
    """Plan the trip of the wheelchair user."""
    asked = urllib.parse.urlencode({**ENDS, "profile": CHAIR, "lang": "en"})
    address = f"{world.server.url}/api/v1/trips?{asked}"
    with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310
        return dict(json.load(answer))


def cost(answer: dict) -> tuple[float, ...]:
    """Measure a way: of several that cost the same, any may be told."""
    out = answer["trip"]["out"]
    names = ("length_m", "seconds", "effort_s", "uncertain_m")
    return tuple(round(out[name], 6) for name in names)


def middle(answer: dict) -> str:
    """Give the middle of the longest straight piece of the way."""
    line = answer["trip"]["out"]["line"]
    one, other = max(pairwise(line), key=lambda piece: math.dist(*piece))
    return f"{(one[0] + other[0]) / 2:.6f},{(one[1] + other[1]) / 2:.6f}"


def report_it(phone: Phone, where: str, photo: Path | None = None) -> None:
    """Fill the Arabic form in on a phone, up to the button."""
    phone.open("/ar/reports/new")
    page = phone.page
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    page.wait_for_selector(FORM)
    page.select_option("#category", "kerb")
    page.fill("#where", where)
    page.fill("#answer_kerb_height", "15")
    page.fill("#description", WORDS)
    if photo:
        page.set_input_files("#photo", photo)
    phone.send()


def number_of(world: World) -> str:
    """Find the number of the report."""
    with world.database.read() as session:
        wanted = select(Report.tracking).where(Report.description == WORDS)
        return str(session.scalars(wanted).one())


def desk(world: World, browser: Browser, role: str, **told: str) -> Page:
    """Invite somebody, who chooses a password on the page and is signed in."""
    words = [f"--{name}={value}" for name, value in told.items()]
    email = f"{role}@example.org"
    invite = ("user", "add", email, f"--name={role} one", f"--role={role}", "--lang=en")
    done = wusul(world.server.folder, *invite, *words)
    found = re.search(r"/en/choose-password/\S+", done.stdout)
    assert found, done.stdout + done.stderr
    page = browser.new_context(viewport=DESK, base_url=world.server.url).new_page()
    page.goto(found.group())
    page.fill("#password", PASSWORD)
    page.get_by_role("button", name="Keep this password").click()
    expect(page.get_by_role("link", name="My account").first).to_be_visible()
    return page


def take(page: Page, tracking: str, step: str, **typed: str) -> None:
    """Take a step of a report at a desk."""
    page.goto(f"/en/inbox/{tracking}")
    form = page.locator(f"form[action$='/step/{step}']")
    page.locator("details", has=form).locator("summary").click()
    for name, value in typed.items():
        field = form.locator(f"[name={name}]")
        if field.evaluate("e => e.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    form.get_by_role("button").last.click()
    expect(page.locator("#done")).to_be_visible()


def send_from_a_valley(world: World, phone: Phone, where: str, photo: Path) -> str:
    """Report without a network; it goes by itself, once, with its photo."""
    phone.visit()
    phone.lose_network()
    report_it(phone, where, photo)
    phone.page.wait_for_url("**/ar/reports/queue*")
    assert world.count(WORDS) == 0
    phone.find_network()
    phone.expect_arrived()
    phone.expect_photo_gone()
    assert (world.count(WORDS), world.count_photos(WORDS)) == (1, 1)
    return number_of(world)


def confirm_it(world: World, phone: Phone, where: str, tracking: str) -> None:
    """Report the same: it is offered, and confirmed instead of a second report."""
    report_it(phone, where)
    offered = phone.page.locator(".known")
    expect(offered).to_contain_text(WORDS)
    offered.get_by_role("button").click()
    phone.page.wait_for_url(f"**/ar/reports/{tracking}*")
    assert world.count(WORDS) == 1


def test_one_obstacle_from_a_phone_in_a_valley_to_a_way_that_is_open_again(
    world: World, chromium: Browser, photo: Path
) -> None:
    before = trip(world)
    where = middle(before)
    first, second = (new_phone(world, chromium) for _ in range(2))

    tracking = send_from_a_valley(world, first, where, photo)
    of_report = f"report:{tracking}"
    assert cost(trip(world)) == cost(before)

    take(desk(world, chromium, "moderator"), tracking, "publish")
    warned = trip(world)["trip"]["out"]
    notes = [*warned["unknown"], *warned["watch"]]
    assert of_report in {note["barrier"] for note in notes}
    confirm_it(world, second, where, tracking)

    officer = desk(world, chromium, "staff")
    take(officer, tracking, "triage")
    avoided = trip(world)
    assert cost(avoided) != cost(before)
    assert of_report in {note["barrier"] for note in avoided["trip"]["refused"]}
    assert "15 cm" in json.dumps(avoided["sentences"]["refused"])

    take(officer, tracking, "plan", target_date="2099-01-01", commitment="OGP-3")
    take(officer, tracking, "start", start_date="2026-01-05")
    body = desk(world, chromium, "body", body="municipality")
    take(body, tracking, "claim_fix", document="PV-2026-17")
    assert cost(trip(world)) == cost(avoided)

    association = desk(world, chromium, "verifier", body="twiza")
    take(association, tracking, "verify", seen_on="2026-01-06")
    assert cost(trip(world)) == cost(before)
    checked = wusul(world.server.folder, "audit", "verify")
    assert checked.returncode == 0, checked.stdout + checked.stderr
