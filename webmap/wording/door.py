"""The door at an end of a trip, and the last metres to it, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from geo.answer import Snap
from geo.entrance import Door, Doorstep, Entry
from geo.place_text import choose_texts
from webmap.formats import metres
from webmap.i18n import N_, best_name, current_language, gettext
from webmap.wording.values import (
    ATTRIBUTE_WORDS,
    attribute_word,
    isolate,
    labelled,
    value_words,
)

AT_THE_DOOR_M: Final = 3.0
"""Nearer than this the street is at the door."""
LEADS: Final = {
    "from": (
        N_("The way begins at this door: %(door)s."),
        N_("The way begins at a door of this place."),
    ),
    "to": (
        N_("The way leads to this door: %(door)s."),
        N_("The way leads to a door of this place."),
    ),
}


@dataclass(frozen=True)
class DoorWords:
    """One sentence about a door; ``kind`` is "", ``"bad"`` or ``"doubt"``.

    What somebody wrote of the place says in ``lang`` in which language, if it was told.
    """

    kind: str
    text: str
    lang: str = ""


def say_door(snap: Snap, end: str) -> list[DoorWords]:
    """Say to which door a way leads, what is in the way there, and how near it comes.

    Parameters
    ----------
    snap : Snap
    end : str
        ``"from"`` or ``"to"``.
    """
    found = [] if snap.door is None else list(_sentences(snap, snap.door, end))
    return [*found, *_texts(snap)]


def _texts(snap: Snap) -> Iterator[DoorWords]:
    """Say what is written of the place, in the language that is spoken if it is."""
    for one in choose_texts(snap.texts, current_language()):
        said = labelled(attribute_word(one.attribute), isolate(one.text))
        yield DoorWords("", said, one.language)


def _sentences(snap: Snap, door: Door, end: str) -> Iterator[DoorWords]:
    name = best_name(door.entrance.names)
    named, nameless = LEADS[end]
    said = gettext(named, door=isolate(name)) if name else gettext(nameless)
    yield DoorWords("", said)
    if stops := _facts(door, stops=True):
        text = gettext("You cannot get in there: %(facts)s.", facts=stops)
        yield DoorWords("bad", text)
    if doubts := _facts(door, stops=False):
        text = gettext("Not known at this door: %(facts)s.", facts=doubts)
        yield DoorWords("doubt", text)
    if snap.distance_m > AT_THE_DOOR_M:
        text = gettext(
            "Between the door and the street are %(length)s of which nothing is known.",
            length=metres(snap.distance_m),
        )
        yield DoorWords("doubt", text)


def _facts(door: Door, *, stops: bool) -> str:
    told = [_fact(step) for step in door.steps if step.stops is stops]
    return gettext(", ").join(told)


def _fact(step: Doorstep) -> str:
    word = gettext(ATTRIBUTE_WORDS[step.attribute])
    if step.value is None:
        return word
    value = value_words(step.attribute, step.value)
    if step.limit is None:
        return f"{word}: {value}"
    return gettext(
        "%(what)s: %(value)s, your limit: %(limit)s",
        what=word,
        value=value,
        limit=value_words(step.attribute, step.limit),
    )


def is_open(snap: Snap) -> bool:
    """Tell whether nothing is known to keep the person out at this end."""
    return snap.door is None or snap.door.entry is not Entry.NO
