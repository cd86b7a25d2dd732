"""The first screen of gaps: services and quarters, with people, for one person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from data.queries.gap_cell import Total, total_districts, total_services
from webmap.formats import metres, number, percent
from webmap.gaps.facts import service_word
from webmap.i18n import best_name, gettext

QUARTERS: Final = 8
"""Quarters that are shown at first."""


@dataclass(frozen=True)
class Line:
    """One line of a table.

    Attributes
    ----------
    key, word : str
        Of the service or the quarter.
    lost, unknown, reached : str
        People, or streets, in words.
    share : str
        Share without a usable way: for sure, and with what is not known.
    """

    key: str
    word: str
    lost: str
    unknown: str
    reached: str
    share: str


@dataclass(frozen=True)
class Overview:
    """What matters most for one person.

    Attributes
    ----------
    services, quarters : list of Line
        The worst first.
    more : int
        Quarters that are not shown.
    """

    services: list[Line]
    quarters: list[Line]
    more: int


def build_overview(session: Session, profile: str, *, most: int = QUARTERS) -> Overview:
    """Add up the last analysis for one person.

    Parameters
    ----------
    session : Session
    profile : str
    most : int
        Quarters that are shown.
    """
    services = total_services(session, profile)
    quarters = total_districts(session, profile)
    named = [_line(one, _quarter_word(one)) for one in quarters[:most]]
    return Overview(
        services=[_line(one, service_word(one.key)) for one in services],
        quarters=named,
        more=max(0, len(quarters) - most),
    )


def _quarter_word(total: Total) -> str:
    return best_name(total.names) or gettext("Outside the quarters")


def _line(total: Total, word: str) -> Line:
    amount = number if total.unit == "residents" else metres
    lost, most = total.lost / total.all, (total.lost + total.unknown) / total.all
    share = percent(lost)
    if percent(most) != share:
        share = gettext("%(low)s to %(high)s", low=share, high=percent(most))
    return Line(
        key=total.key,
        word=word,
        lost=amount(round(total.lost)),
        unknown=amount(round(total.unknown)),
        reached=amount(round(total.reached)),
        share=share,
    )
