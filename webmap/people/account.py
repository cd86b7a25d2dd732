"""My account: password, language, and the devices that are signed in."""

from __future__ import annotations

from typing import Final

from flask import Response, request, url_for

from data.password import check_password, hash_password
from data.queries.password import change_password, get_hash
from data.queries.person import Person, change_language
from data.queries.sign_in import (
    SignedIn,
    end_all_sign_ins,
    end_sign_in,
    list_sign_ins,
)
from data.queries.throttle import claim_try, forgive
from geo.errors import MissingError
from webmap.context import read_session, runtime
from webmap.i18n import LANGUAGES, NAMES, gettext
from webmap.people.door import close_door, count_own, let_in, open_door
from webmap.people.letter import warn_of_change
from webmap.people.views import WAIT, WRONG, page, people
from webmap.people.who import current_sign_in, needs, seen_elsewhere
from webmap.people.wording import say_fault, say_wait

OWN: Final = "account.own"
LONGEST_NUMBER: Final = 10
DONE: Final = ("password", "language", "device", "devices")
"""What a page may say that it has done."""


def _me() -> SignedIn:
    """Give the device that asks; who needs it is signed in."""
    found = current_sign_in()
    if found is None:
        raise MissingError("nobody is signed in")
    return found


@people.get("/account")
@needs(OWN)
def account() -> Response:
    """Show my account."""
    return _account_page({})


def _account_page(errors: dict[str, str], status: int = 200) -> Response:
    me, done = _me(), request.args.get("done", "")
    at = runtime().clock()
    return page(
        "account.html",
        status,
        person=me.person,
        this=me.id,
        devices=list_sign_ins(read_session(), me.person.key, at=at),
        languages=[(one, NAMES[one]) for one in LANGUAGES],
        errors=errors,
        done=done if done in DONE else "",
        zone=runtime().town.zone,
    )


def _done(what: str) -> Response:
    return seen_elsewhere(url_for("people.account", done=what))


@people.post("/account/password")
@needs(OWN)
def change_mine() -> Response:
    """Choose another password: every other device is signed out."""
    held, me = runtime(), _me().person
    wrong, status = _find_wrong(me)
    if wrong:
        return _account_page(wrong, status)
    kept = hash_password(request.form.get("password", ""))
    with held.database.write() as writing:
        change_password(writing, me.key, kept, at=held.clock())
        warn_of_change(writing, held, me)
        token = let_in(writing, me.key)
    return open_door(_done("password"), token, me.key)


def _find_wrong(me: Person) -> tuple[dict[str, str], int]:
    """Find what is wrong with a change of password; trying the old one is counted."""
    held = runtime()
    counted = count_own(me.key)
    with held.database.write() as writing:
        tried = claim_try(writing, counted, at=held.clock())
    if tried.wait_s:
        return {"current": say_wait(tried.wait_s)}, WAIT
    with held.database.read() as reading:
        kept = get_hash(reading, me.key)
    if not check_password(kept, request.form.get("current", "")):
        return {"current": gettext("This is not your present password.")}, WRONG
    with held.database.write() as writing:
        forgive(writing, counted, at=held.clock())
    fault = say_fault(request.form.get("password", ""), me)
    return ({"password": fault} if fault else {}), WRONG


@people.post("/account/language")
@needs(OWN)
def choose_language() -> Response:
    """Choose the language of letters."""
    lang = request.form.get("language", "")
    if lang not in LANGUAGES:
        said = {"language": gettext("Please choose from the list.")}
        return _account_page(said, WRONG)
    with runtime().database.write() as writing:
        change_language(writing, _me().person.key, lang)
    return _done("language")


@people.post("/account/devices/end")
@needs(OWN)
def end_devices() -> Response:
    """Sign one device out, or all but this one, or all."""
    held, me, which = runtime(), _me(), request.form.get("device", "")
    with held.database.write() as writing:
        if which == "all":
            end_all_sign_ins(writing, me.person.key, at=held.clock())
        elif which == "others":
            end_all_sign_ins(writing, me.person.key, at=held.clock(), but=me.id)
        else:
            end_sign_in(writing, me.person.key, _number(which), at=held.clock())
    if which in ("all", str(me.id)):
        return close_door(seen_elsewhere(url_for("people.sign_in")))
    return _done("devices" if which == "others" else "device")


def _number(text: str) -> int:
    """Read the number of a device; 0 is none."""
    is_number = text.isascii() and text.isdecimal() and len(text) < LONGEST_NUMBER
    return int(text) if is_number else 0
