"""What would open a closed way, said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from geo.answer import Change
from geo.change import LIMITS, REPAIR, SURVEY, TIME, is_unknown
from geo.observation import Value
from webmap.formats import metres, minutes
from webmap.i18n import N_, gettext, ngettext
from webmap.wording.notes import NoteWords, say_notes
from webmap.wording.provenance import Sources
from webmap.wording.values import value_words

MANAGE: Final = {
    "max_slope_up": ("slope_up", N_("climbs up to %(value)s")),
    "max_slope_down": ("slope_down", N_("descents up to %(value)s")),
    "max_slope_across": ("slope_across", N_("slopes to the side up to %(value)s")),
    "min_width_m": ("width_m", N_("ways only %(value)s wide")),
    "max_kerb_m": ("kerb_height_m", N_("kerbs up to %(value)s")),
    "min_clearance_m": ("clearance_m", N_("head room of only %(value)s")),
    "worst_smoothness": ("smoothness", N_("ground as uneven as “%(value)s”")),
}
"""Limit → attribute of its value, what one would manage."""
STEPS: Final = {"few": N_("up to 3 steps"), "yes": N_("steps")}


@dataclass(frozen=True)
class ChangeWords:
    """One change, said.

    Attributes
    ----------
    kind : str
        ``"limits"``, ``"repair"``, ``"time"`` or ``"survey"``.
    text : str
    notes : list of NoteWords
        What is in the way there; empty where the text says it all.
    limits : dict
        Limits of one's own, SI units or words.
    """

    kind: str
    text: str
    notes: list[NoteWords]
    limits: dict[str, Value]


def say_changes(changes: Iterable[Change], sources: Sources) -> list[ChangeWords]:
    """Say what would open a way.

    Parameters
    ----------
    changes : iterable of Change
    sources : mapping
        Key of a source → what to say of it.
    """
    return [
        ChangeWords(
            one.kind, TEXTS[one.kind](one), _notes(one, sources), dict(one.limits)
        )
        for one in changes
    ]


def _notes(change: Change, sources: Sources) -> list[NoteWords]:
    broken = [note for note in change.notes if not is_unknown(note)]
    doubts = [note for note in change.notes if is_unknown(note)]
    return [
        *say_notes(broken, sources, "bad"),
        *say_notes(doubts, sources, "doubt"),
    ]


def say_limits(limits: Mapping[str, Value]) -> str:
    """Say what somebody with these limits would manage."""
    return gettext(", ").join(_manage(name, limits[name]) for name in limits)


def _manage(name: str, value: Value) -> str:
    if name == "steps":
        return gettext(STEPS[str(value)])
    attribute, said = MANAGE[name]
    return gettext(said, value=value_words(attribute, value))


def _say_limits(change: Change) -> str:
    return gettext(
        "If you can manage %(what)s: %(time)s, %(length)s.",
        what=say_limits(change.limits),
        time=minutes(change.seconds),
        length=metres(change.length_m),
    )


def _say_repair(change: Change) -> str:
    return ngettext(
        "If this one thing were mended: %(time)s, %(length)s.",
        "If these %(num)s things were mended: %(time)s, %(length)s.",
        len(change.notes),
        time=minutes(change.seconds),
        length=metres(change.length_m),
    )


def _say_survey(change: Change) -> str:
    return ngettext(
        "If somebody looked at one place and all is well there: %(time)s, %(length)s.",
        "If somebody looked at %(num)s places and all is well there: %(time)s, "
        "%(length)s.",
        len({note.segment for note in change.notes}),
        time=minutes(change.seconds),
        length=metres(change.length_m),
    )


def _say_time(change: Change) -> str:
    return gettext(
        "At another time, when it is open: %(time)s, %(length)s.",
        time=minutes(change.seconds),
        length=metres(change.length_m),
    )


TEXTS: Final = {
    LIMITS: _say_limits,
    REPAIR: _say_repair,
    SURVEY: _say_survey,
    TIME: _say_time,
}
