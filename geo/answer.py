"""What the trip search answers: paths, steps, reasons and doubts, without words.

Every text is made later, from these facts, in the language of the reader.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from geo.bound import Bounds
from geo.breach import Breach
from geo.cue import Cue, Sighting
from geo.entrance import Door
from geo.fact import fact
from geo.note import LonLat, Note
from geo.observation import Value
from geo.place_text import PlaceText
from geo.wish_stop import SeatGap, Stop

__all__ = [
    "Alternative",
    "Change",
    "Height",
    "LonLat",
    "Note",
    "Path",
    "Policy",
    "Snap",
    "Step",
    "Trip",
    "Verdict",
]


class Policy(StrEnum):
    """What the person wants done about what is not known."""

    STRICT = "strict"
    CAUTIOUS = "cautious"
    OPEN = "open"


class Verdict(StrEnum):
    """What a path is worth to this person."""

    USABLE = "usable"
    EFFORT = "effort"
    ONLY_IF = "only_if"
    NONE = "none"


@fact
class Step:
    """One instruction: go so far along this, after turning so.

    Attributes
    ----------
    turn : str
        ``"start"``, ``"straight"``, ``"slight_left"``, ``"left"``, ``"sharp_left"``,
        the same to the right, ``"back"`` or ``"arrive"``.
    kind : str
        ``"street"``, ``"path"``, ``"steps"``, ``"crossing"``, ``"elevator"``.
    names : dict of str to str
        Names of the way; empty if it has none.
    length_m, seconds : float
    heading : str
        ``"n"``, ``"ne"``, ``"e"`` … at its start.
    side : str
        ``"both"``, ``"left"`` or ``"right"`` seen in the direction of travel.
    slope : float, optional
        Steepest slope, ratio, up is positive; ``None`` where unknown.
    slope_method : str
    surface : str
        OSM word; empty where unknown.
    step_count : float, optional
    position : LonLat
        Where it begins.
    notes : tuple of Note
        What to watch for on this step, in order.
    at_m : float
        Metres from the start of the path.
    bearing_deg : float
        From north, of who arrives there; of the first step, of who leaves.
    turn_deg : float
        The turn itself, -180 … 180, right is positive.
    corner : tuple of dict
        Names of the streets that meet where it begins, but for its own.
    cues : tuple of Cue
        What is met on it, in order.
    sighting : Sighting, optional
        The landmark at its beginning.
    """

    turn: str
    kind: str
    names: dict[str, str]
    length_m: float
    seconds: float
    heading: str
    side: str
    slope: float | None
    slope_method: str
    surface: str
    step_count: float | None
    position: LonLat
    notes: tuple[Note, ...] = ()
    at_m: float = 0.0
    bearing_deg: float = 0.0
    turn_deg: float = 0.0
    corner: tuple[dict[str, str], ...] = ()
    cues: tuple[Cue, ...] = ()
    sighting: Sighting | None = None


@fact
class Height:
    """Height along a path, with its standard error (metres)."""

    at_m: float
    height_m: float
    sigma_m: float


@dataclass(frozen=True)
class Path:
    """One way of getting from one point to another.

    Attributes
    ----------
    verdict : Verdict
    length_m : float
    seconds : float
        Physical time only.
    effort_s : float
        What goes beyond comfort, as seconds of equal burden.
    uncertain_m : float
        Metres on which something that matters is not known.
    climb_m, descent_m : float, optional
        ``None`` where heights are not known.
    steps : tuple of Step
    watch : tuple of Note
        Beyond comfort, within the limits.
    unknown : tuple of Note
        Matters to this person and is not known.
    broken : tuple of Note
        Limits that the path breaks: empty unless the verdict is ``ONLY_IF``.
    heights : tuple of Height
    line : tuple of LonLat
    edges : tuple of int
        Directed edges of the network (of this build only).
    sources : tuple of str
        Keys of the sources that the path rests on.
    stops : tuple of Stop
        What the person wished for on the way, in order.
    seat_gaps : tuple of SeatGap, optional
        Where no seat is known for longer than the person walks without one; ``None``
        where that does not matter, or where nobody looked for seats.
    shade_m : float, optional
        Metres known to lie in the shade; ``None`` where nobody asked.
    unmet : tuple of str
        Kinds of wishes that nothing on the way fulfils.
    confidence : float, optional
        0 … 1, how far it can be believed on the day of the question.
    weakest : Note, optional
        What takes the most from the confidence.
    breaches : tuple of Breach
    hours : tuple of Note
        What is open only at times, open or not; ``at_m`` is 0.
    """

    verdict: Verdict
    length_m: float = 0.0
    seconds: float = 0.0
    effort_s: float = 0.0
    uncertain_m: float = 0.0
    climb_m: float | None = None
    descent_m: float | None = None
    steps: tuple[Step, ...] = ()
    watch: tuple[Note, ...] = ()
    unknown: tuple[Note, ...] = ()
    broken: tuple[Note, ...] = ()
    heights: tuple[Height, ...] = ()
    line: tuple[LonLat, ...] = ()
    edges: tuple[int, ...] = ()
    sources: tuple[str, ...] = ()
    stops: tuple[Stop, ...] = ()
    seat_gaps: tuple[SeatGap, ...] | None = None
    shade_m: float | None = None
    unmet: tuple[str, ...] = ()
    confidence: float | None = None
    weakest: Note | None = None
    breaches: tuple[Breach, ...] = ()
    hours: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Snap:
    """Where a point meets the network.

    Attributes
    ----------
    asked : LonLat
    position : LonLat
        On a segment.
    distance_m : float
        Between the two.
    segment : int
    fraction : float
        0 at the segment's tail, 1 at its head.
    names : dict of str to str
        Names of the way.
    either : bool
        Whether it is on both sides of a street that has two.
    door : Door, optional
        Of the place that was asked for, the door to which the way leads.
    texts : tuple of PlaceText
        What is written of it for people with disabilities.
    """

    asked: LonLat
    position: LonLat
    distance_m: float
    segment: int
    fraction: float
    names: dict[str, str] = field(default_factory=dict)
    either: bool = True
    door: Door | None = None
    texts: tuple[PlaceText, ...] = ()


@dataclass(frozen=True)
class Change:
    """Something that would open a way: another limit, a repair, somebody's look.

    Attributes
    ----------
    kind : str
        ``"limits"``: the person's own limits, each no looser than needed.
        ``"repair"``: what would have to be mended, at the fewest places.
        ``"time"``: it is shut when the person goes; another time would do.
        ``"survey"``: nothing is known to be in the way; somebody would have to look.
    limits : dict of str to Value
        Names of ``geo.limits.LIMITS``, SI units or words; only of ``"limits"``.
    notes : tuple of Note
        What is in the way there, in order.
    length_m, seconds : float
        Of the way that it would open.
    """

    kind: str
    limits: dict[str, Value]
    notes: tuple[Note, ...]
    length_m: float
    seconds: float


@dataclass(frozen=True)
class Alternative:
    """Another way there.

    Attributes
    ----------
    reason : str
        What it is better in: a key of ``geo.alternative.CRITERIA``.
    gain : float
        By how much: metres, or things beyond comfort.
    path : Path
    """

    reason: str
    gain: float
    path: Path


@dataclass(frozen=True)
class Trip:
    """The whole answer: there and back, and why not the direct way.

    Attributes
    ----------
    profile : str
    policy : Policy
    origin, destination : Snap
    out, back : Path
    direct_m : float, optional
        Length of the unimpeded walker's path.
    refused : tuple of Note
        Why the unimpeded walker's path is not for this person; empty if it is.
    avoided : tuple of Note
        Obstacles on the unimpeded walker's path that somebody found there and nobody
        has measured, where this person's way goes round them.
    revision : int
        Of the network.
    norm : str
        Key of the norm set whose findings are told; empty without one.
    bounds, bounds_back : Bounds, optional
        The way there and back at best and at worst; ``None`` where all is known.
    alternatives : tuple of Alternative
        Other ways there that are better in something; only where asked for.
    prefer : str
        What the person wants most of a way; empty for the usual way.
    changes, changes_back : tuple of Change
        What would open the way there, and the way back; the best first. Empty where
        there is one.
    at : datetime, optional
        When the person goes, in the town's time; without it no hours are reckoned with.
    """

    profile: str
    policy: Policy
    origin: Snap
    destination: Snap
    out: Path
    back: Path
    direct_m: float | None
    refused: tuple[Note, ...]
    revision: int
    changes: tuple[Change, ...] = ()
    changes_back: tuple[Change, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    prefer: str = ""
    norm: str = ""
    bounds: Bounds | None = None
    bounds_back: Bounds | None = None
    at: datetime | None = None
    avoided: tuple[Note, ...] = ()
