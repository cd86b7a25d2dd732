"""What a norm set finds on a path: a finding, never a refusal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from geo.observation import Value


@dataclass(frozen=True)
class Breach:
    """One rule of a norm that a path does not keep.

    Attributes
    ----------
    norm : str
        Key of the norm set.
    rule : str
        Id of its rule.
    attribute : str
        Access attribute, a name of ``geo.attribute.ATTRIBUTES``.
    value : Value
        What is there; of a rise, its metres.
    limit : float
        Of the norm: of a landing the slope from which it is asked for.
    at_m, length_m : float
        Metres from the start of the path, and over which it holds.
    position : tuple of float
        (lon, lat) of where it begins.
    way : str
        Key of the way.
    names : dict of str to str
        Names of the way.
    count : int
        How many are missing: the first at ``at_m``, the last ``length_m`` farther.
    is_certain : bool
        Whether nothing that is not known could excuse it.
    source, method : str
        Where the value comes from.
    observed_on : date, optional
    confidence : float
        On the day of the question.
    """

    norm: str
    rule: str
    attribute: str
    value: Value
    limit: float
    at_m: float
    length_m: float
    position: tuple[float, float]
    way: str
    names: dict[str, str]
    count: int = 1
    is_certain: bool = True
    source: str = ""
    method: str = ""
    observed_on: date | None = None
    confidence: float = 1.0
