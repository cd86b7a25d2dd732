"""A trip told to one person: landmarks of the town, words of their profile."""

from __future__ import annotations

from typing import Final

from sqlalchemy.orm import Session

from data.landmarks import current_landmarks
from geo.answer import Trip
from geo.guide import guide_trip
from geo.need import Profile
from webmap.i18n import N_, gettext
from webmap.wording.felt import WORDINGS

WORDS: Final = {
    "": N_("As usual for the way you go"),
    "usual": N_("For somebody who sees and hears"),
    "felt": N_("For somebody who feels the way with a cane"),
    "contrast": N_("For somebody who sees little: contrasts and light"),
    "visual": N_("For somebody who does not hear: what is lit"),
}
"""How a way can be told, as a form offers it."""


def wording_options() -> list[tuple[str, str]]:
    """Offer the ways of telling."""
    return [(key, gettext(word)) for key, word in WORDS.items()]


def wording_of(profile: Profile, asked: str = "") -> str:
    """Choose how a way is told: as asked, else as the profile says."""
    return asked if asked in WORDINGS else profile.wording


def guide(session: Session, trip: Trip, wording: str) -> Trip:
    """Tell the turns of a trip by the landmarks that somebody knows so.

    Parameters
    ----------
    session : Session
    trip : Trip
    wording : str
        A key of ``WORDINGS``.
    """
    landmarks = current_landmarks(session)
    return guide_trip(trip, landmarks, WORDINGS[wording].sense)
