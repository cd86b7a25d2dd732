"""What is known of getting aboard a line by hand, as observations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Final

from geo.observation import Method, Observation, Value
from geo.transit.hand_field import fields_of
from geo.transit.hand_line import HandLine, list_calls, stop_key
from geo.transit.key import Keys

BOARDING: Final = {True: "yes", False: "no", None: None}


def observe_vehicle(line: HandLine, keys: Keys) -> Iterator[Observation]:
    """Say what is known of the vehicle.

    Parameters
    ----------
    line : HandLine
    keys : Keys

    Yields
    ------
    Observation
        Of the key of the line; nothing of what is not known.
    """
    told = {one.attribute: getattr(line, one.id) for one in fields_of("line")}
    subject = keys.of("line", line.id)
    told["wheelchair_boarding"] = BOARDING[line.wheelchair]
    for attribute, value in told.items():
        if attribute and value is not None:
            yield _observation((subject, attribute), value, line, source=keys.source)


def _observation(
    about: tuple[str, str], value: Value, line: HandLine, *, source: str
) -> Observation:
    return Observation(
        subject=about[0],
        attribute=about[1],
        value=value,
        method=Method(line.method),
        source=source,
        observed_on=line.seen_on,
        author=line.told_by,
    )


def observe_stops(lines: Sequence[HandLine], source: str) -> Iterator[Observation]:
    """Say where one gets on with a wheelchair.

    Parameters
    ----------
    lines : sequence of HandLine
    source : str

    Yields
    ------
    Observation
        Of the key of the stop; of a stop of several lines, what was seen last.
    """
    said = [
        (stop_key(line, stop, source), line.seen_on or date.min, line.id, stop, line)
        for line, stop in list_calls(lines)
        if stop.boarding is not None
    ]
    said.sort(key=itemgetter(0, 1, 2))
    for key, told in groupby(said, key=itemgetter(0)):
        *_, (_, _, _, stop, line) = told
        value = "yes" if stop.boarding else "no"
        yield _observation((key, "wheelchair_boarding"), value, line, source=source)
