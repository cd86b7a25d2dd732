"""Ways inside a station in words: from each entrance to each platform."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from data.queries.station import ENTRANCE, PLATFORM, StationInside, StationStop
from geo.need import Profile
from geo.transit.pathway import Pathway
from geo.transit.pathway_mode import get_mode, load_pathways
from geo.transit.station import Inside, Station, build_station, find_inside
from webmap.formats import minutes
from webmap.i18n import best_name, current_language, gettext
from webmap.wording.values import attribute_word

MOST: Final = 40
"""Ways that are told one by one; the rest is counted."""


@dataclass(frozen=True)
class InsideWords:
    """One way inside.

    Attributes
    ----------
    start, end : str
    sign : str
        ``yes``, ``no`` or ``unknown``.
    text : str
    by : str
        What one takes: stairs, lifts …
    """

    start: str
    end: str
    sign: str
    text: str
    by: str


@dataclass(frozen=True)
class StationWords:
    """The inside of a station.

    Attributes
    ----------
    rows : list of InsideWords
    left_out : int
    broken : list of str
        Lifts and escalators that do not work.
    """

    rows: list[InsideWords]
    left_out: int
    broken: list[str]


def say_station(inside: StationInside, profile: Profile, today: date) -> StationWords:
    """Say how a person gets from each entrance to each platform.

    Parameters
    ----------
    inside : StationInside
    profile : Profile
    today : date
        For how long the state of a lift is believed.
    """
    station = build_station(inside.pathways, profile, today=today)
    platforms = inside.of_type(PLATFORM)
    goals = [one.key for one in platforms]
    rows = []
    for entrance in inside.of_type(ENTRANCE):
        found = find_inside(station, entrance.key, goals)
        rows += [_say(inside, entrance, one, found.get(one.key)) for one in platforms]
    return StationWords(rows[:MOST], max(len(rows) - MOST, 0), _broken(inside, station))


def _say(
    inside: StationInside, start: StationStop, end: StationStop, found: Inside | None
) -> InsideWords:
    ends = _name(start), _name(end)
    if found is None:
        return InsideWords(*ends, "no", gettext("no way that you can use"), "")
    text = minutes(found.seconds)
    if found.estimated:
        text = gettext("about %(time)s, worked out from the distance", time=text)
    if not found.certain:
        dark = ", ".join(attribute_word(rule) for rule in found.doubtful)
        text = gettext("%(time)s; not known: %(what)s", time=text, what=dark)
    sign = "yes" if found.certain else "unknown"
    return InsideWords(*ends, sign, text, _by(inside, found))


def _by(inside: StationInside, found: Inside) -> str:
    """Name what one takes, each once, in order; walkways go without saying."""
    mode = {one.key: one.mode for one in inside.pathways}
    plain = min(load_pathways().modes)
    taken = dict.fromkeys(mode[key] for key in found.pathways)
    language = current_language()
    names = (
        best_name(get_mode(number).label, language)
        for number in taken
        if number > plain
    )
    return ", ".join(names)


def _broken(inside: StationInside, station: Station) -> list[str]:
    """Say what stands still, each once, from its first end on."""
    stopped = {step.pathway.key for step in station.refused if _stands(step.pathway)}
    firsts = {one.key: one for one in reversed(inside.pathways) if one.key in stopped}
    said = (
        gettext(
            "%(what)s between %(start)s and %(end)s does not work",
            what=best_name(get_mode(one.mode).label, current_language()),
            start=_name(inside.stops.get(one.start)),
            end=_name(inside.stops.get(one.end)),
        )
        for one in reversed(firsts.values())
    )
    return [text[:1].upper() + text[1:] for text in said]


def _stands(pathway: Pathway) -> bool:
    return pathway.state is not None and pathway.state.value is False


def _name(stop: StationStop | None) -> str:
    if stop is None:
        return gettext("another place")
    name = best_name(stop.names) or stop.key
    return f"{name} ({stop.code})" if stop.code else name
