"""How a report came in at one of our doors, and what follows from that."""

from __future__ import annotations

import hmac
from dataclasses import replace
from hashlib import sha256
from typing import Final

from flask import request
from itsdangerous import BadSignature, TimestampSigner
from sqlalchemy.orm import Session

from data.queries.hold import judge_arrival
from data.runtime import Runtime
from geo.draft import Draft
from geo.hold import Arrival, said_key
from webmap.context import runtime
from webmap.device import device_token
from webmap.trace import network_of

SALT: Final = "wusul.opened"
DAY_S: Final = 24 * 3600


def _hash(held: Runtime, *said: str) -> str:
    text = "\n".join(("arrival", *said))
    return hmac.new(held.settings.key().encode(), text.encode(), sha256).hexdigest()


def arrival_of(
    *,
    trapped: bool = False,
    took_s: float | None = None,
    contact: str = "",
    key: str = "",
    device: str = "",
) -> Arrival:
    """Tell how what is asked now has come in.

    Parameters
    ----------
    trapped : bool
        Whether a field was filled in that people do not see.
    took_s : float, optional
        From opening the form to sending it.
    contact : str
        E-mail address of the sender.
    key : str
        Name of the key of a program.
    device : str
        What a program calls the device of its user; else the number of this device.

    Returns
    -------
    Arrival
        With keyed hashes of the sender, nothing else.
    """
    # The network of a program is not that of the person who uses it.
    network = "" if key else network_of(request.remote_addr)
    known = {
        "device": device or device_token(),
        "network": network,
        "contact": contact.strip().casefold(),
        "key": key,
    }
    senders = {kind: _hash(runtime(), kind, one) for kind, one in known.items() if one}
    return Arrival(trapped=trapped, took_s=took_s, senders=senders)


def settle(
    held: Runtime, session: Session, tracking: str, draft: Draft, arrival: Arrival
) -> str:
    """Let the rules look at a report that has just been filed.

    Returns
    -------
    str
        Id of the rule that holds it; empty where none does.
    """
    said = said_key(draft.description)
    known = replace(arrival, text=f"{draft.where_text}\n{draft.description}")
    mark = _hash(held, "said", said) if said else ""
    return judge_arrival(session, tracking, known, said=mark, at=held.clock())


def _signer(held: Runtime) -> TimestampSigner:
    return TimestampSigner(held.settings.key(), salt=SALT)


def sign_opened() -> str:
    """Write down when a form is opened, so that nobody can write another time."""
    opened = f"{runtime().clock().timestamp():.3f}"
    return _signer(runtime()).sign(opened).decode()


def read_took(opened: str) -> float | None:
    """Tell how long a form was open, seconds; ``None`` where nobody knows."""
    held = runtime()
    try:
        begun = float(_signer(held).unsign(opened, max_age=DAY_S))
    except (BadSignature, ValueError):
        return None
    return held.clock().timestamp() - begun
