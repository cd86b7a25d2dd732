"""The page of a stop: put together for one person and one time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from flask import Request
from sqlalchemy.orm import Session

from data.queries.layer import Feature, list_by_keys
from data.queries.service import list_lines_at
from data.queries.station import find_station
from data.runtime import Runtime
from data.stop_book import StopBook, get_stop_book
from geo.hours import parse_at
from geo.profile import Profile
from geo.transit.stop_access import NOTHING, Facts
from webmap.board.board import Board, read_board
from webmap.board.told import BoardWords, say_board
from webmap.context import address
from webmap.i18n import gettext
from webmap.lines.person import sign_line
from webmap.stops.form import StopForm
from webmap.stops.inside import say_station
from webmap.stops.person import read_reach
from webmap.stops.words import ABOARD, PersonWords, say_person
from webmap.trips.views import profile_options
from webmap.wording.feature import FeatureWords, say_feature
from webmap.wording.provenance import known_sources
from webmap.wording.values import attribute_word, labelled, value_words
from webmap.wording.vehicle import OF_VEHICLES

DEPARTURES: Final = 12
"""By the clock, that the page shows."""


@dataclass(frozen=True)
class LineWords:
    """A line that calls here.

    Attributes
    ----------
    one : FeatureWords
    sign : str
        ``yes``, ``no``, ``unknown`` or ``limited``, for the person.
    text : str
    facts : list of str
        What is known of its vehicles.
    """

    one: FeatureWords
    sign: str
    text: str
    facts: list[str]


def read_stop(
    held: Runtime, session: Session, feature: Feature, request: Request
) -> dict[str, Any]:
    """Put together what the page of a stop shows.

    Parameters
    ----------
    held : Runtime
    session : Session
    feature : Feature
        The stop.
    request : Request
        Whose address says for whom and for when.
    """
    form = StopForm.from_args(request.args)
    profile, at = form.profile, _when(held, form)
    book = get_stop_book(session, held.today)
    shown = read_board(held, session, feature.key, at=at, most=DEPARTURES)
    station = find_station(session, feature.key)
    return {
        "form": form,
        "profiles": profile_options(),
        "people": [(key, word) for key, word, _limits in profile_options()],
        "person": _person(held, session, book, profile, key=feature.key),
        "lines": _lines(session, book, profile, key=feature.key),
        "board": _Told(shown, say_board(shown)),
        "station": station and say_station(station, profile, held.today),
        "trip_to": _trip(form, say_feature("stops", feature)),
    }


@dataclass(frozen=True)
class _Told:
    """A board and its words."""

    board: Board
    words: BoardWords

    @property
    def at(self) -> datetime:
        """From when on."""
        return self.board.at


def _when(held: Runtime, form: StopForm) -> datetime:
    now = held.clock().astimezone(held.town.zone)
    asked = form.typed["at"]
    return parse_at(asked, held.town.zone) if asked and "at" not in form.errors else now


def _person(
    held: Runtime, session: Session, book: StopBook, profile: Profile, *, key: str
) -> PersonWords:
    reach, counts_people = read_reach(held, book, profile)(key)
    sources = known_sources(session, held.town)
    boarding = book.boarding(key, profile)
    return say_person(boarding, reach, sources, counts_people=counts_people)


def _lines(
    session: Session, book: StopBook, profile: Profile, *, key: str
) -> list[LineWords]:
    found = list_by_keys(session, "lines", list_lines_at(session, key))
    return [_line(feature, book, profile) for feature in found]


def _line(feature: Feature, book: StopBook, profile: Profile) -> LineWords:
    one, told = say_feature("lines", feature), feature.properties
    vehicle: Facts = book.told.lines.get(feature.key, NOTHING)
    facts = [
        labelled(attribute_word(name), value_words(name, vehicle[name].value))
        for name in OF_VEHICLES
        if name in vehicle and vehicle[name].value is not None
    ]
    sign = sign_line(book, profile, feature.key, told)
    return LineWords(one, sign, gettext(ABOARD[sign]), facts)


def _trip(form: StopForm, one: FeatureWords) -> str:
    """Give the address of a trip to the stop, for the same person."""
    if not one.at:
        return ""
    person = {name: text for name, text in form.query().items() if name != "at"}
    where = {"to": one.at.split("|", 1)[1], "to_at": one.at}
    return address("trips.show", {**where, **person})
