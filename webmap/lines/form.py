"""The form of a line by hand: read from what was sent, changed by its buttons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from werkzeug.datastructures import MultiDict

from geo.transit.hand_cells import Cells, DirectionCells, LineCells
from geo.transit.hand_field import fields_of
from geo.transit.hand_line import DIRECTIONS, MOST_STOPS

LONGEST: Final = 2000
"""Letters of a field that are read: more than any field holds."""
CHOICE: Final = "choice"
"""Field of a stop: what was chosen from what was found."""
OWN: Final = ("stop_id", "stop_key", "stop_ar", "stop_fr", "stop_en", "lon", "lat")
FEWEST: Final = 2
"""Stops that a direction has at least."""
SHARED: Final = (*OWN, "area", "boards", "boarding")
"""What a stop is on the way there and on the way back; not how long it takes."""

_PART: Final = re.compile(r"d(\d+)-(?:s(\d+)-)?\w+")
_ACTION: Final = re.compile(r"(add|up|down|drop|find)-d(\d+)(?:-s(\d+))?")


def empty_cells() -> LineCells:
    """Give the cells of a line of which nothing is known yet."""
    return LineCells({}, [DirectionCells({}, [{}, {}])])


def read_form(form: Mapping[str, str]) -> LineCells:
    """Read the cells that a form holds, also wrong ones.

    Parameters
    ----------
    form : mapping of str to str
        Id of the field → what was typed.
    """
    found = [match for name in form if (match := _PART.fullmatch(name))]
    numbers = sorted({int(match[1]) for match in found})[:DIRECTIONS]
    ways = []
    for number in numbers:
        of_way = (m[2] for m in found if m[2] and int(m[1]) == number)
        stops = sorted({int(place) for place in of_way})[:MOST_STOPS]
        ways.append(
            DirectionCells(
                _cells(form, "direction", f"d{number}-"),
                [_stop(form, f"d{number}-s{place}-") for place in stops],
            )
        )
    return LineCells(_cells(form, "line", ""), ways)


def one_of_each(form: MultiDict[str, str]) -> dict[str, str]:
    """Give each field once; of boxes that were ticked, all of them."""
    return {name: " ".join(texts) for name, texts in form.lists()}


def _cells(form: Mapping[str, str], part: str, before: str) -> Cells:
    typed = {
        one.id: form.get(f"{before}{one.id}", "")[:LONGEST].strip()
        for one in fields_of(part)
    }
    return {name: text for name, text in typed.items() if text}


def _stop(form: Mapping[str, str], before: str) -> Cells:
    stop = _cells(form, "stop", before)
    chosen = form.get(f"{before}{CHOICE}", "").split("|")
    if len(chosen) == 3:
        told = zip(("stop_key", "lon", "lat"), chosen, strict=True)
        stop.update({name: text[:LONGEST] for name, text in told if text})
    return stop


def write_form(cells: LineCells) -> dict[str, str]:
    """Write cells as the fields of a form: id of the field → what stands in it."""
    typed = dict(cells.line)
    for one, way in enumerate(cells.directions):
        typed.update({f"d{one}-{name}": text for name, text in way.cells.items()})
        for two, stop in enumerate(way.stops):
            told = {f"d{one}-s{two}-{name}": text for name, text in stop.items()}
            typed.update(told)
    return typed


def drop_blank(cells: LineCells) -> None:
    """Forget stops of which nothing was typed: rows that were left empty."""
    for way in cells.directions:
        way.stops = [stop for stop in way.stops if set(stop) - {"stop_id"}]


def offer_stops(cells: LineCells) -> None:
    """Leave room for two stops in each direction: fewer are none."""
    for way in cells.directions:
        way.stops += [{} for _ in range(FEWEST - len(way.stops))]


def change(cells: LineCells, action: str) -> str:
    """Do what a button asks for; what it speaks of and does not exist is left alone.

    Parameters
    ----------
    cells : LineCells
        Changed in place.
    action : str
        ``add-d0``, ``up-d0-s2``, ``down-d0-s2``, ``drop-d0-s2``, ``back``, ``drop-d1``.

    Returns
    -------
    str
        Id of what is to be looked at next.
    """
    if action == "back" and len(cells.directions) == 1:
        cells.directions.append(_way_back(cells.directions[0]))
        return "d1"
    asked = _ACTION.fullmatch(action)
    if asked is None or int(asked[2]) >= len(cells.directions):
        return ""
    number = int(asked[2])
    if asked[3] is None:
        return _change_way(cells, asked[1], number)
    place = _move(cells.directions[number].stops, asked[1], int(asked[3]))
    return f"d{number}-s{place}" if place >= 0 else f"d{number}"


def _change_way(cells: LineCells, verb: str, number: int) -> str:
    stops = cells.directions[number].stops
    if verb == "drop" and number > 0:
        del cells.directions[number]
        return "d0"
    if verb == "add" and len(stops) < MOST_STOPS:
        stops.append({})
    return f"d{number}-s{len(stops) - 1}"


def _move(stops: list[Cells], verb: str, place: int) -> int:
    """Move a stop up or down, or drop it; give where one looks next."""
    if not 0 <= place < len(stops):
        return len(stops) - 1
    if verb == "drop":
        del stops[place]
        return min(place, len(stops) - 1)
    target = place + {"up": -1, "down": 1}.get(verb, 0)
    if 0 <= target < len(stops):
        stops[place], stops[target] = stops[target], stops[place]
        return target
    return place


def _way_back(way: DirectionCells) -> DirectionCells:
    """Turn the stops round; nobody has told yet how long the way back takes."""
    stops: Iterable[Cells] = reversed(way.stops)
    kept = [{n: text for n, text in stop.items() if n in SHARED} for stop in stops]
    pattern = {n: text for n, text in way.cells.items() if n == "pattern"}
    return DirectionCells(pattern, kept)


def asked_find(action: str) -> tuple[int, int] | None:
    """Tell for which stop a button asks to look in what is known."""
    asked = _ACTION.fullmatch(action)
    if asked is None or asked[1] != "find" or asked[3] is None:
        return None
    return int(asked[2]), int(asked[3])
