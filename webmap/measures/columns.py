"""Measures of a day as a table of numbers."""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from data.measuring import Measured
from data.queries.measure import MeasuredDay
from webmap.exports.table import Cell

SPANS: Final = ("reached", "served", "ratio", "lost")
HEAD: Final = (
    "day",
    "mode",
    "profile",
    "district",
    "service",
    "minutes",
    "people",
    "unit",
    "walker_reached",
    "without_ratio",
    *(f"{name}_{end}" for name in SPANS for end in ("low", "high")),
    "decided",
    "known",
    "counted_share",
)
Row = list[Cell]


def measure_rows(held: MeasuredDay) -> tuple[list[str], list[Row]]:
    """Lay out all measures of a day; an empty district is the whole town.

    Parameters
    ----------
    held : MeasuredDay
    """
    rows = [
        [held.day.isoformat(), held.mode, *row]
        for measured in held.profiles.values()
        for row in _profile_rows(measured)
    ]
    return list(HEAD), rows


def _profile_rows(measured: Measured) -> list[Row]:
    shape = measured.measures.walker.shape
    return [_row(measured, at) for at in np.ndindex(shape)]


def _row(measured: Measured, at: tuple[int, ...]) -> Row:
    measures = measured.measures
    row, limit, column = at
    spans = [getattr(measures, name) for name in SPANS]
    district = (*measured.districts, "")[row]
    return [
        measured.profile,
        district,
        measured.services[column],
        measures.limits_s[limit] / 60,
        _cell(measures.people[row]),
        "residents" if measured.residents_known else "metres",
        _cell(measures.walker[at]),
        _cell(measures.apart[at]),
        *(_cell(end[at]) for span in spans for end in (span.low, span.high)),
        _cell(measures.decided[at]),
        _cell(measures.complete.share[row]),
        _cell(measured.counted_share[column]),
    ]


def _cell(value: float) -> Cell:
    return None if math.isnan(value) else round(float(value), 6)
