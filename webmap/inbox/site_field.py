"""What was found on the spot, as fields of a form: kind, size, where, until when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Final

from sqlalchemy.orm import Session

from data.models import Report
from data.queries.desk import position_of
from data.queries.question import get_answers
from data.queries.report_barrier import NEAREST_M, SiteCheck
from data.queries.site import list_ways_around
from geo.answer import LonLat
from geo.attribute import ATTRIBUTES, Attribute, Kind
from geo.category import get_category
from geo.crs import parse_lon_lat
from geo.errors import InputError
from geo.evidence import read_day
from geo.observation import Method, Value
from geo.question import find_said_value
from webmap.context import runtime
from webmap.i18n import N_, best_name, gettext
from webmap.inbox.field import FieldView, Options
from webmap.reports.page import category_options
from webmap.wording.values import attribute_word, value_words

HUNDRED: Final = 100.0
"""People say centimetres and per cent; we keep metres and ratios."""
UNITS: Final = {"m": N_("in centimetres"), "ratio": N_("in per cent"), "count": ""}
NAMES: Final = ("kind", "value", "measured", "at", "way", "ends")
YES: Final = "yes"


def site_fields(session: Session, report: Report) -> list[FieldView]:
    """List the fields of what was found; what the reporter said stands in them."""
    kind = get_category(report.category)
    attribute = ATTRIBUTES[kind.attribute]
    lonlat = position_of(report)
    answers = get_answers(session, report.tracking)
    value = find_said_value(report.category, answers, kind.attribute)
    kinds = tuple(category_options(gettext("Please choose"))[1:])
    return [
        FieldView("kind", "choice", gettext("What it is"), "", kinds, kind.id),
        *_value_field(attribute, value),
        FieldView(
            "measured",
            "tick",
            gettext("It was measured, not only seen"),
            needed=False,
        ),
        FieldView(
            "at",
            "text",
            gettext("Where exactly"),
            gettext("Longitude,latitude; on the side of the street where it is."),
            usual="" if lonlat is None else f"{lonlat[0]:.5f},{lonlat[1]:.5f}",
        ),
        FieldView(
            "way",
            "choice",
            gettext("On which street"),
            options=way_options(session, lonlat),
            needed=False,
        ),
        FieldView(
            "ends",
            "date",
            gettext("Until which day"),
            gettext("Left empty, it lasts as long as such obstacles usually do."),
            needed=False,
        ),
    ]


def _value_field(attribute: Attribute, value: Value) -> list[FieldView]:
    """Ask for the size where the obstacle has one; empty is: not known."""
    label = attribute_word(attribute.name)
    if attribute.kind is Kind.NUMBER:
        unit = gettext(UNITS[attribute.unit]) if attribute.unit in UNITS else ""
        said = gettext(
            "Left empty where nobody has measured it: trips then stop nobody, but warn "
            "and rather go another way."
        )
        hint = f"{unit[:1].upper()}{unit[1:]}. {said}" if unit else said
        usual = "" if value is None else f"{float(value) * _factor(attribute):g}"
        return [FieldView("value", "text", label, hint, usual=usual, needed=False)]
    if attribute.kind is Kind.WORD:
        words = [(word, value_words(attribute.name, word)) for word in attribute.words]
        options = (("", gettext("Not known")), *words)
        usual = str(value or "")
        return [FieldView("value", "choice", label, "", options, usual, needed=False)]
    return []


def _factor(attribute: Attribute) -> float:
    return HUNDRED if attribute.unit in ("m", "ratio") else 1.0


def way_options(session: Session, lonlat: LonLat | None) -> Options:
    """Offer the streets around a position by name, after the nearest one."""
    nearest = ("", gettext("The nearest one"))
    if lonlat is None:
        return (nearest,)
    ways = list_ways_around(session, lonlat, within_m=NEAREST_M)
    return (nearest, *((one.key, _way_word(one.names, one.key)) for one in ways))


def _way_word(names: dict[str, str], key: str) -> str:
    name = best_name(names)
    return f"{name} ({key})" if name else key


def read_site(report: Report, typed: Mapping[str, str]) -> SiteCheck:
    """Read what was found.

    Parameters
    ----------
    report : Report
    typed : mapping of str to str

    Returns
    -------
    SiteCheck

    Raises
    ------
    InputError
        Naming the field that is wrong.
    """
    kind = get_category(typed.get("kind") or report.category)
    attribute = ATTRIBUTES[kind.attribute]
    at, held = typed.get("at", ""), runtime()
    return SiteCheck(
        kind=kind.id,
        attribute=attribute.name,
        value=_read_value(attribute, typed.get("value", "")),
        method=Method.MEASURED if typed.get("measured") else Method.SURVEYED,
        lonlat=parse_lon_lat(at, field="at") if at else None,
        way_key=typed.get("way", ""),
        observed_on=held.today,
        expires_at=_end_of(typed.get("ends", "")),
    )


def _read_value(attribute: Attribute, text: str) -> Value:
    if attribute.kind is Kind.YES_NO or not text:
        return None
    if attribute.kind is not Kind.NUMBER:
        if text not in attribute.words:
            raise InputError(
                "value", f"{text[:40]!r} is not a word of {attribute.name}"
            )
        return text
    try:
        number = float(text.replace(",", ".").replace("٫", "."))
    except ValueError as cause:
        raise InputError("value", f"{text[:40]!r} is not a number") from cause
    value = number / _factor(attribute)
    if not attribute.low <= value <= attribute.high:
        low, high = (
            one * _factor(attribute) for one in (attribute.low, attribute.high)
        )
        raise InputError("value", f"{number:g} is outside {low:g} … {high:g}")
    return value


def _end_of(text: str) -> datetime | None:
    if not text:
        return None
    last: date = read_day("ends", text)
    after = datetime.combine(last + timedelta(days=1), time(), runtime().town.zone)
    if after <= runtime().clock():
        raise InputError("ends", f"{last} is over")
    return after
