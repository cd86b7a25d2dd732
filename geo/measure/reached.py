"""Cumulative opportunities: how many are reached within a time."""

from __future__ import annotations

from geo.measure.span import Span
from geo.measure.ways import Ways
from geo.network import Floats


def count_reached(seconds: Floats, supply: Floats, *, limit_s: float) -> Floats:
    """Count the opportunities within a time.

    ``A_i = sum_j O_j [c_ij <= T]``

    Parameters
    ----------
    seconds : array, shape (n, m)
        Infinite where there is no way.
    supply : array, shape (m,) or (m, k)
        How many opportunities each place has, or of each of ``k`` kinds.
    limit_s : float

    Returns
    -------
    array, shape (n,) or (n, k)

    References
    ----------
    Hansen, How accessibility shapes land use, J. Am. Inst. Planners 25 (1959);
    Wachs and Kumagai, Physical accessibility as a social indicator, Socio-Econ. Plan.
    Sci. 7 (1973), doi:10.1016/0038-0121(73)90041-4, for the threshold.
    """
    return (seconds <= limit_s).astype(float) @ supply


def span_reached(ways: Ways, supply: Floats, *, limit_s: float) -> Span:
    """Bound ``count_reached``, which falls where ways get longer."""
    return ways.between(lambda c: count_reached(c, supply, limit_s=limit_s))
