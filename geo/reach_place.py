"""Places within reach: which ones, how far, and whether the person can use them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Final

import numpy as np

from geo.crs import distance_m
from geo.entrance import Entry, rank_doors
from geo.goal import FAR_DOOR_M
from geo.network import Floats, Network
from geo.passage import Flags, Labels
from geo.profile import Profile, get_profile
from geo.reach_answer import Category, Count, Direction, Opportunity, Use, Within
from geo.reach_door import Doors, find_doors
from geo.reach_view import View

ACCESS_USE: Final = {
    "yes": Use.YES,
    "limited": Use.LIMITED,
    "no": Use.NO,
    "unknown": Use.UNKNOWN,
}
"""What a wheelchair's access says to people on wheels (``geo.place_access``)."""
DOOR_USE: Final = {Entry.YES: Use.YES, Entry.NO: Use.NO}
"""What the best door of a place says to anybody."""
USES: Final = tuple(Use)
UNIMPEDED: Final = "walker"


@dataclass(frozen=True, eq=False)
class Places:
    """Places and stops with their doors on a network; made once, for everybody.

    Attributes
    ----------
    items : tuple of Opportunity
    doors : Doors
        Of the positions of the places, then of the entrances in order of the places.
    """

    items: tuple[Opportunity, ...]
    doors: Doors

    @cached_property
    def first_entrance(self) -> list[int]:
        """The number of each place's first entrance among the doors."""
        counts = [len(item.entrances) for item in self.items]
        return [len(counts) + total for total in accumulate(counts, initial=0)]

    @cached_property
    def on_network(self) -> frozenset[int]:
        """The doors that lie near some way."""
        return frozenset(self.doors.place.tolist())

    def choose_doors(self, profile: Profile) -> Labels:
        """Choose the door of each place by which a person goes in, as for a trip.

        Parameters
        ----------
        profile : Profile

        Returns
        -------
        array, shape (k,)
            Number of a door; the position of the place itself where none is known.
        """
        found = np.arange(len(self.items))
        for row in self.with_doors:
            item, first = self.items[row], self.first_entrance[row]
            number = {one.key: first + i for i, one in enumerate(item.entrances)}
            for door in rank_doors(item.entrances, profile, near=item.lonlat):
                own = number[door.entrance.key]
                near = distance_m(door.entrance.lonlat, item.lonlat) <= FAR_DOOR_M
                if near and own in self.on_network:
                    found[row] = own
                    break
        return found

    @cached_property
    def access(self) -> Labels:
        """What is said of wheelchairs at each place, as index into ``USES``."""
        found = [USES.index(ACCESS_USE[item.access]) for item in self.items]
        return np.array(found, dtype=np.int64)

    @cached_property
    def with_doors(self) -> list[int]:
        """The places whose doors are known."""
        return [row for row, item in enumerate(self.items) if item.entrances]

    @cached_property
    def doors_on_foot(self) -> Labels:
        """The doors that the unimpeded walker takes."""
        return self.choose_doors(get_profile(UNIMPEDED))

    @classmethod
    def attach(cls, network: Network, items: Sequence[Opportunity]) -> Places:
        """Attach places and their entrances to a network."""
        doors = [door.lonlat for item in items for door in item.entrances]
        points = [*(item.lonlat for item in items), *doors]
        lonlat = np.array(points, dtype=np.float64)
        return cls(tuple(items), find_doors(network, lonlat.reshape(-1, 2)))


@dataclass(frozen=True, eq=False)
class Timed:
    """Seconds to every place and back, as three people have them.

    Attributes
    ----------
    items : tuple of Opportunity
    use : array, shape (k,)
        Index into ``USES``.
    there, back : array, shape (k,)
        For the person, unless it is known to be impassable.
    surely, perhaps, walker : array, shape (k,)
        The longer of the directions asked for, infinite where there is none in time.
    """

    items: tuple[Opportunity, ...]
    use: Labels
    there: Floats
    back: Floats
    surely: Floats
    perhaps: Floats
    walker: Floats


