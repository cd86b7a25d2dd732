"""When a report is held until somebody has looked at it: rules of a table."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from geo.text import fold

_TABLE: Final = Path(__file__).parent / "tables" / "hold_rules.toml"
SHORTEST_SAID: Final = 20
"""Letters; a shorter text is said by many people of many obstacles."""

_LINK = re.compile(
    r"https?:|www\.|\[url|<a\s|\b[a-z0-9-]+\.(?:com|net|org|info|biz|ru|xyz|top|shop)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class HoldRule:
    """One row of the table."""

    id: str
    test: str
    reason: str
    limit: float = 0.0
    flag: str = ""


@dataclass(frozen=True)
class SenderKind:
    """Something that tells a sender from another, and how long it counts."""

    id: str
    kept_days: int
    held_days: int
    label: dict[str, str]


@dataclass(frozen=True)
class Arrival:
    """How a report came in.

    Attributes
    ----------
    text : str
        What was said.
    flags : frozenset of str
        Of the report.
    trapped : bool
        Whether a field was filled in that people do not see.
    took_s : float, optional
        From opening the form to sending it; ``None`` where nobody knows.
    said_before : int
        How often the same text came lately.
    sender_held : bool
    senders : mapping of str to str
        Kind of sender → keyed hash.
    """

    text: str = ""
    flags: frozenset[str] = frozenset()
    trapped: bool = False
    took_s: float | None = None
    said_before: int = 0
    sender_held: bool = False
    senders: Mapping[str, str] = field(default_factory=dict)


@lru_cache
def _table() -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads(_TABLE.read_text(encoding="utf-8"))


@lru_cache
def hold_rules() -> tuple[HoldRule, ...]:
    """Read the rules, in the order of the table."""
    return tuple(HoldRule(**row) for row in _table()["rule"])


@lru_cache
def sender_kinds() -> dict[str, SenderKind]:
    """Read what tells senders apart: id → kind."""
    return {row["id"]: SenderKind(**row) for row in _table()["sender"]}


def count_links(text: str) -> int:
    """Count what looks like an address of the web."""
    return len(_LINK.findall(text))


def said_key(text: str) -> str:
    """Fold a text so that the same said again is known; empty where it is short."""
    folded = fold(text)
    return folded if len(folded) >= SHORTEST_SAID else ""


def _took_less(rule: HoldRule, arrival: Arrival) -> bool:
    return arrival.took_s is not None and 0 < arrival.took_s < rule.limit


Test = Callable[[HoldRule, Arrival], bool]

TESTS: Final[dict[str, Test]] = {
    "trapped": lambda _rule, arrival: arrival.trapped,
    "took_less_than": _took_less,
    "sender_held": lambda _rule, arrival: arrival.sender_held,
    "links": lambda rule, arrival: count_links(arrival.text) >= rule.limit,
    "said_before": lambda rule, arrival: arrival.said_before >= rule.limit,
    "flag": lambda rule, arrival: rule.flag in arrival.flags,
}


def find_hold(arrival: Arrival) -> HoldRule | None:
    """Find the first rule that holds a report; nothing where it takes its turn.

    Parameters
    ----------
    arrival : Arrival

    Returns
    -------
    HoldRule or None
    """
    return next((r for r in hold_rules() if TESTS[r.test](r, arrival)), None)
