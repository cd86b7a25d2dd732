"""The proof that a form was opened on a page of ours: every form has to bring it.

Templates put ``{{ form_proof() }}`` into each form. A view that asks for the proof
itself (to keep what was typed), or that programs call, is marked ``@without_proof``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar

from apiflask import APIFlask
from flask import current_app, request
from flask_wtf.csrf import generate_csrf, validate_csrf
from markupsafe import Markup
from werkzeug.exceptions import BadRequest

from webmap.i18n import LANGUAGES, gettext
from webmap.people.origin import SAFE, require_own_page

FIELD: Final = "csrf_token"
FREE: Final = "wusul_without_proof"
DAY_S: Final = 24 * 3600
"""A day to fill a form in: nobody is hurried."""

View = TypeVar("View", bound=Callable[..., Any])


def without_proof(view: View) -> View:
    """Let a view be sent something without proof."""
    setattr(view, FREE, True)
    return view


def form_proof() -> Markup:
    """Write the hidden field of a form."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(
        FIELD, generate_csrf()
    )


def require_proof() -> None:
    """Refuse a form that no page of ours has opened.

    Raises
    ------
    BadRequest
        If the proof is missing, too old, or of another browser.
    """
    is_page = request.path.split("/", 2)[1] in LANGUAGES
    view = current_app.view_functions.get(request.endpoint or "")
    if request.method in SAFE or not is_page or hasattr(view, FREE):
        return
    require_own_page()
    try:
        validate_csrf(request.form.get(FIELD), time_limit=DAY_S)
    except ValueError as cause:
        said = gettext("The form was open for too long. Please send it again.")
        raise BadRequest(said) from cause


def install(site: APIFlask) -> None:
    """Ask for the proof on every page of a site."""
    site.before_request(require_proof)
    site.jinja_env.globals["form_proof"] = form_proof
