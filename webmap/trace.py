"""An id for every request, and one line of the access log for every answer."""

from __future__ import annotations

import ipaddress
import logging
import re
import time
import uuid
from functools import lru_cache
from typing import Final

from apiflask import APIFlask
from flask import Response, g, request

from webmap.i18n import PREFIX

LOG: Final = logging.getLogger("wusul.access")
HEADER: Final = "X-Request-ID"
UNKNOWN: Final = "(no such address)"
KEPT_BITS: Final = {4: 24, 6: 48}
"""IP version → bits of an address that are kept: a network, never one machine."""

_ID = re.compile(r"[\w.-]{1,64}", re.ASCII)


@lru_cache(maxsize=256)
def network_of(address: str | None) -> str:
    """Shorten an IP address to its network; empty where there is none."""
    try:
        ip = ipaddress.ip_address(address or "")
    except ValueError:
        return ""
    bits = KEPT_BITS[ip.version]
    return str(ipaddress.ip_network(f"{ip}/{bits}", strict=False))


def _begin() -> None:
    given = request.headers.get(HEADER, "")
    g.request_id = given if _ID.fullmatch(given) else uuid.uuid4().hex
    g.begun = time.perf_counter()


def _asked() -> str:
    """Name the kind of address; the path itself may hold anything, even a new line."""
    rule = request.url_rule
    return UNKNOWN if rule is None else rule.rule.replace(PREFIX, f"/{g.lang}")


def _end(response: Response) -> Response:
    """Log the answer; never a key, a number or a question: they tell of people."""
    request_id = g.get("request_id") or uuid.uuid4().hex
    response.headers[HEADER] = request_id
    took_ms = 1000 * (time.perf_counter() - g.get("begun", time.perf_counter()))
    LOG.info(
        "%s %s %s %d %d %.1fms %s",
        network_of(request.remote_addr) or "-",
        request.method,
        _asked(),
        response.status_code,
        response.content_length or 0,
        took_ms,
        request_id,
    )
    return response


def install(site: APIFlask) -> None:
    """Trace every request of a site; to be installed before anything else."""
    site.before_request(_begin)
    site.after_request(_end)
