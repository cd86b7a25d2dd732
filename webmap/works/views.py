"""The page of works and its files."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, render_template, request

from data.analysis import kept_profiles
from data.queries.layer import list_features
from data.queries.work import count_works
from webmap.context import read_session, runtime
from webmap.gaps.views import asked_filters, send_file
from webmap.i18n import PREFIX
from webmap.wording.profile import profile_word
from webmap.works.wording import say_work

works = Blueprint("works", __name__)

SHOWN: Final = 20


@works.get(f"{PREFIX}/works")
def index() -> str:
    """List the works of one profile in order of rank."""
    session = read_session()
    profile = asked_filters(("profile",)).get("profile", kept_profiles()[0].key)
    page = list_features(
        session,
        "works",
        filters={"profile": profile},
        limit=SHOWN,
        cursor=request.args.get("cursor", ""),
    )
    counted = count_works(session)
    return render_template(
        "works/list.html",
        works=[say_work(one, runtime().town.currency) for one in page.features],
        page=page,
        profile=profile,
        profiles=[(one.key, profile_word(one.key)) for one in kept_profiles()],
        analysed=bool(counted),
    )


@works.get(f"{PREFIX}/works.<any(csv,geojson,html,gpkg,parquet,pdf):form>")
def download(form: str) -> Response:
    """Send the works as a file."""
    return send_file("works", form, asked_filters(("profile",)))
