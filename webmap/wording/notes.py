"""One fact on a path in words: what, the person's limit, where, and who says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from geo.answer import Note
from geo.change import UNKNOWN
from geo.column import SOFT
from geo.timed import TIMED
from webmap.formats import metres
from webmap.i18n import best_name, gettext, ngettext
from webmap.wording.provenance import Sources, is_made_up, say_source
from webmap.wording.rule import COUNTS, DOUBTS, FACTS, SIMPLY, UNKNOWN_NAMES
from webmap.wording.values import isolate, value_words

NEAR_START_M: Final = 10.0
SHORT_M: Final = 3.0


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
    street : str
        Name of the way; empty if it has none.
    """

    kind: str
    text: str
    limit: str
    where: str
    source: str
    is_demonstration: bool
    position: tuple[float, float]
    barrier: str = ""
    street: str = ""


def rule_of(note: Note) -> str:
    """Give the rule's root: ``"kerb_limit"`` is of ``"kerb"``."""
    return _root(note.rule, note.attribute in TIMED)


@cache
def _root(rule: str, is_timed: bool) -> str:  # noqa: FBT001
    """Find the root of a rule; there are few rules, and they come again and again."""
    if is_timed:
        return "hours_doubt" if rule.endswith(UNKNOWN) else "hours"
    if rule in FACTS:
        return rule
    return next((root for root in FACTS if rule.startswith(f"{root}_")), "")


SLOPES: Final = ("slope_up", "slope_down")
MODELLED: Final = "modelled"


def say_notes(notes: Sequence[Note], sources: Sources, kind: str) -> list[NoteWords]:
    """Say notes, the same thing in several places once.

    Parameters
    ----------
    notes : sequence of Note
        In the order of the path.
    sources : mapping
        Key of a source → what to say of it.
    kind : str
        ``"warn"``, ``"doubt"`` or ``"bad"``.
    """
    if not notes:
        return []
    groups: dict[tuple[object, ...], list[Note]] = {}
    for note in notes:
        groups.setdefault(_likeness(note), []).append(note)
    return [_say_group(group, sources, kind) for group in groups.values()]


def _likeness(note: Note) -> tuple[object, ...]:
    root = rule_of(note)
    family = "slope" if root in SLOPES else root
    if note.value is None:
        return family, None
    if note.method == MODELLED:
        return family, MODELLED
    return root, note.value, note.limit, note.source, note.barrier


def _say_group(group: Sequence[Note], sources: Sources, kind: str) -> NoteWords:
    first = group[0]
    said = say_note(first, sources, kind)
    if rule_of(first) in SLOPES and first.method == MODELLED:
        steepest = max(abs(float(note.value or 0.0)) for note in group)
        value = value_words(first.attribute, steepest)
        text = gettext(
            "The slope is only estimated: up to about %(value)s", value=value
        )
        said = replace(said, text=text, limit="")
    if len(group) == 1:
        return said
    places = {round(note.at_m): note.length_m for note in group}
    if len(places) == 1:
        return said
    where = ngettext(
        "in %(num)s place, %(length)s in all, the first %(where)s",
        "in %(num)s places, %(length)s in all, the first %(where)s",
        len(places),
        length=metres(sum(places.values())),
        where=say_where(replace(first, length_m=0.0)),
    )
    return replace(said, where=where)


def say_unknowns(notes: Iterable[Note]) -> str:
    """Say in one line what is not known, without where."""
    names = dict.fromkeys(UNKNOWN_NAMES.get(rule_of(note), "") for note in notes)
    listed = gettext(", ").join(gettext(name) for name in names if name)
    return gettext("Not known here: %(what)s", what=listed)


def say_note(note: Note, sources: Sources, kind: str) -> NoteWords:
    """Say one note; what only may be beyond a limit, as nobody knows, is a doubt."""
    if kind == "bad" and is_unknown(note):
        kind = "doubt"
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
        street=best_name(note.names),
    )


def is_unknown(note: Note) -> bool:
    """Tell whether a note is of what nobody knows, not of what is there."""
    return note.value is None and rule_of(note) in DOUBTS


def _fact(note: Note, kind: str) -> str:
    root = rule_of(note)
    if root.startswith("hours"):
        return gettext(FACTS[root], value=isolate(str(note.value)))
    if is_unknown(note):
        return gettext(DOUBTS[root])
    if root not in FACTS:
        return value_words(note.attribute, note.value)
    if note.value is True and root in SIMPLY:
        return gettext(SIMPLY[root])
    said = gettext(FACTS[root], value=value_words(note.attribute, note.value))
    return (
        gettext("%(fact)s, but this is not certain", fact=said)
        if kind == "doubt"
        else said
    )


def _limit(note: Note, kind: str) -> str:
    if note.limit is None or isinstance(note.limit, bool):
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
    """Count notes by what they are: "2 high kerbs", the most frequent first.

    What only a model, a rule of thumb or one report says comes last: "perhaps 1".
    """
    found = Counter((rule_of(note), _counted_as(note)) for note in notes)
    sure_first = sorted(
        found.most_common(), key=lambda one: one[0][1] is _count_guessed
    )
    return [counted(root, times) for (root, counted), times in sure_first if root][
        :most
    ]


def _counted_as(note: Note) -> Callable[[str, int], str]:
    """Give how notes of this certainty are counted."""
    if is_unknown(note):
        return _count_unknown
    return _count_guessed if note.method in SOFT else _count_known


def _count_known(root: str, times: int) -> str:
    return COUNTS[root](times)


def _count_guessed(root: str, times: int) -> str:
    return gettext("perhaps %(what)s", what=COUNTS[root](times))


def _count_unknown(root: str, times: int) -> str:
    return ngettext(
        "%(what)s, not known in %(num)s place",
        "%(what)s, not known in %(num)s places",
        times,
        what=gettext(UNKNOWN_NAMES[root]),
    )
