"""How long somebody goes on foot to a stop, and how long they may say that they do."""

from __future__ import annotations

import math
from typing import Final

from geo.errors import InputError
from geo.profile import Profile, get_profile
from geo.units import minutes

UNIMPEDED: Final = "walker"
USUAL_S: Final = 40 * 60.0
"""So long somebody without limits goes to the first stop, and from the last; who is
slower gets the time to come as far."""
MOST_S: Final = 120 * 60.0
"""Nobody is sent farther than two hours, there or on."""
MINUTE_S: Final = 60.0
STEP_S: Final = 5 * MINUTE_S


def usual_limit(profile: Profile) -> float:
    """Give how long a person goes on foot to a stop if they do not say.

    Parameters
    ----------
    profile : Profile

    Returns
    -------
    float
        Seconds; rounded up, since hills slow down more who is slow already.
    """
    slower = get_profile(UNIMPEDED).speed.flat_mps / profile.speed.flat_mps
    usual = USUAL_S * max(1.0, slower)
    return min(STEP_S * math.ceil(usual / STEP_S), MOST_S)


def check_limit(limit_s: float | None, profile: Profile) -> float:
    """Give the limit of a person: what they say, else the usual one.

    Raises
    ------
    InputError
        If it is out of range: ``"walk_limit_s"``.
    """
    if limit_s is None:
        return usual_limit(profile)
    if not 0 <= limit_s <= MOST_S:
        most = f"{MOST_S:g} ({minutes(MOST_S):g} minutes)"
        raise InputError("walk_limit_s", f"{limit_s:g} is outside 0 … {most}")
    return limit_s
