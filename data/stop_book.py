"""What is known of all stops and how each is reached, kept until the data change."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from threading import Lock
from typing import Final, TypeVar, cast

import numpy as np
from sqlalchemy.orm import Session

from data.kept import Kept
from data.queries.inside import load_interior
from data.queries.stop_access import (
    Refusals,
    StopPlaces,
    count_refusals,
    list_stop_places,
    load_line_facts,
    load_stop_facts,
)
from geo.answer import Policy
from geo.boarding import UNKNOWN
from geo.judge.laid import Acting
from geo.judge.need import build_need
from geo.network import BarrierFact, Bytes, Network
from geo.profile import Profile
from geo.reach_door import Doors, find_doors
from geo.transit.inside import EMPTY, Insides, Interior, find_insides
from geo.transit.stop_access import NOTHING, Boarding, Facts, judge_boarding
from geo.transit.stop_reach import (
    StopReaches,
    Unimpeded,
    find_stop_reaches,
    find_unimpeded,
)
from geo.transit.stop_rule import load_refused

MOST: Final = 24
"""So many people's answers are kept; those asked for longest ago go first."""

Counted = tuple[tuple[str, int], ...]
T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Told:
    """What the database says of stops at one revision."""

    places: StopPlaces
    stops: Mapping[str, Facts]
    lines: Mapping[str, Facts]
    refusals: Refusals
    interior: Interior = EMPTY


class StopBook:
    """The stops of one revision of the data, with what was worked out of them.

    Parameters
    ----------
    told : Told
    today : date
        Day on which it is asked.
    """

    def __init__(self, told: Told, today: date) -> None:
        self.told, self.today = told, today
        self._lock = Lock()
        self._made: OrderedDict[object, object] = OrderedDict()

    @cached_property
    def row(self) -> Mapping[str, int]:
        """Key of a stop → its place among all."""
        return {key: row for row, key in enumerate(self.told.places.keys)}

    def boarding(
        self, key: str, profile: Profile, *, vehicle: Facts = NOTHING
    ) -> Boarding:
        """Tell whether a person gets aboard at a stop, or this vehicle there."""
        return judge_boarding(
            self.told.stops.get(key, NOTHING),
            profile,
            vehicle=vehicle,
            today=self.today,
            refusals=self.told.refusals.stops.get(key, 0),
        )

    def boardings(self, profile: Profile) -> Mapping[str, Boarding]:
        """Tell it of every stop."""
        signature = ("boarding", *_signature(profile))
        return self._once(
            signature,
            lambda: {key: self.boarding(key, profile) for key in self.told.places.keys},
        )

    def codes(self, keys: Sequence[str], profile: Profile) -> Bytes:
        """Tell of stops in GTFS's numbers whether a person gets aboard.

        Parameters
        ----------
        keys : sequence of str
            Such as all stops of a timetable.
        profile : Profile

        Returns
        -------
        array of int8, shape (k,)
            0 unknown, 1 possible, 2 not possible.
        """
        found = self.boardings(profile)
        codes = [found[key].code if key in found else UNKNOWN for key in keys]
        return np.array(codes, dtype=np.int8)

    def insides(
        self, profile: Profile, policy: Policy, doubted: frozenset[str] = frozenset()
    ) -> Insides:
        """Tell how a person gets about inside stations.

        Parameters
        ----------
        profile : Profile
        policy : Policy
        doubted : frozenset of str
            Stops at which operators say now that a machine may stand still.
        """
        return self._once(
            ("inside", policy, doubted, *_signature(profile)),
            lambda: find_insides(
                self.told.interior,
                profile,
                policy,
                today=self.today,
                doubted=doubted,
            ),
        )

    def reaches(
        self, network: Network, barriers: Sequence[BarrierFact], profile: Profile
    ) -> StopReaches:
        """Tell how every stop is reached by a person, under the barriers of now."""
        acting = Acting(network, barriers)
        return self._once(
            ("reach", acting, *_signature(profile)),
            lambda: find_stop_reaches(
                network,
                barriers,
                doors=self._doors(network),
                profile=profile,
                walker=self._walker(acting),
            ),
        )

    def _walker(self, acting: Acting) -> Unimpeded:
        network, barriers = acting.network, acting.barriers
        return self._once(
            ("walker", acting),
            lambda: find_unimpeded(network, barriers, self._doors(network)),
        )

    def _doors(self, network: Network) -> Doors:
        lonlat = self.told.places.lonlat
        return self._once(("doors", network), lambda: find_doors(network, lonlat))

    def _once(self, key: object, make: Callable[[], T]) -> T:
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
                return cast("T", self._made[key])
        made = make()
        with self._lock:
            self._made[key] = made
            while len(self._made) > MOST:
                self._made.popitem(last=False)
        return made


def _signature(profile: Profile) -> tuple[str, bytes]:
    return profile.key, build_need(profile, Policy.CAUTIOUS).tobytes()


def _read(session: Session, today: date, stops: Counted, lines: Counted) -> StopBook:
    told = Told(
        list_stop_places(session),
        load_stop_facts(session),
        load_line_facts(session),
        Refusals(dict(stops), dict(lines)),
        load_interior(session),
    )
    return StopBook(told, today)


_KEPT: Final = Kept(_read)


def get_stop_book(session: Session, today: date) -> StopBook:
    """Give what is known of the stops of a database.

    Parameters
    ----------
    session : Session
    today : date
        Day of the question, for how far old observations are believed.

    Notes
    -----
    Refusals are counted each time: a report that is confirmed or taken back counts at
    once, whatever else has changed.
    """
    begin = datetime.combine(today - timedelta(days=load_refused().days), time.min)
    found = count_refusals(session, since=begin.replace(tzinfo=UTC))
    return _KEPT.get(session, today, _counted(found.stops), _counted(found.lines))


def _counted(counts: Mapping[str, int]) -> Counted:
    return tuple(sorted(counts.items()))
