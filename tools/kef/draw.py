"""Repeatable chance: the same name always draws the same number."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import TypeVar

Item = TypeVar("Item")
SEED = "kef-1"


def chance(*name: object) -> float:
    """Draw a number in [0, 1) that depends on the name only.

    Adding one street then changes nothing about the others.
    """
    text = "/".join([SEED, *map(str, name)])
    return int(sha256(text.encode()).hexdigest()[:13], 16) / 16**13


def between(low: float, high: float, *name: object) -> float:
    """Draw a number between two others."""
    return low + (high - low) * chance(*name)


def pick(items: Sequence[tuple[Item, float]], *name: object) -> Item:
    """Draw one of the weighted items."""
    rest = chance(*name) * sum(weight for _, weight in items)
    for item, weight in items:
        rest -= weight
        if rest < 0:
            return item
    return items[-1][0]
