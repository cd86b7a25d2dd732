"""Reach in words: how much is surely and perhaps within a time, and what is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from geo.answer import Policy
from geo.place_kind import place_groups
from geo.reach_answer import Band, Category, Count, Direction, Reach
from geo.service import load_services
from webmap.formats import metres, minutes, number
from webmap.i18n import N_, best_name, gettext, ngettext
from webmap.wording.provenance import Sources
from webmap.wording.reach_place import (
    KindWords,
    NearWords,
    from_to,
    kind_label,
    say_kind,
    say_near,
)
from webmap.wording.rule import COUNTS, DOUBTS
from webmap.wording.times import say_reach_time
from webmap.wording.values import isolate, labelled

FAR_SNAP_M: Final = 20.0
HALF: Final = 0.5
SPANS: Final = {
    Direction.BOTH: N_("Within %(time)s there and %(time)s back"),
    Direction.THERE: N_("Within %(time)s there"),
    Direction.BACK: N_("Within %(time)s back"),
}
DIRECTIONS: Final = {
    Direction.BOTH: N_("There and back"),
    Direction.THERE: N_("Only there"),
    Direction.BACK: N_("Only back"),
}
"""Which way has to be possible, in the order in which they are offered."""
MOST_DOUBTS: Final = 5
MOST_STOPS: Final = 6


@dataclass(frozen=True)
class ReachFigure:
    """One of the numbers, with words."""

    name: str
    title: str
    value: str
    words: str


@dataclass(frozen=True)
class BandWords:
    """A time, said: places and streets, surely to perhaps, and on foot."""

    time: str
    places: str
    walker_places: str
    streets: str
    walker_streets: str


@dataclass(frozen=True)
class ReachWords:
    """The whole answer, said.

    Attributes
    ----------
    kind : str
        ``"good"``, ``"warn"``, ``"doubt"`` or ``"bad"``.
    verdict : str
    figures : list of ReachFigure
    kinds : list of KindWords
        Of which there is one within reach, by service.
    lost : list of KindWords
        Of which there is one on foot without limits, but none for this person.
    absent : str
        Services that nobody has within the time; empty where there is none.
    doubts : list of str
    stops : list of str
        What stops the person at the edge of their reach.
    bands : list of BandWords
    places : list of NearWords
    time : str
        For which time it holds; empty where none was asked for.
    snapped : str
        Where the position lies off the network; empty where it does not.
    how : str
        What the minutes mean.
    made_up : list of str
        Demonstrations that the answer rests on.
    older : str
    """

    kind: str
    verdict: str
    figures: list[ReachFigure]
    kinds: list[KindWords]
    lost: list[KindWords]
    absent: str
    doubts: list[str]
    stops: list[str]
    bands: list[BandWords]
    places: list[NearWords]
    time: str
    snapped: str
    how: str
    made_up: list[str]
    older: str


def say_reach(found: Reach, sources: Sources, *, is_older: bool = False) -> ReachWords:
    """Say what is within reach in the language that is spoken.

    Parameters
    ----------
    found : Reach
    sources : mapping
        Key of a source → its name and whether it is a demonstration.
    is_older : bool
        Whether the streets have changed since the network was built.
    """
    rows = sorted(found.categories, key=_order)
    total = total_count(found.categories, -1)
    used = [sources[key] for key in found.sources if key in sources]
    return ReachWords(
        kind=_kind(found, total),
        verdict=say_verdict(found, total),
        figures=_figures(found, total),
        kinds=[say_kind(r, found, sources) for r in rows if r.counts[-1].perhaps],
        lost=[say_kind(r, found, sources) for r in rows if not r.counts[-1].perhaps],
        absent=_absent(rows, found),
        doubts=_doubts(found),
        stops=[COUNTS[one.rule](one.streets) for one in found.stops][:MOST_STOPS],
        bands=[_band(found, i) for i in range(len(found.bands))],
        places=[say_near(one, found, sources) for one in found.places],
        time="" if found.at is None else say_reach_time(found.at),
        snapped=_snapped(found),
        how=_how(found),
        made_up=[one.name for one in used if one.is_demonstration],
        older=_older() if is_older else "",
    )


def total_count(categories: Sequence[Category], band: int) -> Count:
    """Add up the counts of all kinds within one time."""
    counts = [row.counts[band] for row in categories]
    return Count(
        surely=sum(one.surely for one in counts),
        perhaps=sum(one.perhaps for one in counts),
        unusable=sum(one.unusable for one in counts),
        walker=sum(one.walker for one in counts),
    )


def span(found: Reach, limit_s: float) -> str:
    """Say a time and which ways are meant."""
    return gettext(SPANS[found.direction], time=minutes(limit_s))


def say_verdict(found: Reach, total: Count) -> str:
    """Say in one or two sentences how much is within reach."""
    if not found.can_start:
        return gettext("From here no way leads on that you can use.")
    time = span(found, found.bands[-1].limit_s)
    on_foot = gettext("On foot without limits: %(places)s.", places=_some(total.walker))
    if not total.perhaps:
        nothing = gettext(
            "%(span)s there is no place that you can get to and use.", span=time
        )
        return f"{nothing} {on_foot}"
    return f"{_reached(found.policy, time, total)} {on_foot}"


def _reached(policy: Policy, time: str, total: Count) -> str:
    sure, every = _some(total.surely), _some(total.perhaps)
    if policy is Policy.STRICT:
        said = N_(
            "%(span)s: %(places)s, by ways on which all that matters to you is known."
        )
        return gettext(said, span=time, places=sure)
    if policy is Policy.OPEN or total.surely == total.perhaps:
        return gettext("%(span)s: %(places)s.", span=time, places=every)
    if not total.surely:
        return gettext(
            "%(span)s: perhaps %(places)s, none surely.", span=time, places=every
        )
    more = number(total.perhaps - total.surely)
    said = N_("%(span)s: surely %(places)s, and perhaps %(more)s more.")
    return gettext(said, span=time, places=sure, more=more)


def _some(count: int) -> str:
    if not count:
        return gettext("no place")
    return ngettext("%(num)s place", "%(num)s places", count)


def _kind(found: Reach, total: Count) -> str:
    """Give the sign of the answer: what is mostly in doubt is not shown as good."""
    most = total.surely if found.policy is Policy.STRICT else total.perhaps
    if not found.can_start or not most:
        return "bad"
    if found.policy is Policy.CAUTIOUS and total.surely < HALF * total.perhaps:
        return "doubt"
    return "good" if most >= HALF * total.walker else "warn"


def _figures(found: Reach, total: Count) -> list[ReachFigure]:
    band = found.bands[-1]
    dark = band.perhaps_m - band.surely_m
    return [
        ReachFigure(
            "places",
            gettext("Places"),
            from_to(number(total.surely), number(total.perhaps)),
            gettext("places; on foot without limits %(num)s", num=number(total.walker)),
        ),
        ReachFigure(
            "streets",
            gettext("Streets"),
            from_to(metres(band.surely_m), metres(band.perhaps_m)),
            gettext("of streets; on foot %(length)s", length=metres(band.walker_m)),
        ),
        ReachFigure(
            "doubt",
            gettext("Doubt"),
            gettext("%(length)s in doubt", length=metres(dark))
            if dark >= 1
            else gettext("No doubt"),
            gettext("something that matters to you is not known there")
            if dark >= 1
            else gettext("what matters to you is known there"),
        ),
    ]


def _order(row: Category) -> tuple[int, str]:
    groups = (*load_services().groups, *place_groups())
    return groups.index(row.group), kind_label(row.kind)


def _absent(rows: Sequence[Category], found: Reach) -> str:
    there = {row.group for row in rows}
    groups = place_groups()
    none = [
        best_name(groups[g].label) for g in load_services().groups if g not in there
    ]
    if not none:
        return ""
    return gettext(
        "%(span)s there is nothing of this, not even on foot: %(what)s.",
        span=span(found, found.bands[-1].limit_s),
        what=gettext(", ").join(none),
    )


def _doubts(found: Reach) -> list[str]:
    """Say what is not known; up and down are one slope."""
    longest: dict[str, float] = {}
    for doubt in found.doubts:
        if doubt.rule in DOUBTS:
            longest.setdefault(gettext(DOUBTS[doubt.rule]), doubt.length_m)
    said = [labelled(metres(length), word) for word, length in longest.items()]
    return said[:MOST_DOUBTS]


def _band(found: Reach, index: int) -> BandWords:
    band: Band = found.bands[index]
    total = total_count(found.categories, index)
    return BandWords(
        time=minutes(band.limit_s),
        places=from_to(number(total.surely), number(total.perhaps)),
        walker_places=number(total.walker),
        streets=from_to(metres(band.surely_m), metres(band.perhaps_m)),
        walker_streets=metres(band.walker_m),
    )


def _snapped(found: Reach) -> str:
    if found.origin.distance_m <= FAR_SNAP_M:
        return ""
    street = isolate(best_name(found.origin.names))
    return gettext(
        "The ways begin %(length)s from the place that you named, on %(street)s.",
        length=metres(found.origin.distance_m),
        street=street or gettext("a way without a name"),
    )


def _how(found: Reach) -> str:
    fastest = gettext(
        "The minutes are those of the fastest way within your limits. A trip may take "
        "an easier way that is longer."
    )
    if found.direction is not Direction.BOTH:
        return fastest
    both = gettext("A place counts only if you can go there and come back.")
    return f"{both} {fastest}"


def _older() -> str:
    return gettext(
        "The data on the streets has changed since the network was built: what is new "
        "or gone may be missing here."
    )
