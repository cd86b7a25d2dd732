"""Districts under a floor, and how many have each service in each district."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from geo.network import Floats
from geo.passage import Flags, Labels
from geo.service_reach import Reach

FLOOR: Final = 0.5
"""Share of what walkers have: under it, a district is badly served. A convention of
ours, to be set anew with the associations; no norm gives one."""


@dataclass(frozen=True)
class Cell:
    """How many people of a district have a service, of those who have it on foot.

    Attributes
    ----------
    district : int
        Index; -1 for homes in none.
    group : str
        Service.
    reached, unknown, lost : float
        People, or metres of street; see ``geo.service_reach.Reach``.
    """

    district: int
    group: str
    reached: float
    unknown: float
    lost: float


@dataclass(frozen=True)
class DistrictGap:
    """A district whose people have less than a share of what walkers have.

    Attributes
    ----------
    district : int
    low, high : float
        Share of people times services: at worst and at best.
    people_low, people_high : float
        Who lacks one service at least: for sure, and with those of whom it is not
        known.
    lost : tuple of str
        Services that somebody lacks for sure, most people first.
    doubtful : tuple of str
        Services that somebody may lack.
    homes : tuple of int
        Segments of those who lack one, or may.
    """

    district: int
    low: float
    high: float
    people_low: float
    people_high: float
    lost: tuple[str, ...]
    doubtful: tuple[str, ...]
    homes: tuple[int, ...]


def count_cells(
    reaches: Mapping[str, Reach], districts: Labels, weight: Floats
) -> list[Cell]:
    """Count who has each service in each district.

    Parameters
    ----------
    reaches : mapping of str to Reach
        Service → whose homes have a way; arrays of shape (m,).
    districts : array, shape (m,)
        Index of the district of each segment; -1 for none.
    weight : array, shape (m,)
        People of each segment, or its metres.

    Returns
    -------
    list of Cell
        Only where some walker has the service, by service and district.
    """
    found = []
    for group, reach in reaches.items():
        lived = reach.walker & (weight > 0)
        for district in np.unique(districts[lived]).tolist():
            here = districts == district
            found.append(
                Cell(
                    district,
                    group,
                    float(weight[here & reach.reached].sum()),
                    float(weight[here & reach.unknown].sum()),
                    float(weight[here & reach.lost].sum()),
                )
            )
    return found


def find_district_gaps(
    reaches: Mapping[str, Reach],
    districts: Labels,
    weight: Floats,
    *,
    floor: float = FLOOR,
) -> list[DistrictGap]:
    """List the districts that are, or may be, under a floor.

    Parameters
    ----------
    reaches, districts, weight
        See ``count_cells``.
    floor : float
        Share of the people-services of walkers.

    Returns
    -------
    list of DistrictGap
        Those that are under it at worst, the worst first; homes in no district are
        none.
    """
    cells: dict[int, list[Cell]] = {}
    for cell in count_cells(reaches, districts, weight):
        if cell.district >= 0:
            cells.setdefault(cell.district, []).append(cell)
    lost = _any(reaches, "lost", districts)
    doubtful = lost | _any(reaches, "unknown", districts)
    found = []
    for district, own in cells.items():
        low, high = _shares(own)
        if low >= floor:
            continue
        here = districts == district
        found.append(
            DistrictGap(
                district=district,
                low=low,
                high=high,
                people_low=float(weight[here & lost].sum()),
                people_high=float(weight[here & doubtful].sum()),
                lost=_named(own, "lost"),
                doubtful=_named(own, "unknown"),
                homes=tuple(np.flatnonzero(here & doubtful & (weight > 0)).tolist()),
            )
        )
    return sorted(found, key=lambda gap: (gap.high >= floor, gap.high, gap.district))


def _any(reaches: Mapping[str, Reach], which: str, districts: Labels) -> Flags:
    found = np.zeros(len(districts), dtype=bool)
    for reach in reaches.values():
        found |= getattr(reach, which)
    return found


def _shares(cells: list[Cell]) -> tuple[float, float]:
    reached = sum(cell.reached for cell in cells)
    unknown = sum(cell.unknown for cell in cells)
    total = reached + unknown + sum(cell.lost for cell in cells)
    return reached / total, (reached + unknown) / total


def _named(cells: list[Cell], which: str) -> tuple[str, ...]:
    some = [cell for cell in cells if getattr(cell, which) > 0]
    ordered = sorted(some, key=lambda cell: (-getattr(cell, which), cell.group))
    return tuple(cell.group for cell in ordered)
