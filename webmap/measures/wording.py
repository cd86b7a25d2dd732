"""Measures of reach in words: both ends are always said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from data.measuring import Measured
from geo.measure.enough import FLOOR
from geo.measure.span import Span
from geo.opportunity_service import opportunity_services
from webmap.formats import number, percent
from webmap.i18n import best_name, gettext, ngettext


@dataclass(frozen=True)
class Bar:
    """Shares from 0 to 1, for drawing: sure up to ``low``, not known up to ``high``."""

    low: float
    high: float
    walker: float


@dataclass(frozen=True)
class Line:
    """One line of a table: a service, or a quarter.

    Attributes
    ----------
    key, word : str
        Of the service or the quarter; the last quarter is the whole town: ``""``.
    walker : str
        Share of people who have it on foot without limits.
    served : str
        Share of people who have it, both ends.
    ratio : str
        What they reach, as a share of what the walker reaches, both ends.
    lost : str
        People-places lost, both ends.
    decided : str
        Share of people whose answer does not depend on what is not known.
    verdict : str
        Whether the data are enough to say anything, in words.
    is_enough : bool
    is_counted : bool
        Whether it is only counted on ground: nobody knows whether somebody gets in.
    bar : Bar, optional
        ``None`` where nobody has it on foot.
    """

    key: str
    word: str
    walker: str
    served: str
    ratio: str
    lost: str
    decided: str
    verdict: str
    is_enough: bool
    is_counted: bool
    bar: Bar | None


def service_label(service: str) -> str:
    """Name a service."""
    found = opportunity_services().get(service)
    return best_name(found.label) if found else service


def say_services(measured: Measured, limit: int, *, row: int = -1) -> list[Line]:
    """Tell of every service, for one district or the whole town.

    Parameters
    ----------
    measured : Measured
    limit : int
        Place of the time among those measured.
    row : int
        Place of the district; the last is the whole town.
    """
    return [
        _line(measured, (row, limit, column), service, service_label(service))
        for column, service in enumerate(measured.services)
    ]


def say_districts(
    measured: Measured, limit: int, service: str, names: Mapping[str, str]
) -> list[Line]:
    """Tell of one service in every district, the greatest loss first.

    Parameters
    ----------
    measured : Measured
    limit : int
    service : str
    names : mapping
        Key → word of the district.
    """
    column = measured.services.index(service)
    measures = measured.measures
    lived = np.flatnonzero(measures.people[:-1] > 0).tolist()
    order = sorted(lived, key=lambda row: -measures.lost.low[row, limit, column])
    return [
        _line(
            measured,
            (row, limit, column),
            measured.districts[row],
            names.get(measured.districts[row], measured.districts[row]),
        )
        for row in order
    ]


def _line(measured: Measured, at: tuple[int, int, int], key: str, word: str) -> Line:
    measures = measured.measures
    row, _, column = at
    people = measures.people[row]
    walker = float(1 - measures.apart[at] / people) if people > 0 else float("nan")
    known = float(measures.complete.share[row])
    decided = float(measures.decided[at])
    is_enough = decided >= FLOOR or known >= FLOOR
    served = _ends(measures.served, at)
    return Line(
        key=key,
        word=word,
        walker=percent(walker),
        served=percents(*served),
        ratio=percents(*_ends(measures.ratio, at)),
        lost=numbers(*_ends(measures.lost, at)),
        decided=percent(decided),
        verdict=_verdict(*served, walker=walker, is_enough=is_enough),
        is_enough=is_enough,
        is_counted=bool(measured.counted_share[column] > 0),
        bar=Bar(*served, walker) if walker > 0 else None,
    )


def _ends(span: Span, at: tuple[int, ...]) -> tuple[float, float]:
    return float(span.low[at]), float(span.high[at])


def _verdict(low: float, high: float, *, walker: float, is_enough: bool) -> str:
    """Say what both ends prove first: that holds however little is known."""
    if not walker > 0:
        return gettext("Nobody has it on foot either")
    if low >= walker:
        return gettext("As many as on foot")
    if percent(high) != percent(walker) and high < walker:
        return gettext("Fewer than on foot, even at best")
    if not is_enough:
        return gettext("Not enough data to say")
    return gettext("It depends on what is not known")


def say_convenient(measured: Measured, whom: str) -> list[tuple[str, str]]:
    """Tell of SDG 11.2.1, each line with its share of people; none where no stops are.

    Parameters
    ----------
    measured : Measured
    whom : str
        The profile in words.
    """
    found = measured.convenient
    if found is None:
        return []
    return [
        (
            gettext("As the crow flies: 500 m to a bus stop, 1 km to a train"),
            percent(found.buffer),
        ),
        (gettext("Along the streets, on foot without limits"), percent(found.walking)),
        (
            gettext("%(whom)s, to a stop that they can use", whom=whom),
            percents(found.usable.low, found.usable.high),
        ),
    ]


def say_unnamed(measured: Measured) -> str:
    """Say how many stops the indicator has no word for; empty for none."""
    found = measured.convenient
    if found is None or not found.unnamed_stops:
        return ""
    return ngettext(
        "%(num)s stop is of a kind that the indicator does not name; "
        "it counts as a bus stop.",
        "%(num)s stops are of kinds that the indicator does not name; "
        "they count as bus stops.",
        found.unnamed_stops,
    )


def percents(low: float, high: float) -> str:
    """Say between which shares something lies; one where both are written alike."""
    return _between(percent(low), percent(high))


def numbers(low: float, high: float) -> str:
    """Say between which numbers something lies."""
    if np.isnan(low) or np.isnan(high):
        return gettext("not known")
    return _between(number(low), number(high))


def _between(low: str, high: str) -> str:
    if low == high:
        return low
    return gettext("%(low)s to %(high)s", low=low, high=high)
