"""Ways inside stations for one person: from entrances to platforms and back.

A graph of the stops of a station and the pathways between them. A way that is known to
be usable and one that only may be are searched for apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from heapq import heappop, heappush

from geo.answer import Policy
from geo.need import Profile
from geo.transit.pathway import Pathway, PathwayCost, judge_pathway


@dataclass(frozen=True)
class Step:
    """A pathway with what it costs somebody."""

    pathway: Pathway
    cost: PathwayCost

    @property
    def rank_s(self) -> float:
        """What a search adds up."""
        return self.cost.seconds + self.cost.effort_s


@dataclass(frozen=True)
class Inside:
    """A way inside a station.

    Attributes
    ----------
    seconds : float
    certain : bool
        Whether it is known to be usable.
    estimated : bool
        Whether the time of some pathway of it is worked out, not told.
    pathways : tuple of str
        Keys in order.
    doubtful : tuple of str
        Rules of which something is not known, each once.
    steps : tuple of Step
        The same pathways with what they cost.
    """

    seconds: float
    certain: bool
    estimated: bool
    pathways: tuple[str, ...]
    doubtful: tuple[str, ...]
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, eq=False)
class Station:
    """The pathways that a person can take, by where they begin.

    Attributes
    ----------
    surely, perhaps : dict of str to tuple of Step
        Known to be usable; not known to be unusable.
    refused : tuple of Step
        What stops the person.
    """

    surely: Mapping[str, tuple[Step, ...]]
    perhaps: Mapping[str, tuple[Step, ...]]
    refused: tuple[Step, ...]

    @cached_property
    def has_doubts(self) -> bool:
        """Whether anything of it is not known to be usable or not."""
        steps = (step for those in self.perhaps.values() for step in those)
        return any(step.cost.doubtful for step in steps)


def build_station(
    pathways: Iterable[Pathway], profile: Profile, *, today: date | None = None
) -> Station:
    """Judge the pathways of one or more stations for a person.

    Parameters
    ----------
    pathways : iterable of Pathway
        One for each direction in which it can be gone.
    profile : Profile
    today : date, optional

    Returns
    -------
    Station
    """
    steps = [Step(one, judge_pathway(one, profile, today=today)) for one in pathways]
    open_ = [step for step in steps if not step.cost.refused]
    return Station(
        surely=_by_start(step for step in open_ if not step.cost.doubtful),
        perhaps=_by_start(open_),
        refused=tuple(step for step in steps if step.cost.refused),
    )


def find_inside(
    station: Station,
    start: str,
    goals: Sequence[str],
    *,
    policy: Policy = Policy.CAUTIOUS,
) -> dict[str, Inside]:
    """Find the best ways inside from one stop to others.

    Parameters
    ----------
    station : Station
    start : str
        Key of a stop: an entrance, a platform.
    goals : sequence of str
        Keys of stops.
    policy : Policy
        The strict go only where all is known; the cautious go where it is not only if
        they must; the open take what is not known as fine.

    Returns
    -------
    dict of str to Inside
        Without the goals to which there is no way.
    """
    surely = _search(station.surely, start)
    if policy is Policy.STRICT or not station.has_doubts:
        perhaps = surely
    else:
        perhaps = _search(station.perhaps, start)
    found = {}
    for goal in goals:
        is_sure = goal in surely and policy is not Policy.OPEN
        tree = surely if is_sure else perhaps
        if goal in tree:
            found[goal] = _tell(tree, goal)
    return found


Tree = dict[str, tuple[float, Step | None]]


def _by_start(steps: Iterable[Step]) -> dict[str, tuple[Step, ...]]:
    found: dict[str, list[Step]] = {}
    for step in steps:
        found.setdefault(step.pathway.start, []).append(step)
    return {start: tuple(those) for start, those in found.items()}


def _search(steps: Mapping[str, tuple[Step, ...]], start: str) -> Tree:
    """Search by what a way weighs: stop → weight and the last step to it."""
    found: Tree = {start: (0.0, None)}
    waiting = [(0.0, start)]
    while waiting:
        rank, here = heappop(waiting)
        if rank > found[here][0]:
            continue
        for step in steps.get(here, ()):
            there, total = step.pathway.end, rank + step.rank_s
            if there not in found or total < found[there][0]:
                found[there] = total, step
                heappush(waiting, (total, there))
    return found


def _tell(tree: Tree, goal: str) -> Inside:
    steps: list[Step] = []
    last = tree[goal][1]
    while last is not None:
        steps.append(last)
        last = tree[last.pathway.start][1]
    steps.reverse()
    doubts = dict.fromkeys(rule for step in steps for rule in step.cost.doubtful)
    return Inside(
        seconds=sum(step.cost.seconds for step in steps),
        certain=not doubts,
        estimated=any(step.cost.estimated for step in steps),
        pathways=tuple(step.pathway.key for step in steps),
        doubtful=tuple(doubts),
        steps=tuple(steps),
    )


def both_ways(pathway: Pathway) -> tuple[Pathway, Pathway]:
    """Give a pathway that can be gone either way in both directions."""
    back = replace(
        pathway,
        start=pathway.end,
        end=pathway.start,
        stairs=None if pathway.stairs is None else -pathway.stairs,
        slope=None if pathway.slope is None else -pathway.slope,
        signs=pathway.signs_back,
        signs_back=pathway.signs,
    )
    return pathway, back
