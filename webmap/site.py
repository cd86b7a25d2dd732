"""The web application: one blueprint a concern, one session a request."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from apiflask import APIBlueprint, APIFlask
from flask import Blueprint, Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface

from data.runtime import Runtime
from webmap import (
    assets,
    compress,
    context,
    device,
    errors,
    formats,
    frame,
    i18n,
    json,
    rate,
    security,
    trace,
)
from webmap.api import install as api
from webmap.audit.views import audit
from webmap.board.views import board
from webmap.following.feeds import feeds
from webmap.following.views import following
from webmap.following.watch import watching
from webmap.gaps.install import gaps
from webmap.health import health
from webmap.home.views import home
from webmap.inbox.install import inbox
from webmap.judging.views import judging
from webmap.lines.install import hand_lines
from webmap.measures.views import measures
from webmap.moderate.views import moderate
from webmap.numbers.views import numbers
from webmap.offline.views import offline
from webmap.open311 import views as open311_parts
from webmap.open311.keys import keys
from webmap.open311.place import ROOT as OPEN311
from webmap.open311.views import open311
from webmap.pages.lists import lists
from webmap.pages.views import pages
from webmap.people import install as people_parts
from webmap.people.views import people
from webmap.photos.desk import photo_desk
from webmap.photos.views import photos
from webmap.privacy.address import addresses
from webmap.privacy.look import looks
from webmap.privacy.own_photo import mine
from webmap.privacy.views import privacy
from webmap.reach.views import reaches
from webmap.reports.paper import paper
from webmap.reports.views import reports
from webmap.reports.votes import votes
from webmap.search.views import finder
from webmap.security import OPEN_PATH
from webmap.senders.views import senders
from webmap.surveys.views import surveys
from webmap.tiles.views import tiles
from webmap.trips.sheet import sheets
from webmap.trips.views import trips
from webmap.works.views import works

PARTS: Final = (
    trace,
    compress,
    i18n,
    json,
    errors,
    security,
    rate,
    device,
    assets,
    formats,
    frame,
    api,
    people_parts,
    open311_parts,
)
"""What is tied to the site before its pages, in this order."""

BLUEPRINTS: Final[tuple[Blueprint | APIBlueprint, ...]] = (
    health,
    home,
    finder,
    tiles,
    pages,
    judging,
    lists,
    hand_lines,
    board,
    trips,
    sheets,
    reaches,
    offline,
    mine,
    addresses,
    numbers,
    paper,
    reports,
    feeds,
    following,
    watching,
    votes,
    photos,
    photo_desk,
    inbox,
    moderate,
    gaps,
    surveys,
    measures,
    works,
    audit,
    privacy,
    looks,
    people,
    open311,
    keys,
    senders,
)
"""Every concern of the site; blueprints take the session from ``webmap.context``."""


class Sessions(SecureCookieSessionInterface):
    """Sessions of pages; programs have none, so theirs is not even opened."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Open the session of a page."""
        if request.path.startswith((OPEN_PATH, OPEN311)):
            return None
        return super().open_session(app, request)


class Site(APIFlask):
    """The site: all that it calls are plain functions, which need no looking into."""

    session_interface = Sessions()

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Give a function as it is."""
        return func


def create_site(held: Runtime) -> APIFlask:
    """Build the application around a running instance."""
    site = Site(
        __name__,
        title="Wusul",
        version="1",
        spec_path="/api/v1/openapi.json",
        docs_path=None,
        static_folder=None,  # type: ignore[arg-type]  # Flask allows it
        json_errors=False,
    )
    site.config.update(
        SECRET_KEY=held.settings.key(),
        MAX_CONTENT_LENGTH=held.settings.max_upload_mb * 1_000_000,
        OPENAPI_VERSION="3.1.0",
    )
    context.install(site, held)
    for part in PARTS:
        part.install(site)
    for blueprint in BLUEPRINTS:
        site.register_blueprint(blueprint)
    return site
