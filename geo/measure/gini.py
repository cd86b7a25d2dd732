"""The Gini index: how far what people reach is from being the same for all."""

from __future__ import annotations

import numpy as np

from geo.measure.band import HALVINGS, Band, Line, build_band, build_line
from geo.measure.span import Range, Span
from geo.network import Floats


def gini(access: Floats, people: Floats) -> float:
    """Measure unevenness by the Gini index.

    One less twice the area under the Lorenz curve, which is drawn straight from origin
    to origin, weighted by people:
    ``G = 1 - sum_i (F_i - F_{i-1}) (L_i + L_{i-1}) = sum_i p_i x_i (2 F_i - 1) / mu``,
    the last ``F_i`` in the middle of the people of ``i``.

    Parameters
    ----------
    access : array, shape (n,)
        Not negative.
    people : array, shape (n,)

    Returns
    -------
    float
        0 where all have the same … towards 1; NaN where nobody reaches anything.

    References
    ----------
    Gini, Variabilità e mutabilità (1912); Lorenz, Publ. Am. Stat. Assoc. 9 (1905),
    doi:10.2307/2276207.
    """
    return _of(build_line(access, people))


def gini_range(access: Span, people: Floats) -> Range:
    """Enclose ``gini``: the two lemmas of ``geo.measure.band``.

    Between two corners the least line changes in one value only, and index and mean
    are linear in it: their ratio is least at a corner. The greatest index rises with
    the switch as long as ``2 F - 1`` is below it, which crosses it once. No index of
    whole origins is above ``1 - p``, ``p`` the smallest share of people of an origin.

    Returns
    -------
    Range
        The low end is taken on, the high end encloses.
    """
    band = build_band(access, people)
    if not len(band.share) or band.high[-1] <= 0:
        return Range(np.nan, np.nan)
    means = band.clipped_sums(band.share)
    tilts = band.clipped_sums(band.share * _tilt(band.share))
    least = float((tilts[means > 0] / means[means > 0]).min())
    most = min(_most(band), 1 - float(people[people > 0].min() / people.sum()))
    return Range(max(0.0, min(least, most)), max(most, 0.0))


def _most(band: Band) -> float:
    """Find the most uneven line: sums up to each edge, then halvings inside a step."""
    held = band.switched_sums(band.share)
    tilted = band.switched_sums(band.share * _tilt(band.share))
    edges = np.append(0.0, np.cumsum(band.share))
    rises = (held > 0) & (tilted > (2 * edges - 1) * held)
    step = min(max(int(np.flatnonzero(rises).max(initial=0)), 0), len(band.share) - 1)
    start, drop = float(edges[step]), float(band.high[step] - band.low[step])

    def at(place: float) -> float:
        mean = float(held[step]) - drop * (place - start)
        tilt = drop * (place - start) * (place + start - 1)
        return (float(tilted[step]) - tilt) / mean if mean > 0 else 0.0

    low, high = start, float(edges[step + 1])
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if at(middle) > 2 * middle - 1:
            low = middle
        else:
            high = middle
    return max(at(low), 0.0)


def _tilt(share: Floats) -> Floats:
    return np.asarray(2 * np.cumsum(share) - share - 1)


def _of(line: Line) -> float:
    if not len(line.share) or line.mean <= 0:
        return float("nan")
    return float(line.share * _tilt(line.share) @ line.value) / line.mean
