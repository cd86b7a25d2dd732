"""The editor of lines by hand: one form that keeps what was typed until it is saved."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from flask import Blueprint, Response, make_response, render_template, request, url_for

from data.queries.hand_line import (
    KeptLine,
    end_line,
    ensure_hand_source,
    find_unknown_stops,
    get_hand_line,
    hand_source,
    keep_lines,
    list_hand_lines,
    list_revisions,
    require_revision,
)
from data.queries.revision import raise_revision
from data.search import Hit, search
from geo.errors import ConflictError, InputError
from geo.evidence import read_day
from geo.transit.hand_cells import LineCells, read_line
from geo.transit.hand_field import HandField, fields_of, line_groups
from geo.transit.hand_line import HandLine, LineFault
from geo.transit.hand_value import DAYS, parse_days
from geo.transit.key import Keys
from webmap.audit.words import role_word
from webmap.context import read_session, runtime
from webmap.i18n import PREFIX, best_name, current_language, gettext
from webmap.lines.fault import label_faults, say_faults
from webmap.lines.form import (
    asked_find,
    change,
    drop_blank,
    empty_cells,
    offer_stops,
    one_of_each,
    read_form,
    write_form,
)
from webmap.lines.say import WEEK, LineWords, say_line
from webmap.people.who import current_actor, needs, seen_elsewhere
from webmap.reports.pick import pick_scene

hand_lines = Blueprint("hand_lines", __name__, url_prefix=f"{PREFIX}/lines/edit")

PERMISSION: Final = "lines.edit"
WRONG: Final = 422
FOUND: Final = 8
CHANGED: Final = "revision"
MORE_STOP: Final = ("stop_id", "stop_key", "stop_en", "area", "boards", "boarding")
"""Fields of a stop that are asked further down, for those who know more."""


@dataclass
class Shown:
    """What the page of the form shows besides what was typed.

    Attributes
    ----------
    errors : dict of str to str
        Id of the field → sentence.
    preview : LineWords, optional
    found : dict of str to list of Hit
        Id of the stop → what is known of that name.
    focus : str
        Id of what is to be looked at next.
    """

    errors: dict[str, str] = field(default_factory=dict)
    preview: LineWords | None = None
    found: dict[str, list[Hit]] = field(default_factory=dict)
    focus: str = ""


@hand_lines.get("")
@needs(PERMISSION)
def index() -> Response:
    """List the lines that were entered by hand."""
    kept = list_hand_lines(read_session(), source=_source_key())
    return _private(render_template("lines/index.html", lines=kept))


@hand_lines.route("/new", methods=["GET", "POST"])
@needs(PERMISSION)
def new() -> Response:
    """Enter a line."""
    if request.method == "GET":
        return _page(empty_cells(), Shown(), None)
    return _take(None)


@hand_lines.route("/line/<path:key>", methods=["GET", "POST"])
@needs(PERMISSION)
def edit(key: str) -> Response:
    """Change a line."""
    kept = get_hand_line(read_session(), key)
    if request.method == "GET":
        return _page(kept.cells, Shown(), kept)
    return _take(kept)


@hand_lines.post("/end/<path:key>")
@needs(PERMISSION)
def end(key: str) -> Response:
    """Let a line run no more."""
    kept, held = get_hand_line(read_session(), key), runtime()
    try:
        day = read_day("ended_on", request.form.get("ended_on", ""))
        with held.database.write() as session:
            end_line(session, key, on=day, actor=current_actor(), at=held.clock())
            raise_revision(session, network=True)
    except InputError:
        wrong = {"ended_on": gettext("Please write a day like 2026-12-31.")}
        return _page(kept.cells, Shown(wrong), kept)
    except ConflictError:
        return seen_elsewhere(url_for("hand_lines.index"))
    return seen_elsewhere(url_for("hand_lines.index"))


def _source_key() -> str:
    return hand_source(dict(runtime().town.sources)).key


def _take(kept: KeptLine | None) -> Response:
    """Do what the pressed button asks for."""
    cells = read_form(one_of_each(request.form))
    if kept is not None:
        cells.line["id"] = kept.cells.line["id"]
    action = request.form.get("action", "")
    if action in ("save", "preview"):
        return _judge(cells, kept, is_saved=action == "save")
    stop = asked_find(action)
    if stop is not None:
        return _page(cells, _found(cells, *stop), kept)
    return _page(cells, Shown(focus=change(cells, action)), kept)


def _judge(cells: LineCells, kept: KeptLine | None, *, is_saved: bool) -> Response:
    drop_blank(cells)
    line, faults = read_line(cells, today=runtime().today)
    session = read_session()
    faults += find_unknown_stops(session, line, source=_source_key())
    if kept is None and _is_taken(line.id):
        faults.append(LineFault("id", "taken", "is taken"))
    if faults:
        offer_stops(cells)
        return _page(cells, Shown(say_faults(faults)), kept)
    if not is_saved:
        return _page(cells, Shown(preview=_words(line), focus="preview"), kept)
    return _save(cells, kept)


def _is_taken(name: str) -> bool:
    key = Keys(_source_key()).of("line", name)
    return any(one.key == key for one in list_hand_lines(read_session()))


def _words(line: HandLine) -> LineWords:
    held = runtime()
    return say_line(
        line, currency=held.town.currency, source=_source_key(), today=held.today
    )


def _save(cells: LineCells, kept: KeptLine | None) -> Response:
    held = runtime()
    typed = request.form.get(CHANGED, "")
    key = Keys(_source_key()).of("line", cells.line["id"])
    try:
        with held.database.write() as session:
            source = ensure_hand_source(session, dict(held.town.sources))
            seen = int(typed) if typed.isdecimal() and kept else 0
            require_revision(session, key, seen)
            done = keep_lines(
                session, source, [cells], actor=current_actor(), at=held.clock()
            )
            raise_revision(session, network=done.is_network)
    except ConflictError:
        said = gettext(
            "Somebody has changed this line meanwhile. What you typed is still here: "
            "look at the line in another window, then save again."
        )
        return _page(cells, Shown({CHANGED: said}), kept)
    return seen_elsewhere(url_for("lists.line", key=key))


def _found(cells: LineCells, number: int, place: int) -> Shown:
    """Look for stops and places of the name that was typed."""
    where = f"d{number}-s{place}"
    ways = cells.directions
    if number >= len(ways) or place >= len(ways[number].stops):
        return Shown()
    stop = ways[number].stops[place]
    name = next((stop[n] for n in ("stop_fr", "stop_ar", "stop_en") if n in stop), "")
    hits = []
    if name:
        lang = current_language()
        hits = search(read_session(), name[:200], lang=lang, limit=FOUND)
    return Shown(found={where: hits}, focus=where)


def _page(cells: LineCells, shown: Shown, kept: KeptLine | None) -> Response:
    session = read_session()
    page = render_template(
        "lines/edit.html",
        kept=kept,
        cells=cells,
        typed=write_form(cells),
        shown=shown,
        labels=label_faults(shown.errors),
        groups=line_groups(),
        fields={part: fields_of(part) for part in ("line", "direction", "stop")},
        more_stop=MORE_STOP,
        options=_options,
        ticked=ticked_days,
        role_word=role_word,
        revisions=list_revisions(session, kept.key) if kept else [],
        zone=runtime().town.zone,
        today=runtime().today.isoformat(),
        page_data=pick_scene(),
    )
    return _private(page, WRONG if shown.errors else 200)


def _options(one: HandField) -> list[tuple[str, str]]:
    """Offer the words of a field; nothing is "not known"."""
    nothing = gettext("Please choose") if one.needed else gettext("Not known")
    if one.kind == "days":
        named = zip(DAYS, WEEK, strict=True)
        return [(day, gettext(word)) for day, word in named]
    if one.kind == "yes_no":
        words = [("yes", gettext("yes")), ("no", gettext("no"))]
    else:
        words = [(word.id, best_name(word.label)) for word in one.words]
    return [("", nothing), *words]


def ticked_days(text: str) -> list[str]:
    """Give the days that a cell names; none where it cannot be read."""
    digits = parse_days(text) or "0" * len(DAYS)
    return [day for day, digit in zip(DAYS, digits, strict=True) if digit == "1"]


def _private(page: str, status: int = 200) -> Response:
    response: Any = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    return response  # type: ignore[no-any-return]
