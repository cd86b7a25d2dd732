"""Access poverty: who reaches less than a floor, and how much less."""

from __future__ import annotations

from typing import Final

import numpy as np

from geo.errors import InputError
from geo.measure.band import check_access
from geo.measure.span import Range, Span
from geo.network import Floats

POWERS: Final = (0, 1, 2)
"""How many are below the floor; how deep on average; how deep, the worst off more."""


def poverty(access: Floats, people: Floats, *, floor: float, power: int) -> float:
    """Measure access poverty by Foster, Greer and Thorbecke.

    ``FGT_a = sum_i p_i ((z - x_i) / z)^a`` over those with ``x_i < z``.

    Parameters
    ----------
    access, people : array, shape (n,)
    floor : float
        ``z``: who reaches less is poor; above 0.
    power : int
        ``a``: 0, 1 or 2.

    Returns
    -------
    float
        0 … 1; NaN where nobody lives.

    Raises
    ------
    InputError
        If the floor is not above 0, or the power another.

    References
    ----------
    Foster, Greer and Thorbecke, A class of decomposable poverty measures, Econometrica
    52 (1984), doi:10.2307/1913475.
    """
    check_access(access, people)
    if not floor > 0:
        raise InputError("floor", f"{floor} is not above 0")
    if power not in POWERS:
        raise InputError("power", f"{power} is none of {POWERS}")
    whole = float(people.sum())
    poor = access < floor
    gap = (floor - access[poor]) / floor
    return float(people[poor] @ gap**power) / whole if whole > 0 else float("nan")


def poverty_range(access: Span, people: Floats, *, floor: float, power: int) -> Range:
    """Bound ``poverty``, which falls with what each origin reaches."""
    worst, best = (
        poverty(end, people, floor=floor, power=power)
        for end in (access.low, access.high)
    )
    return Range(best, worst) if np.isfinite(worst) else Range(worst, worst)
