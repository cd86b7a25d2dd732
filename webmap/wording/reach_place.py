"""Places within reach in words: how many of a kind, the nearest, what is in doubt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from geo.answer import LonLat, Policy
from geo.place_kind import place_kinds
from geo.reach_answer import Category, Count, Reach, Use, Within
from webmap.formats import minutes, number, percent
from webmap.i18n import N_, best_name, gettext
from webmap.wording.provenance import Sources

STOP_WORD: Final = N_("Stop")


@dataclass(frozen=True)
class NearWords:
    """A place within reach, said.

    Attributes
    ----------
    key, layer : str
        What it is, for its address.
    name, kind : str
    lonlat : LonLat
    access : str
        ``"yes"``, ``"limited"``, ``"unknown"`` or ``"no"``: whether the person gets
        to it and can use it.
    access_word : str
    there, back : str
        Times; empty where there is none.
    is_demonstration : bool
    """

    key: str
    layer: str
    name: str
    kind: str
    lonlat: LonLat
    access: str
    access_word: str
    there: str
    back: str
    is_demonstration: bool


@dataclass(frozen=True)
class KindWords:
    """A kind of place, said: how many, and the nearest."""

    kind: str
    label: str
    counts: str
    share: str
    nearest: NearWords | None


def from_to(low: str, high: str) -> str:
    """Say a range; one number where both are the same."""
    if low == high:
        return high
    return gettext("%(low)s to %(high)s", low=low, high=high)


def kind_label(kind: str) -> str:
    """Name a kind of place, or a stop."""
    known = place_kinds().get(kind)
    return best_name(known.label) if known else gettext(STOP_WORD)


def say_kind(row: Category, found: Reach, sources: Sources) -> KindWords:
    """Say a kind of place."""
    near = row.nearest
    count = row.counts[-1]
    return KindWords(
        kind=row.kind,
        label=kind_label(row.kind),
        counts=say_counts(count),
        share=_share(count),
        nearest=None if near is None else say_near(near, found, sources),
    )


def say_counts(count: Count) -> str:
    """Say how many of a kind there are."""
    parts = []
    if count.surely:
        parts.append(gettext("surely %(num)s", num=number(count.surely)))
    if count.perhaps > count.surely:
        more = number(count.perhaps - count.surely)
        parts.append(gettext("perhaps %(num)s", num=more))
    if count.unusable:
        parts.append(gettext("not usable %(num)s", num=number(count.unusable)))
    parts.append(gettext("on foot %(num)s", num=number(count.walker)))
    return gettext(", ").join(parts)


def _share(count: Count) -> str:
    """Say the share of what a walker has; empty where that is nothing."""
    if count.worst is None or count.best is None:
        return ""
    return from_to(percent(count.worst), percent(count.best))


def say_near(one: Within, found: Reach, sources: Sources) -> NearWords:
    """Say a place with the times to it."""
    place = one.place
    label = kind_label(place.kind)
    access, word = _use(one, found)
    return NearWords(
        key=place.key,
        layer=place.layer,
        name=best_name(place.names) or gettext("%(kind)s without a name", kind=label),
        kind=label,
        lonlat=place.lonlat,
        access=access,
        access_word=word,
        there="" if one.there_s is None else minutes(one.there_s),
        back="" if one.back_s is None else minutes(one.back_s),
        is_demonstration=place.source in sources
        and sources[place.source].is_demonstration,
    )


USE_WORDS: Final = {
    (Use.YES, False): N_("You can get there and use it"),
    (Use.LIMITED, False): N_("You can get there; usable in part, or with effort"),
    (Use.UNKNOWN, False): N_("Whether you can use the place is not known"),
    (Use.YES, True): N_("Something on the way there or back is not known"),
    (Use.LIMITED, True): N_("Something on the way there or back is not known"),
    (Use.UNKNOWN, True): N_("Neither the way nor the place is known well enough"),
    (Use.NO, False): N_("You cannot use it, as far as is known"),
    (Use.NO, True): N_("You cannot use it, as far as is known"),
}
"""Use of a place, and whether the way to it is in doubt → what is said of both."""


def _use(one: Within, found: Reach) -> tuple[str, str]:
    dark_way = one.surely_s is None and found.policy is not Policy.OPEN
    word = gettext(USE_WORDS[one.use, dark_way])
    if dark_way and one.use is not Use.NO:
        return str(Use.UNKNOWN), word
    return str(one.use), word
