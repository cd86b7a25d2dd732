"""The measures of a town for one profile: by district, time and service."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from geo.errors import InputError
from geo.measure.enough import FLOOR, Completeness, Standing, judge
from geo.measure.gini import gini_range
from geo.measure.ratio import span_ratio
from geo.measure.span import Range, Span
from geo.measure.town import Counted
from geo.network import Floats
from geo.passage import Labels


@dataclass(frozen=True, eq=False)
class Residents:
    """Who lives at the homes that are measured.

    Attributes
    ----------
    people : array, shape (o,)
        Or metres of street where nobody's number is known.
    district : array of int, shape (o,)
        0 … ``count - 1``; -1 in none, which counts for the whole town.
    count : int
        How many districts there are.
    """

    people: Floats
    district: Labels
    count: int


@dataclass(frozen=True, eq=False)
class TownMeasures:
    """What people of one profile reach, beside an unimpeded walker.

    Rows are the districts and, last, the whole town: ``d = count + 1``. All ways are
    out and back, each direction within the time.

    Attributes
    ----------
    limits_s : tuple of float
        Times, t of them.
    people : array, shape (d,)
    reached, walker : Span, array, shape (d, t, c)
        Opportunities that a person reaches on average; the walker.
    served : Span, shape (d, t, c)
        Share of people with at least one.
    ratio : Span, shape (d, t, c)
        Access ratio, averaged over those who have one; NaN where nobody has.
    apart : array, shape (d, t, c)
        People without a ratio: the walker reaches nothing there either.
    lost : Span, shape (d, t, c)
        People-places lost.
    decided : array, shape (d, t, c)
        Share of people whose count does not depend on what is not known.
    gini : Span, shape (t, c)
        Over the homes of the whole town.
    nearest_s : Span, shape (o, c)
        Seconds of each home to the nearest, infinite where there is none.
    complete : Completeness
        Metres on which all that matters to the profile is known, shape (d,).
    """

    limits_s: tuple[float, ...]
    people: Floats
    reached: Span
    walker: Floats
    served: Span
    ratio: Span
    apart: Floats
    lost: Span
    decided: Floats
    gini: Span
    nearest_s: Span
    complete: Completeness

    def judge_served(
        self, row: int, limit: int, service: int, *, target: float, floor: float = FLOOR
    ) -> Standing:
        """Tell whether at least a share of the people of a district is served.

        Parameters
        ----------
        row, limit, service : int
            Places in the arrays.
        target, floor : float
            See ``geo.measure.enough.judge``; what is decided counts as known.
        """
        at = row, limit, service
        measure = Range(float(self.served.low[at]), float(self.served.high[at]))
        known = float(self.complete.share[row])
        return judge(measure, target=target, known=known, floor=floor)


def measure_town(
    walker: Counted,
    strict: Counted,
    opened: Counted,
    *,
    homes: Residents,
    complete: Completeness,
) -> TownMeasures:
    """Sum up what all homes reach.

    Parameters
    ----------
    walker, strict, opened : Counted
        Of the same homes, services and times: the unimpeded walker; the profile by what
        is known to be passable, and by all that is not known to be impassable.
    homes : Residents
    complete : Completeness
        Of each district and, last, the whole town.

    Returns
    -------
    TownMeasures

    Raises
    ------
    InputError
        If the counts are of other times, or the profile reaches more by what is known
        than by all.
    """
    if not walker.limits_s == strict.limits_s == opened.limits_s:
        raise InputError("limits_s", "are not the same for all")
    count = Span(strict.counts, opened.counts)
    sums = _Sums(homes)
    ratio = span_ratio(count, walker.counts)
    has = ratio.defined.astype(float)
    low, high = np.nan_to_num(ratio.low), np.nan_to_num(ratio.high)
    with_ratio = sums(has)
    return TownMeasures(
        limits_s=walker.limits_s,
        people=sums.whole,
        reached=sums.span(count),
        walker=sums.mean(walker.counts),
        served=sums.span(Span(np.sign(count.low), np.sign(count.high))),
        ratio=Span(_over(sums(low), with_ratio), _over(sums(high), with_ratio)),
        apart=sums(1 - has),
        lost=Span(sums(walker.counts - count.high), sums(walker.counts - count.low)),
        decided=sums.mean(count.decided.astype(float)),
        gini=_ginis(count, homes.people),
        nearest_s=Span(opened.nearest_s, strict.nearest_s),
        complete=complete,
    )


class _Sums:
    """Adds up over the people of each district, and of the whole town.

    Parameters
    ----------
    homes : Residents
    """

    def __init__(self, homes: Residents) -> None:
        own = np.flatnonzero(homes.district >= 0)
        every = np.arange(len(homes.people))
        rows = [homes.district[own], np.full(len(every), homes.count)]
        at = np.concatenate(rows), np.concatenate([own, every])
        shape = homes.count + 1, len(every)
        self.weights = csr_array((homes.people[at[1]], at), shape=shape)
        self.whole: Floats = np.asarray(self.weights.sum(axis=1), dtype=np.float64)

    def __call__(self, values: Floats) -> Floats:
        flat = np.asarray(values, dtype=np.float64).reshape(len(values), -1)
        found: Floats = self.weights @ flat
        return found.reshape(-1, *values.shape[1:])

    def mean(self, values: Floats) -> Floats:
        found = self(values)
        whole = self.whole.reshape(-1, *[1] * (found.ndim - 1))
        return _over(found, np.broadcast_to(whole, found.shape))

    def span(self, span: Span) -> Span:
        return Span(self.mean(span.low), self.mean(span.high))


def _over(part: Floats, whole: Floats) -> Floats:
    nothing = np.full(part.shape, np.nan)
    return np.asarray(np.divide(part, whole, out=nothing, where=whole > 0))


def _ginis(count: Span, people: Floats) -> Span:
    _, limits, services = count.low.shape
    low = np.full((limits, services), np.nan)
    high = low.copy()
    for at in np.ndindex(limits, services):
        own = Span(count.low[:, *at], count.high[:, *at])
        found = gini_range(own, people)
        low[at], high[at] = found.low, found.high
    return Span(low, high)
