"""The web application: one blueprint a concern, one session a request."""

from __future__ import annotations

from typing import Final

from apiflask import APIBlueprint, APIFlask
from flask import Blueprint

from data.runtime import Runtime
from webmap import assets, context, formats, frame, i18n
from webmap.pages.views import pages

BLUEPRINTS: Final[tuple[Blueprint | APIBlueprint, ...]] = (pages,)
"""Every concern of the site; blueprints take the session from ``webmap.context``."""


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
    context.install(site, held)
    for part in (i18n, assets, formats, frame):
        part.install(site)
    for blueprint in BLUEPRINTS:
        site.register_blueprint(blueprint)
    return site
