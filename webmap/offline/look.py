"""A look at a form before it is sent: sound, or is there something to ask first.

A device sends its reports itself, so that none is lost on the line. While there is a
network it lets the server look first: what is wrong, and what has been reported before,
is then told on the page, as it is without scripts.
"""

from __future__ import annotations

from typing import Final

from flask import request
from markupsafe import Markup
from werkzeug.wrappers import Response

FIELD: Final = "look"
"""Field of the form; with it, nothing is kept."""
HEADER: Final = "Wusul-Form"
"""Tells our answer from that of a network which answers in our name."""


class NoProof:
    """A form that devices keep is everybody's: it bears nobody's token."""

    @staticmethod
    def hidden_tag() -> Markup:
        """Give no hidden field."""
        return Markup()


def is_look() -> bool:
    """Tell whether the form is only looked at."""
    return FIELD in request.form


def sound() -> Response:
    """Answer that the form may be sent."""
    return Response(status=204, headers={HEADER: "sound"})


def asked(page: Response) -> Response:
    """Mark a page that asks something."""
    page.headers[HEADER] = "asked"
    return page
