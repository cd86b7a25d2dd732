"""Residents of every segment, from all that was counted: nobody is counted twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.network import Floats, Network
from geo.passage import Flags
from geo.people.census import Census, Shapes, project_shapes, rank_censuses
from geo.people.claim import Claims, Share
from geo.people.share import in_quanta, share_out
from geo.people.spread import find_dwellings, spread_census
from geo.people.street import Streets, build_streets


@dataclass(frozen=True, eq=False)
class Settled:
    """Where everybody lives.

    Attributes
    ----------
    residents : array, shape (m,)
        People along each segment; NaN where nobody's number is known.
    shares : tuple of Share
        By source, the one that is believed most first.
    surveyed : array of bool, shape (m,)
        Segments whose residents were asked about one by one.
    """

    residents: Floats
    shares: tuple[Share, ...]
    surveyed: Flags

    @property
    def unplaced(self) -> float:
        """Give how many people of the town could be put on no street."""
        return float(sum(share.unplaced.sum() for share in self.shares))

    @property
    def total(self) -> float:
        """Give how many people of the town are known of, unplaced ones too."""
        return float(np.nansum(self.residents)) + self.unplaced

    def residents_of(self, group: str) -> tuple[Floats, float]:
        """Give the people of one group along each segment.

        Parameters
        ----------
        group : str
            Id of ``geo/tables/population_groups.toml``.

        Returns
        -------
        residents : array, shape (m,)
            NaN where the number of this group is not known.
        unplaced : float
            People of the group that could be put on no street.
        """
        found, unplaced = np.full(len(self.residents), np.nan), 0.0
        for share in self.shares:
            counts = share.census.groups.get(group)
            if counts is None:
                continue
            pieces = share.spread.pieces
            known = (~np.isnan(counts))[pieces.cell] & ~self.surveyed[pieces.segment]
            segment = pieces.segment[known]
            found[segment] = np.nan_to_num(found[segment])
            np.add.at(found, segment, _of_group(share, counts)[known])
            unplaced += float(np.nansum(counts * _unplaced_part(share)))
        return found, unplaced


def _of_group(share: Share, counts: Floats) -> Floats:
    """Share the people of a group as all people of the piece are shared."""
    spread, cell = share.spread, share.spread.pieces.cell
    whole = np.bincount(cell, spread.people, minlength=len(counts))
    lived, part = whole[cell] > 0, np.zeros(len(cell))
    part[lived] = share_out(np.nan_to_num(counts), cell[lived], spread.people[lived])
    return in_quanta(part * _ratio(share.people, spread.people))


def _unplaced_part(share: Share) -> Floats:
    return _ratio(share.unplaced, np.nan_to_num(share.census.people))


def _ratio(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.zeros(len(whole)), where=whole > 0)


def settle_people(
    network: Network,
    told: Floats,
    censuses: Sequence[Census],
    *,
    surveyed: Flags,
    town: BaseGeometry | None = None,
) -> Settled:
    """Put all people that were counted on the segments of a network.

    Parameters
    ----------
    network : Network
        Its own residents are not looked at.
    told : array, shape (m,)
        Residents that somebody told of ways one by one, NaN elsewhere.
    censuses : sequence of Census
    surveyed : array of bool, shape (m,)
        Segments of which ``told`` is what somebody asked: it stands. What was made up
        to show the system is not among them, and gives way to a census.
    town : geometry, optional
        The town's ground, EPSG:4326; by default the ground on which streets are known.

    Returns
    -------
    Settled
        Where two sources speak of the same ground the better one counts
        (``rank_censuses``). Residents of segments of which neither a survey nor a
        census speaks stay as they were.
    """
    if not censuses:
        return Settled(told, (), surveyed)
    streets = build_streets(network)
    dwellings = find_dwellings(streets, censuses)
    counted = [c for c in censuses if not np.isnan(c.people).all()]
    claims = Claims(streets, _town(streets, town), told, surveyed)
    shares = [
        claims.settle(spread_census(streets, census, dwellings))
        for census in rank_censuses(counted, streets.code)
    ]
    people, counts = _gather(streets, shares, claims.ground)
    asked = surveyed | ~counts
    residents = np.where(asked, told, people)
    return Settled(residents, tuple(shares), surveyed)


def _town(streets: Streets, town: BaseGeometry | None) -> BaseGeometry:
    if town is None:
        return streets.ground()
    shape: BaseGeometry = project_shapes(np.array([town], dtype=object), streets.code)[
        0
    ]
    return shape


def _gather(
    streets: Streets, shares: Sequence[Share], ground: Shapes
) -> tuple[Floats, Flags]:
    """Sum people along segments; tell of which segments some census speaks."""
    people = np.zeros(len(streets.lines))
    counts = np.zeros(len(streets.lines), dtype=np.bool_)
    for share in shares:
        segment = share.spread.pieces.segment
        np.add.at(people, segment, share.people)
        counts[segment] = True
    middle = shapely.line_interpolate_point(streets.lines, 0.5, normalized=True)
    inside, _ = shapely.STRtree(ground).query(middle, predicate="within")
    counts[inside] = True
    return people, counts
