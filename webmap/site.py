"""The web application: one blueprint a concern, one session a request."""

from __future__ import annotations

from apiflask import APIFlask
from flask import current_app, g
from sqlalchemy.orm import Session

from data.runtime import Runtime

KEY = "wusul"


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


def _close_session(_error: BaseException | None) -> None:
    context = g.pop("session_context", None)
    if context is not None:
        g.pop("session")
        context.__exit__(None, None, None)


def create_site(held: Runtime) -> APIFlask:
    """Build the application around a running instance."""
    site = APIFlask(
        __name__,
        title="Wusul",
        version="1",
        spec_path="/api/v1/openapi.json",
        docs_path=None,
        static_folder=None,
    )
    site.config.update(
        SECRET_KEY=held.settings.key(),
        MAX_CONTENT_LENGTH=held.settings.max_upload_mb * 1_000_000,
        OPENAPI_VERSION="3.1.0",
    )
    site.extensions[KEY] = held
    site.teardown_appcontext(_close_session)
    return site
