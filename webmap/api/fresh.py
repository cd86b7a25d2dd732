"""Answers that a client may keep until the data changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from flask import Response, jsonify, request
from sqlalchemy.orm import Session

from data.queries.revision import get_revision
from webmap.i18n import current_language

VERSION: Final = "1"
"""Grows when the same data is written differently."""
GEOJSON: Final = "application/geo+json"
JSON: Final = "application/json"


def data_tag(session: Session) -> str:
    """Name the state of the data, in the language that is spoken."""
    now = get_revision(session)
    counters = f"{now.network}.{now.barriers}.{now.content}"
    return f"{VERSION}.{counters}.{current_language()}"


def fresh_answer(
    session: Session, build: Callable[[], Any], *, mimetype: str = JSON
) -> Response:
    """Answer, or say that what the client holds is still right.

    Parameters
    ----------
    session : Session
    build : callable
        Gives the body; called only if the client does not hold it.
    mimetype : str
    """
    tag = data_tag(session)
    if request.if_none_match.contains_weak(tag):
        response = Response(status=304)
    else:
        response = jsonify(build())
        response.mimetype = mimetype
    response.set_etag(tag, weak=True)
    response.cache_control.public = True
    response.cache_control.no_cache = True
    response.vary.add("Accept-Language")
    return response


def private_answer(body: Any, status: int = 200) -> Response:  # noqa: ANN401
    """Answer somebody's own question: nobody keeps it."""
    response = jsonify(body)
    response.status_code = status
    response.cache_control.no_store = True
    return response


def lasting_answer(body: Any, *, lasts_s: int) -> Response:  # noqa: ANN401
    """Answer what is the same for everybody and need not be new to the second.

    Parameters
    ----------
    body : object
    lasts_s : int
        Seconds for which anybody may keep it without asking again.
    """
    response = jsonify(body)
    response.cache_control.public = True
    response.cache_control.max_age = lasts_s
    response.add_etag(weak=True)
    response.make_conditional(request)
    return response
