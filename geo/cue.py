"""What is met on the way besides limits: corners, kerbs, landmarks, bridges."""

from __future__ import annotations

from dataclasses import dataclass, field

from geo.fact import fact
from geo.observation import Value


@dataclass(frozen=True)
class Landmark:
    """Something by which people find their way.

    Attributes
    ----------
    key : str
        Key of the place or stop.
    kind : str
        Id of ``geo/tables/landmarks.toml``.
    names : dict of str to str
    lonlat : tuple of float
        Degrees, EPSG:4326.
    """

    key: str
    kind: str
    names: dict[str, str]
    lonlat: tuple[float, float]


@fact
class Sighting:
    """A landmark as somebody meets it at a turn.

    Attributes
    ----------
    landmark : Landmark
    relation : str
        ``"at"``, ``"before"`` or ``"after"``: the turn lies so to the landmark.
    side : str
        ``"left"`` or ``"right"`` as one arrives; empty where it is ahead.
    """

    landmark: Landmark
    relation: str
    side: str


@fact
class Cue:
    """One thing met on a step.

    Attributes
    ----------
    kind : str
        ``"crossed"`` (a street crossed without turning), ``"joins"`` (a street that
        joins on a side), ``"crossing"``, ``"kerb"``, ``"flight"``, ``"barrier"``,
        ``"surface"`` (from here on), ``"slope"`` (the steepest), ``"guidance"``,
        ``"lit"``, ``"covered"``, ``"bridge"``, ``"tunnel"``, ``"shared"``, ``"goal"``.
    at_m : float
        Metres from the start of the path.
    position : tuple of float
        Degrees, EPSG:4326.
    length_m : float
        Metres over which it holds; 0 for a point.
    value : Value
        What is there: metres, a ratio, a word; ``None`` where not known.
    side : str
        ``"left"``, ``"right"``, ``"both"`` or empty, as one walks; of a kerb
        ``"down"`` into a crossing, ``"up"`` out of it.
    names : dict of str to str
        Of the street or the barrier.
    method : str
        How the value is known.
    facts : dict of str to Value
        Access attributes that belong to it.
    """

    kind: str
    at_m: float
    position: tuple[float, float]
    length_m: float = 0.0
    value: Value = None
    side: str = ""
    names: dict[str, str] = field(default_factory=dict)
    method: str = ""
    facts: dict[str, Value] = field(default_factory=dict)
