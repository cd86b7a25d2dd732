"""Whole trips by public transport as lines of text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from webmap.i18n import gettext
from webmap.trips.lines import fit_line
from webmap.wording.ride import ItineraryWords, RideWords


def list_ride_lines(words: RideWords) -> Iterator[str]:
    """List the lines of a whole answer, none wider than a terminal."""
    for line in _lines(words):
        yield from fit_line(line)


def _lines(words: RideWords) -> Iterator[str]:
    yield words.verdict
    yield from words.ended
    for one in words.found:
        yield ""
        yield from _itinerary(one)
    if words.of_others:
        yield ""
        yield gettext("Others go like this; what stops you is named:")
        for one in words.of_others:
            yield from _itinerary(one)
    for service in words.on_demand:
        yield ""
        yield service.text
        yield from (f"  {note}" for note in service.notes)
    yield from ("", words.walk)
    if words.home:
        yield ""
        yield gettext("Coming back")
        yield from (f"  {line}" for line in words.home)


def _itinerary(one: ItineraryWords) -> Iterator[str]:
    yield one.text
    yield from (f"  {note}" for note in one.notes)
    for leg in one.legs:
        yield f"  - {leg.text}"
        if leg.stops:
            yield f"    {leg.stops}"
        yield from (f"    {note}" for note in leg.notes)
        for note in leg.obstacles:
            said = " · ".join(filter(None, (note.text, note.limit, note.where)))
            yield f"    {said}"
