"""Norm sets: dated legal rules, kept in ``geo/norms/*.toml``.

A norm set never refuses a way: it yields findings on a path (``geo.norm_breach``).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import Final

STATUSES: Final = ("confirmed", "to_be_confirmed", "incomplete")
NEEDS: Final = {
    "runs": ("tiers",),
    "landings": ("limit", "every_m", "landing_m"),
    "rise": ("limit", "above", "landing_m"),
    "at_most": ("limit",),
    "at_least": ("limit",),
    "passing": ("limit", "every_m"),
}
"""Kind of check → the values that it cannot do without."""


@dataclass(frozen=True)
class Tier:
    """Steeper than ``above`` (ratio) for at most ``longest_m`` metres."""

    above: float
    longest_m: float


@dataclass(frozen=True)
class Short:
    """A width of ``least`` metres passes over ``longest_m``, ``apart_m`` apart."""

    least: float
    longest_m: float
    apart_m: float


@dataclass(frozen=True)
class NormRule:
    """One rule of a norm set.

    Attributes
    ----------
    id : str
        The words for it belong to the presentation.
    check : str
        A key of ``NEEDS``.
    column : str
        Access attribute that it judges.
    source : str
        Where its numbers stand.
    limit : float
        Ratio or metres, by the attribute; of landings the slope from which they
        are asked for, of a rise its metres.
    lenient : float, optional
        What passes under a condition that is not recorded: between the two a
        finding is not certain.
    above : float
        Slope from which a run counts as a ramp.
    every_m, landing_m : float
        Metres between two landings or passing places; length of a landing.
    tiers : tuple of Tier
    short : Short, optional
    off_streets : bool
        Whether ways along streets are left out.
    """

    id: str
    check: str
    column: str
    source: str
    limit: float = math.nan
    lenient: float | None = None
    above: float = math.nan
    every_m: float = math.nan
    landing_m: float = math.nan
    tiers: tuple[Tier, ...] = ()
    short: Short | None = None
    off_streets: bool = False


@dataclass(frozen=True)
class Norm:
    """A named, dated set of rules.

    Attributes
    ----------
    key : str
    names : dict of str to str
        Language → name.
    issued : date
    source : str
        The text of law.
    status : str
        One of ``STATUSES``.
    rules : tuple of NormRule
    amended : date, optional
    based_on : str
        Key of the set whose rules stand in for its own; empty if it has its own.
    unchecked : tuple of str
        What it asks for and cannot be checked, and why.
    """

    key: str
    names: dict[str, str]
    issued: date
    source: str
    status: str
    rules: tuple[NormRule, ...] = ()
    amended: date | None = None
    based_on: str = ""
    unchecked: tuple[str, ...] = ()
