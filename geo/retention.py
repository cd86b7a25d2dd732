"""How long what is kept: one schedule, and a pure answer to what is due."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Final

from geo.errors import InputError

ROWS: Final = "rows"
MOST_DAYS: Final = 3650
_TABLE: Final = Path(__file__).parent / "tables" / "retention.toml"


@dataclass(frozen=True)
class Rule:
    """One line of the schedule.

    Attributes
    ----------
    id : str
    days : int
        How long it is kept.
    what : str
        A way of deleting.
    text : dict of str to str
        Language → sentence, with the place ``%(days)s``.
    table, column, unless : str
        Of ``what="rows"``: rows whose column is older go, unless another one is filled.
    """

    id: str
    days: int
    what: str
    text: dict[str, str]
    table: str = ""
    column: str = ""
    unless: str = ""


@lru_cache
def retention_rules() -> dict[str, Rule]:
    """Read the schedule: id → rule, in the order of the table."""
    rows = tomllib.loads(_TABLE.read_text(encoding="utf-8"))["rule"]
    return {row["id"]: Rule(**row) for row in rows}


def schedule(days: Mapping[str, int]) -> list[Rule]:
    """Give the schedule of a town.

    Parameters
    ----------
    days : mapping of str to int
        Rule → days, where the town keeps something for another time.

    Returns
    -------
    list of Rule

    Raises
    ------
    InputError
        If there is no such rule, or the days are none.
    """
    known = retention_rules()
    for name, number in days.items():
        if name not in known:
            raise InputError("retention", f"{name!r} is not one of {', '.join(known)}")
        if not 0 <= number <= MOST_DAYS:
            raise InputError(
                "retention", f"{name} = {number} is outside 0 … {MOST_DAYS}"
            )
    return [replace(r, days=days.get(r.id, r.days)) for r in known.values()]


def cutoff(rule: Rule, now: datetime) -> datetime:
    """Give the time before which something must lie to be due.

    Parameters
    ----------
    rule : Rule
    now : datetime
        Aware.

    Returns
    -------
    datetime
    """
    return now - timedelta(days=rule.days)


def is_due(rule: Rule, since: datetime | None, now: datetime) -> bool:
    """Tell whether something is to be deleted.

    Parameters
    ----------
    rule : Rule
    since : datetime, optional
        From when on its time runs; ``None`` while it does not.
    now : datetime

    Returns
    -------
    bool
    """
    return since is not None and since < cutoff(rule, now)
