"""When somebody leaves and arrives in words: a minute only where somebody told one."""

from __future__ import annotations

from datetime import date, datetime

from geo.transit.itinerary import Between, Itinerary
from webmap.formats import day, minutes
from webmap.i18n import N_, gettext


def say_head(one: Itinerary, today: date) -> str:
    """Say when one leaves and arrives."""
    if one.until is not None:
        return _any_time(one, one.until, today)
    leave, low = say_time(one.leaves, today), say_time(one.arrives.low, today)
    if one.arrives.is_exact:
        said = N_("Leave at %(leave)s, be there at %(low)s.")
    else:
        said = N_("Leave at %(leave)s, be there between %(low)s and %(high)s.")
    high = say_time(one.arrives.high, today)
    return gettext(said, leave=leave, low=low, high=high)


def _any_time(one: Itinerary, until: datetime, today: date) -> str:
    """Say it of vehicles without a minute: whenever one leaves, it takes so long."""
    return gettext(
        "Leave at any time from %(leave)s to %(until)s, and be there %(low)s to "
        "%(high)s later.",
        leave=say_time(one.leaves, today),
        until=say_time(until, today),
        low=minutes((one.arrives.low - one.leaves).total_seconds()),
        high=minutes((one.arrives.high - one.leaves).total_seconds()),
    )


def say_time(when: datetime, today: date) -> str:
    """Write a time of day, with the day where that is another one."""
    clock = f"{when:%H:%M}"
    if when.date() == today:
        return clock
    return gettext("%(time)s on %(day)s", time=clock, day=day(when.date()))


def say_span(span: Between, today: date) -> str:
    """Say a time, or between which times it lies."""
    low, high = say_time(span.low, today), say_time(span.high, today)
    if span.is_exact:
        return low
    return gettext("between %(low)s and %(high)s", low=low, high=high)
