"""How many people of a place a profile speaks of, by published rates, with bounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from geo.network import Floats
from geo.people.rate import Rate, Stands, find_age, find_rate, list_stands


@dataclass(frozen=True, eq=False)
class Weight:
    """People of a profile, wherever all people are counted.

    Attributes
    ----------
    likely : array
        By the share as published; NaN where the figure counts more people than the
        profile speaks of, or nothing is known.
    low, high : array
        Between which they are, as far as the figure tells.
    rate : Rate, optional
        What it rests on; ``None`` where people of a group are counted, or not known.
    group : str
        The group that is counted; empty where a rate is used.
    """

    likely: Floats
    low: Floats
    high: Floats
    rate: Rate | None = None
    group: str = ""

    @property
    def is_known(self) -> bool:
        """Whether anything is known of how many they are."""
        return self.rate is not None or bool(self.group)


def weigh_people(
    profile: str,
    people: Floats,
    *,
    country: str = "",
    groups: Mapping[str, Floats] | None = None,
) -> Weight:
    """Estimate how many of some people a profile speaks of.

    Parameters
    ----------
    profile : str
        Key of the profile.
    people : array
        All people; NaN where nobody's number is known.
    country : str
        ISO 3166 code.
    groups : mapping of str to array, optional
        People of groups that were counted, alike in shape.

    Returns
    -------
    Weight
        Not known for a profile of which no figure speaks: NaN.

    Notes
    -----
    people × share, of the people of the age that the share speaks of: counted, else
    people × the part that is of that age (``geo/tables/disability_rates.toml``), else
    all people for ``high`` and an unknown part of them for ``low``, which is 0.
    """
    stands, counted = list_stands().get(profile), groups or {}
    if stands is not None and stands.group and stands.group in counted:
        own = counted[stands.group]
        return Weight(own, own, own, group=stands.group)
    rate = None if stands is None else find_rate(stands.rate, country)
    if stands is None or rate is None:
        nothing = np.full(np.shape(people), np.nan)
        return Weight(nothing, nothing, nothing)
    low, high = _of_age(rate, people, country, counted)
    return _weigh(stands, rate, low, high)


def _of_age(
    rate: Rate, people: Floats, country: str, counted: Mapping[str, Floats]
) -> tuple[Floats, Floats]:
    """Give the people that a rate is a share of: the least and the most."""
    if not rate.age:
        return people, people
    if rate.age in counted:
        return counted[rate.age], counted[rate.age]
    part = find_age(rate.age, country)
    if part is None:
        return people * 0.0, people
    return people * part.low, people * part.high


def _weigh(stands: Stands, rate: Rate, least: Floats, most: Floats) -> Weight:
    high = most * rate.high
    if stands.upper:
        return Weight(np.full(np.shape(most), np.nan), most * 0.0, high, rate)
    middle = (least + most) / 2 * rate.share
    return Weight(middle, least * rate.low, high, rate)
