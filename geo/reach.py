"""What a person reaches within a time: there, back, or there and back.

Times are those of the *fastest* ways that the person's limits leave open, not of the
ways that a trip would choose: a trip may prefer an easier way that takes longer, but
what is within reach must never grow when a limit is tightened (O-50).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final

import numpy as np

from geo.answer import LonLat, Policy, Snap
from geo.errors import InputError
from geo.goal import Goal, Ground, goal_at, snap_goal
from geo.judge.laid import Acting
from geo.network import BarrierFact, Network
from geo.passage import Flags, Passage
from geo.profile import Profile
from geo.reach_answer import Band, Direction, Reach, Within
from geo.reach_area import draw_area
from geo.reach_place import Places, count_places, list_within, time_places
from geo.reach_reason import list_doubts, list_stops
from geo.reach_time import can_start
from geo.reach_view import Pricing, View, look, walker_passage
from geo.units import minutes

LONGEST_S: Final = 120 * 60.0
"""Two hours each way: farther, nobody goes without a vehicle."""
SHORTEST_S: Final = 60.0
MOST_BANDS: Final = 6


@dataclass(frozen=True)
class Question:
    """What is asked.

    Attributes
    ----------
    origin : LonLat or Goal
        Degrees, EPSG:4326; or a place with its doors.
    profile : Profile
        Of the person, their own limits laid over.
    limits_s : tuple of float
        Times, seconds.
    policy : Policy
    direction : Direction
    areas : bool
        Whether areas are drawn.
    at : datetime, optional
        When the person goes, in the town's time; the barriers are those of then.
    """

    origin: LonLat | Goal
    profile: Profile
    limits_s: tuple[float, ...]
    policy: Policy = Policy.CAUTIOUS
    direction: Direction = Direction.BOTH
    areas: bool = True
    at: datetime | None = None


@dataclass(frozen=True, eq=False)
class Views:
    """The same position for both beliefs about the unknown, and for the walker."""

    surely: View
    perhaps: View
    walker: View


def find_reach(
    network: Network,
    barriers: Sequence[BarrierFact],
    asked: Question,
    places: Places | None = None,
) -> Reach:
    """Find what a person reaches within some times.

    Parameters
    ----------
    network : Network
    barriers : sequence of BarrierFact
        Those that act now, or when the person goes.
    asked : Question
    places : Places, optional
        Places and stops that count; none are looked for without them.

    Returns
    -------
    Reach
        ``surely`` ⊆ ``perhaps`` always; of two persons of one speed the one with the
        laxer limits reaches no less.

    Raises
    ------
    InputError
        If the origin is off the network (``"from"``) or a time is out of range
        (``"minutes"``).
    """
    limits_s = check_limits(asked.limits_s)
    person = Pricing(network, asked.profile, barriers)
    surely, perhaps = person.passage(person.surely), person.passage(person.perhaps)
    on_foot = walker_passage(Acting(network, barriers))
    wanted = surely if asked.policy is Policy.STRICT else perhaps
    origin = _snap(network, wanted, asked)
    views = Views(
        *(
            look(network, one, origin, stop_s=limits_s[-1])
            for one in (surely, perhaps, on_foot)
        )
    )
    bands = tuple(_band(network, views, asked, limit_s) for limit_s in limits_s)
    found = places or Places.attach(network, ())
    timed = time_places(found, asked.profile, asked.direction, **vars(views))
    near = tuple(list_within(timed, limits_s[-1]))
    return Reach(
        profile=asked.profile.key,
        policy=asked.policy,
        direction=asked.direction,
        origin=origin,
        can_start=can_start(network, perhaps, origin),
        bands=bands,
        categories=tuple(count_places(timed, limits_s)),
        places=near,
        doubts=tuple(list_doubts(network, person.whole, bands[-1])),
        stops=tuple(list_stops(network, person.whole, views.perhaps, on_foot)),
        sources=_sources(network, bands[-1], near),
        revision=network.revision,
        at=asked.at,
    )


def _snap(network: Network, passage: Passage, asked: Question) -> Snap:
    """Place the origin as a trip does, by the door that the person can use."""
    usable: Flags = np.any(passage.usable.reshape(-1, 2), axis=1)
    leaves = partial(can_start, network, passage)
    ground = Ground(network, asked.profile, usable, leaves)
    return snap_goal(ground, goal_at(asked.origin, asked.at), field="from")


def check_limits(limits_s: Sequence[float]) -> tuple[float, ...]:
    """Put times in order, each once.

    Raises
    ------
    InputError
        If there are none or too many, or one is out of range.
    """
    known = tuple(sorted(set(limits_s)))
    if not 1 <= len(known) <= MOST_BANDS:
        raise InputError("minutes", f"{len(known)} times are not 1 … {MOST_BANDS}")
    for limit_s in known:
        if not SHORTEST_S <= limit_s <= LONGEST_S:
            allowed = f"{minutes(SHORTEST_S):g} … {minutes(LONGEST_S):g}"
            raise InputError("minutes", f"{minutes(limit_s):g} is outside {allowed}")
    return known


def _band(network: Network, views: Views, asked: Question, limit_s: float) -> Band:
    surely, perhaps, walker = (
        view.within(limit_s, asked.direction)
        for view in (views.surely, views.perhaps, views.walker)
    )
    known = draw_area(network, surely) if asked.areas else None
    dark = asked.areas and not perhaps.equals(surely)
    return Band(
        limit_s=limit_s,
        surely_m=float(surely.metres(network).sum()),
        perhaps_m=float(perhaps.metres(network).sum()),
        walker_m=float(walker.metres(network).sum()),
        surely_area=known,
        perhaps_area=draw_area(network, perhaps) if dark else known,
        surely_pieces=surely,
        perhaps_pieces=perhaps,
    )


def _sources(network: Network, band: Band, near: Sequence[Within]) -> tuple[str, ...]:
    ways = np.unique(network.way[band.perhaps_pieces.segment]).tolist()
    said = {network.ways[way].source for way in ways}
    return tuple(sorted(said | {one.place.source for one in near}))
