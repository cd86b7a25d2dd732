"""Services on demand, as a feed tells of them (GTFS-Flex): information for people."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

NOTICE: Final = {0: "now", 1: "same_day", 2: "days_before"}
"""``booking_type`` → when one books at the latest."""


@dataclass(frozen=True)
class FlexArea:
    """Where a service comes.

    Attributes
    ----------
    id : str
        In the words of the feed.
    name : str
        Empty where the feed gives none.
    shape : dict, optional
        GeoJSON, EPSG:4326; ``None`` where the area is a group of stops, or unknown.
    stop_ids : tuple of str
        Stops of a group.
    """

    id: str
    name: str = ""
    shape: dict[str, Any] | None = field(default=None, hash=False)
    stop_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class FlexWindow:
    """When a service comes into an area.

    Attributes
    ----------
    area : FlexArea
    start_s, end_s : int, optional
        Seconds of the service day; ``None`` where the feed says nothing that is a time.
    service_key : str
        The days.
    pickup, drop_off : int
        As GTFS has them: 1 not possible, 2 by phone, 3 with the driver.
    """

    area: FlexArea
    start_s: int | None
    end_s: int | None
    service_key: str
    pickup: int
    drop_off: int


@dataclass(frozen=True)
class Booking:
    """How one books.

    Attributes
    ----------
    id : str
    notice : str
        ``"now"``, ``"same_day"``, ``"days_before"``; empty if unknown.
    least_minutes, most_minutes : int, optional
        Of notice, on the same day.
    last_day, first_day : int, optional
        Days before the ride on which one can book at the latest, and at the soonest.
    last_time, first_time : str
        On those days, in the words of the feed.
    message, pickup_message, drop_off_message : str
        What the operator says.
    phone, info_url, booking_url : str
    """

    id: str
    notice: str
    least_minutes: int | None
    most_minutes: int | None
    last_day: int | None
    first_day: int | None
    last_time: str
    first_time: str
    message: str
    pickup_message: str
    drop_off_message: str
    phone: str
    info_url: str
    booking_url: str


@dataclass(frozen=True)
class FlexService:
    """What a line offers on demand.

    Attributes
    ----------
    line_key : str
    windows : tuple of FlexWindow
        Each once, in order of day, time and area.
    bookings : tuple of Booking
        Empty where the feed does not say how to book: then nobody knows.
    """

    line_key: str
    windows: tuple[FlexWindow, ...]
    bookings: tuple[Booking, ...]

    @property
    def areas(self) -> tuple[FlexArea, ...]:
        """The areas, each once."""
        return tuple({window.area.id: window.area for window in self.windows}.values())
