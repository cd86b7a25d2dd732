"""Photos in Chromium: made anew on the device, hidden in part at the desk."""

from __future__ import annotations

import base64
import hashlib
import io
import re

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import expect
from sqlalchemy import select

from data.models import ReportPhoto
from tests.browser.photo_desk import (
    CANARY,
    PLACE,
    PhotoSite,
    face_photo,
    open_held,
    telephone_photo,
)
from tests.browser.test_access import RULES
from tests.chromium import wait_until
from tests.kef import copy_kef
from tests.serving import Server

READ = """async (field) => {
  const bytes = new Uint8Array(await field.files[0].arrayBuffer());
  return btoa(Array.from(bytes, (one) => String.fromCharCode(one)).join(""));
}"""
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
DESK = "/en/moderate/photos"


@pytest.fixture(scope="module")
def photo_site(kef_folder, tmp_path_factory):
    folder = tmp_path_factory.mktemp("photo-site") / "kef"
    copy_kef(kef_folder, folder)
    server = Server(folder).start()
    held = open_held(folder)
    yield PhotoSite(server.url, held)
    held.close()
    server.kill()


@pytest.fixture
def opened(chromium, photo_site):
    pages = []

    def opener(path, **options):
        pages.append(photo_site.page(chromium, path, **options))
        return pages[-1]

    yield opener
    for page in pages:
        page.context.close()


def choose(page, raw, name="a.jpg", kind="image/jpeg"):
    file = {"name": name, "mimeType": kind, "buffer": raw}
    page.set_input_files("#photo", files=[file])


def bytes_in(page) -> bytes:
    return base64.b64decode(page.eval_on_selector("#photo", READ))


def hidden_in(photo_site, tracking):
    (photo,) = photo_site.photos(tracking)
    raw = (photo_site.held.settings.data_dir / "photos" / photo.file).read_bytes()
    return np.asarray(Image.open(io.BytesIO(raw)).convert("RGB"), dtype=int)


def stripes_of(seen) -> float:
    """Tell how much of the fine stripes in the middle can still be seen, of 255."""
    middle = seen[260:340, 345:455, 0]
    return float(np.abs(np.diff(middle, axis=1)).mean())


def test_a_photo_leaves_the_device_upright_small_and_without_metadata(opened):
    page = opened("/en/reports/new", width=360)
    choose(page, telephone_photo())
    expect(page.locator("[data-photo-said]").first).to_contain_text("were taken out")

    raw = bytes_in(page)

    assert CANARY not in raw
    assert b"Exif" not in raw
    assert b"xmp" not in raw.lower()
    photo = Image.open(io.BytesIO(raw))
    assert (photo.format, photo.size) == ("JPEG", (1200, 1600))
    red = photo.convert("RGB").getpixel((1150, 100))
    assert red[0] > 150 > red[2]


def test_the_bytes_that_arrive_are_those_that_were_made_on_the_device(
    opened, photo_site
):
    page = opened("/en/reports/new", width=360)
    page.select_option("#category", "kerb")
    page.fill("#where", "8.7046,36.1822")
    choose(page, telephone_photo())
    expect(page.locator("[data-photo-said]").first).to_contain_text("were taken out")
    page.fill("#photo_alt", "a high kerb")
    raw = bytes_in(page)

    page.locator("form#form button.button-primary[type=submit]").click()
    page.wait_for_url(re.compile("/reports/(?!new)"))

    digest = hashlib.sha256(raw).hexdigest()
    kept = wait_until(page, lambda: photos_called(photo_site, "a high kerb"))
    assert [photo.digest for photo in kept] == [digest]


def photos_called(photo_site, alt):
    with photo_site.held.database.read() as session:
        return list(session.scalars(select(ReportPhoto).where(ReportPhoto.alt == alt)))


def test_the_place_of_the_camera_is_offered_and_used_only_when_wanted(opened):
    page = opened("/en/reports/new", width=360)
    choose(page, telephone_photo())
    offer = page.locator("[data-photo-place]").first
    expect(offer).to_be_visible()
    assert page.input_value("#where") == ""

    offer.get_by_role("button").press("Enter")

    lon, lat = map(float, page.input_value("#where").split(","))
    assert (lon, lat) == pytest.approx(PLACE, abs=1e-4)
    expect(offer).to_be_hidden()
    expect(page.locator("#where")).to_be_focused()


def test_what_the_device_cannot_read_goes_as_it_is(opened):
    page = opened("/en/reports/new", width=360)
    choose(page, b"no picture at all")

    expect(page.locator("[data-photo-said]").first).to_contain_text("cannot make")
    assert bytes_in(page) == b"no picture at all"


