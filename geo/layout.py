"""A junction with sidewalks as its corners, and the crossings between them.

Going round a junction clockwise, the right sidewalk of one street and the left one of
the next (both seen leaving the junction) meet in one corner; whoever wants to get to
another corner crosses the street between them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from geo.arm import Arm, Layout, Link, Role

ROUND: Final = 360.0
NARROW: Final = 0.5
"""Sine of half the angle of a corner below which it is drawn no farther out."""
FARTHEST: Final = 0.4
"""A corner is drawn at most so far out, as a share of the shortest street there."""
GOES_ON: Final = 2
"""With so many streets, one only goes on as the other."""


@dataclass(frozen=True)
class _Sector:
    """A street with sidewalks, or neighbouring streets without; and its two corners."""

    arms: tuple[Arm, ...]
    left: int = 0
    right: int = 0

    @property
    def is_sided(self) -> bool:
        return self.arms[0].role is Role.SIDED


def lay_out(arms: Sequence[Arm], *, tagged: bool, forbidden: bool = False) -> Layout:
    """Part a junction into its corners.

    Parameters
    ----------
    arms : sequence of Arm
        At least one with sidewalks.
    tagged : bool
        Whether the junction itself says that a street is crossed here.
    forbidden : bool
        Whether it says that none may be crossed.

    Returns
    -------
    Layout
        Where a street only goes on, or ends, nobody crosses it.
    """
    layout = Layout()
    sectors = _sectors(arms)
    if len(sectors) == 1:
        sectors = [replace(sectors[0], left=layout.add(), right=0)]
    else:
        sectors = _cornered(layout, sectors)
    aside = max(arm.width_m for arm in arms if arm.role is Role.SIDED) / 2
    for sector in sectors:
        _end(layout, sector, aside)
    _attach(layout, arms, sectors)
    if not forbidden:
        _cross(layout, arms, sectors, tagged=tagged)
    _prune(layout)
    return layout


def _sectors(arms: Sequence[Arm]) -> list[_Sector]:
    streets = sorted(
        (arm for arm in arms if arm.role in (Role.SIDED, Role.BARE)),
        key=lambda arm: (arm.bearing, arm.edge, arm.at_tail),
    )
    first = next(i for i, arm in enumerate(streets) if arm.role is Role.SIDED)
    found: list[list[Arm]] = []
    for arm in (*streets[first:], *streets[:first]):
        if found and arm.role is Role.BARE and found[-1][0].role is Role.BARE:
            found[-1].append(arm)
        else:
            found.append([arm])
    return [_Sector(tuple(group)) for group in found]


def _cornered(layout: Layout, sectors: Sequence[_Sector]) -> list[_Sector]:
    """Place the corner that follows each sector, clockwise."""
    corners = []
    for place, sector in enumerate(sectors):
        after = sectors[(place + 1) % len(sectors)]
        corners.append(layout.add(*_position(sector.arms[-1], after.arms[0])))
    return [
        replace(sector, left=corners[place - 1], right=corners[place])
        for place, sector in enumerate(sectors)
    ]


def _position(before: Arm, after: Arm) -> tuple[float, float]:
    angle = (after.bearing - before.bearing) % ROUND or ROUND
    half = math.radians(angle / 2)
    out = max(before.width_m, after.width_m) / 2 / max(math.sin(half), NARROW)
    out = min(out, FARTHEST * min(before.length_m, after.length_m))
    toward = math.radians(before.bearing) + half
    return out * math.sin(toward), out * math.cos(toward)


def _end(layout: Layout, sector: _Sector, aside_m: float) -> None:
    """End the sidewalks of a street at its corners, other streets between them."""
    first, last = sector.arms[0], sector.arms[-1]
    if sector.is_sided:
        for side, place in enumerate((sector.left, sector.right)):
            if first.sides[side]:
                layout.sidewalks[first.end, side] = place
        return
    middle = layout.add(*_mouth(sector, aside_m))
    layout.others.update({arm.end: middle for arm in sector.arms})
    layout.links += _halves(sector, middle, streets=(first, last))


def _mouth(sector: _Sector, aside_m: float) -> tuple[float, float]:
    """Place the mouth of a street between its corners; of several in the middle."""
    if len(sector.arms) > 1:
        return 0.0, 0.0
    arm = sector.arms[0]
    toward, out = math.radians(arm.bearing), min(aside_m, FARTHEST * arm.length_m)
    return out * math.sin(toward), out * math.cos(toward)


def _halves(
    sector: _Sector, middle: int, *, streets: tuple[Arm, Arm]
) -> tuple[Link, Link]:
    """Cross from the left to the middle of a street, and from there to the right."""
    return (
        Link(sector.left, middle, streets[0], 0.5, (True, False)),
        Link(middle, sector.right, streets[1], 0.5, (False, True)),
    )


def _attach(layout: Layout, arms: Sequence[Arm], sectors: Sequence[_Sector]) -> None:
    """End the paths at the corners, or between the streets, where they arrive."""
    streets = [(sector, arm) for sector in sectors for arm in sector.arms]
    for path in arms:
        if path.role in (Role.SIDED, Role.BARE):
            continue
        sector, before = min(
            streets, key=lambda one: (path.bearing - one[1].bearing) % ROUND
        )
        at_corner = before is sector.arms[-1]
        place = sector.right if at_corner else layout.others[before.end]
        layout.others[path.end] = place


def _cross(
    layout: Layout, arms: Sequence[Arm], sectors: Sequence[_Sector], *, tagged: bool
) -> None:
    sided = [sector for sector in sectors if sector.is_sided]
    if len(sectors) > GOES_ON:
        layout.links += [
            Link(sector.left, sector.right, sector.arms[0])
            for sector in sided
            if tagged or not sector.arms[0].crossed
        ]
    elif len(sided) == GOES_ON:
        one, other = (sector.arms[0].sides for sector in sided)
        only_goes_on = len(arms) == GOES_ON and one == other[::-1]
        if tagged or not only_goes_on:
            _cross_once(layout, arms, sided[0])


def _cross_once(layout: Layout, arms: Sequence[Arm], sector: _Sector) -> None:
    """Cross a street that goes on; a crossing mapped by itself meets its middle."""
    street = sector.arms[0]
    mapped = [arm for arm in arms if arm.role is Role.CROSSING]
    if not mapped:
        layout.links.append(Link(sector.left, sector.right, street))
        return
    middle = layout.add()
    layout.others.update({arm.end: middle for arm in mapped})
    layout.links += _halves(sector, middle, streets=(street, street))


def _prune(layout: Layout) -> None:
    """Take out the corners where nothing ends and that nobody needs to pass."""
    idle = sorted(set(range(len(layout.places))) - layout.used())
    halves = [link for link in layout.links if link.share < 1]
    between = {place for link in halves for place in (link.first, link.last)}
    gone: set[int] = set()
    for place in (*(p for p in idle if p not in between), *idle, *reversed(idle)):
        near = _neighbours(layout, place)
        if len(near) < 2 or (place not in between and _joined(layout, near, place)):
            gone.add(place)
            _drop_links(layout, {place})
    kept = [place for place in range(len(layout.places)) if place not in gone]
    _renumber(layout, {old: place for place, old in enumerate(kept)})


def _neighbours(layout: Layout, place: int) -> set[int]:
    pairs = [{link.first, link.last} for link in layout.links]
    return {other for pair in pairs if place in pair for other in pair - {place}}


def _joined(layout: Layout, near: set[int], without: int) -> bool:
    """Tell whether places are connected by crossings that leave one place out."""
    start = min(near)
    seen, front = {start, without}, [start]
    while front:
        found = _neighbours(layout, front.pop()) - seen
        seen |= found
        front += found
    return near <= seen


def _drop_links(layout: Layout, gone: set[int]) -> None:
    layout.links = [x for x in layout.links if not {x.first, x.last} & gone]


def _renumber(layout: Layout, new: dict[int, int]) -> None:
    layout.places = [layout.places[old] for old in new]
    layout.sidewalks = {end: new[p] for end, p in layout.sidewalks.items()}
    layout.others = {end: new[p] for end, p in layout.others.items()}
    layout.links = [
        replace(link, first=new[link.first], last=new[link.last])
        for link in layout.links
    ]
