"""A stop in words, for one person: how it is reached and who gets aboard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from geo.transit.stop_access import Boarding, Point
from geo.transit.stop_reach import NEAR_S, Reached, StopReach
from geo.transit.stop_rule import Answer, Weight
from geo.units import minutes
from webmap.formats import metres, number
from webmap.i18n import N_, gettext, ngettext
from webmap.wording.provenance import Sources, say_source
from webmap.wording.values import attribute_word, labelled, value_words

GETS_ABOARD: Final = {
    Answer.YES: ("good", N_("You can get aboard here.")),
    Answer.NO: ("bad", N_("You cannot get aboard here.")),
    Answer.UNKNOWN: (
        "doubt",
        N_("Whether you can get aboard here is not known. Ask before you go."),
    ),
}
"""Kind of the verdict, sentence."""
NOTHING_AGAINST: Final = N_(
    "Nothing that is known of this stop keeps you from getting aboard."
)
GETS_THERE: Final = {
    Reached.YES: (
        "good",
        N_(
            "You get to this stop and back on streets that are known to be usable for "
            "you."
        ),
    ),
    Reached.UNKNOWN: (
        "doubt",
        N_(
            "There is a way to this stop and back, but something that matters to you "
            "is not known on it."
        ),
    ),
    Reached.NO: (
        "bad",
        N_(
            "No way that you can use leads to this stop and back. Somebody on foot "
            "without limits gets there."
        ),
    ),
    Reached.OFF: ("doubt", N_("The map has no streets that lead to this stop.")),
}
ABOARD: Final[dict[str, str]] = {
    "yes": N_("gets aboard"),
    "no": N_("does not get aboard"),
    "unknown": N_("not known who gets aboard"),
    "limited": N_("gets aboard some vehicles"),
}
ON_FOOT: Final[dict[str, str]] = {
    "yes": N_("reached on foot"),
    "unknown": N_("perhaps reached on foot"),
    "no": N_("not reached on foot"),
    "off": N_("no streets on the map"),
}
"""Short words for lists."""
SIGNS: Final = {"good": "yes", "bad": "no", "doubt": "unknown", "warn": "limited"}


@dataclass(frozen=True)
class PointWords:
    """One thing that matters at a stop.

    Attributes
    ----------
    sign : str
        ``yes``, ``no`` or ``unknown``.
    text : str
    source : str
        Who says so, how, and when; empty where nobody does.
    """

    sign: str
    text: str
    source: str


@dataclass(frozen=True)
class PersonWords:
    """A stop for one person.

    Attributes
    ----------
    reach_kind, reach : str
        Kind of the verdict and sentence; empty where no network is built.
    near : str
        How much of the town is near; empty where nothing is.
    boarding_kind, boarding : str
    points : list of PointWords
        What matters to the person and is known.
    unknown : list of str
        What matters and is not known.
    refusals : str
        What is said of reports of a refusal; empty without any.
    """

    reach_kind: str
    reach: str
    near: str
    boarding_kind: str
    boarding: str
    points: list[PointWords]
    unknown: list[str]
    refusals: str


def say_person(
    boarding: Boarding,
    reach: StopReach | None,
    sources: Sources,
    *,
    counts_people: bool,
) -> PersonWords:
    """Say how a person gets to a stop and aboard.

    Parameters
    ----------
    boarding : Boarding
    reach : StopReach, optional
        ``None`` where no network is built, or the stop is none to board at.
    sources : mapping
        Key of a source → its name.
    counts_people : bool
        Whether what is near is counted in residents.
    """
    kind, said = GETS_ABOARD[boarding.answer]
    if boarding.answer is Answer.YES and not boarding.rests_on:
        said = NOTHING_AGAINST
    reach_kind, reached = GETS_THERE[reach.state] if reach else ("", "")
    known = [one for one in boarding.points if one.value is not None]
    dark = [one.attribute for one in boarding.points if one.value is None]
    return PersonWords(
        reach_kind,
        gettext(reached) if reached else "",
        say_near(reach, counts_people=counts_people) if reach else "",
        kind,
        gettext(said),
        [_say_point(one, sources) for one in known],
        [attribute_word(name) for name in dict.fromkeys(dark)],
        _say_refusals(boarding.refusals),
    )


def say_near(reach: StopReach, *, counts_people: bool) -> str:
    """Say from how many homes a stop is near, for this person and for a walker."""
    if not reach.near_walker:
        return ""
    long = round(minutes(NEAR_S))
    if counts_people:
        own, walker = round(reach.near), round(reach.near_walker)
        return gettext(
            "Within %(minutes)s minutes of this stop: %(own)s residents for you, "
            "%(walker)s for somebody on foot without limits.",
            minutes=long,
            own=number(own),
            walker=number(walker),
        )
    return gettext(
        "Within %(minutes)s minutes of this stop: %(own)s of streets for you, "
        "%(walker)s for somebody on foot without limits.",
        minutes=long,
        own=metres(reach.near),
        walker=metres(reach.near_walker),
    )


def _say_point(point: Point, sources: Sources) -> PointWords:
    text = labelled(
        attribute_word(point.attribute), value_words(point.attribute, point.value)
    )
    if point.helped:
        text = gettext("%(what)s; a ramp helps", what=text)
    said = point.said
    source = ""
    if said is not None:
        source = say_source(
            sources,
            said.source,
            method=said.method,
            observed_on=said.observed_on,
            confidence=said.confidence,
        )
    sign = "limited" if _is_small(point) else str(point.answer)
    return PointWords(sign, text, source)


def _is_small(point: Point) -> bool:
    """Tell whether a no is a lack of comfort or information, and stops nobody."""
    return point.answer is Answer.NO and point.weight is not Weight.DECIDES


def _say_refusals(many: int) -> str:
    if not many:
        return ""
    return ngettext(
        "%(num)s confirmed report tells of somebody who was refused on board here.",
        "%(num)s confirmed reports tell of somebody who was refused on board here.",
        many,
    )
