"""Read a GTFS Realtime message.

References
----------
GTFS Realtime reference, version 2.0, and its best practices.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any, Final

from google.protobuf.message import DecodeError
from google.transit import gtfs_realtime_pb2 as protocol

from geo.errors import InputError
from geo.timetable import parse_day, parse_time
from geo.transit.key import Keys
from geo.transit.live import (
    Alert,
    Call,
    CallUpdate,
    Informed,
    Live,
    Run,
    TripUpdate,
    alert_effects,
)

FIELD: Final = "realtime"
UNKNOWN_EFFECT: Final = 8
SINCE: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""An older message has a broken clock."""
NEVER: Final = datetime(2200, 1, 1, tzinfo=UTC)
ACCESS: Final[dict[int, int | None]] = {0: None, 1: 0, 2: 1, 3: 2}
"""``VehicleDescriptor.wheelchair_accessible`` → GTFS's number; 0 leaves the
timetable's word, 1 takes it back."""
RUNS: Final = {
    "SCHEDULED": Run.SCHEDULED,
    "CANCELED": Run.CANCELLED,
    "DELETED": Run.CANCELLED,
    "ADDED": Run.ADDED,
    "UNSCHEDULED": Run.ADDED,
    "DUPLICATED": Run.ADDED,
    "NEW": Run.ADDED,
    "REPLACEMENT": Run.ADDED,
}
CALLS: Final = {
    "SCHEDULED": Call.SCHEDULED,
    "SKIPPED": Call.SKIPPED,
    "NO_DATA": Call.NO_DATA,
    "UNSCHEDULED": Call.NO_DATA,
}


@dataclass(frozen=True)
class Decoded:
    """A message and what could not be used of it.

    Attributes
    ----------
    live : Live
    flaws : Counter of str
        Reason → how many.
    """

    live: Live
    flaws: Counter[str] = field(default_factory=Counter)


def decode_live(body: bytes, source: str) -> Decoded:
    """Read a message.

    Parameters
    ----------
    body : bytes
        A ``FeedMessage`` in Protocol Buffers.
    source : str
        Key of the timetable that it is about.

    Returns
    -------
    Decoded

    Raises
    ------
    InputError
        If it is none, or only tells what differs from an earlier one.
    """
    message = _parse(body)
    flaws: Counter[str] = Counter()
    keys = Keys(source)
    entities = [one for one in message.entity if not one.is_deleted]
    updates = [
        update
        for one in entities
        if one.HasField("trip_update")
        for update in _trip(one.trip_update, keys, flaws)
    ]
    seen = [
        update
        for one in entities
        if one.HasField("vehicle") and one.vehicle.HasField("trip")
        for update in _trip(one.vehicle, keys, flaws)
    ]
    alerts = [_alert(one, keys) for one in entities if one.HasField("alert")]
    live = Live(_made_at(message), _joined(updates, seen), tuple(alerts))
    return Decoded(live, flaws)


def _parse(body: bytes) -> Any:  # noqa: ANN401
    message = protocol.FeedMessage()
    try:
        message.ParseFromString(body)
    except DecodeError as cause:
        raise InputError(FIELD, "is no GTFS Realtime message") from cause
    header = message.header
    if not header.gtfs_realtime_version:
        raise InputError(FIELD, "is no GTFS Realtime message: it has no header")
    if header.incrementality == protocol.FeedHeader.DIFFERENTIAL:
        raise InputError(FIELD, "tells only what has changed; whole messages are read")
    return message


def _made_at(message: Any) -> datetime:  # noqa: ANN401
    made = _moment(message.header.timestamp)
    if made is None or made < SINCE:
        raise InputError(FIELD, "does not say when it was made")
    return made


