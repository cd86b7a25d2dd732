"""How likely an unknown segment is good: as those are that somebody has looked at."""

from __future__ import annotations

import numpy as np

from geo.cost import Bits
from geo.network import Floats
from geo.passage import Labels
from geo.rule import BITS


def rule_rates(broken: Bits, strict: Bits) -> dict[str, float]:
    """Give for each rule the share of what is known that keeps its limit.

    Parameters
    ----------
    broken : array, shape (2m,)
        Bits of the limits that are known to be broken.
    strict : array, shape (2m,)
        The same with the limits that are not known to be kept.

    Returns
    -------
    dict of str to float
        Rule → share, after Laplace: one good and one bad one more than were seen.
    """
    found = {}
    for rule, bit in BITS.items():
        bad = (broken & bit) > 0
        known = bad | ((strict & bit) == 0)
        good = int((known & ~bad).sum())
        found[rule] = (good + 1) / (int(known.sum()) + 2)
    return found


def good_chances(broken: Bits, strict: Bits, links: Labels) -> Floats:
    """Give the chance that each link is good, its unknown rules taken as independent.

    Parameters
    ----------
    broken, strict : array, shape (2m,)
        See ``rule_rates``.
    links : array, shape (k,)
        Segment of each link.

    Returns
    -------
    array, shape (k,)
    """
    rates = rule_rates(broken, strict)
    doubtful = strict & ~broken
    both = doubtful[2 * links] | doubtful[2 * links + 1]
    chance = np.ones(len(links))
    for rule, bit in BITS.items():
        chance *= np.where((both & bit) > 0, rates[rule], 1.0)
    return chance
