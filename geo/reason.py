"""Why an edge is refused, doubtful or burdensome: the facts of one note."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from geo.answer import LonLat, Note
from geo.attribute import SMOOTHNESS_WORDS
from geo.column import decode
from geo.cost import Costs
from geo.line import point_at
from geo.need import Profile
from geo.network import AT_TIMES, BarrierFact, Evidence, Network
from geo.observation import Value
from geo.overlay import Facts, Told
from geo.rule import BITS

REFUSED, UNKNOWN, COMFORT = "refused", "unknown", "comfort"
WANTED: Final[dict[str, Value]] = {
    "surface": None,
    "obstructed": False,
    "wheelchair": "yes",
    "access": "yes",
    "oneway": False,
    "crossing": None,
    "tactile": True,
    "carriageway": "yes",
    "light": True,
}
"""Rules without a bound, and what is wanted."""
NOBODY: Final = Evidence("", "", None, 0.0)
"""Says what is not known."""


class Shown(NamedTuple):
    """What a note tells: the attribute in words, its value, whose evidence it is."""

    attribute: str
    value: Value
    column: str
    limit: Value


class Case(NamedTuple):
    """One directed edge for one person."""

    facts: Facts
    profile: Profile
    edge: int
    level: str
    doubted: bool = False

    @property
    def segment(self) -> int:
        """The segment of the edge."""
        return self.edge // 2

    def told(self, attribute: str) -> Told:
        """Give the number of an attribute and who says it."""
        return self.facts.told(attribute, self.segment, doubted=self.doubted)

    def value(self, attribute: str) -> Value:
        """Give the value of an attribute."""
        return decode(attribute, self.told(attribute).number)

    def bound(self, rule: str) -> float | None:
        """Give the comfort or the limit that a note is about."""
        return bound_of(self.profile, rule, self.level)

    def limit(self, rule: str, attribute: str) -> Value:
        """Give what a note tells as the person's limit."""
        return limit_of(self.profile, rule, self.level, attribute=attribute)


def bound_of(profile: Profile, rule: str, level: str) -> float | None:
    """Give the comfort or the limit that a note of a level is about."""
    threshold = profile.threshold(rule)
    if level == COMFORT or threshold.limit is None:
        return threshold.edge
    return threshold.limit


def limit_of(profile: Profile, rule: str, level: str, *, attribute: str) -> Value:
    """Give what a note tells as the person's limit.

    Parameters
    ----------
    profile : Profile
    rule : str
        One of ``geo.rule.RULES``.
    level : str
        ``REFUSED``, ``UNKNOWN`` or ``COMFORT``.
    attribute : str
        That the note tells.
    """
    if rule == "steps":
        most: Value = profile.steps.most
        return {"handrail": True, "step_count": most}.get(attribute, False)
    if rule in WANTED:
        return WANTED[rule]
    bound = bound_of(profile, rule, level)
    if rule == "smoothness" and bound is not None:
        return SMOOTHNESS_WORDS[int(bound)]
    return bound


def _number(rule: str, column: str) -> Callable[[Case], Shown]:
    def show(case: Case) -> Shown:
        value = case.value(column)
        if rule == "slope_across" and isinstance(value, float):
            value = abs(value)
        return Shown(column, value, column, limit=case.bound(rule))

    return show


def _slope(rule: str, sign: float) -> Callable[[Case], Shown]:
    def show(case: Case) -> Shown:
        value = case.value("incline")
        if isinstance(value, float):
            value *= sign if case.edge % 2 == 0 else -sign
        return Shown(rule, value, "incline", limit=case.bound(rule))

    return show


def _kerb(case: Case) -> Shown:
    bound = case.bound("kerb")
    height, word = case.value("kerb_height_m"), case.value("kerb")
    vague = case.doubted and ("kerb", case.segment) in case.facts.vague
    high = isinstance(height, float) and bound is not None and height > bound
    if vague or (word is not None and not high):
        return Shown("kerb", word, "kerb", limit=bound)
    return Shown("kerb_height_m", height, "kerb_height_m", limit=bound)


def _steps(case: Case) -> Shown:
    name = _of_steps(case)
    return Shown(name, case.value(name), name, limit=case.limit("steps", name))


def _of_steps(case: Case) -> str:
    """Choose what tells of a flight of steps."""
    rule, count = case.profile.steps, case.value("step_count")
    few_enough = rule.most is None or (
        rule.most > 0 and isinstance(count, float) and count <= rule.most
    )
    if few_enough and case.value("handrail") is not True:
        return "handrail"
    return "step_count" if rule.most and count is not None else "steps"


def _told(rule: str, column: str) -> Callable[[Case], Shown]:
    def show(case: Case) -> Shown:
        limit = case.limit(rule, column)
        return Shown(column, case.value(column), column, limit=limit)

    return show


def _access(case: Case) -> Shown:
    """Show the hours where it is they that keep people out."""
    barrier = case.told("access").barrier
    if barrier is None or barrier.kind != AT_TIMES:
        limit = case.limit("access", "access")
        return Shown("access", case.value("access"), "access", limit=limit)
    said = barrier.details
    return Shown(said["attribute"], said["value"], "access", limit=None)


def _oneway(_case: Case) -> Shown:
    return Shown("oneway", value=True, column="", limit=False)


