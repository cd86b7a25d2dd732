"""The services of a town as one person gets to them, laid out for the sweeps."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from geo.measure.trips import Supply
from geo.opportunity_site import ServiceSites
from geo.passage import Flags, Sites
from geo.reach_answer import Use
from geo.reach_place import USES


def build_supply(sites: Sequence[ServiceSites], use: Use) -> Supply:
    """Lay the services beside each other; what has the same key is one place.

    Parameters
    ----------
    sites : sequence of ServiceSites
        One a service.
    use : Use
        Places that are worse to use are left out. Of what is only counted on ground
        nobody knows it, and its streets are measured all the same.

    Returns
    -------
    Supply
        An amount that is not known counts for nobody, walkers either.
    """
    kept = [np.flatnonzero(_fits(one, use)) for one in sites]
    names = {
        one.keys[row]
        for one, rows in zip(sites, kept, strict=True)
        for row in rows.tolist()
    }
    number = {name: index for index, name in enumerate(sorted(names))}
    amount = np.zeros((len(number), len(sites)))
    doors = [np.empty((0, 3))]
    for column, (one, rows) in enumerate(zip(sites, kept, strict=True)):
        place = np.full(len(one.keys), -1)
        place[rows] = [number[one.keys[row]] for row in rows.tolist()]
        np.add.at(amount[:, column], place[rows], one.amount[rows])
        own, at = place[one.attached.place], one.attached.sites
        rows_of_doors = np.column_stack([own, at.segment, at.fraction])
        doors.append(rows_of_doors[own >= 0])
    table = np.unique(np.concatenate(doors), axis=0)
    return Supply(
        Sites(table[:, 1].astype(np.int32), table[:, 2]),
        table[:, 0].astype(np.int32),
        amount,
    )


def _fits(one: ServiceSites, use: Use) -> Flags:
    usable = (one.use <= USES.index(use)) | one.is_count
    return np.asarray(usable & (np.nan_to_num(one.amount) > 0))
