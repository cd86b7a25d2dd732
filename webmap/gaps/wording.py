"""A gap in words: what is cut off, for whom, how many, and what is in the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from data.models import Json
from data.note_json import note_of
from data.queries.layer import Feature
from geo.place_kind import place_groups
from webmap.formats import metres
from webmap.gaps.address import map_address
from webmap.i18n import N_, best_name, gettext, ngettext
from webmap.wording.notes import NoteWords, say_note
from webmap.wording.profile import profile_word
from webmap.wording.provenance import Sources
from webmap.wording.values import isolate

KIND_WORDS: Final = {
    "island": N_("Part of the town cut off"),
    "service": N_("Service out of reach"),
    "stop": N_("Stop out of reach"),
}
"""Kind of a gap → its word, in the order in which they are offered."""
LOOK_WORDS: Final = {
    "bad": N_("No usable way"),
    "doubt": N_("Not known if there is a usable way"),
    "other": N_("Cut off for everybody on foot"),
}


@dataclass(frozen=True)
class GapWords:
    """A gap, said.

    Attributes
    ----------
    key, kind, kind_word, profile_word, title : str
    look, look_word : str
        ``"bad"``, ``"doubt"`` or ``"other"`` (cut off for everybody), and its word.
    facts : tuple of str
        One sentence each.
    things : int
        How many things are in the way.
    reasons : tuple of NoteWords
        What says the same of the same street is said once.
    more : int
        Reasons that are not listed.
    is_demonstration : bool
    map_address : str
        Of the map page; empty without a place.
    """

    key: str
    kind: str
    kind_word: str
    profile_word: str
    title: str
    look: str
    look_word: str
    facts: tuple[str, ...]
    things: int
    reasons: tuple[NoteWords, ...]
    more: int
    is_demonstration: bool
    map_address: str


def say_gap(feature: Feature, sources: Sources) -> GapWords:
    """Say one gap."""
    row = feature.properties
    details = row["details"]
    kind = row["kind"]
    look, title, facts = _SAY[kind](row, details)
    return GapWords(
        key=feature.key,
        kind=kind,
        kind_word=gettext(KIND_WORDS[kind]),
        profile_word=profile_word(row["profile"]),
        title=title,
        look=look,
        look_word=gettext(LOOK_WORDS[look]),
        facts=tuple(facts),
        things=details["block_count"],
        reasons=_reasons([say_reason(one, sources) for one in details["blocks"]]),
        more=details["block_count"] - len(details["blocks"]),
        is_demonstration=row["is_demonstration"],
        map_address=map_address(feature.shape, "gaps"),
    )


def _reasons(said: Sequence[NoteWords]) -> tuple[NoteWords, ...]:
    groups: dict[tuple[str, ...], list[NoteWords]] = {}
    for one in said:
        key = (one.text, one.limit, one.where, one.source)
        groups.setdefault(key, []).append(one)
    return tuple(_together(group) for group in groups.values())


def _together(group: Sequence[NoteWords]) -> NoteWords:
    if len(group) == 1:
        return group[0]
    places = ngettext("in %(num)s place", "in %(num)s places", len(group))
    where = " · ".join(part for part in (group[0].where, places) if part)
    return replace(group[0], where=where)


def say_reason(details: Json, sources: Sources) -> NoteWords:
    """Say what is in the way, with the street instead of a place on a path."""
    note = note_of(details)
    return replace(say_note(note, sources, "bad"), where=isolate(best_name(note.names)))


def service_word(group: str) -> str:
    """Name a service."""
    groups = place_groups()
    return best_name(groups[group].label) if group in groups else group


Said = tuple[str, str, list[str]]


def _island(row: dict[str, Any], details: Json) -> Said:
    name = best_name(row["names"])
    title = (
        gettext("Cut off: %(street)s", street=isolate(name))
        if name
        else _nameless(details)
    )
    facts = _residents(row["residents"])
    if details["length_m"] > 0:
        facts.append(
            gettext("%(length)s of streets", length=metres(details["length_m"]))
        )
    if details["one_way"] == "in":
        facts.append(gettext("You can get in, but not out again."))
    if details["one_way"] == "out":
        facts.append(gettext("You can get out, but not back in."))
    if details["also_walker"]:
        facts.append(gettext("Everybody on foot is cut off here, not only you."))
        return "other", title, facts
    return "bad", title, facts


def _nameless(details: Json) -> str:
    """Tell a way without a name by a street that leads to it."""
    named = (best_name(block["names"]) for block in details["blocks"])
    near = next((name for name in named if name), "")
    if not near:
        return gettext("Cut off: a way without a name")
    return gettext("Cut off: a way without a name, by %(street)s", street=isolate(near))


def _residents(residents: float | None) -> list[str]:
    if residents is None:
        return [gettext("How many people live there is not known.")]
    count = round(residents)
    return [ngettext("%(num)s person lives there", "%(num)s people live there", count)]


def _service(row: dict[str, Any], details: Json) -> Said:
    quarter = best_name(row["names"])
    words = {"service": service_word(details["group"]), "quarter": isolate(quarter)}
    look = "bad" if details["lost"] > 0 else "doubt"
    title = gettext(_TITLES[look, bool(quarter)], **words)
    sentences = _PEOPLE if details["unit"] == "residents" else _STREETS
    said = [
        sentence(details[name])
        for name, sentence in sentences.items()
        if details[name] > 0
    ]
    return look, title, said


_TITLES: Final = {
    ("bad", True): N_("%(service)s: no usable way from %(quarter)s"),
    ("bad", False): N_("%(service)s: no usable way from some streets"),
    ("doubt", True): N_("%(service)s: not known if there is a way from %(quarter)s"),
    ("doubt", False): N_("%(service)s: not known if there is a way from some streets"),
}
_PEOPLE: Final[dict[str, Callable[[float], str]]] = {
    "lost": lambda n: ngettext(
        "%(num)s person has no usable way there and back",
        "%(num)s people have no usable way there and back",
        round(n),
    ),
    "unknown": lambda n: ngettext(
        "for %(num)s person it is not known",
        "for %(num)s people it is not known",
        round(n),
    ),
    "reached": lambda n: ngettext(
        "%(num)s person has a way that is known to be usable",
        "%(num)s people have a way that is known to be usable",
        round(n),
    ),
}
_STREETS: Final[dict[str, Callable[[float], str]]] = {
    "lost": lambda m: gettext(
        "%(length)s of streets without a usable way there and back", length=metres(m)
    ),
    "unknown": lambda m: gettext(
        "for %(length)s of streets it is not known", length=metres(m)
    ),
    "reached": lambda m: gettext(
        "%(length)s of streets with a way that is known to be usable",
        length=metres(m),
    ),
}


def _stop(row: dict[str, Any], details: Json) -> Said:
    name = isolate(best_name(row["names"])) or gettext("a stop without a name")
    if details["unknown"]:
        title = gettext("Not known if there is a usable way: %(stop)s", stop=name)
        fact = gettext("A way exists, over what nobody has checked.")
        return "doubt", title, [fact]
    title = gettext("No usable way there and back: %(stop)s", stop=name)
    return "bad", title, [gettext("On foot without limits, the stop can be reached.")]


_SAY: Final[dict[str, Callable[[dict[str, Any], Json], Said]]] = {
    "island": _island,
    "service": _service,
    "stop": _stop,
}


def say_count(total: int) -> str:
    """Say how many gaps there are."""
    return ngettext("%(num)s gap found", "%(num)s gaps found", total)
