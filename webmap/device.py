"""The random number of a device: it tells senders apart without knowing them.

It is given with a form that sends something, never with a page that is only read.
"""

from __future__ import annotations

import re
import secrets
from typing import Final

from apiflask import APIFlask
from flask import Response, g, request

from webmap.errors import is_for_program

COOKIE: Final = "wusul-device"
LASTS_S: Final = 180 * 24 * 3600

_NUMBER = re.compile(r"[0-9a-f]{32}")


def device_token() -> str:
    """Give the number that this device sent; empty if it has none."""
    known = request.cookies.get(COOKIE, "")
    return known if _NUMBER.fullmatch(known) else ""


def give_device() -> str:
    """Give the number of this device, a fresh one the first time."""
    known = device_token() or str(g.get("device", ""))
    if not known:
        known = g.device = secrets.token_hex(16)
    return known


def _hand_out(response: Response) -> Response:
    fresh = g.get("device", "")
    if fresh and not is_for_program():
        response.set_cookie(
            COOKIE,
            fresh,
            max_age=LASTS_S,
            httponly=True,
            samesite="Lax",
            secure=request.is_secure,
        )
    return response


def install(site: APIFlask) -> None:
    """Let a site hand out numbers."""
    site.after_request(_hand_out)
