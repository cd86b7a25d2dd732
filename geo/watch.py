"""A trip that is watched: what has appeared on it since, and what that changes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from geo.answer import LonLat, Path, Policy, Trip, Verdict
from geo.network import BarrierFact, Network
from geo.profile import Profile
from geo.tell import Tell
from geo.terms import Terms
from geo.trip import plan_trip

TOLD: Final = frozenset({Tell.OUT, Tell.BACK})
GOES: Final = frozenset({Verdict.USABLE, Verdict.EFFORT})


@dataclass(frozen=True)
class Watched:
    """A trip that somebody wants to hear of.

    Attributes
    ----------
    origin, destination : LonLat
    profile : Profile
        With the person's own limits.
    policy : Policy
    since : datetime
        What was there by then is nothing new.
    """

    origin: LonLat
    destination: LonLat
    profile: Profile
    policy: Policy
    since: datetime


@dataclass(frozen=True)
class Leg:
    """One direction, as it would be without what is new, and as it is.

    Attributes
    ----------
    before_s, now_s : float, optional
        Seconds; ``None`` where the person cannot go.
    """

    before_s: float | None
    now_s: float | None

    @property
    def extra_s(self) -> float | None:
        """How much longer it takes now; ``None`` where one of the two is no way."""
        if self.before_s is None or self.now_s is None:
            return None
        return self.now_s - self.before_s


@dataclass(frozen=True)
class Seen:
    """What a watched trip has come to.

    Attributes
    ----------
    out, back : Leg
    met : tuple of str
        Keys of the new barriers that lie on the way on which the person would go
        without them, each once, in order.
    names : tuple of dict
        Names of the streets at both ends.
    """

    out: Leg
    back: Leg
    met: tuple[str, ...]
    names: tuple[dict[str, str], dict[str, str]]


def watch_trip(
    network: Network,
    barriers: Sequence[BarrierFact],
    new: Collection[str],
    watched: Watched,
) -> Seen:
    """Compare a trip with what it would be without some barriers.

    Parameters
    ----------
    network : Network
    barriers : sequence of BarrierFact
        All that act now.
    new : collection of str
        Keys of those that are new.
    watched : Watched

    Returns
    -------
    Seen

    Raises
    ------
    InputError
        If an end is far from every way.
    """
    marked = [replace(b, is_over=True) if b.key in new else b for b in barriers]
    before = _plan(network, marked, watched)
    met = _met(before, new)
    now = _plan(network, barriers, watched) if met else before
    return Seen(
        out=Leg(_seconds(before.out), _seconds(now.out)),
        back=Leg(_seconds(before.back), _seconds(now.back)),
        met=met,
        names=(before.origin.names, before.destination.names),
    )


def _plan(network: Network, barriers: Sequence[BarrierFact], watched: Watched) -> Trip:
    return plan_trip(
        network,
        barriers,
        origin=watched.origin,
        destination=watched.destination,
        profile=watched.profile,
        policy=watched.policy,
        terms=Terms(tell=TOLD),
    )


def _seconds(path: Path) -> float | None:
    return path.seconds if path.verdict in GOES else None


def _met(trip: Trip, new: Collection[str]) -> tuple[str, ...]:
    steps = (*trip.out.steps, *trip.back.steps)
    keys = (cue.facts.get("key") for step in steps for cue in step.cues)
    return tuple(dict.fromkeys(str(key) for key in keys if key in new))
