"""What a repair makes of the ways on which a barrier acts."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np

from geo.attribute import ATTRIBUTES
from geo.network import NO_EVIDENCE, BarrierFact, Floats, Network
from geo.observation import Value

_TABLE: Final = Path(__file__).parent / "tables" / "repairs.toml"


@dataclass(frozen=True)
class Repair:
    """What the repair of one kind of barrier makes of one attribute of the way.

    Attributes
    ----------
    barrier : str
        Attribute of the barrier.
    column : str
        Attribute of the way.
    rule : str
        ``"at_most"``, ``"at_least"`` or ``"set"``.
    value : Value
    source : str
        Where the value comes from.
    """

    barrier: str
    column: str
    rule: str
    value: Value
    source: str

    def number(self) -> float:
        """Give the value as it stands in a column of the network."""
        if isinstance(self.value, str):
            return float(ATTRIBUTES[self.column].words.index(self.value))
        return float(self.value or 0)

    def mend(self, old: Floats) -> Floats:
        """Give the values of mended segments; what is better already stays."""
        new = self.number()
        if self.rule == "at_least":
            return np.where(old >= new, old, new)
        if self.rule == "at_most":
            return np.where(np.abs(old) <= new, old, np.copysign(new, old))
        return np.full_like(old, new)


@lru_cache
def repairs() -> dict[str, tuple[Repair, ...]]:
    """Read the table: attribute of the barrier → what its repair sets."""
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    found: dict[str, tuple[Repair, ...]] = {}
    for row in table["repair"]:
        repair = Repair(**row)
        found[repair.barrier] = (*found.get(repair.barrier, ()), repair)
    return found


def mend_network(network: Network, mended: Iterable[BarrierFact]) -> Network:
    """Give the network as it were if some barriers were repaired.

    Parameters
    ----------
    network : Network
    mended : iterable of BarrierFact
        Their segments get what ``geo/tables/repairs.toml`` says; the barriers
        themselves are left out by the caller.

    Returns
    -------
    Network
        The columns that changed are copies.
    """
    columns = dict(network.columns)
    for barrier in mended:
        segments = list(barrier.segments)
        for repair in repairs().get(barrier.attribute, ()):
            old = columns.get(repair.column)
            if old is None:
                continue
            if old is network.columns[repair.column]:
                old = old.copy()
            old[segments] = repair.mend(old[segments])
            columns[repair.column] = old
    return replace(network, columns=columns)


def ideal_network(network: Network) -> Network:
    """Give the network as if nothing were said of any way, neither good nor bad."""
    nothing = np.full(network.segments, np.nan)
    silent = np.full(network.segments, NO_EVIDENCE, dtype=np.int32)
    return replace(
        network,
        oneway=np.zeros(network.segments, dtype=np.int8),
        columns=dict.fromkeys(network.columns, nothing),
        evidence=dict.fromkeys(network.columns, silent),
    )
