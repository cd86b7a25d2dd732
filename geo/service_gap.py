"""Services without a usable way from where people live."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from geo.network import Floats, Network
from geo.passage import Flags, Labels
from geo.service_reach import ServiceSearch


@dataclass(frozen=True)
class ServiceGap:
    """A quarter from which a service has no usable way.

    Attributes
    ----------
    quarter : int
        Index of the quarter; -1 for homes in none.
    group : str
        Service.
    reached, unknown, lost : float
        People; metres of street where nobody's number is known.
    residents_known : bool
        Whether these are people.
    homes : tuple of int
        Segments that have lost it, or may have.
    blocks : tuple of int
        Directed edges on the walker's way that this person cannot pass, from the
        home that stands for the quarter.
    """

    quarter: int
    group: str
    reached: float
    unknown: float
    lost: float
    residents_known: bool
    homes: tuple[int, ...]
    blocks: tuple[int, ...]


def find_service_gaps(search: ServiceSearch, quarters: Labels) -> list[ServiceGap]:
    """List the quarters and services without a way that is known to be usable.

    Parameters
    ----------
    search : ServiceSearch
    quarters : array, shape (m,)
        Index of the quarter of each segment; -1 for none.

    Returns
    -------
    list of ServiceGap
        By quarter and service, only those where somebody has not surely a way.
    """
    weight, known = weigh_homes(search.network)
    found = []
    for group in search.doors:
        reach = search.reach(group)
        doubtful = (reach.lost | reach.unknown) & (weight > 0)
        for quarter in np.unique(quarters[doubtful]).tolist():
            here = quarters == quarter
            found.append(
                ServiceGap(
                    quarter=quarter,
                    group=group,
                    reached=float(weight[here & reach.reached].sum()),
                    unknown=float(weight[here & reach.unknown].sum()),
                    lost=float(weight[here & reach.lost].sum()),
                    residents_known=known,
                    homes=tuple(np.flatnonzero(here & doubtful).tolist()),
                    blocks=_reasons(search, group, here & reach.lost, weight),
                )
            )
    return sorted(found, key=lambda gap: (-gap.lost, -gap.unknown, gap.quarter))


def weigh_homes(network: Network) -> tuple[Floats, bool]:
    """Give what each segment counts for, and whether these are people.

    Parameters
    ----------
    network : Network

    Returns
    -------
    tuple of (array of shape (m,), bool)
        Residents; metres of street where nobody's number is known anywhere.
    """
    people = np.nan_to_num(network.residents)
    known = bool(people.sum() > 0)
    return (people if known else network.length_m), known


def _reasons(
    search: ServiceSearch, group: str, lost: Flags, weight: Floats
) -> tuple[int, ...]:
    if not lost.any():
        return ()
    return search.blocks(group, int(np.argmax(np.where(lost, weight, -1.0))))


def nearest_quarters(homes: Floats, quarters: Floats, *, limit_m: float) -> Labels:
    """Give the nearest quarter of every home, where quarters are only points.

    Parameters
    ----------
    homes : array, shape (m, 2)
        Metres, in a metric CRS.
    quarters : array, shape (q, 2)
        The same.
    limit_m : float
        Farther than this from every quarter: -1.

    Returns
    -------
    array, shape (m,)
    """
    if not len(quarters):
        return np.full(len(homes), -1, dtype=np.int64)
    apart = np.linalg.norm(homes[:, None, :] - quarters[None, :, :], axis=2)
    nearest = apart.argmin(axis=1)
    return np.where(apart.min(axis=1) <= limit_m, nearest, -1)
