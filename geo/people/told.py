"""Residents that somebody told of streets, one by one."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from geo.carriageway import CROSSING
from geo.network import Floats, Ints, Network
from geo.observation import Method, Observation
from geo.passage import Flags
from geo.ways import list_keys, word_codes


def share_along(people: Floats, way: Ints, length_m: Floats) -> Floats:
    """Share the residents of ways among their segments by length.

    Parameters
    ----------
    people : array, shape (w,)
        Of each way, NaN where nobody's number is known.
    way : array, shape (m,)
        Way of each segment.
    length_m : array, shape (m,)

    Returns
    -------
    array, shape (m,)
    """
    total = np.bincount(way, weights=length_m, minlength=len(people))
    return np.asarray(people[way] * length_m / np.maximum(total[way], 1e-9))


def lay_told(network: Network, told: Mapping[str, Observation]) -> tuple[Floats, Flags]:
    """Lay what is told of the residents of ways along their segments.

    Parameters
    ----------
    network : Network
    told : mapping of str to Observation
        Key of a way → its residents.

    Returns
    -------
    residents : array, shape (m,)
        NaN where nobody told.
    surveyed : array of bool, shape (m,)
        Whether somebody asked, and did not make it up to show the system.
    """
    people = np.full(len(network.ways), np.nan)
    asked = np.zeros(len(people), dtype=np.bool_)
    codes, words = word_codes(network.ways, "footway")
    crossing = codes == (words.index(CROSSING) if CROSSING in words else -1)
    for way, key in enumerate(list_keys(network.ways)):
        one = told.get(key)
        if one is not None and isinstance(one.value, float) and not crossing[way]:
            people[way] = one.value
            asked[way] = one.method is not Method.DEMONSTRATION
    residents = share_along(people, network.way, network.length_m)
    return residents, asked[network.way]
