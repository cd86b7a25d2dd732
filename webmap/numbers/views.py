"""The page of numbers, and the same for programs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, Final

from flask import Blueprint, Response, render_template

from geo.report_course import Numbers
from geo.statistics import LEAST, LEVEL, HalfTime, Share
from webmap.api import api
from webmap.api.fresh import lasting_answer
from webmap.api.question import NoQuestion
from webmap.api.spec import Responses, content
from webmap.context import read_session, runtime
from webmap.formats import number, percent
from webmap.i18n import N_, PREFIX, gettext
from webmap.inbox.words import area_word, body_word
from webmap.numbers.measure import Measured, measured
from webmap.reports.page import category_word
from webmap.wording.profile import PROFILE_WORDS, profile_word

numbers = Blueprint("numbers", __name__, url_prefix=f"{PREFIX}/reports")

TITLES: Final = {
    "category": N_("By what is in the way"),
    "area": N_("By area"),
    "profile": N_("By whom it stops or slows"),
    "body": N_("By responsible body"),
}
"""What reports are sorted by, and how the table is called."""
WORDS: Final[dict[str, Callable[[str], str]]] = {
    "category": category_word,
    "area": area_word,
    "profile": profile_word,
    "body": body_word,
}
LESS_THAN_A_DAY: Final = 1.0
LASTS_S: Final = 300
"""Seconds for which programs may keep the numbers: they are of the hour anyway."""


@dataclass(frozen=True)
class Table:
    """One table: its name, and a line of cells for each kind of report."""

    title: str
    rows: list[list[str]]


def say_days(time: float | None) -> str:
    """Say a time in days."""
    if time is None:
        return gettext("not known yet")
    if time < LESS_THAN_A_DAY:
        return gettext("less than a day")
    return gettext("%(days)s d", days=number(time, 0 if time >= 10 else 1))


def say_limits(one: HalfTime) -> str:
    """Say between which days the true one lies; empty where nothing is known."""
    if one.low is None and one.high is None:
        return ""
    if one.high is None and (one.low or 0.0) < LESS_THAN_A_DAY:
        return gettext("how long at most is not known yet")
    if one.high is None:
        return gettext("at least %(value)s", value=say_days(one.low))
    if one.low is None:
        return gettext("at most %(value)s", value=say_days(one.high))
    low, high = say_days(one.low), say_days(one.high)
    return gettext("between %(low)s and %(high)s", low=low, high=high)


def say_half_time(one: HalfTime) -> str:
    """Say after how many days half of them were done, with limits and numbers."""
    said = say_days(one.time)
    limits = say_limits(one)
    if limits:
        said = gettext("%(value)s (%(limits)s)", value=said, limits=limits)
    counts = gettext(
        "%(done)s done, %(waiting)s waiting",
        done=number(one.done),
        waiting=number(one.waiting),
    )
    return f"{said} · {counts}"


def say_share(one: Share) -> str:
    """Say a share with its limits."""
    if one.share is None:
        return gettext("none yet")
    limits = gettext(
        "between %(low)s and %(high)s", low=percent(one.low), high=percent(one.high)
    )
    value = gettext(
        "%(count)s of %(all)s, %(share)s",
        count=number(one.count),
        all=number(one.of),
        share=percent(one.share),
    )
    return gettext("%(value)s (%(limits)s)", value=value, limits=limits)


def cells_of(one: Numbers | None) -> list[str]:
    """Say the numbers of one line."""
    if one is None:
        few = gettext("fewer than %(least)s", least=number(LEAST))
        return [few, "", "", "", "", "", ""]
    times = [say_half_time(t) for t in (one.triage, one.claim, one.verification)]
    shares = [say_share(s) for s in (one.verified, one.disproved, one.reopened)]
    return [number(one.count), *times, *shares]


@numbers.get("/numbers")
def show() -> str:
    """Show what became of the reports."""
    now = measured(read_session(), runtime().clock())
    return render_template(
        "reports/numbers.html",
        everything=cells_of(now.everything),
        tables=[_table(now, by) for by in TITLES],
        areas=[_named(area_word, key) for key in _areas(now)],
        cells=_cells(now),
        level=percent(LEVEL),
        least=number(LEAST),
        at=now.at.astimezone(runtime().town.zone),
    )


def _named(word: Callable[[str], str], key: str) -> str:
    return word(key) if key else gettext("not known")


def _table(now: Measured, by: str) -> Table:
    rows = [[_named(WORDS[by], key), *cells_of(one)] for key, one in now.by[by].items()]
    return Table(gettext(TITLES[by]), rows)


def _areas(now: Measured) -> list[str]:
    return list(now.by["area"])


def _cells(now: Measured) -> list[list[str]]:
    """List profile and area: a line for each profile."""
    few = gettext("fewer than %(least)s", least=number(LEAST))
    known = {who for who, _ in now.cells}
    lines = []
    for who in (one for one in PROFILE_WORDS if one in known):
        counts = [now.cells.get((who, area)) for area in _areas(now)]
        told = [few if n is None else number(n) for n in counts]
        lines.append([profile_word(who), *told])
    return lines


ANSWER: Final = {
    "type": "object",
    "required": ["at", "level", "least", "everything", "by", "cells"],
    "properties": {
        "at": {"type": "string", "format": "date-time"},
        "level": {"type": "number", "description": "Of the limits"},
        "least": {"type": "integer", "description": "Fewer are not counted out loud"},
        "everything": {"type": "object"},
        "by": {"type": "object"},
        "cells": {"type": "array", "items": {"type": "object"}},
    },
}


ANSWERS: Final[Responses] = {200: {"description": "The numbers", **content(ANSWER)}}


@api.get("/reports/numbers")
@api.input(NoQuestion, location="query", unknown="raise", arg_name="_nothing")
@api.doc(
    summary="What became of reports",
    operation_id="get_report_numbers",
    responses=ANSWERS,
)
def tell_numbers(_nothing: object) -> Response:
    """Give times in days and shares, each with its limits.

    `null` in place of numbers: they would tell of fewer people than `least`.
    """
    now = measured(read_session(), runtime().clock())
    return lasting_answer(_as_json(now), lasts_s=LASTS_S)


def _as_json(now: Measured) -> dict[str, Any]:
    return {
        "at": now.at.isoformat(),
        "level": LEVEL,
        "least": LEAST,
        "everything": asdict(now.everything),
        "by": {
            name: {key: one and asdict(one) for key, one in rows.items()}
            for name, rows in now.by.items()
        },
        "cells": [
            {"profile": who, "area": area, "count": count}
            for (who, area), count in now.cells.items()
        ],
    }
