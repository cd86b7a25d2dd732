"""The public screen of a stop, and its poster."""

from __future__ import annotations

from datetime import datetime
from pkgutil import resolve_name
from typing import Any, Final

from flask import Blueprint, Response, render_template, request, url_for

from data.queries.layer import Feature, get_feature
from geo.errors import InputError, MissingError
from geo.transit.day import select_day
from geo.transit.departure import list_departures
from geo.transit.run import DAY_S
from geo.transit.span import Told, services_at, tell_span
from webmap.board.board import find_platforms, read_board
from webmap.board.told import say_board, say_lines, say_span
from webmap.codes import draw_code, full_address
from webmap.context import read_session, runtime
from webmap.i18n import PREFIX, best_name, current_language, direction, speaking
from webmap.rate import require_patience
from webmap.wording.feature import say_feature

board = Blueprint("board", __name__, url_prefix=PREFIX)

ROWS: Final = 6
"""That a screen shows in letters to be read from afar."""
SHORTEST_S: Final = 8
LONGEST_S: Final = 300
USUAL_S: Final = 15
"""Nobody reads a page in less than eight seconds."""
LANGUAGES: Final = ("ar", "fr", "en")
PAPER: Final = ("ar", "fr")
PRINT_PDF: Final = "webmap.pdf:print_pdf"
"""Loaded when the first poster is printed: WeasyPrint takes a second."""


def _now() -> datetime:
    return runtime().clock().astimezone(runtime().town.zone)


@board.get("/screen/stops/<path:key>")
def screen(key: str) -> str:
    """Show a stop to a whole square: large, in one language after another."""
    feature = get_feature(read_session(), "stops", key)
    shown = read_board(runtime(), read_session(), key, at=_now(), most=ROWS)
    loop, seconds = _loop()
    address = full_address(url_for("lists.stop", key=key))
    return render_template(
        "board/screen.html",
        one=say_feature("stops", feature),
        told=say_board(shown, ROWS),
        at=shown.at,
        code=draw_code(address),
        seconds=seconds,
        next_address=_next(key, loop, seconds) if loop else "",
        still_address=url_for("board.screen", key=key),
    )


def _loop() -> tuple[list[str], int]:
    """Read in which languages the screen speaks in turn, and how long in each."""
    loop = [lang for lang in request.args.get("loop", "").split("-") if lang]
    wrong = [lang for lang in loop if lang not in LANGUAGES]
    if wrong:
        raise InputError("loop", f"{wrong[0]!r} is none of {', '.join(LANGUAGES)}")
    told = request.args.get("seconds", str(USUAL_S))
    if not told.isdecimal() or not SHORTEST_S <= int(told) <= LONGEST_S:
        reason = f"{told!r} is not between {SHORTEST_S} and {LONGEST_S}"
        raise InputError("seconds", reason)
    return loop, int(told)


def _next(key: str, loop: list[str], seconds: int) -> str:
    here = current_language()
    after = loop[(loop.index(here) + 1) % len(loop)] if here in loop else loop[0]
    said = {"loop": "-".join(loop), "seconds": seconds}
    return url_for("board.screen", lang=after, key=key, **said)  # type: ignore[arg-type]


@board.get("/posters/stops/<path:key>.pdf")
def poster(key: str) -> Response:
    """Print the poster of a stop, a page in Arabic and one in French."""
    require_patience("word")
    feature = get_feature(read_session(), "stops", key)
    pages = [_page(lang, key, feature) for lang in PAPER]
    html = render_template("board/poster.html", pages=pages)
    pdf: bytes = resolve_name(PRINT_PDF)(html)
    response = Response(pdf, mimetype="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="wusul-stop.pdf"'
    return response


def _page(lang: str, key: str, feature: Feature) -> str:
    """Write the page of one language."""
    with speaking(lang):
        addresses = {
            "here": full_address(url_for("lists.stop", lang=lang, key=key)),
            "report": full_address(url_for("reports.new", lang=lang)),
        }
        return render_template(
            "board/poster_page.html",
            one=say_feature("stops", feature),
            codes={name: draw_code(one) for name, one in addresses.items()},
            addresses=addresses,
            town=best_name(runtime().town.names),
            spoken=lang,
            direction=direction(lang),
            on=_now(),
            **_times(key),
        )


def _times(key: str) -> dict[str, Any]:
    """Say what leaves on the day of the poster."""
    try:
        timetable = runtime().timetables.current()
    except MissingError:
        return {"lines": [], "span": say_span(Told.NEVER, None)}
    stops, today = find_platforms(timetable, key), _now().date()
    listed = list_departures(
        select_day(timetable, today), stops, from_s=0, until_s=DAY_S
    )
    span = say_span(*tell_span(services_at(timetable, stops), today))
    return {"lines": say_lines(select_day(timetable, today), listed), "span": span}
