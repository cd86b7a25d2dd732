"""A leg on foot of a whole trip: out of a station, over streets, into another."""

from __future__ import annotations

from datetime import datetime

from geo.answer import LonLat, Path
from geo.fact import fact


@fact
class Between:
    """A time, or the earliest and the latest that it may be."""

    low: datetime
    high: datetime

    @property
    def is_exact(self) -> bool:
        """Whether it is known to the minute."""
        return self.low == self.high


@fact
class Halting:
    """A stop of a ride.

    Attributes
    ----------
    key : str
    names : dict of str to str
    lonlat : LonLat, optional
    boarding : int
        For this person: 0 unknown, 1 possible, 2 not possible.
    """

    key: str
    names: dict[str, str]
    lonlat: LonLat | None
    boarding: int


@fact
class InsideStep:
    """A pathway inside a station.

    Attributes
    ----------
    key : str
    start, end : str
        Keys of stops.
    mode : str
        Id of a row of ``geo/tables/pathway_modes.toml``.
    seconds : float
    is_estimated : bool
        Whether nothing tells its time or length.
    stairs : int, optional
        Up is positive.
    names : dict of str to str
        Of the place to which it leads.
    level_names : dict of str to str
        Of the storey to which it leads.
    levels : float, optional
        How many storeys it leads up; down is negative.
    signs : dict of str to str
        What the signs say, by language.
    refused, doubtful : tuple of str
        Rules that stop this person, and that may.
    """

    key: str
    start: str
    end: str
    mode: str
    seconds: float
    is_estimated: bool
    stairs: int | None
    names: dict[str, str]
    level_names: dict[str, str]
    levels: float | None
    signs: dict[str, str]
    refused: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()


@fact
class WalkLeg:
    """A way on foot, or rolling: out of a station, over streets, into another.

    Attributes
    ----------
    begins : Between
        When the person sets out.
    seconds : float
    path : Path, optional
        The answer for the streets; ``None`` where it is not on the network.
    start, end : Halting, optional
        ``None`` for the ends of the whole trip.
    leave, enter : Halting, optional
        The doors of the stations where it begins and where it ends.
    out, into : tuple of InsideStep
        From the platform to the street, and from the street to the platform; all of it
        stands in ``into`` where one goes from platform to platform inside.
    unknown_inside : tuple of Halting
        Ends in stations of which nothing is known of the inside.
    """

    begins: Between
    seconds: float
    path: Path | None
    start: Halting | None
    end: Halting | None
    leave: Halting | None = None
    enter: Halting | None = None
    out: tuple[InsideStep, ...] = ()
    into: tuple[InsideStep, ...] = ()
    unknown_inside: tuple[Halting, ...] = ()

    @property
    def is_inside(self) -> bool:
        """Whether it is from platform to platform without a street."""
        return bool(self.into) and self.start is not None and self.enter is None

    @property
    def is_doubtful(self) -> bool:
        """Whether it is not known that the person can go it inside a station."""
        return any(step.doubtful for step in (*self.out, *self.into))
