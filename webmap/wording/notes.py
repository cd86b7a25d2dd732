"""One fact on a path in words: what, the person's limit, where, and who says so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from geo.answer import Note
from geo.attribute import ATTRIBUTES, Kind
from webmap.formats import metres
from webmap.i18n import N_, best_name, gettext, ngettext
from webmap.wording.provenance import Sources, is_made_up, say_source
from webmap.wording.values import isolate, value_words

NEAR_START_M: Final = 10.0
SHORT_M: Final = 3.0

SLOPE_UNKNOWN: Final = N_("The slope is not known")

FACTS: Final = {
    "slope_up": N_("It climbs %(value)s"),
    "slope_down": N_("It falls %(value)s"),
    "slope_across": N_("It leans to the side by %(value)s"),
    "width": N_("It is %(value)s wide"),
    "narrowing": N_("It narrows to %(value)s"),
    "clearance": N_("The head room is %(value)s"),
    "kerb": N_("Kerb: %(value)s"),
    "steps": N_("Steps: %(value)s"),
    "smoothness": N_("Evenness of the ground: %(value)s"),
    "surface": N_("Ground: %(value)s"),
    "obstructed": N_("Something blocks the way"),
    "wheelchair": N_("With a wheelchair: %(value)s"),
    "access": N_("The way is not open to all: %(value)s"),
    "oneway": N_("You may not go in this direction"),
    "crossing": N_("Crossing: %(value)s"),
    "tactile": N_("There is no tactile paving"),
    "carriageway": N_("There is no sidewalk: you share the road with cars"),
}
"""Rule of the profile → what is there."""

DOUBTS: Final = {
    "slope_up": SLOPE_UNKNOWN,
    "slope_down": SLOPE_UNKNOWN,
    "slope_across": N_("The slope to the side is not known"),
    "width": N_("The width is not known"),
    "narrowing": N_("The narrowest point is not known"),
    "clearance": N_("The head room is not known"),
    "kerb": N_("The height of the kerb is not known"),
    "steps": N_("The number of steps is not known"),
    "smoothness": N_("The evenness of the ground is not known"),
    "surface": N_("The kind of ground is not known"),
    "obstructed": N_("Something may block the way"),
    "wheelchair": N_("Whether a wheelchair passes is not known"),
    "access": N_("Whether the way is open to all is not known"),
    "crossing": N_("The kind of crossing is not known"),
    "carriageway": N_("Whether there is a sidewalk is not known"),
}

COUNTS: Final[dict[str, Callable[[int], str]]] = {
    "slope_up": lambda n: ngettext("%(num)s steep climb", "%(num)s steep climbs", n),
    "slope_down": lambda n: ngettext(
        "%(num)s steep descent", "%(num)s steep descents", n
    ),
    "slope_across": lambda n: ngettext(
        "%(num)s stretch that leans to the side",
        "%(num)s stretches that lean to the side",
        n,
    ),
    "width": lambda n: ngettext(
        "%(num)s narrow stretch", "%(num)s narrow stretches", n
    ),
    "narrowing": lambda n: ngettext("%(num)s narrow point", "%(num)s narrow points", n),
    "clearance": lambda n: ngettext("%(num)s low passage", "%(num)s low passages", n),
    "kerb": lambda n: ngettext("%(num)s high kerb", "%(num)s high kerbs", n),
    "steps": lambda n: ngettext(
        "%(num)s flight of steps", "%(num)s flights of steps", n
    ),
    "smoothness": lambda n: ngettext(
        "%(num)s uneven stretch", "%(num)s uneven stretches", n
    ),
    "surface": lambda n: ngettext(
        "%(num)s stretch of hard ground to cross",
        "%(num)s stretches of hard ground to cross",
        n,
    ),
    "obstructed": lambda n: ngettext("%(num)s obstacle", "%(num)s obstacles", n),
    "wheelchair": lambda n: ngettext(
        "%(num)s stretch marked as hard for wheelchairs",
        "%(num)s stretches marked as hard for wheelchairs",
        n,
    ),
    "access": lambda n: ngettext("%(num)s private way", "%(num)s private ways", n),
    "oneway": lambda n: ngettext(
        "%(num)s one-way stretch", "%(num)s one-way stretches", n
    ),
    "crossing": lambda n: ngettext(
        "%(num)s difficult crossing", "%(num)s difficult crossings", n
    ),
    "tactile": lambda n: ngettext(
        "%(num)s crossing without a warning to touch",
        "%(num)s crossings without a warning to touch",
        n,
    ),
    "carriageway": lambda n: ngettext(
        "%(num)s stretch among the cars", "%(num)s stretches among the cars", n
    ),
}


@dataclass(frozen=True)
class NoteWords:
    """A note, said.

    Attributes
    ----------
    kind : str
        ``"warn"``, ``"doubt"`` or ``"bad"``.
    text : str
        What is there.
    limit : str
        What the person's limit is; empty where it has no number.
    where : str
    source : str
    is_demonstration : bool
    position : tuple of float
        (lon, lat).
    barrier : str
        Key of the barrier behind it, or empty.
    """

    kind: str
    text: str
    limit: str
    where: str
    source: str
    is_demonstration: bool
    position: tuple[float, float]
    barrier: str = ""


def rule_of(note: Note) -> str:
    """Give the rule's root: ``"kerb_limit"`` is of ``"kerb"``."""
    if note.rule in FACTS:
        return note.rule
    return next((root for root in FACTS if note.rule.startswith(f"{root}_")), "")


