"""Whether a wheelchair user gets into a place: the classes of Wheelmap (O-43)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from geo.observation import Value

ONE_STEP_M: Final = 0.07
"""Wheelmap, "one step": at most 7 cm high."""

WHEELCHAIR: Final = {
    "yes": "yes",
    "designated": "yes",
    "limited": "limited",
    "no": "no",
}
BOARDING: Final = {"yes": "yes", "no": "no"}

Resolved = Mapping[str, Value]


def find_access(values: Resolved) -> str:
    """Tell the access class of a place or a stop.

    Parameters
    ----------
    values : mapping of str to Value
        Resolved access attributes.

    Returns
    -------
    str
        ``yes``, ``limited``, ``no`` or ``unknown``. What somebody said of wheelchairs
        goes before what the steps tell; where nothing is known it is ``unknown``,
        never ``no``.
    """
    said = values.get("wheelchair")
    if said in WHEELCHAIR:
        return WHEELCHAIR[str(said)]
    boarding = values.get("wheelchair_boarding")
    if boarding in BOARDING:
        return BOARDING[str(boarding)]
    return access_by_steps(values)


def access_by_steps(values: Resolved) -> str:
    """Tell the access class from the steps at the entrance alone.

    Parameters
    ----------
    values : mapping of str to Value
        ``step_count``, ``step_height_m`` (metres) and ``ramp_wheelchair`` count.

    Returns
    -------
    str
        No step: ``yes``. A ramp for wheelchairs, or one step of at most 7 cm:
        ``limited``. More: ``no``. One step of unknown height: ``unknown``.
    """
    count, height = values.get("step_count"), values.get("step_height_m")
    if count == 0 or (count is None and height == 0):
        return "yes"
    if values.get("ramp_wheelchair") is True:
        return "limited"
    if isinstance(count, float) and count > 1:
        return "no"
    return _one_step(height)


def _one_step(height: Value) -> str:
    if not isinstance(height, float):
        return "unknown"
    return "limited" if height <= ONE_STEP_M else "no"
