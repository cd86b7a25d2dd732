"""Who asks: the person that is signed in, and what the person may do.

Views say what they need, ``@needs("inbox.read")``; templates ask ``may("inbox.read")``.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any, Final, TypeVar
from urllib.parse import urlencode

from flask import Response, g, request, url_for
from werkzeug.exceptions import Unauthorized

from data.queries.person import Person
from data.queries.sign_in import SEEN_EVERY, SignedIn, find_sign_in, note_seen
from geo.errors import ConflictError, ForbiddenError, StorageError
from geo.permission import get_permission, is_allowed
from geo.standing import Actor
from webmap.context import read_session, runtime
from webmap.errors import is_for_program
from webmap.people.cookie import SIGNED_IN, read_cookie
from webmap.people.origin import require_own_page

PUBLIC: Final = Actor("public")
AUTHOR: Final = Actor("author")
NEEDS: Final = "wusul_needs"
"""Attribute of a view: the permission that it needs."""

View = TypeVar("View", bound=Callable[..., Any])


def current_sign_in() -> SignedIn | None:
    """Give the device that asks, if it is signed in; looked up once a request."""
    if "signed_in" not in g:
        token = read_cookie(SIGNED_IN)
        g.signed_in = _look_up(token) if token else None
    found: SignedIn | None = g.signed_in
    return found


def _look_up(token: str) -> SignedIn | None:
    at = runtime().clock()
    found = find_sign_in(read_session(), token, at=at)
    if found is not None and at - found.seen_at >= SEEN_EVERY:
        with (
            suppress(ConflictError, StorageError),
            runtime().database.write() as session,
        ):
            note_seen(session, found, at=at)
    return found


def current_person() -> Person | None:
    """Give the person that is signed in; nobody without an account."""
    found = current_sign_in()
    return None if found is None else found.person


def current_actor(*, is_author: bool = False) -> Actor:
    """Give who asks as who takes a step of a report.

    Parameters
    ----------
    is_author : bool
        Whether it is proven that the report is theirs, while nobody is signed in.
    """
    person = current_person()
    if person is not None:
        return person.actor
    return AUTHOR if is_author else PUBLIC


def may(permission: str) -> bool:
    """Tell whether who asks may do something."""
    return is_allowed(current_actor().role, permission)


def needs(permission: str) -> Callable[[View], View]:
    """Let a view be asked only by who may; others are led to signing in, or refused.

    Parameters
    ----------
    permission : str
        A row of ``geo/tables/permissions.toml``.
    """
    get_permission(permission)

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
            refusal = refuse(permission)
            return view(*args, **kwargs) if refusal is None else refusal

        setattr(guarded, NEEDS, permission)
        return guarded  # type: ignore[return-value]

    return mark


def refuse(permission: str) -> Response | None:
    """Refuse who may not: 401 or 403 to a program, the sign-in page to a person.

    Returns
    -------
    Response or None
        ``None`` if it is allowed.

    Raises
    ------
    ForbiddenError
        If who is signed in may not.
    Unauthorized
        If a program is not signed in.
    """
    if may(permission):
        require_own_page()
        return None
    if current_person() is not None:
        raise ForbiddenError("your role does not include this")
    if is_for_program():
        raise Unauthorized("sign in first")
    return to_sign_in()


def to_sign_in() -> Response:
    """Lead to the sign-in page, and from there back to what was asked."""
    wanted = request.full_path.rstrip("?") if request.method == "GET" else ""
    query = f"?{urlencode({'next': wanted})}" if wanted else ""
    return seen_elsewhere(url_for("people.sign_in") + query)


def seen_elsewhere(address: str) -> Response:
    """Lead to another page of ours, with an answer that is no page itself."""
    return Response(status=303, headers={"Location": address})
