"""What a person can do and finds comfortable: the shape of a profile."""

from __future__ import annotations

from dataclasses import dataclass, field

from geo.speed import Speed


@dataclass(frozen=True)
class Threshold:
    """Comfort and limit of one attribute.

    Attributes
    ----------
    comfort : float, optional
        No burden up to here.
    limit : float, optional
        Refused beyond; ``None`` where the profile has no limit.
    critical : bool
        Whether it matters to the person when the value is not known.
    source : str
        Where the numbers come from.
    longest_m : float, optional
        Of a narrowing: how long it is at most; a longer one is a narrow way.
    """

    comfort: float | None = None
    limit: float | None = None
    critical: bool = False
    source: str = ""
    longest_m: float | None = None

    @property
    def edge(self) -> float | None:
        """Where burden begins: the comfort, else the limit."""
        return self.limit if self.comfort is None else self.comfort


@dataclass(frozen=True)
class SurfaceRule:
    """Which surfaces are refused, which cost, and which roll well."""

    refused: frozenset[str] = frozenset()
    costly: frozenset[str] = frozenset()
    firm: frozenset[str] = frozenset()
    critical: bool = False
    source: str = ""


@dataclass(frozen=True)
class StepsRule:
    """How many steps a person takes, and what helps.

    Attributes
    ----------
    ramp : str
        Access attribute of a ramp beside the steps that this person can use.
    most : float, optional
        Longest flight; ``None`` where any is taken.
    handrail_above : float, optional
        A handrail is needed by flights of more steps (wanted, where ``most`` is none).
    contrast : bool
        Whether the marking of the steps matters.
    """

    ramp: str
    most: float | None = None
    handrail_above: float | None = None
    contrast: bool = False
    source: str = ""


@dataclass(frozen=True)
class CrossingRule:
    """Seconds that a crossing costs, by how it is made."""

    sound: float
    signals: float
    marked: float
    unmarked: float
    unknown: float
    critical: bool = False
    source: str = ""


@dataclass(frozen=True)
class EntranceRule:
    """What a door must be like for a person to get in; ``None``: it does not matter.

    Attributes
    ----------
    door_m : float, optional
        Least clear width of the door.
    step_m : float, optional
        Highest single step or sill.
    most_steps : float, optional
        Most steps, where there is no ramp that this person can use.
    """

    door_m: float | None = None
    step_m: float | None = None
    most_steps: float | None = None
    source: str = ""


@dataclass(frozen=True)
class Burden:
    """How heavy what goes beyond comfort weighs in the choice of a path.

    Attributes
    ----------
    slope_ceiling, surface_ceiling, width_ceiling : float
        Burden at the limit, as a share of the time on the flat.
    kerb_s : float
        Burden of a kerb at the limit.
    flight_s : float
        Burden of a flight of steps.
    traffic : float
        Weight of walking on the carriageway.
    doubt_s_per_m : float
        Burden of a metre that is not known, for the cautious.
    unsized_s : float
        Burden of an obstacle that is there and that nobody has measured.
    guidance : float
        Burden of a way without tactile paving, as a share of the time.
    warning_s : float
        Burden of a flush kerb without a tactile warning.
    """

    slope_ceiling: float
    surface_ceiling: float
    width_ceiling: float
    kerb_s: float
    flight_s: float
    traffic: float
    doubt_s_per_m: float
    unsized_s: float
    guidance: float = 0.0
    warning_s: float = 0.0
    source: str = ""


@dataclass(frozen=True)
class NightRule:
    """How much heavier a way without light weighs after dark; 1: no heavier."""

    unlit: float = 1.0
    source: str = ""


@dataclass(frozen=True)
class RestRule:
    """How many metres a person goes without a seat; ``None`` where it is no matter."""

    every_m: float | None = None
    source: str = ""


@dataclass(frozen=True)
class TransitRule:
    """How a person rides.

    Attributes
    ----------
    rolls_aboard : bool
        Whether GTFS's words on wheelchairs at stops and in vehicles are about them.
    board_s : float
        How long before departure they are at the stop.
    change_s : float
        The same, where they get off one vehicle and on another at the same stop.
    unknown_s : float
        So much later somebody cautious would rather arrive than depend on a stop or
        vehicle of which nothing is known.
    """

    rolls_aboard: bool = False
    board_s: float = 0.0
    change_s: float = 0.0
    unknown_s: float = 0.0
    source: str = ""


@dataclass(frozen=True)
class Profile:
    """What one person, or a kind of person, can do.

    Attributes
    ----------
    key : str
        Identifier; the words for it belong to the presentation.
    wheels : bool
        Whether ``wheelchair=yes/no`` on a way speaks of this person.
    kept : bool
        Whether analyses are made for this profile.
    speed : Speed
    wording : str
        How ways are told to this person: a key of the presentation's wordings.
    thresholds : dict of str to Threshold
        By the id of the rule (``geo.rule``).
    surface : SurfaceRule
    entrance : EntranceRule
    steps : StepsRule
    crossing : CrossingRule
    lift_s : float
        Time of a lift, seconds.
    burden : Burden
    rest : RestRule
    night : NightRule
    transit : TransitRule
    is_night : bool
        Whether the question is of a time after dark.
    """

    key: str
    wheels: bool
    kept: bool
    speed: Speed
    steps: StepsRule
    crossing: CrossingRule
    lift_s: float
    burden: Burden
    thresholds: dict[str, Threshold] = field(default_factory=dict)
    surface: SurfaceRule = SurfaceRule()
    entrance: EntranceRule = EntranceRule()
    wording: str = "usual"
    rest: RestRule = RestRule()
    night: NightRule = NightRule()
    transit: TransitRule = TransitRule()
    is_night: bool = False

    def threshold(self, rule: str) -> Threshold:
        """Give comfort and limit of a rule; none where the profile has none."""
        return self.thresholds.get(rule, Threshold())
