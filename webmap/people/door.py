"""The door: who knocks with which password, how long to wait, which device is known."""

from __future__ import annotations

import secrets
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from flask import Response, request, session
from sqlalchemy.orm import Session

from data.password import check_password, hash_password, is_outdated
from data.queries.audit import Change, record_change
from data.queries.password import Lock, find_lock, renew_hash
from data.queries.person import SUBJECT
from data.queries.sign_in import end_sign_in, start_sign_in
from data.queries.throttle import Counted, Try, claim_try, forgive
from data.seal import is_same, seal
from geo.email_address import email_key
from geo.errors import MissingError
from geo.patience import list_patience
from webmap.context import runtime
from webmap.people.cookie import (
    KNOWN,
    KNOWN_S,
    SIGNED_IN,
    drop_cookie,
    read_cookie,
    set_cookie,
)
from webmap.people.device_word import device_word
from webmap.people.who import current_sign_in
from webmap.trace import network_of

NOBODY: Final = "nobody"
"""Subject of tries at an account that does not exist."""


@dataclass(frozen=True)
class Knock:
    """What came of a try to sign in.

    Attributes
    ----------
    token : str
        For the cookie; empty if the try was in vain.
    key : str
        Of the person who is in.
    role : str
    wait_s : int
        Seconds to wait before the next try; then nothing was compared.
    """

    token: str = ""
    key: str = ""
    role: str = ""
    wait_s: int = 0


def knock(email: str, password: str) -> Knock:
    """Try to sign in.

    The try is counted first, so that many at once do not slip through; the password is
    compared outside of any transaction, for somebody or for nobody in the same time.
    """
    held = runtime()
    with held.database.read() as reading:
        lock = find_lock(reading, email)
    counted = _counted(email, lock)
    with held.database.write() as writing:
        tried = claim_try(writing, counted, at=held.clock())
    if tried.wait_s:
        return Knock(wait_s=tried.wait_s)
    if not check_password(lock.password_hash, password) or lock.person is None:
        with held.database.write() as writing:
            _note_burst(writing, lock, counted, tried)
        return Knock()
    fresh = hash_password(password) if is_outdated(lock.password_hash) else ""
    with held.database.write() as writing:
        forgive(writing, counted, at=held.clock())
        if fresh:
            renew_hash(writing, lock.key, fresh)
        return Knock(let_in(writing, lock.key), lock.key, lock.person.role)


def _counted(email: str, lock: Lock) -> list[Counted]:
    """List what a try counts against: a known device only against itself."""
    rules, network = list_patience(), network_of(request.remote_addr)
    account = email_key(email)
    number = known_device(lock.key)
    if number:
        return [Counted(_mark("device", account, number), rules["device"])]
    return [
        Counted(_mark("account_network", account, network), rules["account_network"]),
        Counted(_mark("network", network), rules["network"]),
        Counted(_mark("account", account), rules["account"]),
    ]


def count_own(key: str) -> list[Counted]:
    """List what a try at one's own password counts against, once signed in."""
    return [Counted(_mark("own", key), list_patience()["device"])]


def _mark(*parts: str) -> str:
    return seal(runtime().settings.key(), "throttle", *parts)


def _note_burst(
    writing: Session, lock: Lock, counted: list[Counted], tried: Try
) -> None:
    """Write down that somebody tries again and again; never from where."""
    for one, count in zip(counted, tried.counts, strict=True):
        if one.rule.is_burst(count):
            said = {"counted_by": one.rule.id, "tries": count}
            change = Change(
                "public", SUBJECT, lock.key or NOBODY, "sign_in_failed", details=said
            )
            record_change(writing, change, at=runtime().clock())


def let_in(writing: Session, key: str) -> str:
    """Sign this device in, and out of what it was in before; give its token."""
    at = runtime().clock()
    before = current_sign_in()
    if before is not None:
        with suppress(MissingError):
            end_sign_in(writing, before.person.key, before.id, at=at)
    device = device_word(request.user_agent.string)
    return start_sign_in(writing, key, device=device, at=at)


def may_ask_for_link(writing: Session, email: str) -> bool:
    """Tell whether an account may be sent one more link; it is counted."""
    counted = [
        Counted(_mark("link", email_key(email)), list_patience()["link_account"])
    ]
    return not claim_try(writing, counted, at=runtime().clock()).wait_s


def open_door(response: Response, token: str, key: str) -> Response:
    """Give the device its cookies; the proof of its forms is made anew."""
    session.clear()
    set_cookie(response, SIGNED_IN, token)
    if not known_device(key):
        number = secrets.token_hex(16)
        mark = f"{number}.{_device_seal(key, number)}"
        set_cookie(response, KNOWN, mark, lasts_s=KNOWN_S)
    return response


def close_door(response: Response) -> Response:
    """Take the cookie of the device away; that it is known stays."""
    session.clear()
    drop_cookie(response, SIGNED_IN)
    return response


def known_device(key: str) -> str:
    """Give the number of this device if it has signed in to an account before."""
    number, _sign, given = read_cookie(KNOWN).partition(".")
    is_known = bool(key and number) and is_same(given, _device_seal(key, number))
    return number if is_known else ""


def _device_seal(key: str, number: str) -> str:
    return seal(runtime().settings.key(), "known device", key, number)
