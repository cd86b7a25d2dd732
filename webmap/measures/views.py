"""The page of what people reach: by service, by quarter, on two days."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from flask import Blueprint, Response, render_template, request

from data.analysis import check_kept, kept_profiles
from data.measuring import Measured
from data.queries.gap_cell import total_districts
from data.queries.measure import MeasuredDay, get_measures, list_measured_days
from geo.errors import InputError
from geo.evidence import read_day
from webmap.context import read_session, runtime
from webmap.exports.table import write_csv
from webmap.formats import day, minutes, percent
from webmap.i18n import PREFIX, best_name
from webmap.measures.change import say_change
from webmap.measures.columns import measure_rows
from webmap.measures.wording import (
    say_convenient,
    say_districts,
    say_services,
    say_unnamed,
    service_label,
)
from webmap.wording.profile import profile_word

measures = Blueprint("measures", __name__)

WALK: Final = "walk"
USUAL: Final = 1
"""Place of twenty minutes among the times."""


@measures.get(f"{PREFIX}/measures")
def index() -> str:
    """Tell what people of one profile reach, with both ends."""
    session = read_session()
    days = list_measured_days(session, WALK)
    if not days:
        return render_template("measures/none.html")
    held = get_measures(session, WALK, _asked_day("day", days) or days[0])
    measured = _asked_profile(held)
    before = _asked_day("from", days)
    limit = _asked_limit(measured)
    service = _asked_service(measured)
    return render_template(
        "measures/index.html",
        **_choices(measured, days),
        day=held.day,
        limit_s=measured.measures.limits_s[limit],
        service=service,
        service_word=service_label(service),
        whom=profile_word(measured.profile),
        profile=measured.profile,
        measured=measured,
        known=percent(float(measured.measures.complete.share[-1])),
        lines=say_services(measured, limit),
        districts=say_districts(measured, limit, service, _names(measured.profile)),
        convenient=say_convenient(measured, profile_word(measured.profile)),
        unnamed=say_unnamed(measured),
        before=before,
        changes=_changes(measured, before, limit),
    )


@measures.get(f"{PREFIX}/measures.csv")
def table() -> Response:
    """Send all measures of a day as a table."""
    session = read_session()
    days = list_measured_days(session, WALK)
    held = get_measures(session, WALK, _asked_day("day", days) or _newest(days))
    head, rows = measure_rows(held)
    response = Response(write_csv(head, rows), content_type="text/csv; charset=utf-8")
    name = f"{runtime().town.key or 'wusul'}-measures-{held.day.isoformat()}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _newest(days: list[date]) -> date:
    return days[0] if days else runtime().clock().date()


def _asked_day(name: str, days: list[date]) -> date | None:
    """Give the day that the address asks for.

    Raises
    ------
    InputError
        If it is no day, or nothing was measured then.
    """
    asked = request.args.get(name, "")
    if not asked:
        return None
    found = read_day(name, asked)
    if found not in days:
        raise InputError(name, f"nothing was measured on {asked}")
    return found


def _asked_profile(held: MeasuredDay) -> Measured:
    profile = request.args.get("profile", "")
    check_kept(profile)
    chosen = profile or kept_profiles()[0].key
    if chosen not in held.profiles:
        raise InputError("profile", f"{chosen!r} was not measured on that day")
    return held.profiles[chosen]


def _asked_limit(measured: Measured) -> int:
    limits = [f"{limit_s / 60:g}" for limit_s in measured.measures.limits_s]
    asked = request.args.get("minutes", "")
    if not asked:
        return min(USUAL, len(limits) - 1)
    if asked not in limits:
        raise InputError("minutes", f"{asked!r} is not one of {', '.join(limits)}")
    return limits.index(asked)


def _asked_service(measured: Measured) -> str:
    asked = request.args.get("service", "") or measured.services[0]
    if asked not in measured.services:
        known = ", ".join(measured.services)
        raise InputError("service", f"{asked!r} is not one of {known}")
    return asked


def _choices(measured: Measured, days: list[date]) -> dict[str, Any]:
    limits = measured.measures.limits_s
    return {
        "profiles": [(one.key, profile_word(one.key)) for one in kept_profiles()],
        "limits": [(f"{limit / 60:g}", minutes(limit)) for limit in limits],
        "services": [(one, service_label(one)) for one in measured.services],
        "days": [(one.isoformat(), day(one)) for one in days],
    }


def _names(profile: str) -> dict[str, str]:
    totals = total_districts(read_session(), profile)
    return {total.key: best_name(total.names) for total in totals}


def _changes(measured: Measured, before: date | None, limit: int) -> list[list[str]]:
    if before is None:
        return []
    old = get_measures(read_session(), WALK, before).profiles.get(measured.profile)
    return say_change(old, measured, limit) if old else []
