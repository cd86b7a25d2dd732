"""Pages of people with an account: signing in and out."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from webmap.i18n import PREFIX

people = Blueprint("people", __name__, url_prefix=PREFIX)


@people.get("/sign-in")
def sign_in() -> str:
    """Open the form."""
    wanted = request.args.get("next", "")
    return render_template(
        "people/sign_in.html", typed={"email": ""}, errors={}, next=wanted
    )
