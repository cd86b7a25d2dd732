"""How far a person's own limits would have to go for a way to open."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from geo.answer import Snap
from geo.breaking_set import UNKNOWN_SHIFT, limits_of
from geo.cost import Costs
from geo.kerb import kerb_bounds
from geo.limits import LIMITS
from geo.need import Profile
from geo.network import Floats, Network
from geo.observation import Value
from geo.part import Parts, Piece
from geo.route import Weights, find_route
from geo.rule import BITS, rules_of
from geo.view import View

FEW_STEPS: Final = 3.0
STEPS: Final = {FEW_STEPS: "few", math.inf: "yes"}
DECIMALS: Final = 4
HAIR: Final = 1e-6
"""Of the last decimal: what is left by the arithmetic is not rounded up."""


def _incline(sign: float) -> Callable[[View], Floats]:
    def need(view: View) -> Floats:
        return np.asarray(view.hard("incline") * np.array([[sign, -sign]]))

    return need


def _narrowing(view: View) -> Floats:
    """Give the width: its limit takes the one on narrowings along."""
    width = view.profile.threshold("width").limit
    narrowing = view.profile.threshold("narrowing").limit
    shift = 0.0 if width is None or narrowing is None else width - narrowing
    return -(view.hard("narrowest_m") + shift)


def _kerb(view: View) -> Floats:
    low, _ = kerb_bounds(view.hard("kerb_height_m"), view.hard("kerb"))
    return low


def _steps(view: View) -> Floats:
    few = view.value("step_count") <= FEW_STEPS
    if view.profile.steps.handrail_above is not None:
        few &= view.value("handrail") == 1
    return np.where(few, FEW_STEPS, math.inf)


NEEDED: Final[dict[str, Callable[[View], Floats]]] = {
    "slope_up": _incline(1.0),
    "slope_down": _incline(-1.0),
    "slope_across": lambda view: np.abs(view.hard("incline_across")),
    "width": lambda view: -view.hard("width_m"),
    "narrowing": _narrowing,
    "clearance": lambda view: -view.hard("clearance_m"),
    "kerb": _kerb,
    "smoothness": lambda view: view.hard("smoothness"),
    "steps": _steps,
}
"""Rule → the limit that lets each directed edge pass, the higher the worse."""
NAMES: Final = {
    **{limit.rule: name for name, limit in LIMITS.items()},
    "narrowing": "min_width_m",
}
"""Rule → the limit that a person sets."""


class Ajar(Weights):
    """Opens edges that break no limits but some, and these not too far.

    Parameters
    ----------
    parts : Parts
    profile : Profile
    limits : int
        The limits that may be broken, one bit a limit.
    caps : mapping of str to float
        Rule → how far; the others as far as one likes.
    """

    def __init__(
        self, parts: Parts, profile: Profile, limits: int, caps: Mapping[str, float]
    ) -> None:
        super().__init__(parts, closed=False)
        self.profile, self.limits, self.caps = profile, limits, caps
        self.by_share = self._ranks(parts.whole)

    def of(self, piece: Piece) -> float:
        """Weigh a piece."""
        costs = self.parts.of(piece)
        ranks = self.by_share if costs is self.parts.whole else self._ranks(costs)
        return float(ranks[piece.edge]) * piece.share

    def _ranks(self, costs: Costs) -> Floats:
        broken = limits_of(costs)
        closed = (broken & ~self.limits) != 0
        view = View(costs.facts, self.profile)
        for rule, cap in self.caps.items():
            needed = np.broadcast_to(NEEDED[rule](view), (view.network.segments, 2))
            too_far = ~(needed.ravel() <= cap)
            closed |= ((broken & BITS[rule]) != 0) & too_far
        return np.where(closed, np.inf, costs.rank_s)


@dataclass(frozen=True, eq=False)
class Closed:
    """A person between two positions, and no way."""

    network: Network
    profile: Profile
    parts: Parts
    origin: Snap
    destination: Snap


def find_least_limits(case: Closed, limits: int) -> dict[str, Value] | None:
    """Find how far some limits have to go, one after the other, each the least.

    Parameters
    ----------
    case : Closed
    limits : int
        The limits that may go, one bit a limit; together they open a way.

    Returns
    -------
    dict or None
        Names of ``LIMITS`` to values; ``None`` where no limit of one's own opens the
        way: what is not known, what is forbidden, what the ground is made of, or a
        value outside of what may be set.
    """
    rules = rules_of(limits)
    if limits >> UNKNOWN_SHIFT or not set(rules) <= NEEDED.keys():
        return None
    caps: dict[str, float] = {}
    for rule in rules:
        caps[rule] = _least_cap(case, limits, rule, caps)
    return _as_limits(caps)


def _least_cap(
    case: Closed, limits: int, rule: str, caps: Mapping[str, float]
) -> float:
    broken = limits_of(case.parts.whole)
    view = View(case.parts.whole.facts, case.profile)
    needed = np.broadcast_to(NEEDED[rule](view), (case.network.segments, 2)).ravel()
    may_go = ((broken & BITS[rule]) != 0) & ((broken & ~limits) == 0)
    values = np.unique(needed[may_go & ~np.isnan(needed)]).tolist()

    def opens(cap: float) -> bool:
        tried = Ajar(case.parts, case.profile, limits, {**caps, rule: cap})
        ends = case.origin, case.destination
        return find_route(case.network, tried, *ends) is not None

    place = bisect_left(values, True, key=opens)  # noqa: FBT003
    return float(values[place]) if place < len(values) else math.inf


def _as_limits(caps: Mapping[str, float]) -> dict[str, Value] | None:
    found: dict[str, Value] = {}
    for rule, cap in caps.items():
        value, old = _as_limit(rule, cap), found.get(NAMES[rule])
        if value is None:
            return None
        if isinstance(old, float) and isinstance(value, float):
            value = min(old, value)
        found[NAMES[rule]] = value
    return found


def _as_limit(rule: str, cap: float) -> Value:
    """Write how far a limit has to go; ``None`` where no limit goes so far."""
    limit = LIMITS[NAMES[rule]]
    if rule == "steps":
        return STEPS[cap]
    if not math.isfinite(cap):
        return None
    if limit.words:
        return limit.words[int(cap)]
    value = abs(_rounded(cap))
    return value if limit.low <= value <= limit.high else None


def _rounded(cap: float) -> float:
    """Round up, that is towards the looser limit."""
    return math.ceil(cap * 10**DECIMALS - HAIR) / 10**DECIMALS
