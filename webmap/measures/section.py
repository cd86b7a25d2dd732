"""The part of a report that says what people reach: for HTML and for paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from data.queries.gap_cell import total_districts
from data.queries.measure import get_measures, list_measured_days
from webmap.formats import day, minutes, percent
from webmap.i18n import best_name
from webmap.measures.wording import (
    Line,
    say_convenient,
    say_districts,
    say_services,
    say_unnamed,
    service_label,
)
from webmap.wording.profile import profile_word

WALK: Final = "walk"
USUAL: Final = 1
"""Place of twenty minutes among the times."""


@dataclass(frozen=True)
class Section:
    """What one profile reaches, in the language that is spoken now.

    Attributes
    ----------
    whom, time, measured_on, known : str
        The profile, the time, the day, and the share of streets that is known.
    residents_known : bool
        Whether people are counted; else metres of street stand for them.
    lines : list of Line
        By service, in the whole town.
    districts : list of (str, list of Line)
        Service → quarters, the greatest loss first; only where there are quarters.
    convenient : list of (str, str)
        The lines of SDG 11.2.1 with their shares.
    unnamed : str
        Stops that the indicator does not name, in words.
    """

    whom: str
    time: str
    measured_on: str
    known: str
    residents_known: bool
    lines: list[Line]
    districts: list[tuple[str, list[Line]]]
    convenient: list[tuple[str, str]]
    unnamed: str


def build_section(session: Session, profile: str) -> Section | None:
    """Tell what one profile reaches by the newest measures.

    Parameters
    ----------
    session : Session
    profile : str

    Returns
    -------
    Section
        ``None`` where nothing was measured for this profile.
    """
    days = list_measured_days(session, WALK)
    held = get_measures(session, WALK, days[0]) if days else None
    if held is None or profile not in held.profiles:
        return None
    measured = held.profiles[profile]
    limit = min(USUAL, len(measured.measures.limits_s) - 1)
    names = {
        total.key: best_name(total.names) for total in total_districts(session, profile)
    }
    quarters = [
        (service_label(one), say_districts(measured, limit, one, names))
        for one in measured.services
    ]
    return Section(
        whom=profile_word(profile),
        time=minutes(measured.measures.limits_s[limit]),
        measured_on=day(held.day),
        known=percent(float(measured.measures.complete.share[-1])),
        residents_known=measured.residents_known,
        lines=say_services(measured, limit),
        districts=[(word, lines) for word, lines in quarters if lines],
        convenient=say_convenient(measured, profile_word(profile)),
        unnamed=say_unnamed(measured),
    )
