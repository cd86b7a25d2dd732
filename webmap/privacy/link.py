"""The secret link of the author of a report: whoever holds it is the author."""

from __future__ import annotations

from flask import url_for

from data.queries.contact import author_token, check_author_token
from data.runtime import Runtime
from data.seal import seal
from geo.errors import MissingError
from geo.standing import Actor
from webmap.context import runtime

AUTHOR_MARK_LETTERS = 16


def own_href(tracking: str) -> str:
    """Give the address of the author's own page."""
    token = author_token(runtime().settings.key(), tracking)
    return url_for("mine.show", token=token, tracking=tracking)


def require_author(tracking: str, token: str) -> None:
    """Refuse whoever does not hold the secret of a report, as if there were none.

    Raises
    ------
    MissingError
        Also where there is no such report: nobody learns which one it is.
    """
    if not check_author_token(runtime().settings.key(), tracking, token):
        raise MissingError("there is no such page")


def author_of(held: Runtime, tracking: str) -> Actor:
    """Give the author of a report, told from other people by a mark of no other use."""
    mark = seal(held.settings.key(), "claimant", tracking)[:AUTHOR_MARK_LETTERS]
    return Actor("author", who=f"author-{mark}")
