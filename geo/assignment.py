"""Who is to take care of a report: rules by area, category and owner of the ground."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

_TABLE: Final = Path(__file__).parent / "tables" / "owners.toml"


@dataclass(frozen=True)
class Owner:
    """A kind of owner of the ground."""

    id: str
    label: dict[str, str]
    highways: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rule:
    """Reports like this are this body's; what is empty is not asked for.

    Attributes
    ----------
    id : int
        The older of two rules that say the same has the smaller one.
    body : str
        Key of the responsible body.
    category, area, owner : str
        Category of the report, key of an area, id of an owner.
    """

    id: int
    body: str
    category: str = ""
    area: str = ""
    owner: str = ""

    @property
    def asks(self) -> tuple[str, str, str]:
        """What it asks for; no two useful rules ask for the same."""
        return self.owner, self.category, self.area


@dataclass(frozen=True)
class Facts:
    """What rules look at.

    Attributes
    ----------
    category : str
    areas : tuple of str
        Keys of the areas that it lies in, the smallest first.
    owner : str
        Empty where nobody knows.
    """

    category: str
    areas: tuple[str, ...] = ()
    owner: str = ""


@lru_cache
def report_owners() -> dict[str, Owner]:
    """Read the kinds of owners: id → owner."""
    rows = tomllib.loads(_TABLE.read_text(encoding="utf-8"))["owner"]
    owners = (Owner(**{**row, "highways": tuple(row["highways"])}) for row in rows)
    return {owner.id: owner for owner in owners}


def owner_of(highway: str) -> str:
    """Tell who owns a way, by its value of ``highway``; empty without a way."""
    if not highway:
        return ""
    owners = report_owners().values()
    named = (one.id for one in owners if highway in one.highways)
    usual = (one.id for one in owners if not one.highways)
    return next(named, next(usual, ""))


def holds(rule: Rule, facts: Facts) -> bool:
    """Tell whether a rule speaks of a report."""
    return (
        rule.category in ("", facts.category)
        and rule.owner in ("", facts.owner)
        and (not rule.area or rule.area in facts.areas)
    )


def assign(rules: Iterable[Rule], facts: Facts) -> Rule | None:
    """Find the one rule that decides.

    Parameters
    ----------
    rules : iterable of Rule
        Their order does not matter.
    facts : Facts

    Returns
    -------
    Rule or None
        Of those that hold, the one that asks for most. Of as many, the owner counts
        before the category, the category before the area, a smaller area before a
        larger one, and the older rule before the newer. ``None`` if none holds.
    """
    return max(
        (rule for rule in rules if holds(rule, facts)),
        key=lambda rule: _weight(rule, facts),
        default=None,
    )


def _weight(rule: Rule, facts: Facts) -> tuple[int, bool, bool, int, int]:
    nearness = -facts.areas.index(rule.area) if rule.area else -len(facts.areas)
    asked = sum(bool(one) for one in rule.asks)
    return asked, bool(rule.owner), bool(rule.category), nearness, -rule.id


def find_clashes(rules: Iterable[Rule]) -> list[tuple[Rule, Rule]]:
    """Find rules that ask for the same as an older one: they never decide.

    Returns
    -------
    list of tuple
        The rule that decides, and the one that does not.
    """
    first: dict[tuple[str, str, str], Rule] = {}
    clashes = []
    for rule in sorted(rules, key=lambda one: one.id):
        known = first.setdefault(rule.asks, rule)
        if known is not rule:
            clashes.append((known, rule))
    return clashes