def test_without_script_the_server_takes_metadata_out(opened, photo_site):
    page = opened("/en/reports/new", width=360, java_script_enabled=False)
    page.select_option("#category", "kerb")
    page.fill("#where", "8.7046,36.1822")
    choose(page, telephone_photo())
    page.fill("#photo_alt", "without script")
    with page.expect_navigation():
        page.locator("form#form button.button-primary[type=submit]").click()

    (kept,) = photos_called(photo_site, "without script")
    file = photo_site.held.settings.data_dir / "photos" / kept.sealed
    raw = file.read_bytes()
    assert CANARY not in raw
    assert Image.open(io.BytesIO(raw)).size == (1200, 1600)


def test_a_moderator_hides_a_part_with_the_keyboard_alone(opened, photo_site):
    tracking = photo_site.report(raw=face_photo(), alt="by keyboard")
    (photo,) = photo_site.photos(tracking)
    page = opened(f"{DESK}/{photo.key}", role="moderator")
    page.wait_for_selector("[data-add-part]:visible")
    press_tab_until(page, "[data-add-part]")
    page.keyboard.press("Enter")
    part = page.locator(".hide-part")
    expect(part).to_be_focused()
    for key in ("ArrowLeft", "ArrowUp", "Shift+ArrowRight", "Shift+ArrowDown"):
        page.keyboard.press(key)
    expect(part).to_have_attribute("aria-label", re.compile(r"38 per cent.*38 from"))

    press_tab_until(page, "button[value=show]")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    seen = hidden_in(photo_site, tracking)
    assert stripes_of(seen) < 6
    assert np.abs(seen[:200] - 128).max() < 12
    assert photo_site.photos(tracking)[0].sealed


def press_tab_until(page, selector):
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("(s) => document.activeElement.matches(s)", selector):
            return
    pytest.fail(f"the keyboard does not reach {selector}")


def test_delete_takes_a_part_away_and_the_focus_is_not_lost(opened, photo_site):
    tracking = photo_site.report(raw=face_photo())
    page = opened(f"{DESK}/{photo_site.photos(tracking)[0].key}", role="moderator")
    page.locator("[data-add-part]").press("Enter")

    page.keyboard.press("Delete")

    expect(page.locator(".hide-part")).to_have_count(0)
    expect(page.locator("[data-add-part]")).to_be_focused()
    expect(page.locator("[data-hide-said]")).to_have_text("The part was taken away.")


def test_a_part_is_drawn_by_hand_and_tried(opened, photo_site):
    tracking = photo_site.report(raw=face_photo())
    page = opened(f"{DESK}/{photo_site.photos(tracking)[0].key}", role="moderator")
    page.wait_for_selector("[data-add-part]:visible")
    box = page.locator(".hide-frame").bounding_box()
    page.mouse.move(box["x"] + 0.4 * box["width"], box["y"] + 0.4 * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + 0.6 * box["width"], box["y"] + 0.6 * box["height"])
    page.mouse.up()

    page.locator("button[value=look]").click()

    expect(page.locator("#seen img")).to_be_visible()
    expect(page.locator(".hide-part")).to_have_count(1)
    assert photo_site.photos(tracking)[0].state == "waiting"


def test_without_script_the_grid_hides(opened, photo_site):
    tracking = photo_site.report(raw=face_photo())
    (photo,) = photo_site.photos(tracking)
    page = opened(f"{DESK}/{photo.key}", role="moderator", java_script_enabled=False)
    for row in (4, 5, 6):
        for column in (5, 6, 7, 8):
            label = page.get_by_label(f"Row {row}, column {column}", exact=True)
            label.focus()
            page.keyboard.press("Space")
    with page.expect_navigation():
        page.locator("button[value=show]").press("Enter")

    assert stripes_of(hidden_in(photo_site, tracking)) < 6


def test_a_photo_in_which_nothing_is_hidden_is_shown_as_it_is(opened, photo_site):
    tracking = photo_site.report(raw=face_photo())
    page = opened(f"{DESK}/{photo_site.photos(tracking)[0].key}", role="moderator")
    with page.expect_navigation():
        page.locator("button[value=show]").click()

    assert stripes_of(hidden_in(photo_site, tracking)) > 20


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_at_the_desk_and_nothing_scrolls_sideways(
    opened, photo_site, lang, width
):
    tracking = photo_site.report(raw=face_photo(), alt="رصيف عال")
    (photo,) = photo_site.photos(tracking)
    for path in ("", f"/{photo.key}"):
        page = opened(f"/{lang}/moderate/photos{path}", width=width, role="moderator")
        page.wait_for_load_state("networkidle")
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
        assert found.response["violations"] == []
        assert page.evaluate(TOO_WIDE) <= 0