def _trip(said: Any, keys: Keys, flaws: Counter[str]) -> Iterator[TripUpdate]:  # noqa: ANN401
    """Read a trip update, or what a vehicle's position says of its trip."""
    trip = said.trip
    run = RUNS[_word(trip, "schedule_relationship")]
    if not trip.trip_id:
        flaws["a trip without trip_id"] += 1
    elif run is Run.ADDED:
        flaws["a trip that the timetable does not have"] += 1
    else:
        try:
            day, starts_s = _start(trip)
        except InputError as wrong:
            flaws[f"a trip with a wrong {wrong.field}"] += 1
            return
        yield TripUpdate(
            keys.of("trip", trip.trip_id),
            day,
            starts_s,
            run,
            tuple(_calls(said, keys)),
            ACCESS[said.vehicle.wheelchair_accessible],
        )


def _start(trip: Any) -> tuple[date | None, int | None]:  # noqa: ANN401
    day = parse_day(trip.start_date) if trip.start_date else None
    return day, parse_time(trip.start_time)


def _calls(said: Any, keys: Keys) -> Iterator[CallUpdate]:  # noqa: ANN401
    told = getattr(said, "stop_time_update", ())
    whole = getattr(said, "delay", None)
    if whole and not told:
        yield CallUpdate(arrival_s=whole, departure_s=whole)
    for one in told:
        yield CallUpdate(
            one.stop_sequence if one.HasField("stop_sequence") else None,
            keys.stop(one.stop_id) if one.stop_id else None,
            CALLS[_word(one, "schedule_relationship")],
            _given(one.arrival, "delay"),
            _given(one.departure, "delay"),
            _moment(_given(one.arrival, "time") or 0),
            _moment(_given(one.departure, "time") or 0),
        )


def _given(event: Any, name: str) -> int | None:  # noqa: ANN401
    return int(getattr(event, name)) if event.HasField(name) else None


def _moment(seconds: int) -> datetime | None:
    """Give a time; none of those that stand for "not said" and "for ever"."""
    if not 0 < seconds < NEVER.timestamp():
        return None
    return datetime.fromtimestamp(seconds, UTC)


def _word(message: Any, name: str) -> str:  # noqa: ANN401
    kind = message.DESCRIPTOR.fields_by_name[name].enum_type
    return str(kind.values_by_number[getattr(message, name)].name)


def _joined(
    updates: list[TripUpdate], seen: list[TripUpdate]
) -> tuple[TripUpdate, ...]:
    """Let what is said of a vehicle on its way count for its trip."""

    def same(one: TripUpdate) -> tuple[object, ...]:
        return one.trip, one.day, one.starts_s

    found = {same(one): one for one in seen if one.access is not None}
    told = {same(one): one for one in updates}
    for which, one in found.items():
        before = told.get(which)
        if before is None or before.access is None:
            told[which] = replace(before or one, access=one.access)
    return tuple(told.values())


def _alert(entity: Any, keys: Keys) -> Alert:  # noqa: ANN401
    said = entity.alert
    effects = alert_effects()
    return Alert(
        keys.of("alert", entity.id),
        effects.get(said.effect, effects[UNKNOWN_EFFECT]),
        tuple((_moment(one.start), _moment(one.end)) for one in said.active_period),
        tuple(_informed(one, keys) for one in said.informed_entity),
        _texts(said.header_text),
        _texts(said.description_text),
        _texts(said.tts_header_text),
        _texts(said.url),
    )


def _informed(one: Any, keys: Keys) -> Informed:  # noqa: ANN401
    trip = one.trip.trip_id
    route = one.route_id or one.trip.route_id
    return Informed(
        agency=keys.of("agency", one.agency_id) if one.agency_id else None,
        line=keys.of("line", route) if route else None,
        stop=keys.stop(one.stop_id) if one.stop_id else None,
        trip=keys.of("trip", trip) if trip else None,
        route_type=one.route_type if one.HasField("route_type") else None,
    )


def _texts(said: Any) -> dict[str, str]:  # noqa: ANN401
    return {one.language.split("-")[0]: one.text for one in said.translation}
