"""A real server on the El Kef sample, and Debian's Chromium to look at it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.device import Phone, PhoneMaker, World, new_phone
from tests.browser.line import Line
from tests.kef import copy_kef
from tests.serving import Server

_numbers = itertools.count(1)
HEIGHT = {360: 740, 320: 640, 1280: 800}


@pytest.fixture(scope="session")
def site(kef_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a copy of the El Kef sample."""
    folder = tmp_path_factory.mktemp("site") / "kef"
    copy_kef(kef_folder, folder)
    with Server(folder) as server:
        yield server.url


Opener = Callable[..., Page]


@pytest.fixture
def open_page(chromium: Browser, site: str) -> Iterator[Opener]:
    """Open a path in a fresh context: ``open_page("/ar/", width=360)``.

    The page keeps the addresses that it asked for in ``page.asked`` and its errors
    in ``page.troubles``.
    """
    contexts = []

    def opener(path: str, *, width: int = 1280, **options: object) -> Page:
        viewport = {"width": width, "height": HEIGHT.get(width, 800)}
        context = chromium.new_context(viewport=viewport, base_url=site, **options)
        contexts.append(context)
        page = context.new_page()
        page.asked = []
        page.troubles = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("pageerror", lambda error: page.troubles.append(str(error)))
        page.goto(path)
        return page

    yield opener
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def world(
    kef_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """Serve another copy, behind a line that can be cut, by a server that can die."""
    folder = copy_kef(kef_folder, tmp_path_factory.mktemp("world") / "kef")
    server = Server(folder).start()
    line = Line(lambda: server.port)
    made = World(server, line)
    yield made
    made.database.close()
    line.close()
    server.kill()


@pytest.fixture
def take_phone(world: World, chromium: Browser) -> Iterator[PhoneMaker]:
    """Take fresh devices: ``take_phone(script, **options of the context)``."""
    world.forget()
    taken = []

    def take(script: str = "", **options: object) -> Phone:
        phone = new_phone(world, chromium, **options)
        if script:
            phone.context.add_init_script(script)
        taken.append(phone)
        return phone

    yield take
    for phone in taken:
        phone.context.close()


@pytest.fixture
def phone(take_phone: PhoneMaker) -> Phone:
    """Take a fresh device."""
    return take_phone()


@pytest.fixture
def words() -> str:
    """Say something that no other report of the test run says."""
    return f"a kerb, the {next(_numbers)}th of this run"
