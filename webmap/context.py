"""What a view has at hand: the running instance and this request's session."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

from apiflask import APIFlask
from flask import current_app, g, url_for
from sqlalchemy.orm import Session

from data.runtime import Runtime

KEY: Final = "wusul"


def runtime() -> Runtime:
    """Give the running instance."""
    held: Runtime = current_app.extensions[KEY]
    return held


def read_session() -> Session:
    """Give this request's session, which only reads."""
    if "session" not in g:
        g.session_context = runtime().database.read()
        g.session = g.session_context.__enter__()
    session: Session = g.session
    return session


def address(endpoint: str, query: Mapping[str, str]) -> str:
    """Give a page's address with a question."""
    asked = urlencode(query)
    return f"{url_for(endpoint)}?{asked}" if asked else url_for(endpoint)


def _close_session(_error: BaseException | None) -> None:
    context = g.pop("session_context", None)
    if context is not None:
        g.pop("session")
        context.__exit__(None, None, None)


def install(site: APIFlask, held: Runtime) -> None:
    """Tie a site to a running instance."""
    site.extensions[KEY] = held
    site.teardown_appcontext(_close_session)
