"""The map page, the list for what the map shows, and one thing of it."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, render_template, request

from data.queries.layer import get_feature
from geo.errors import MissingError
from webmap.context import read_session, runtime
from webmap.home.item import say_item
from webmap.home.question import read_question
from webmap.home.scene import build_scene
from webmap.home.section import list_sections
from webmap.home.toggle import HEADINGS, TOGGLES
from webmap.i18n import PREFIX
from webmap.pages.listing import access_options, kind_options
from webmap.wording.provenance import known_sources

home = Blueprint("home", __name__, url_prefix=PREFIX)


@home.get("/")
def index() -> str:
    """Show the map, and beside it what is on it."""
    question = read_question(request.args)
    return render_template(
        "home/index.html",
        question=question,
        sections=list_sections(read_session(), question),
        toggles=TOGGLES,
        headings=HEADINGS,
        kinds=kind_options(),
        states=access_options(),
        page_data=build_scene(runtime(), question),
    )


@home.get("/around")
def around() -> Response:
    """Give the lists alone, for what the map shows now."""
    question = read_question(request.args)
    sections = list_sections(read_session(), question)
    return _part("home/lists.html", question=question, sections=sections)


@home.get("/around/<layer>/<path:key>")
def thing(layer: str, key: str) -> Response:
    """Give one thing that was chosen on the map."""
    if layer not in HEADINGS:
        raise MissingError(f"there is no layer {layer!r} on the map")
    session = read_session()
    feature = get_feature(session, layer, key)
    item = say_item(layer, feature, known_sources(session, runtime().town))
    return _part("home/chosen.html", item=item)


def _part(template: str, **values: object) -> Response:
    """Answer with a piece of a page, which no search engine should list."""
    response = make_response(render_template(template, headings=HEADINGS, **values))
    response.headers["X-Robots-Tag"] = "noindex"
    return response
