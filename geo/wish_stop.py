"""What an answer tells of wishes: stops on the way, and stretches without a seat."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Stop:
    """Something on the way that the person wished for.

    Attributes
    ----------
    kind : str
        ``"via"``, ``"toilet"``, ``"parking"`` or ``"seat"``.
    at_m : float
        Metres from the start of the path.
    position : tuple of float
        (lon, lat) on the path.
    off_m : float
        Metres between the path and the thing itself.
    key : str
        Key of the place; empty for a point of one's own.
    names : dict of str to str
    access : str
        Whether wheelchair users get in: ``"yes"``, ``"limited"``, ``"no"``,
        ``"unknown"``.
    opening_hours : str
        As OSM writes them; empty where unknown.
    source : str
        Key of the source.
    """

    kind: str
    at_m: float
    position: tuple[float, float]
    off_m: float = 0.0
    key: str = ""
    names: dict[str, str] = field(default_factory=dict)
    access: str = "unknown"
    opening_hours: str = ""
    source: str = ""


@dataclass(frozen=True)
class SeatGap:
    """A stretch of a path without a known seat that is too long for the person."""

    at_m: float
    length_m: float
