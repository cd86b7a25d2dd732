"""Pages of the door: signing in and out, a forgotten password, a first one."""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint, Response, make_response, render_template, request, url_for

from data.password import hash_password
from data.queries.outbox import put_mail
from data.queries.password import find_link, use_link
from data.queries.sign_in import end_sign_in
from geo.email_address import check_email
from geo.errors import InputError, MissingError
from webmap.context import read_session, runtime
from webmap.i18n import PREFIX, current_language, gettext
from webmap.mail_server import can_mail
from webmap.people.door import close_door, knock, let_in, may_ask_for_link, open_door
from webmap.people.landing import first_page, read_next
from webmap.people.letter import FORGOT, warn_of_change
from webmap.people.who import current_person, current_sign_in, seen_elsewhere
from webmap.people.wording import say_fault, say_wait
from webmap.rate import require_patience

people = Blueprint("people", __name__, url_prefix=PREFIX)

WRONG: Final = 422
WAIT: Final = 429


def page(template: str, status: int = 200, **context: Any) -> Response:  # noqa: ANN401
    """Write a page that no cache keeps."""
    response = make_response(render_template(f"people/{template}", **context), status)
    response.headers["Cache-Control"] = "no-store"
    return response


@people.get("/sign-in")
def sign_in() -> Response:
    """Open the form; who is signed in already goes on."""
    wanted = read_next(request.args.get("next", ""))
    person = current_person()
    if person is not None:
        return seen_elsewhere(wanted or first_page(person.role, current_language()))
    return _sign_in_page({}, wanted)


@people.post("/sign-in")
def enter() -> Response:
    """Sign in, or say that something is wrong, never what."""
    email = request.form.get("email", "").strip()[:254]
    wanted = read_next(request.form.get("next", ""))
    came = knock(email, request.form.get("password", ""))
    if came.wait_s:
        response = _sign_in_page({"email": say_wait(came.wait_s)}, wanted, WAIT)
        response.headers["Retry-After"] = str(came.wait_s)
        return response
    if not came.token:
        said = gettext("The e-mail address or the password is not right.")
        return _sign_in_page({"email": said}, wanted, WRONG)
    target = wanted or first_page(came.role, current_language())
    return open_door(seen_elsewhere(target), came.token, came.key)


def _sign_in_page(errors: dict[str, str], wanted: str, status: int = 200) -> Response:
    typed = request.form.get("email", "")[:254]
    return page("sign_in.html", status, email=typed, errors=errors, next=wanted)


@people.post("/sign-out")
def leave() -> Response:
    """Sign this device out."""
    held, device = runtime(), current_sign_in()
    if device is not None:
        with held.database.write() as writing:
            end_sign_in(writing, device.person.key, device.id, at=held.clock())
    return close_door(seen_elsewhere(url_for("people.sign_in")))


@people.get("/forgot-password")
def forgot() -> Response:
    """Open the form, or say that no mail can be sent."""
    return _forgot_page({}, is_sent=False)


@people.post("/forgot-password")
def ask() -> Response:
    """Send a link if there is such an account; the answer is the same if not."""
    require_patience("link")
    email = request.form.get("email", "").strip()
    try:
        address = check_email(email)
    except InputError:
        said = gettext("Please write an address like name@example.org.")
        return _forgot_page({"email": said}, is_sent=False, status=WRONG)
    if can_mail(runtime().settings):
        _note_wish(address)
    return _forgot_page({}, is_sent=True)


def _note_wish(address: str) -> None:
    """Note that a link is wanted; only the postman looks whether there is an account.

    What is done here takes as long for somebody as for nobody.
    """
    held = runtime()
    with held.database.write() as writing:
        if may_ask_for_link(writing, address):
            put_mail(
                writing,
                to=address,
                template=FORGOT,
                lang=current_language(),
                values={},
                at=held.clock(),
            )


def _forgot_page(
    errors: dict[str, str], *, is_sent: bool, status: int = 200
) -> Response:
    return page(
        "forgot.html",
        status,
        email=request.form.get("email", "")[:254],
        errors=errors,
        is_sent=is_sent,
        can_mail=can_mail(runtime().settings),
    )


@people.get("/choose-password/<token>")
def choose(token: str) -> Response:
    """Open the form; looking at a link does not use it up."""
    return _choose_page(token, {})


@people.post("/choose-password/<token>")
def choose_it(token: str) -> Response:
    """Choose a password, and be signed in with it."""
    held = runtime()
    try:
        person, _kind = find_link(read_session(), token, at=held.clock())
    except MissingError:
        return _choose_page(token, {})
    password = request.form.get("password", "")
    fault = say_fault(password, person)
    if fault:
        return _choose_page(token, {"password": fault}, WRONG)
    kept = hash_password(password)
    with held.database.write() as writing:
        used = use_link(writing, token, kept, at=held.clock())
        if person.has_password:
            warn_of_change(writing, held, used)
        entry = let_in(writing, used.key)
    target = first_page(used.role, current_language())
    return open_door(seen_elsewhere(target), entry, used.key)


def _choose_page(token: str, errors: dict[str, str], status: int = 200) -> Response:
    try:
        person, kind = find_link(read_session(), token, at=runtime().clock())
    except MissingError:
        return page("link_over.html", 404)
    return page(
        "choose.html", status, person=person, kind=kind, token=token, errors=errors
    )
