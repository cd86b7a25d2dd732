"""One fact on a path that matters to a person."""

from __future__ import annotations

from datetime import date

from geo.fact import fact
from geo.observation import Value

LonLat = tuple[float, float]


@fact
class Note:
    """One fact on a path that matters to this person: where, what, why, says who.

    Attributes
    ----------
    attribute : str
        Access attribute, a name of ``geo.attribute.ATTRIBUTES`` or ``"slope_up"``,
        ``"slope_down"``.
    value : Value
        What is there; ``None`` where it is not known.
    limit : Value
        The person's comfort or limit that it meets.
    rule : str
        Id of the rule of the profile: ``"kerb_limit"``, ``"width_comfort"`` …
    at_m : float
        Metres from the start of the path.
    length_m : float
        Metres over which it holds.
    position : LonLat
    way : str
        Key of the way.
    names : dict of str to str
        Names of the way.
    source, method : str
        Where the value comes from.
    observed_on : date, optional
    confidence : float
    barrier : str
        Key of the barrier that causes it; empty if it is an attribute of the way.
    segment : int
        Segment of the network (of this build only).
    """

    attribute: str
    value: Value
    limit: Value
    rule: str
    at_m: float
    length_m: float
    position: LonLat
    way: str
    names: dict[str, str]
    source: str = ""
    method: str = ""
    observed_on: date | None = None
    confidence: float = 1.0
    barrier: str = ""
    segment: int = -1
