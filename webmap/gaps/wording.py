"""A gap in words: what is cut off, for whom, how many, and what is in the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from data.models import Json
from data.note_json import note_of
from data.queries.layer import Feature
from webmap.formats import percent
from webmap.gaps.address import map_address
from webmap.gaps.facts import say_facts, say_people, word_of
from webmap.i18n import N_, best_name, gettext, ngettext
from webmap.wording.notes import NoteWords, say_note
from webmap.wording.profile import profile_word
from webmap.wording.provenance import Sources
from webmap.wording.values import isolate

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
    status, status_word : str
        ``"open"``, ``"closing"`` or ``"closed"``, and its word.
    people : str
        How many are concerned, low and high; empty where it is not known.
    decided : str
        For how many of them the data decide; empty where for all.
    since : date, optional
        First seen.
    origin_word : str
        Who declared it and what the analysis says of it; empty of one that was found.
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
    status: str
    status_word: str
    people: str
    decided: str
    since: date | None
    origin_word: str


def say_gap(feature: Feature, sources: Sources) -> GapWords:
    """Say one gap."""
    row = feature.properties
    details = row["details"]
    kind = row["kind"]
    look, title, facts = say_facts(row)
    blocks, count = details.get("blocks", []), details.get("block_count", 0)
    return GapWords(
        key=feature.key,
        kind=kind,
        kind_word=word_of("kind", kind),
        profile_word=profile_word(row["profile"]),
        title=title,
        look=look,
        look_word=gettext(LOOK_WORDS[look]),
        facts=tuple(facts),
        things=count,
        reasons=_reasons([say_reason(one, sources) for one in blocks]),
        more=count - len(blocks),
        is_demonstration=row["is_demonstration"],
        map_address=map_address(feature.shape, "gaps"),
        status=row["status"],
        status_word=word_of("status", row["status"]),
        people=say_people(row["people_low"], row["people_high"]),
        decided=_decided(row["decided"]),
        since=row["first_seen"],
        origin_word=_origin(row),
    )


def _decided(share: float | None) -> str:
    if share is None or share >= 1:
        return ""
    return gettext(
        "The data are enough to tell for %(share)s of those concerned.",
        share=percent(share),
    )


def _origin(row: dict[str, Any]) -> str:
    if row["origin"] != "declared":
        return ""
    declared = gettext("Declared by an association")
    checked = word_of("check", row["checked"]) if row["checked"] else ""
    return " · ".join(part for part in (declared, checked) if part)


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


def say_count(total: int) -> str:
    """Say how many gaps there are."""
    return ngettext("%(num)s gap found", "%(num)s gaps found", total)
