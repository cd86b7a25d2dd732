"""What the stops of a list are to one person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from data.runtime import Runtime
from geo.profile import load_profiles
from webmap.i18n import gettext
from webmap.stops.person import read_person
from webmap.stops.words import ABOARD, ON_FOOT
from webmap.wording.profile import PROFILE_WORDS, profile_word

ON_FOOT_SIGNS: Final = {
    "yes": "yes",
    "unknown": "unknown",
    "no": "no",
    "off": "unknown",
}
"""Where the map has no streets, nothing is known."""


@dataclass(frozen=True)
class Signs:
    """How somebody gets to a stop and aboard: signs and short words."""

    reach: str
    reach_text: str
    boarding: str
    boarding_text: str


def people_options() -> list[tuple[str, str]]:
    """Offer the profiles."""
    return [(key, profile_word(key)) for key in PROFILE_WORDS]


def list_people(
    held: Runtime, session: Session, keys: Iterable[str], args: Mapping[str, str]
) -> dict[str, Signs]:
    """Tell of stops how the person whom an address names gets there and aboard.

    Returns
    -------
    dict of str to Signs
        Empty where the address names nobody.
    """
    profile = args.get("profile", "")
    if profile not in load_profiles():
        return {}
    found = read_person(held, session, keys, profile)
    return {key: _sign(one["reach"], one["boarding"]) for key, one in found.items()}


def _sign(reach: str | None, boarding: str) -> Signs:
    words = ON_FOOT.get(reach or "", "")
    return Signs(
        ON_FOOT_SIGNS.get(reach or "", ""),
        gettext(words) if words else "",
        boarding,
        gettext(ABOARD[boarding]),
    )
