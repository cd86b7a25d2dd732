"""Numbers, lengths, times and dates as the reader's language writes them."""

from __future__ import annotations

import math
from datetime import date, datetime
from functools import lru_cache
from typing import Final

from apiflask import APIFlask
from babel import Locale
from babel.dates import format_date
from babel.localedata import exists
from babel.numbers import format_decimal, format_percent
from flask import has_app_context

from geo.observation import Value
from geo.units import centimetres as to_centimetres
from geo.units import minutes as to_minutes
from webmap.context import runtime
from webmap.i18n import best_name, current_language, gettext, ngettext

DIGITS: Final = "latn"
"""Digits of the Maghreb, in every language."""
KILOMETRE: Final = 1000
FINE_M: Final = 50
COARSE_M: Final = 10
KEPT: Final = 8192
"""Numbers come again and again: writing one takes 50 times as long as keeping it."""


@lru_cache(maxsize=KEPT)
def _decimal(value: float, places: int, language: str) -> str:
    return format_decimal(
        value, _whole_and(places), locale=language, numbering_system=DIGITS
    )


@lru_cache(maxsize=KEPT)
def _per_cent(ratio: float, places: int, language: str) -> str:
    usual = Locale.parse(language).percent_formats[None].pattern
    pattern = usual.replace("#,##0", _whole_and(places))
    return format_percent(ratio, pattern, locale=language, numbering_system=DIGITS)


@lru_cache(maxsize=KEPT)
def _day(value: date, place: str) -> str:
    return format_date(value, "d MMMM y", locale=place)


def _place() -> str:
    """Name the language as it is spoken in the town's country: months differ."""
    country = runtime().town.country if has_app_context() else ""
    return _spoken_in(current_language(), country)


@lru_cache(maxsize=KEPT)
def _spoken_in(language: str, country: str) -> str:
    place = f"{language}_{country}"
    return place if country and exists(place) else language


def _whole_and(places: int) -> str:
    return "#,##0" + ("." + "#" * places if places else "")


@lru_cache(maxsize=KEPT)
def _kilometres(value: float, language: str) -> str:
    said = _decimal(value + 0.0, 1, language)
    return gettext("%(km)s km", km=said)


@lru_cache(maxsize=KEPT)
def _metres(whole: int, language: str) -> str:
    return gettext("%(m)s m", m=_decimal(whole + 0.0, 0, language))


@lru_cache(maxsize=KEPT)
def _minutes(whole: int, _language: str) -> str:
    if whole < 60:  # minutes in an hour
        return ngettext("%(num)s minute", "%(num)s minutes", whole)
    hours, rest = divmod(whole, 60)
    return gettext("%(h)s h %(min)s min", h=number(hours), min=number(rest))


def number(value: float, places: int = 0) -> str:
    """Write a number with at most some decimal places."""
    return _decimal(round(value, places) + 0.0, places, current_language())


def metres(value: float | None) -> str:
    """Write a length: metres, tens of metres, then kilometres."""
    if value is None or math.isnan(value):
        return gettext("not known")
    if value >= KILOMETRE:
        return _kilometres(round(value / KILOMETRE, 1), current_language())
    step = COARSE_M if value >= FINE_M else 1
    return _metres(round(value / step) * step, current_language())


def centimetres(value: float) -> str:
    """Write a small length, given in metres."""
    return gettext("%(cm)s cm", cm=number(to_centimetres(value), 1))


def minutes(seconds: float | None) -> str:
    """Write a duration in whole minutes, at least one."""
    if seconds is None or math.isnan(seconds):
        return gettext("not known")
    whole = max(1, round(to_minutes(seconds)))
    return _minutes(whole, current_language())


def percent(ratio: float | None, places: int = 0) -> str:
    """Write a ratio as per cent."""
    if ratio is None or math.isnan(ratio):
        return gettext("not known")
    return _per_cent(round(ratio, places + 2) + 0.0, places, current_language())


def day(value: date | datetime | None) -> str:
    """Write a date with the name of its month."""
    if value is None:
        return gettext("date not known")
    return _day(value, _place())


def month_names() -> tuple[str, ...]:
    """Give the names of the months, for scripts that write dates as ``day`` does."""
    names = Locale.parse(_place()).months["format"]["wide"]
    return tuple(names[month] for month in sorted(names))


def moment(value: datetime) -> str:
    """Write a date and a time, in the zone that the value has."""
    return gettext("%(day)s, %(time)s", day=day(value), time=value.strftime("%H:%M"))


def yes_no(value: Value) -> str:
    """Write a three-valued answer."""
    if value is None:
        return gettext("not known")
    return gettext("yes") if value else gettext("no")


def install(site: APIFlask) -> None:
    """Give templates the filters: ``metres``, ``minutes``, ``date``, ``name``."""
    site.jinja_env.filters.update(
        number=number,
        metres=metres,
        centimetres=centimetres,
        minutes=minutes,
        percent=percent,
        date=day,
        moment=moment,
        yes_no=yes_no,
        name=best_name,
    )
