"""SDG 11.7.1: how much of a town is open to the public, and who lives near it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from geo.errors import InputError
from geo.measure.convenient import share_within
from geo.measure.span import Range
from geo.measure.ways import Ways
from geo.network import Floats

NEAR_M: Final = 400.0
"""Walking distance to open public space: UN-Habitat, SDG indicator metadata 11.7.1."""


@dataclass(frozen=True)
class OpenSpace:
    """Open public space and the people near it; shares 0 … 1.

    Attributes
    ----------
    share : float
        Of the built-up area that is open public space or street.
    buffer, walking : float
        People with open public space within 400 m as the crow flies, and on foot.
    usable : Range
        The same on the network that the profile can use, out and back.
    """

    share: float
    buffer: float
    walking: float
    usable: Range


def open_share(open_m2: float, street_m2: float, built_up_m2: float) -> float:
    """Give the share of a built-up area that is open to the public.

    ``(open public space + land of streets) / built-up area``

    Parameters
    ----------
    open_m2, street_m2, built_up_m2 : float
        Square metres; space and streets within the built-up area.

    Raises
    ------
    InputError
        If an area is negative, there is nothing built up, or the parts are larger than
        the whole.

    References
    ----------
    UN-Habitat, SDG indicator metadata 11.7.1.
    """
    if not (open_m2 >= 0 and street_m2 >= 0 and built_up_m2 > 0):
        raise InputError("built_up_m2", "areas are negative, or nothing is built up")
    if open_m2 + street_m2 > built_up_m2:
        raise InputError("built_up_m2", f"{built_up_m2} is less than its open parts")
    return (open_m2 + street_m2) / built_up_m2


def near_open_space(
    straight: Floats, walking: Floats, usable: Ways, *, people: Floats, share: float
) -> OpenSpace:
    """Measure who lives near open public space, in three lines.

    Parameters
    ----------
    straight, walking : array, shape (n, s)
        Metres from homes to the entrances of open public spaces.
    usable : Ways
        Metres of the profile's round trip.
    people : array, shape (n,)
    share : float
        Of ``open_share``.
    """
    limit_m = np.full(straight.shape[1], NEAR_M)
    return OpenSpace(
        share=share,
        buffer=share_within(straight, people, limit_m),
        walking=share_within(walking, people, limit_m),
        usable=Range(
            share_within(usable.strict, people, limit_m),
            share_within(usable.open, people, limit_m),
        ),
    )
