"""Services on demand in words: who comes, when, and how one books."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from geo.transit.flex import Booking
from geo.transit.on_demand import OnDemand
from webmap.formats import minutes
from webmap.i18n import best_name, gettext, ngettext
from webmap.wording.feature import line_word
from webmap.wording.values import isolate

MINUTE_S: Final = 60


@dataclass(frozen=True)
class OnDemandWords:
    """One service on demand, said; ``notes`` tell how one books it."""

    text: str
    notes: tuple[str, ...]


def say_on_demand(one: OnDemand) -> OnDemandWords:
    """Say that a service comes to both ends, if one books it."""
    name = f"{line_word(one.route_type)} {one.short_name or best_name(one.names)}"
    line = isolate(name)
    if one.start is None or one.end is None:
        text = gettext("On demand: %(line)s comes to both ends.", line=line)
    else:
        text = gettext(
            "On demand: %(line)s comes to both ends, between %(start)s and %(end)s.",
            line=line,
            start=f"{one.start:%H:%M}",
            end=f"{one.end:%H:%M}",
        )
    return OnDemandWords(text, tuple(_notes(one)))


def _notes(one: OnDemand) -> Iterator[str]:
    if not one.bookings:
        yield gettext("How to book it is not known: ask.")
    for booking in one.bookings:
        yield from filter(None, (_notice(booking), booking.message))
        yield from filter(None, (booking.pickup_message, booking.drop_off_message))
        if booking.phone:
            phone = isolate(booking.phone)
            yield gettext("Phone: %(phone)s", phone=phone)
        yield from filter(None, (booking.booking_url, booking.info_url))
    yield gettext("When it comes is agreed when you book. Say what you need to board.")


def _notice(booking: Booking) -> str:
    if booking.notice == "now":
        return gettext("Book when you want to go.")
    if booking.least_minutes is not None:
        time = minutes(booking.least_minutes * MINUTE_S)
        return gettext("Book at least %(time)s before.", time=time)
    if booking.last_day is None:
        return ""
    days = ngettext("%(num)s day before", "%(num)s days before", booking.last_day)
    if booking.last_time:
        return gettext(
            "Book by %(time)s, %(days)s.", time=booking.last_time[:5], days=days
        )
    return gettext("Book at the latest %(days)s.", days=days)
