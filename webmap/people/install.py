"""Ties people to a site: templates know who asks, and answers to them are theirs."""

from __future__ import annotations

from typing import Final

from apiflask import APIFlask
from flask import Response, g

from data.runtime import Runtime
from webmap.context import KEY
from webmap.people import account, manage, proof
from webmap.people.body import is_body
from webmap.people.cookie import HOST_ONLY
from webmap.people.nav import list_staff_pages
from webmap.people.who import current_person, may
from webmap.people.wording import role_word

PAGES: Final = (account, manage)
"""Modules whose pages join the blueprint of ``webmap.people.views``."""


def keep_private(response: Response) -> Response:
    """Let no cache keep an answer that was made for a person."""
    if g.get("signed_in") is not None:
        response.headers["Cache-Control"] = "no-store, private"
    return response


def install(site: APIFlask) -> None:
    """Tie people to a site."""
    held: Runtime = site.extensions[KEY]
    if held.settings.public_url.startswith("https://"):
        name = f"{HOST_ONLY}{site.config['SESSION_COOKIE_NAME']}"
        site.config.update(SESSION_COOKIE_NAME=name, SESSION_COOKIE_SECURE=True)
    proof.install(site)
    site.after_request(keep_private)
    site.jinja_env.globals.update(
        may=may,
        current_person=current_person,
        list_staff_pages=list_staff_pages,
        role_word=role_word,
        is_body=is_body,
    )
