"""When somebody goes, and what is open only at times on the way, in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from geo.answer import Note, Trip
from webmap.formats import moment
from webmap.i18n import best_name, gettext
from webmap.wording.values import attribute_word, isolate, labelled


def say_times(trip: Trip) -> list[str]:
    """Say for which time an answer holds, and which hours it meets.

    Parameters
    ----------
    trip : Trip
    """
    return list(_sentences(trip))


def say_reach_time(at: datetime) -> str:
    """Say for which time an answer about reach holds, and what that does not touch."""
    return gettext(
        "This is for somebody who goes at this time: %(time)s. What is shut then is "
        "not gone through; places count whether they are open then or not.",
        time=moment(at),
    )


def _sentences(trip: Trip) -> Iterator[str]:
    met = dict.fromkeys(map(_hours, (*trip.out.hours, *trip.back.hours)))
    if trip.at is not None:
        yield gettext(
            "This is for somebody who goes at this time: %(time)s. What is shut then "
            "is not gone through, on the way back neither.",
            time=moment(trip.at),
        )
    elif met:
        yield gettext(
            "Something on this way is open only at times. Say when you go, and it is "
            "reckoned with."
        )
    yield from met


def _hours(note: Note) -> str:
    said = labelled(attribute_word(note.attribute), isolate(str(note.value)))
    name = best_name(note.names)
    return f"{isolate(name)} · {said}" if name else said
