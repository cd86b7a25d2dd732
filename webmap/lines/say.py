"""A line by hand in words: what is known of it, and what is not."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from geo.transit.hand_field import HandField, fields_of, hand_fields, line_kinds
from geo.transit.hand_line import Direction, HandLine, HandStop
from geo.transit.hand_rows import validity
from geo.transit.hand_runs import headsigns, is_timed
from geo.transit.hand_value import Span, write_time
from geo.units import minutes as to_minutes
from webmap.formats import centimetres, day, metres, number, yes_no
from webmap.i18n import N_, best_name, gettext, ngettext

WEEK: Final = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)
BOARDS: Final = {
    "wave": N_("It stops here when the driver is waved at or told."),
    "phone": N_("It stops here after a phone call."),
}


@dataclass(frozen=True)
class Fact:
    """A line of a table of facts.

    Attributes
    ----------
    label, value : str
    is_known : bool
        Whether anybody has told it.
    href : str
    is_asked : bool
        Whether it is shown also where nobody has told it.
    """

    label: str
    value: str
    is_known: bool
    href: str = ""
    is_asked: bool = False

    @property
    def is_told(self) -> bool:
        """Whether it stands in the table."""
        return self.is_known or self.is_asked


@dataclass(frozen=True)
class CallWords:
    """A call at a stop in words.

    Attributes
    ----------
    key : str
        Of the stop, if it is known to others.
    notes : list of str
    to_next : str
        How long it takes from here to the next stop; empty at the last one.
    """

    key: str
    name: str
    notes: list[str]
    to_next: str


@dataclass(frozen=True)
class WayWords:
    """A direction in words: where to, when, and its stops in order."""

    title: str
    when: list[str]
    calls: list[CallWords]
    is_timed: bool


@dataclass(frozen=True)
class LineWords:
    """All that is said of a line by hand.

    Attributes
    ----------
    unknown : list of str
        Names of what nobody has told.
    known : list of str
        Who says so, how it was found out, until when it is relied on.
    is_over : bool
        Whether it is relied on no more.
    """

    facts: list[Fact]
    vehicle: list[Fact]
    ways: list[WayWords]
    unknown: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    is_over: bool = False


def say_line(line: HandLine, *, currency: str, source: str, today: date) -> LineWords:
    """Say a line by hand.

    Parameters
    ----------
    line : HandLine
        Sound.
    currency : str
        Of the town.
    source : str
        Key of its source.
    today : date
    """
    facts, vehicle = _facts(line, currency), _vehicle(line)
    ways = [_way(line, way, source) for way in line.directions]
    missing = [fact.label for fact in (*facts, *vehicle) if not fact.is_known]
    is_over = validity(line)[1] < today
    return LineWords(facts, vehicle, ways, missing, _known(line), is_over)


def _label(name: str) -> str:
    return best_name(hand_fields()[name].label)


def _fact(label: str, value: str, note: str = "", href: str = "") -> Fact:
    said = " · ".join(part for part in (value, note) if part)
    return Fact(label, said or gettext("not known"), bool(said), href)


def _facts(line: HandLine, currency: str) -> list[Fact]:
    phone = f"tel:{''.join(c for c in line.phone if c in '+0123456789')}"
    kind = best_name(line_kinds()[line.kind].label)
    return [
        _fact(_label("kind"), kind),
        _fact(gettext("Operator"), line.operator),
        _fact(_label("days"), say_days(line.days), line.days_note),
        *_breaks(line),
        _fact(gettext("Fare"), say_fare(line.fare, currency), line.fare_note),
        _fact(_label("phone"), line.phone, href=phone if line.phone else ""),
        _fact(_label("booking"), _booking(line), line.booking_note),
    ]


def say_days(days: str | None) -> str:
    """Name the days of the week; nothing where nobody knows them."""
    if days is None:
        return ""
    if "0" not in days:
        return gettext("every day")
    named = [gettext(WEEK[n]) for n, digit in enumerate(days) if digit == "1"]
    return gettext(", ").join(named)


def _breaks(line: HandLine) -> list[Fact]:
    said = [
        gettext("%(first)s to %(last)s", first=day(first), last=day(last))
        for first, last in line.pauses
    ]
    return [_fact(gettext("Does not run"), gettext(", ").join(said))] if said else []


def say_fare(fare: Span | None, currency: str) -> str:
    """Write a fare with its currency; nothing where nobody knows it."""
    if fare is None:
        return ""
    low, high = (number(end, 3) for end in fare)
    amount = low if low == high else gettext("%(low)s to %(high)s", low=low, high=high)
    return gettext("%(amount)s %(currency)s", amount=amount, currency=currency)


def say_minutes(span: Span | None) -> str:
    """Write minutes, or from – to."""
    if span is None:
        return gettext("not known")
    low, high = (round(to_minutes(end)) for end in span)
    if low == high:
        return ngettext("%(num)s minute", "%(num)s minutes", high)
    return gettext("%(low)s to %(high)s minutes", low=number(low), high=number(high))


def _booking(line: HandLine) -> str:
    if line.booking is None and line.booking_ahead is None:
        return ""
    said = [] if line.booking is None else [yes_no(line.booking)]
    if line.booking_ahead is not None:
        hours = round(line.booking_ahead / 3600)
        said.append(ngettext("%(num)s hour ahead", "%(num)s hours ahead", hours))
    return gettext(", ").join(said)


def _vehicle(line: HandLine) -> list[Fact]:
    asked = [f for f in fields_of("line") if f.group == "vehicle" and f.kind != "text"]
    told = [_measured(one, line) for one in asked]
    note = line.help_note
    return [*told, *([_fact(_label("help_note"), note)] if note else [])]


def _measured(one: HandField, line: HandLine) -> Fact:
    value = getattr(line, one.id)
    if value is None:
        said = ""
    else:
        said = centimetres(value) if one.kind == "number" else yes_no(value)
    fact = _fact(best_name(one.label), said)
    return replace(fact, is_asked=one.id == "wheelchair")


def _way(line: HandLine, way: Direction, source: str) -> WayWords:
    towards = best_name(headsigns(way)) or gettext("not known")
    own = f"{source}:{line.id}-"
    calls = [_call(stop, own, is_last=stop is way.stops[-1]) for stop in way.stops]
    return WayWords(
        title=gettext("Towards %(place)s", place=towards),
        when=say_when(way),
        calls=calls,
        is_timed=is_timed(line, way),
    )


def _call(stop: HandStop, own: str, *, is_last: bool) -> CallWords:
    notes = [gettext(BOARDS[stop.boards])] if stop.boards in BOARDS else []
    if stop.area is not None:
        said = gettext(
            "An area on request: within %(length)s.", length=metres(stop.area)
        )
        notes.append(said)
    if not stop.stop_key and stop.lonlat is None:
        notes.append(gettext("Where exactly it stops is not known."))
    next_in = gettext("%(span)s to the next stop", span=say_minutes(stop.to_next))
    if stop.to_next is None:
        next_in = gettext("How long it takes to the next stop is not known.")
    return CallWords(
        key=stop.stop_key or f"{own}{stop.stop_id}",
        name=best_name(stop.names) or stop.stop_key,
        notes=notes,
        to_next="" if is_last else next_in,
    )


def say_when(way: Direction) -> list[str]:
    """Say when a direction leaves its first stop; never a minute that nobody told."""
    if way.pattern == "departures":
        times = gettext(", ").join(write_time(one) for one in way.departures)
        return [gettext("It leaves the first stop at %(times)s.", times=times)]
    return [gettext(PATTERNS[way.pattern]), *_waits(way), *_hours(way)]


PATTERNS: Final = {
    "headway": N_("It leaves about every so often: there is no timetable."),
    "when_full": N_("It leaves when it is full: there is no timetable."),
    "on_request": N_("It comes on request."),
    "unknown": N_("When it leaves is not known."),
}


def _waits(way: Direction) -> list[str]:
    if way.pattern == "headway":
        return [gettext("Every %(span)s.", span=say_minutes(way.headway))]
    if way.pattern != "when_full":
        return []
    if way.wait is None:
        return [gettext("How long one waits is not known.")]
    return [gettext("One waits %(span)s, by what is told.", span=say_minutes(way.wait))]


def _hours(way: Direction) -> list[str]:
    if way.first is not None and way.last is not None:
        return [
            gettext(
                "The first one leaves at %(first)s, the last one at %(last)s.",
                first=write_time(way.first),
                last=write_time(way.last),
            )
        ]
    if way.pattern == "unknown":
        return []
    said = []
    if way.first is not None:
        said.append(gettext("The first one leaves at %(t)s.", t=write_time(way.first)))
    if way.last is not None:
        said.append(gettext("The last one leaves at %(t)s.", t=write_time(way.last)))
    if way.last is None:
        said.append(gettext("When the last one leaves is not known."))
    return said


def _known(line: HandLine) -> list[str]:
    fields = hand_fields()
    who = {word.id: best_name(word.label) for word in fields["told_by"].words}
    how = {word.id: best_name(word.label) for word in fields["method"].words}
    start, end = validity(line)
    said = [
        gettext(
            "%(who)s · %(how)s · %(day)s",
            who=who[line.told_by],
            how=how[line.method],
            day=day(line.seen_on),
        )
    ]
    if line.source_note:
        said.append(gettext("Source: %(what)s", what=line.source_note))
    said.append(_until(line, start, end))
    return said


def _until(line: HandLine, start: date, end: date) -> str:
    if line.valid_until is not None:
        return gettext("It runs until %(day)s.", day=day(end))
    if line.valid_from is not None and line.seen_on and start > line.seen_on:
        return gettext("It runs from %(day)s.", day=day(start))
    return gettext(
        "Until when it runs is not known: this is relied on until %(day)s, then "
        "somebody has to look again.",
        day=day(end),
    )