SHOWN: Final[dict[str, Callable[[Case], Shown]]] = {
    "slope_up": _slope("slope_up", 1.0),
    "slope_down": _slope("slope_down", -1.0),
    "slope_across": _number("slope_across", "incline_across"),
    "width": _number("width", "width_m"),
    "narrowing": _number("narrowing", "narrowest_m"),
    "clearance": _number("clearance", "clearance_m"),
    "kerb": _kerb,
    "steps": _steps,
    "smoothness": _told("smoothness", "smoothness"),
    "surface": _told("surface", "surface"),
    "obstructed": _told("obstructed", "obstructed"),
    "wheelchair": _told("wheelchair", "wheelchair"),
    "access": _access,
    "oneway": _oneway,
    "crossing": _told("crossing", "crossing"),
    "tactile": _told("tactile", "tactile_paving"),
    "carriageway": _told("carriageway", "sidewalk"),
    "light": _told("light", "lit"),
}


def bits_at(costs: Costs, edge: int, level: str) -> int:
    """Give the bits of one level: refused, not known, or beyond comfort."""
    cost = costs.at(edge)
    refused, doubtful = cost.refused, cost.doubtful
    if level == REFUSED:
        return refused
    if level == UNKNOWN:
        return doubtful & ~refused
    return cost.beyond & ~refused & ~doubtful


class Remark(NamedTuple):
    """What there is to note of a rule on one edge, before it is written.

    Attributes
    ----------
    rule : str
        With its ending: ``"kerb_limit"``, ``"kerb_unknown"``, ``"kerb_comfort"``.
    shown : Shown
    told : Told
        Who says it.
    """

    rule: str
    shown: Shown
    told: Told

    @property
    def key(self) -> tuple[str, ...]:
        """What two remarks have in common if one may go on from the other."""
        evidence, barrier = self.told.evidence, self.told.barrier
        method = evidence.method if evidence else ""
        return self.rule, self.shown.attribute, barrier.key if barrier else "", method

    def write(self, network: Network, edge: int) -> Note:
        """Write a note that begins where the edge begins."""
        way = network.ways[network.way[edge // 2]]
        barrier = self.told.barrier
        by_the_way = NOBODY if self.shown.column else Evidence(way.source, "", None, 1)
        said = self.told.evidence or by_the_way
        return Note(
            attribute=self.shown.attribute,
            value=self.shown.value,
            limit=self.shown.limit,
            rule=self.rule,
            at_m=0.0,
            length_m=float(network.length_m[edge // 2]),
            position=barrier.lonlat if barrier else _start(network, edge),
            way=way.key,
            names=way.names,
            source=said.source,
            method=said.method,
            observed_on=said.observed_on,
            confidence=said.confidence,
            barrier=barrier.key if barrier else "",
            segment=edge // 2,
        )


def list_remarks(
    costs: Costs, profile: Profile, *, edge: int, level: str
) -> list[Remark]:
    """Give what there is to note at one level on one directed edge.

    Parameters
    ----------
    costs : Costs
        Of the person.
    profile : Profile
        Of the same person.
    edge : int
    level : str
        ``REFUSED``, ``UNKNOWN`` or ``COMFORT``: of each, what the ones before it do
        not tell already.
    """
    bits = bits_at(costs, edge, level)
    if not bits:
        return []
    doubtful = costs.at(edge).doubtful
    return [
        _remark(Case(costs.facts, profile, edge, level, bool(doubtful & bit)), rule)
        for rule, bit in BITS.items()
        if bits & bit
    ]


def _remark(case: Case, rule: str) -> Remark:
    shown = SHOWN[rule](case)
    doubt = "unknown" if case.doubted else "limit"
    ending = COMFORT if case.level == COMFORT else doubt
    told = case.told(shown.column) if shown.column else Told()
    return Remark(f"{rule}_{ending}", shown, told)


def doubt_note(
    network: Network, costs: Costs, profile: Profile, *, edge: int, rule: str
) -> Note:
    """Write the note of a rule that is in doubt on a directed edge."""
    is_refused = costs.at(edge).refused & BITS[rule]
    level = REFUSED if is_refused else UNKNOWN
    case = Case(costs.facts, profile, edge, level, doubted=True)
    return _remark(case, rule).write(network, edge)


def edge_notes(
    network: Network, costs: Costs, profile: Profile, *, edge: int, level: str
) -> list[Note]:
    """Write the remarks of one level on one directed edge (``list_remarks``)."""
    found = list_remarks(costs, profile, edge=edge, level=level)
    return [remark.write(network, edge) for remark in found]


def _start(network: Network, edge: int) -> LonLat:
    return point_at(network.line(edge // 2), float(edge % 2))


def why_refused(
    network: Network,
    costs: Costs,
    profile: Profile,
    barriers: Sequence[BarrierFact],  # noqa: ARG001 — they are in the costs already
    edge: int,
) -> tuple[Note, ...]:
    """Give the reasons why a directed edge is refused; empty if it is not.

    Parameters
    ----------
    network : Network
    costs : Costs
        Of the person, with the barriers.
    profile : Profile
        Of the same person.
    barriers : sequence of BarrierFact
        Those that the costs were made with.
    edge : int
        Directed edge.

    Returns
    -------
    tuple of Note
        One for each limit that it breaks, ``at_m`` 0, over the whole edge; also what
        is not known, where the policy refuses it.
    """
    notes = edge_notes(network, costs, profile, edge=edge, level=REFUSED)
    return tuple(notes)
