"""Debian's Chromium: one for all tests of a worker."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from playwright.sync_api import Browser, BrowserType, Page, expect, sync_playwright

PROGRAM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


T = TypeVar("T")
PATIENCE_MS = 120_000
"""Longest that anything in a browser may take to come: machines can be busy."""
expect.set_options(timeout=PATIENCE_MS)


def open_browser(kind: BrowserType, *flags: str) -> Browser:
    """Start a browser whose pages are waited for patiently."""
    browser = kind.launch(
        executable_path=PROGRAM, args=[*ARGUMENTS, *flags], timeout=PATIENCE_MS
    )
    browser.on("context", lambda made: made.set_default_timeout(PATIENCE_MS))
    return browser


def wait_until(page: Page, holds: Callable[[], T]) -> T:
    """Wait for something that no page shows."""
    end = time.monotonic() + PATIENCE_MS / 1000
    while not (found := holds()):
        assert time.monotonic() < end, "it never came"
        page.wait_for_timeout(50)
    return found


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start the browser."""
    if not Path(PROGRAM).exists():
        message = "Chromium is missing; type: apt-get install chromium"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    with sync_playwright() as driver:
        browser = open_browser(driver.chromium)
        yield browser
        browser.close()
