"""What became of wishes, and other ways, said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from geo.answer import Alternative, Path
from geo.wish import PARKING, SEAT, TOILET, VIA
from geo.wish_stop import SeatGap, Stop
from webmap.formats import metres, minutes
from webmap.i18n import N_, best_name, gettext, ngettext
from webmap.wording.provenance import Sources, is_made_up
from webmap.wording.values import isolate, labelled

NEAR_M: Final = 10.0
OFF_M: Final = 15.0
MOST_GAPS: Final = 5
NAMES: Final = {
    TOILET: N_("Toilet"),
    PARKING: N_("Reserved parking space"),
    SEAT: N_("Seat"),
    VIA: N_("You come by here"),
}
ACCESS: Final = {
    "yes": N_("Usable with a wheelchair"),
    "limited": N_("Usable in part, or with effort"),
    "no": N_("Not usable with a wheelchair"),
    "unknown": N_("Whether a wheelchair user can use it is not known"),
}
UNMET: Final = {
    TOILET: N_("No toilet that you can use is known on a way that you can go."),
    PARKING: N_(
        "No reserved parking space is known from which you get there and back."
    ),
}
REASONS: Final = {
    "shortest": N_("The shortest way"),
    "fewest_barriers": N_("The way with the fewest difficulties"),
    "least_climb": N_("The way with the least climbing"),
    "most_certain": N_("The way that is known best"),
}
GAINS: Final[dict[str, Callable[[float], str]]] = {
    "shortest": lambda gain: gettext("%(length)s shorter", length=metres(gain)),
    "fewest_barriers": lambda gain: ngettext(
        "%(num)s difficulty less", "%(num)s difficulties less", round(gain)
    ),
    "least_climb": lambda gain: gettext(
        "%(length)s less to climb", length=metres(gain)
    ),
    "most_certain": lambda gain: gettext(
        "%(length)s less in doubt", length=metres(gain)
    ),
}


@dataclass(frozen=True)
class StopWords:
    """A stop on the way, said.

    Attributes
    ----------
    kind : str
    text : str
    facts : list of str
        Where it is, who can use it, when it is open.
    is_demonstration : bool
    position : tuple of float
        (lon, lat).
    """

    kind: str
    text: str
    facts: list[str]
    is_demonstration: bool
    position: tuple[float, float]


@dataclass(frozen=True)
class WishWords:
    """A sentence about a wish; ``kind`` is ``"good"``, ``"warn"`` or ``"doubt"``."""

    kind: str
    text: str


@dataclass(frozen=True)
class AlternativeWords:
    """Another way, said.

    Attributes
    ----------
    reason : str
        What it is better in.
    title : str
    text : str
    """

    reason: str
    title: str
    text: str


def say_stops(stops: Iterable[Stop], sources: Sources) -> list[StopWords]:
    """Say the stops on a way."""
    return [
        StopWords(
            kind=stop.kind,
            text=_name(stop),
            facts=list(_facts(stop)),
            is_demonstration=is_made_up(sources, stop.source, ""),
            position=stop.position,
        )
        for stop in stops
    ]


def _name(stop: Stop) -> str:
    word, name = gettext(NAMES[stop.kind]), best_name(stop.names)
    return labelled(word, isolate(name)) if name else word


def _facts(stop: Stop) -> Iterator[str]:
    yield _where(stop.at_m)
    if stop.off_m > OFF_M:
        yield gettext("%(length)s from the way", length=metres(stop.off_m))
    if stop.kind == TOILET:
        yield gettext(ACCESS[stop.access])
    if stop.opening_hours:
        hours = isolate(stop.opening_hours)
        yield gettext("opening hours: %(hours)s", hours=hours)


def _where(at_m: float) -> str:
    if at_m < NEAR_M:
        return gettext("at the start")
    return gettext("after %(length)s", length=metres(at_m))


def say_wishes(path: Path) -> list[WishWords]:
    """Say what is not fulfilled, where no seat is known, how much lies in the shade."""
    return list(_wishes(path))


def _wishes(path: Path) -> Iterator[WishWords]:
    for kind in path.unmet:
        yield WishWords("warn", gettext(UNMET[kind]))
    if path.shade_m is not None:
        yield _shade(path.shade_m)
    if path.seat_gaps is None or not path.edges:
        return
    if not path.seat_gaps and any(stop.kind == SEAT for stop in path.stops):
        yield WishWords("good", gettext("A seat is known often enough for you."))
    for gap in path.seat_gaps[:MOST_GAPS]:
        yield WishWords("doubt", _gap(gap))


def _shade(known_m: float) -> WishWords:
    if known_m < 1:
        return WishWords("doubt", gettext("No shade is known on this way."))
    said = gettext(
        "%(length)s of this way are known to lie in the shade.",
        length=metres(known_m),
    )
    return WishWords("good", said)


def _gap(gap: SeatGap) -> str:
    return gettext(
        "No seat is known for %(length)s (%(where)s).",
        length=metres(gap.length_m),
        where=_where(gap.at_m),
    )


def say_alternatives(others: Iterable[Alternative]) -> list[AlternativeWords]:
    """Say other ways and what they are better in."""
    return [
        AlternativeWords(
            one.reason,
            gettext(REASONS[one.reason]),
            gettext(
                "%(gain)s: %(time)s, %(length)s in all.",
                gain=GAINS[one.reason](one.gain),
                time=minutes(one.path.seconds),
                length=metres(one.path.length_m),
            ),
        )
        for one in others
    ]


def say_preference(prefer: str) -> str:
    """Name what the person wants most of a way; empty for the usual."""
    return gettext(REASONS[prefer]) if prefer else ""
