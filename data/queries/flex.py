"""On-demand services of a feed: where they come, when, and how one books (GTFS-Flex).

It is information for people: no trip is planned with it, and nothing is invented.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from sqlalchemy import Text, cast, select
from sqlalchemy.orm import Session

from data.models import FeedRow, Json, StopTime, TransitTrip
from geo.errors import InputError
from geo.timetable import parse_time
from geo.transit.flex import NOTICE, Booking, FlexArea, FlexService, FlexWindow

ZONES: Final = "locations.geojson"
RULES: Final = "booking_rules.txt"
GROUPS: Final = "location_groups.txt"
MEMBERS: Final = "location_group_stops.txt"
FILES: Final = (ZONES, RULES, GROUPS, MEMBERS)
START: Final = "start_pickup_drop_off_window"
END: Final = "end_pickup_drop_off_window"
PLACES: Final = ("stop_id", "location_id", "location_group_id")
BOOKED_BY: Final = ("pickup_booking_rule_id", "drop_off_booking_rule_id")


def list_flex_lines(session: Session) -> list[str]:
    """List the keys of the lines that come on demand into some area."""
    rows = (
        select(TransitTrip.line_key)
        .join(StopTime, StopTime.trip_key == TransitTrip.key)
        .where(StopTime.stop_key.is_(None))
        .distinct()
        .order_by(TransitTrip.line_key)
    )
    return list(session.scalars(rows))


def find_flex(session: Session, line_key: str) -> FlexService | None:
    """Find what a line offers on demand.

    Parameters
    ----------
    session : Session
    line_key : str

    Returns
    -------
    FlexService or None
        ``None`` if the line only runs by stops and times.
    """
    calls = session.execute(
        select(StopTime, TransitTrip.service_key)
        .join(TransitTrip, TransitTrip.key == StopTime.trip_key)
        .where(TransitTrip.line_key == line_key)
        .where(_is_flexible())
        .order_by(StopTime.id)
    ).all()
    if not calls:
        return None
    files = _files(session, calls[0].StopTime.source_id)
    areas = _areas(files)
    windows = {_window(call, service, areas): None for call, service in calls}
    named = {call.extra.get(name) for call, _ in calls for name in BOOKED_BY}
    rules = [row for row in files[RULES] if row.get("booking_rule_id") in named]
    return FlexService(
        line_key,
        tuple(sorted(windows, key=_rank)),
        tuple(_booking(row) for row in rules),
    )


def _is_flexible() -> Any:  # noqa: ANN401
    said = cast(StopTime.extra, Text)
    return StopTime.stop_key.is_(None) | said.contains(START)


def _rank(window: FlexWindow) -> tuple[str, int, int, str]:
    end = window.end_s or 0
    return (window.service_key, window.start_s or 0, end, window.area.id)


def _files(session: Session, source_id: int) -> Mapping[str, list[Json]]:
    rows = session.execute(
        select(FeedRow.file, FeedRow.row)
        .where(FeedRow.source_id == source_id, FeedRow.file.in_(FILES))
        .order_by(FeedRow.file, FeedRow.number)
    )
    files: dict[str, list[Json]] = {name: [] for name in FILES}
    for file, row in rows:
        files[file].append(row)
    return files


def _areas(files: Mapping[str, list[Json]]) -> dict[str, FlexArea]:
    areas = {}
    for feature in (one for kept in files[ZONES] for one in kept.get("features", ())):
        name = str((feature.get("properties") or {}).get("stop_name", ""))
        area = FlexArea(str(feature["id"]), name, feature.get("geometry"))
        areas[area.id] = area
    for group, rows in _grouped(files[GROUPS]).items():
        name = rows[0].get("location_group_name", "")
        told = [*rows, *_grouped(files[MEMBERS]).get(group, ())]
        areas[group] = FlexArea(group, name, stop_ids=_members(told))
    return areas


def _grouped(rows: Iterable[Json]) -> dict[str, list[Json]]:
    groups: dict[str, list[Json]] = {}
    for row in rows:
        groups.setdefault(row.get("location_group_id", ""), []).append(row)
    return groups


def _members(rows: Iterable[Json]) -> tuple[str, ...]:
    """Give the stops of a group; feeds of before named them in the group's own file."""
    named = (row.get("stop_id") or row.get("location_id") for row in rows)
    return tuple(dict.fromkeys(str(name) for name in named if name))


def _window(
    call: StopTime, service_key: str, areas: Mapping[str, FlexArea]
) -> FlexWindow:
    named = next((call.extra[name] for name in PLACES if name in call.extra), "")
    place = str(named or call.stop_key or "")
    return FlexWindow(
        areas.get(place) or FlexArea(place),
        _time(call.extra.get(START, "")),
        _time(call.extra.get(END, "")),
        service_key,
        call.pickup,
        call.drop_off,
    )


def _time(text: str) -> int | None:
    try:
        return parse_time(text)
    except InputError:
        return None


def _booking(row: Json) -> Booking:
    kind = _whole(row.get("booking_type"))
    return Booking(
        id=row["booking_rule_id"],
        notice=NOTICE.get(-1 if kind is None else kind, ""),
        least_minutes=_whole(row.get("prior_notice_duration_min")),
        most_minutes=_whole(row.get("prior_notice_duration_max")),
        last_day=_whole(row.get("prior_notice_last_day")),
        first_day=_whole(row.get("prior_notice_start_day")),
        last_time=row.get("prior_notice_last_time", ""),
        first_time=row.get("prior_notice_start_time", ""),
        message=row.get("message", ""),
        pickup_message=row.get("pickup_message", ""),
        drop_off_message=row.get("drop_off_message", ""),
        phone=row.get("phone_number", ""),
        info_url=row.get("info_url", ""),
        booking_url=row.get("booking_url", ""),
    )


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() else None
