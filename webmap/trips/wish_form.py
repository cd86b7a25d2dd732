"""Wishes on the way as a form asks for them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from geo.alternative import CRITERIA
from geo.wish import REST_M, Wishes
from webmap.formats import number
from webmap.i18n import N_, gettext

VIAS: Final = {"via": N_("Come by"), "via2": N_("Then by"), "via3": N_("Then by")}
YES: Final = "yes"
WISHED: Final = {
    "toilet": N_("A toilet that I can use"),
    "parking": N_("To begin at a reserved parking space near the end"),
    "shade": N_("To go in the shade where that is known"),
}
"""Wishes that are had or not."""
REST: Final = N_("A seat at least every")
FIELDS: Final = (
    *VIAS,
    *(f"{name}_at" for name in VIAS),
    *WISHED,
    "rest",
    "prefer",
)


def read_wishes(typed: Mapping[str, str], errors: dict[str, str]) -> Wishes:
    """Read the wishes that were typed; what is wrong goes to ``errors`` in words.

    Parameters
    ----------
    typed : mapping
        Field of the form → text.
    errors : dict
        Field → sentence; is added to.

    Returns
    -------
    Wishes
        Without the points to come by, which have to be found first.
    """
    prefer = typed.get("prefer", "")
    if prefer and prefer not in CRITERIA:
        errors["prefer"] = gettext("Please choose one of the list.")
        prefer = ""
    toilet, parking, shade = (typed.get(name) == YES for name in WISHED)
    return Wishes(
        toilet=toilet,
        rest_every_m=_rest(typed.get("rest", ""), errors),
        parking=parking,
        shade=shade,
        prefer=prefer,
        alternatives=True,
    )


def has_wishes(typed: Mapping[str, str]) -> bool:
    """Tell whether anything is wished for on the way."""
    return any(typed.get(name) for name in FIELDS)


def _rest(text: str, errors: dict[str, str]) -> float | None:
    if not text:
        return None
    low, high = REST_M
    try:
        metres = float(text.replace(",", "."))
    except ValueError:
        metres = math.nan
    if low <= metres <= high:
        return metres
    errors["rest"] = gettext(
        "%(label)s: write a number from %(low)s to %(high)s %(unit)s.",
        label=gettext(REST),
        low=number(low),
        high=number(high),
        unit=gettext("m"),
    )
    return None
