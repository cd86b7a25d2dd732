"""The page that says how we judge."""

from __future__ import annotations

from flask import Blueprint, render_template

from geo.norm_file import get_norm
from geo.profile import load_profiles
from webmap.context import runtime
from webmap.i18n import PREFIX
from webmap.judging.norm import norm_table
from webmap.judging.rows import profile_table
from webmap.wording.profile import PROFILE_WORDS

judging = Blueprint("judging", __name__, url_prefix=f"{PREFIX}/judging")


@judging.get("")
def show() -> str:
    """List the profiles and the town's norm, every number with its source."""
    known = load_profiles()
    return render_template(
        "judging.html",
        profiles=[profile_table(known[key]) for key in PROFILE_WORDS if key in known],
        norm=norm_table(get_norm(runtime().town.norm)),
    )
