"""Who says something of a report: marks that are of no use for any other report."""

from __future__ import annotations

import hmac
from hashlib import sha256

from flask import request

from webmap.context import runtime
from webmap.device import device_token, give_device
from webmap.trace import network_of


def voter_of(tracking: str, device: str = "") -> tuple[str, str]:
    """Mark the device and the network of who asks, for one report.

    The marks of one device on two reports cannot be told to be of one device: nobody
    learns from the votes where somebody goes.
    """
    voter = _mark("device", tracking, device or give_device())
    return voter, _mark("network", tracking, network_of(request.remote_addr))


def known_voter(tracking: str, device: str = "") -> str:
    """Mark the device of who asks, if it has a number; whoever reads is given none."""
    return _mark("device", tracking, device or device_token())


def _mark(kind: str, tracking: str, who: str) -> str:
    if not who:
        return ""
    key = runtime().settings.key().encode()
    return hmac.new(key, f"vote:{kind}:{tracking}:{who}".encode(), sha256).hexdigest()