def say_note(note: Note, sources: Sources, kind: str) -> NoteWords:
    """Say one note."""
    return NoteWords(
        kind=kind,
        text=_fact(note, kind),
        limit=_limit(note, kind),
        where=say_where(note),
        source=say_source(
            sources,
            note.source,
            method=note.method,
            observed_on=note.observed_on,
            confidence=note.confidence,
        )
        if note.source
        else "",
        is_demonstration=is_made_up(sources, note.source, note.method),
        position=note.position,
        barrier=note.barrier,
    )


def _fact(note: Note, kind: str) -> str:
    root = rule_of(note)
    if note.value is None and root in DOUBTS:
        return gettext(DOUBTS[root])
    if root not in FACTS:
        return value_words(note.attribute, note.value)
    said = gettext(FACTS[root], value=value_words(note.attribute, note.value))
    return (
        gettext("%(fact)s, but this is not certain", fact=said)
        if kind == "doubt"
        else said
    )


def _limit(note: Note, kind: str) -> str:
    attribute = ATTRIBUTES.get(note.attribute)
    is_number = attribute is None or attribute.kind is Kind.NUMBER
    if note.limit is None or isinstance(note.limit, bool) or not is_number:
        return ""
    value = value_words(note.attribute, note.limit)
    if kind == "warn":
        return gettext("comfortable for you: %(value)s", value=value)
    return gettext("your limit: %(value)s", value=value)


def say_where(note: Note) -> str:
    """Say where a note holds, counted from the start of the path."""
    parts = []
    if note.at_m < NEAR_START_M:
        parts.append(gettext("at the start"))
    else:
        parts.append(gettext("after %(length)s", length=metres(note.at_m)))
    name = best_name(note.names)
    if name:
        parts.append(isolate(name))
    if note.length_m > SHORT_M:
        parts.append(gettext("for %(length)s", length=metres(note.length_m)))
    return " · ".join(parts)


def count_notes(notes: Sequence[Note], most: int = 3) -> list[str]:
    """Count notes by what they are: "2 high kerbs", the most frequent first."""
    found: dict[str, int] = {}
    for note in notes:
        root = rule_of(note)
        if root:
            found[root] = found.get(root, 0) + 1
    ranked = sorted(found, key=lambda root: -found[root])
    return [COUNTS[root](found[root]) for root in ranked[:most]]
