"""Profiles in words: devices and limits, never diagnoses."""

from __future__ import annotations

from typing import Final

from geo.attribute import SMOOTHNESS_WORDS
from geo.profile import Profile
from webmap.formats import centimetres, percent
from webmap.i18n import N_, gettext, ngettext
from webmap.wording.values import value_words

PROFILE_WORDS: Final = {
    "manual_wheelchair": N_("Wheelchair, by hand"),
    "power_wheelchair": N_("Electric wheelchair"),
    "scooter": N_("Mobility scooter"),
    "rollator": N_("Walking frame with wheels"),
    "cane": N_("Cane or crutches"),
    "white_cane": N_("White cane"),
    "low_vision": N_("Low vision"),
    "deaf": N_("Deaf or hard of hearing"),
    "pram": N_("Pram or pushchair"),
    "older_person": N_("Slowly on foot"),
    "walker": N_("On foot, without limits"),
}
"""Key → word, in the order in which they are offered."""


def profile_word(key: str) -> str:
    """Name a profile."""
    return gettext(PROFILE_WORDS.get(key, key))


def say_limits(profile: Profile) -> str:
    """Say the limits of a profile in one line."""
    parts = [say_steps(profile), _kerb(profile), _climb(profile), _width(profile)]
    parts.append(_ground(profile))
    return ", ".join(part for part in parts if part) or gettext("no limits set")


def say_steps(profile: Profile) -> str:
    """Say how many steps somebody takes."""
    most = profile.steps.most
    if most is None:
        return gettext("steps are possible")
    if most == 0:
        return gettext("no steps")
    return ngettext("at most %(num)s step", "at most %(num)s steps", int(most))


def _kerb(profile: Profile) -> str:
    limit = profile.threshold("kerb").limit
    return (
        ""
        if limit is None
        else gettext("kerbs up to %(height)s", height=centimetres(limit))
    )


def _climb(profile: Profile) -> str:
    limit = profile.threshold("slope_up").limit
    return (
        ""
        if limit is None
        else gettext("climbs up to %(slope)s", slope=percent(limit, 1))
    )


def _width(profile: Profile) -> str:
    limit = profile.threshold("width").limit
    return (
        ""
        if limit is None
        else gettext("at least %(width)s wide", width=centimetres(limit))
    )


def _ground(profile: Profile) -> str:
    limit = profile.threshold("smoothness").limit
    if limit is None:
        return ""
    word = value_words("smoothness", SMOOTHNESS_WORDS[int(limit)])
    return gettext("ground at least %(word)s", word=word)