def find_uses(places: Places, profile: Profile) -> Labels:
    """Tell whether a person can use each place.

    Parameters
    ----------
    places : Places
    profile : Profile

    Returns
    -------
    array, shape (k,)
        Index into ``USES``. The best door that is known decides, where it lets the
        person in or surely does not; else what is said of wheelchairs, which says
        nothing to people without wheels.
    """
    found = places.access.copy()
    if not profile.wheels:
        found[:] = USES.index(Use.YES)
    for row in places.with_doors:
        doors = rank_doors(places.items[row].entrances, profile)
        if doors and doors[0].entry in DOOR_USE:
            found[row] = USES.index(DOOR_USE[doors[0].entry])
    return found


def time_places(
    places: Places,
    profile: Profile,
    direction: Direction,
    *,
    surely: View,
    perhaps: View,
    walker: View,
) -> Timed:
    """Measure the times to places and back.

    Parameters
    ----------
    places : Places
    profile : Profile
        Of the person.
    direction : Direction
        Which way has to be possible.
    surely, perhaps, walker : View
        The same position for the two beliefs about the unknown, and for the walker.

    Returns
    -------
    Timed
        To the door by which each goes in, where doors are known.
    """
    doors, own = places.doors.choose(perhaps.usable), places.choose_doors(profile)
    there, back = (doors.least(one)[own] for one in perhaps.times(doors.sites))
    known = (doors.least(one)[own] for one in surely.times(doors.sites))
    on_foot, main = places.doors.choose(walker.usable), places.doors_on_foot
    walked = (on_foot.least(one)[main] for one in walker.times(on_foot.sites))
    return Timed(
        items=places.items,
        use=find_uses(places, profile),
        there=there,
        back=back,
        surely=_asked(direction, *known),
        perhaps=_asked(direction, there, back),
        walker=_asked(direction, *walked),
    )


def _asked(direction: Direction, there: Floats, back: Floats) -> Floats:
    if direction is Direction.THERE:
        return there
    return back if direction is Direction.BACK else np.maximum(there, back)


def count_places(timed: Timed, limits_s: Sequence[float]) -> Iterator[Category]:
    """Count the places within each time, kind by kind.

    Parameters
    ----------
    timed : Timed
    limits_s : sequence of float
        Seconds, in order.

    Yields
    ------
    Category
        Of which the person or the walker has one within the longest time; in order
        of kind.
    """
    kinds = np.array([item.kind for item in timed.items], dtype=object)
    near = (timed.perhaps <= limits_s[-1]) | (timed.walker <= limits_s[-1])
    for kind in sorted(set(kinds[near].tolist())):
        mine = kinds == kind
        first = timed.items[int(np.flatnonzero(mine)[0])]
        counts = tuple(_count(timed, mine, limit_s) for limit_s in limits_s)
        yield Category(kind, first.group, counts, _nearest(timed, mine, limits_s[-1]))


def _count(timed: Timed, mine: Flags, limit_s: float) -> Count:
    here = mine & (timed.perhaps <= limit_s)
    usable = timed.use <= USES.index(Use.LIMITED)
    shut = timed.use == USES.index(Use.NO)
    return Count(
        surely=int((mine & usable & (timed.surely <= limit_s)).sum()),
        perhaps=int((here & ~shut).sum()),
        unusable=int((here & shut).sum()),
        walker=int((mine & (timed.walker <= limit_s)).sum()),
    )


def _nearest(timed: Timed, mine: Flags, limit_s: float) -> Within | None:
    open_ = mine & (timed.use != USES.index(Use.NO)) & (timed.perhaps <= limit_s)
    if not open_.any():
        return None
    seconds = np.where(open_, timed.perhaps, np.inf)
    return _within(timed, int(np.argmin(seconds)), limit_s)


def list_within(timed: Timed, limit_s: float) -> Iterator[Within]:
    """List the places within a time, nearest first.

    Parameters
    ----------
    timed : Timed
    limit_s : float

    Yields
    ------
    Within
    """
    found = np.flatnonzero(timed.perhaps <= limit_s)
    for row in found[np.argsort(timed.perhaps[found], kind="stable")].tolist():
        yield _within(timed, row, limit_s)


def _within(timed: Timed, row: int, limit_s: float) -> Within:
    there, back, surely = (
        _in_time(values[row], limit_s)
        for values in (timed.there, timed.back, timed.surely)
    )
    use = USES[int(timed.use[row])]
    return Within(timed.items[row], there, back, use, surely)


def _in_time(seconds: float, limit_s: float) -> float | None:
    return round(float(seconds), 1) if seconds <= limit_s else None
