"""How long somebody goes on foot to a stop, as a form asks for it: in minutes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from geo.profile import Profile
from geo.transit.walk_limit import MINUTE_S, MOST_S, usual_limit
from webmap.formats import number
from webmap.i18n import N_, gettext

FIELD: Final = "walk"
LABEL: Final = N_("Longest way on foot to a stop, or from one")


def read_walk(typed: Mapping[str, str], errors: dict[str, str]) -> float | None:
    """Read what was typed; what is wrong goes to ``errors`` in words.

    Parameters
    ----------
    typed : mapping
        Field of the form → text.
    errors : dict
        Field → sentence; is added to.

    Returns
    -------
    float or None
        Seconds; ``None`` where nothing was typed.
    """
    text = typed.get(FIELD, "")
    if not text:
        return None
    try:
        seconds = float(text.replace(",", ".")) * MINUTE_S
    except ValueError:
        seconds = math.nan
    if 0 <= seconds <= MOST_S:
        return seconds
    errors[FIELD] = gettext(
        "%(label)s: write a number from %(low)s to %(high)s %(unit)s.",
        label=gettext(LABEL),
        low=number(0),
        high=number(MOST_S / MINUTE_S),
        unit=gettext("min"),
    )
    return None


def usual_walk(profile: Profile) -> str:
    """Tell how many minutes are usual for somebody."""
    return number(usual_limit(profile) / MINUTE_S)
