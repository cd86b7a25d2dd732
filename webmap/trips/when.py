"""When somebody goes: the network and the barriers of that time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from data.runtime import Runtime
from geo.engine.finder import WayFinder, find_lazily
from geo.hours import parse_at
from geo.network import BarrierFact, Network


def read_at(held: Runtime, text: str) -> datetime | None:
    """Read when somebody goes, in the town's time; ``None`` where nothing is asked."""
    return parse_at(text, held.town.zone) if text.strip() else None


def ground_at(
    held: Runtime, at: datetime | None
) -> tuple[Network, Sequence[BarrierFact]]:
    """Give the network with the barriers of now, or of a time that is asked for.

    Repairs that nobody has verified come along, to be told on the way.
    """
    network, barriers = held.graphs.current() if at is None else held.graphs.at(at)
    return network, held.graphs.with_cautions(barriers)


def finder_at(
    held: Runtime,
    at: datetime | None,
    ground: tuple[Network, Sequence[BarrierFact]],
) -> WayFinder:
    """Give what finds ways: kept metrics stay as the barriers are now."""
    return held.metrics.finder(*ground) if at is None else find_lazily
