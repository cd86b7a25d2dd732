"""Places, stops and lines in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final
from unicodedata import bidirectional

from data.queries.layer import Feature
from geo.observation import Observation, Side, resolve
from geo.place_kind import place_kinds
from webmap.i18n import N_, best_name, current_language, gettext, ngettext
from webmap.trips.spot import write_at
from webmap.wording.provenance import Sources, is_made_up, say_source
from webmap.wording.values import attribute_word, value_words

LOCATIONS: Final = {
    0: N_("Stop"),
    1: N_("Station"),
    2: N_("Entrance"),
    3: N_("Point in a station"),
    4: N_("Boarding area"),
}
"""GTFS ``location_type``."""

LINES: Final = {
    0: N_("Tram"),
    1: N_("Metro"),
    2: N_("Train"),
    3: N_("Bus"),
    4: N_("Ferry"),
    5: N_("Cable tram"),
    6: N_("Cable car"),
    7: N_("Funicular"),
    11: N_("Trolleybus"),
    12: N_("Monorail"),
    1501: N_("Louage (shared taxi)"),
}
"""GTFS ``route_type``."""
SHARED_TAXIS: Final = 15
"""Extended GTFS types from 1500 are taxis."""
LEFT, STRONG, RIGHT_MARK = "L", ("L", "R", "AL"), "\u200f"
"""Directions of letters, as Unicode calls them, and the mark of the right."""
HUNDREDS: Final = {1: 2, 2: 3, 4: 1, 7: 3, 9: 0, 10: 4, 15: 1501}
"""Extended GTFS types by their hundred → the type whose word they share."""


@dataclass(frozen=True)
class FeatureWords:
    """A row of a list or the head of a page.

    Attributes
    ----------
    name, kind : str
    access : str
        ``yes``, ``limited``, ``no`` or ``unknown``.
    is_demonstration : bool
    at : str
        Position and name for a trip's address; empty without a position.
    """

    key: str
    name: str
    kind: str
    access: str
    is_demonstration: bool
    at: str
    short: str = ""
    long: str = ""


@dataclass(frozen=True)
class FactWords:
    """One access attribute of a place: what is used, and who says so.

    Attributes
    ----------
    others : list of str
        What other sources say, where it differs.
    """

    label: str
    value: str
    source: str
    is_demonstration: bool
    others: list[str]


def say_feature(layer: str, feature: Feature) -> FeatureWords:
    """Say what a row of a layer is."""
    found = feature.properties
    kind = KINDS[layer](found)
    name = best_name(found["names"])
    short = found["short_name"] if layer == "lines" else ""
    long = "" if name == short else name
    name = " ".join(part for part in (short, long) if part)
    at = ""
    if feature.shape is not None and not feature.shape.is_empty:
        point = feature.shape.representative_point()
        at = write_at((point.x, point.y), name or kind)
    return FeatureWords(
        key=feature.key,
        name=_laid_out(name, long) or gettext("%(kind)s without a name", kind=kind),
        kind=kind,
        access=found["access"],
        is_demonstration=bool(found.get("is_demonstration")),
        at=at,
        short=short,
        long=long,
    )


def _laid_out(name: str, long: str) -> str:
    """Let an Arabic name run from the right though a Latin short one stands first."""
    runs = (bidirectional(char) for char in long if bidirectional(char) in STRONG)
    return name if next(runs, LEFT) == LEFT else f"{RIGHT_MARK}{name}"


def kind_word(kind: str) -> str:
    """Name a kind of place."""
    known = place_kinds().get(kind)
    return best_name(known.label, current_language()) if known else kind


def line_word(route_type: int) -> str:
    """Name a kind of line."""
    plain = HUNDREDS.get(route_type // 100, route_type)
    word = LINES.get(route_type) or LINES.get(plain) or N_("Line")
    return gettext(word)


def _stop_word(found: dict[str, Any]) -> str:
    return gettext(LOCATIONS.get(found["location_type"], LOCATIONS[0]))


KINDS: Final[dict[str, Callable[[dict[str, Any]], str]]] = {
    "places": lambda found: kind_word(found["kind"]),
    "stops": _stop_word,
    "lines": lambda found: line_word(found["route_type"]),
}


def say_runs(found: dict[str, Any]) -> list[str]:
    """Say how many runs of a line take wheelchairs, and of how many it is not known."""
    good, bad = found["trips_accessible"], found["trips_inaccessible"]
    dark = found["trips"] - good - bad
    said = [_timetable(found)]
    if good:
        said.append(
            ngettext(
                "%(num)s of them takes wheelchairs.",
                "%(num)s of them take wheelchairs.",
                good,
            )
        )
    if bad:
        said.append(
            ngettext(
                "%(num)s of them does not take wheelchairs.",
                "%(num)s of them do not take wheelchairs.",
                bad,
            )
        )
    if dark:
        said.append(
            ngettext(
                "Of %(num)s it is not known whether it takes wheelchairs.",
                "Of %(num)s it is not known whether they take wheelchairs.",
                dark,
            )
        )
    return said


def is_shared_taxi(route_type: int) -> bool:
    """Tell whether a line is one of louages and the like."""
    return route_type // 100 == SHARED_TAXIS


def _timetable(found: dict[str, Any]) -> str:
    if is_shared_taxi(found["route_type"]):
        return gettext("It leaves when it is full: there is no timetable.")
    return ngettext(
        "%(num)s run is in the timetable.",
        "%(num)s runs are in the timetable.",
        found["trips"],
    )


def say_observations(
    observations: Iterable[Observation], sources: Sources
) -> list[FactWords]:
    """Say the access attributes of a subject, each with its source.

    Parameters
    ----------
    observations : iterable of Observation
        Of one subject, ordered by attribute.
    sources : mapping
        Key of a source → its name and whether it is a demonstration.
    """
    whole = [one for one in observations if one.side is Side.BOTH]
    groups = groupby(whole, key=lambda one: one.attribute)
    return [_say_fact(name, list(said), sources) for name, said in groups]


def _say_fact(name: str, said: list[Observation], sources: Sources) -> FactWords:
    used = resolve(said) or said[0]
    return FactWords(
        label=attribute_word(name),
        value=value_words(name, used.value),
        source=_source(used, sources),
        is_demonstration=is_made_up(sources, used.source, used.method),
        others=[
            f"{value_words(name, one.value)} ({_source(one, sources)})"
            for one in said
            if one.value != used.value
        ],
    )


def _source(observation: Observation, sources: Sources) -> str:
    return say_source(
        sources,
        observation.source,
        method=observation.method,
        observed_on=observation.observed_on,
        confidence=observation.confidence,
    )
