"""Where an instruction begins: after how far, at which landmark, at which corner."""

from __future__ import annotations

from typing import Final

from geo.answer import Step
from geo.cue import Landmark
from webmap.formats import metres
from webmap.i18n import N_, best_name, gettext
from webmap.wording.feature import kind_word
from webmap.wording.values import isolate

STOPS: Final = {"stop": N_("stop"), "station": N_("station")}
"""Kinds of landmarks that are no kinds of places."""

PLACES: Final = {
    ("at", ""): N_("at %(landmark)s"),
    ("at", "left"): N_("at %(landmark)s, on your left"),
    ("at", "right"): N_("at %(landmark)s, on your right"),
    ("before", ""): N_("just before %(landmark)s"),
    ("before", "left"): N_("just before %(landmark)s, on your left"),
    ("before", "right"): N_("just before %(landmark)s, on your right"),
    ("after", ""): N_("just after %(landmark)s"),
    ("after", "left"): N_("just after %(landmark)s, on your left"),
    ("after", "right"): N_("just after %(landmark)s, on your right"),
}
"""How a turn lies to a landmark, and on which side one passes it."""

STARTS: Final = {
    "": N_("near %(landmark)s"),
    "left": N_("with %(landmark)s on your left"),
    "right": N_("with %(landmark)s on your right"),
}
"""How somebody stands to a landmark who sets off."""


def say_where(step: Step, before: Step | None, *, always: bool = False) -> str:
    """Say where an instruction begins.

    Parameters
    ----------
    step : Step
    before : Step, optional
        The one before it.
    always : bool
        Whether the distance is said where there is neither landmark nor corner.

    Returns
    -------
    str
        Begins with a capital; empty where there is nothing to say.
    """
    place = _landmark(step) or _corner(step)
    if not place and not always:
        return ""
    parts = [place] if place else []
    if before is not None and before.length_m >= 1:
        parts.insert(0, gettext("after %(length)s", length=metres(before.length_m)))
    return capital(gettext(", ").join(parts))


def capital(text: str) -> str:
    """Begin a sentence with a capital, where the script has them."""
    return text[:1].upper() + text[1:]


def _landmark(step: Step) -> str:
    found = step.sighting
    if found is None:
        return ""
    named = say_landmark(found.landmark)
    if step.turn == "start":
        return gettext(STARTS[found.side], landmark=named)
    return gettext(PLACES[found.relation, found.side], landmark=named)


def say_landmark(landmark: Landmark) -> str:
    """Name a landmark, with the word for its kind where the name does not say it."""
    name = best_name(landmark.names)
    kind = gettext(STOPS.get(landmark.kind, "")) or kind_word(landmark.kind)
    if kind.casefold() in name.casefold():
        return isolate(name)
    word = kind[:1].lower() + kind[1:]
    return gettext("%(name)s (%(kind)s)", name=isolate(name), kind=word)


def _corner(step: Step) -> str:
    """Name the corner of two streets, unless the instruction names it anyway."""
    if not step.corner:
        return ""
    names = dict.fromkeys(isolate(best_name(one)) for one in step.corner)
    if len(names) < 2:  # a corner has two streets
        return ""
    one, other, *_ = names
    return gettext("at the corner of %(one)s and %(other)s", one=one, other=other)
