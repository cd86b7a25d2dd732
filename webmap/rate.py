"""How often one sender may send something; counted in the database for all workers.

Kept are keyed hashes with the salt of the day, never an address, and only for as long
as they are needed. Questions, of which nothing is kept, are counted in memory.
"""

from __future__ import annotations

import hmac
import math
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final

from apiflask import APIFlask
from flask import current_app, request
from werkzeug.exceptions import TooManyRequests
from werkzeug.middleware.proxy_fix import ProxyFix

from data.queries.rate import count_one, forget_counts
from data.runtime import Runtime
from geo.rate import Tally, list_rates
from webmap.context import runtime
from webmap.device import device_token
from webmap.formats import minutes
from webmap.i18n import N_, gettext
from webmap.trace import network_of

KEY: Final = "wusul.rate"
"""A site may keep its own rows here, for tests: kind → rates."""
TALLY: Final = "wusul.tally"
HERE: Final = ("127.", "::1", "::ffff:127.")
SENT: Final = N_(
    "Too much was sent from your network or device in a short time. "
    "Please try again in %(time)s; nothing of what you typed is lost."
)
ASKED: Final = N_(
    "Too much was asked from your network in a short time. Please try again in "
    "%(time)s."
)


def mark_sender(held: Runtime, by: str, who: str, at: datetime) -> str:
    """Hash a sender with the key of the instance and the salt of the day."""
    said = f"rate:{at.astimezone(UTC).date()}:{by}:{who}"
    return hmac.new(held.settings.key().encode(), said.encode(), sha256).hexdigest()


def _senders(key: str) -> dict[str, str]:
    """Give who asks, as each kind of row counts it."""
    return {
        "network": network_of(request.remote_addr),
        "device": device_token(),
        "key": key,
    }


def require_patience(kind: str = "report", *, key: str = "") -> None:
    """Refuse (429) a sender who does something too often.

    Parameters
    ----------
    kind : str
        A kind of ``geo/tables/rates.toml``.
    key : str
        Name of the key of a program; it has a measure of its own, and the network
        of a program that is known does not count.
    """
    held = runtime()
    now = held.clock()
    who = _senders(key)
    rates = current_app.extensions[KEY].get(kind) or list_rates(kind)
    asked = [r for r in rates if who[r.by] and not (key and r.by == "network")]
    with held.database.write() as session:
        forget_counts(session, now_s=now.timestamp())
        marks = {r: mark_sender(held, r.by, who[r.by], now) for r in asked}
        seconds = now.timestamp()
        waits = [count_one(session, r, m, now_s=seconds) for r, m in marks.items()]
        if any(waits):
            raise too_many(max(waits))


def require_calm(kind: str) -> None:
    """Refuse (429) a network that asks too often for what is only worked out.

    Nothing is written: this process counts in its memory and forgets after two windows.
    Who asks from the machine itself is not counted: that is a proxy that tells nobody's
    address, and all would be one sender.

    Parameters
    ----------
    kind : str
        A kind of ``geo/tables/rates.toml``.
    """
    who = request.remote_addr or ""
    if who.startswith(HERE):
        return
    network, seconds = network_of(who), runtime().clock().timestamp()
    rates = current_app.extensions[KEY].get(kind) or list_rates(kind)
    tally: Tally = current_app.extensions[TALLY]
    waits = [tally.count(rate, network, now_s=seconds) for rate in rates]
    if any(waits):
        raise too_many(max(waits), ASKED)


def too_many(wait_s: float, words: str = SENT) -> TooManyRequests:
    """Say how long to wait, in a plain sentence and for programs."""
    seconds = math.ceil(wait_s)
    said = gettext(words, time=minutes(seconds))
    return TooManyRequests(said, retry_after=seconds)


def install(site: APIFlask) -> None:
    """Let a site count; behind proxies, those tell who asks."""
    site.extensions[KEY], site.extensions[TALLY] = {}, Tally()
    held: Runtime = site.extensions["wusul"]
    proxies = held.settings.proxies
    if proxies:
        fixed = ProxyFix(site.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)
        site.wsgi_app = fixed  # type: ignore[method-assign]
