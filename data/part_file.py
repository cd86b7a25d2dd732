"""One part of a network on disk, with what is asked of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from data.array_file import ArrayFile, Arrays, Small
from data.graph_file import read_network, write_network
from geo.answer import Policy
from geo.cut import build_passage
from geo.measure.region import Region
from geo.measure.region_cut import cut_barriers, cut_homes, cut_network, cut_supply
from geo.measure.town import Supply
from geo.network import BarrierFact, Evidence, Network
from geo.passage import Passage, Sites
from geo.pricing import ProfilePrice
from geo.profile import get_profile

FORMAT: Final = 1
"""Raised whenever what a part says changes its meaning."""
NETWORK: Final = "network.json"
ASKED: Final = "asked.json"
SUPPLY: Final = ("segment", "fraction", "place", "amount")


@dataclass(frozen=True, eq=False)
class Question:
    """Who asks what they reach, and what they believe of what is not known.

    Attributes
    ----------
    profile : str
    policy : Policy
    supply : Supply
        Places that count for this person, in the whole network.
    """

    profile: str
    policy: Policy
    supply: Supply

    def passage(self, network: Network, barriers: Sequence[BarrierFact]) -> Passage:
        """Work out what the person can pass of a network."""
        price = ProfilePrice(get_profile(self.profile), self.policy)
        return build_passage(network, barriers, price)


@dataclass(frozen=True, eq=False)
class Asked:
    """What is asked of a network.

    Attributes
    ----------
    network : Network
    barriers : sequence of BarrierFact
    homes : Sites
    questions : sequence of Question
    limits_s : tuple of float
        Seconds, rising.
    """

    network: Network
    barriers: Sequence[BarrierFact]
    homes: Sites
    questions: Sequence[Question]
    limits_s: tuple[float, ...]


def write_part(asked: Asked, region: Region, path: Path) -> None:
    """Write what a region holds of a network, and what is asked of it.

    Parameters
    ----------
    asked : Asked
        Of the whole network.
    region : Region
    path : Path
        Folder of the part.

    Raises
    ------
    SourceError
        If the folder cannot be written.
    """
    write_network(cut_network(asked.network, region), path / NETWORK)
    homes = cut_homes(asked.homes, region)
    arrays: Arrays = {"home_segment": homes.segment, "home_fraction": homes.fraction}
    for number, one in enumerate(asked.questions):
        supply = cut_supply(one.supply, region)
        arrays |= {
            f"{number}:segment": supply.doors.segment,
            f"{number}:fraction": supply.doors.fraction,
            f"{number}:place": supply.place,
            f"{number}:amount": supply.amount,
        }
    told: Small = {
        "limits_s": asked.limits_s,
        "questions": [[one.profile, one.policy] for one in asked.questions],
        "barriers": [asdict(one) for one in cut_barriers(asked.barriers, region)],
    }
    ArrayFile(path / ASKED, FORMAT, "part").write(arrays, told)


def read_part(path: Path) -> Asked:
    """Read a part.

    Raises
    ------
    DataError
        If a file is missing, broken or of another format.
    """
    network = read_network(path / NETWORK)

    def make(told: Small, arrays: Arrays) -> Asked:
        homes = Sites(arrays["home_segment"], arrays["home_fraction"])
        questions = [
            Question(profile, Policy(policy), _supply(arrays, number))
            for number, (profile, policy) in enumerate(told["questions"])
        ]
        barriers = [_barrier(one) for one in told["barriers"]]
        limits_s = tuple(told["limits_s"])
        return Asked(network, barriers, homes, questions, limits_s)

    return ArrayFile(path / ASKED, FORMAT, "part").read(make)


def _supply(arrays: Arrays, number: int) -> Supply:
    segment, fraction, place, amount = (
        arrays[f"{number}:{name}"]
        for name in ("segment", "fraction", "place", "amount")
    )
    return Supply(Sites(segment, fraction), place, amount)


def _barrier(told: dict[str, Any]) -> BarrierFact:
    evidence = told["evidence"]
    seen = evidence["observed_on"]
    day = None if seen is None else date.fromisoformat(seen)
    fields = {
        "segments": tuple(told["segments"]),
        "lonlat": tuple(told["lonlat"]),
        "evidence": Evidence(**{**evidence, "observed_on": day}),
    }
    return BarrierFact(**{**told, **fields})
