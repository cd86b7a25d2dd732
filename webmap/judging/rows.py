"""Profiles as rows of words, each with its source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from geo.attribute import SMOOTHNESS_WORDS
from geo.limits import FEWEST
from geo.need import Profile, Threshold
from geo.units import mps_to_kmh
from webmap.formats import centimetres, number
from webmap.i18n import N_, gettext
from webmap.wording.profile import profile_word, say_steps
from webmap.wording.values import attribute_word, value_words

SHOWN: Final = {
    "slope_up": "slope_up",
    "slope_down": "slope_down",
    "slope_across": "incline_across",
    "width": "width_m",
    "narrowing": "narrowest_m",
    "clearance": "clearance_m",
    "kerb": "kerb_height_m",
    "smoothness": "smoothness",
}
"""Rule of a profile → the attribute whose words say it."""
CROSSINGS: Final = (
    ("sound", N_("lights with sound: %(s)s s")),
    ("signals", N_("lights: %(s)s s")),
    ("marked", N_("marked: %(s)s s")),
    ("unmarked", N_("not marked: %(s)s s")),
)


@dataclass(frozen=True)
class Row:
    """One thing that is judged, and where its numbers come from."""

    label: str
    value: str
    source: str


@dataclass(frozen=True)
class Table:
    """The rows of one profile or of one norm set.

    Attributes
    ----------
    key, name : str
    rows : tuple of Row
    note : str
        What must be known of the whole; empty where nothing must.
    missing : tuple of str
        What is not checked, and why.
    """

    key: str
    name: str
    rows: tuple[Row, ...]
    note: str = ""
    missing: tuple[str, ...] = ()


def profile_table(profile: Profile) -> Table:
    """Say all that a profile judges by."""
    rows = (
        *_pace(profile),
        *_thresholds(profile),
        *_ground(profile),
        *_comfort(profile),
    )
    return Table(profile.key, profile_word(profile.key), rows)


def _pace(profile: Profile) -> Iterator[Row]:
    speed, kmh = profile.speed, gettext("km/h")
    value = f"{number(mps_to_kmh(speed.flat_mps), 1)} {kmh}"
    yield Row(gettext("Speed on the flat"), value, speed.source)
    yield Row(gettext("Steps"), say_steps(profile), profile.steps.source)
    waits = [
        gettext(words, s=number(getattr(profile.crossing, name)))
        for name, words in CROSSINGS
    ]
    listed = gettext(", ").join(waits)
    yield Row(gettext("Crossing"), listed, profile.crossing.source)


def _thresholds(profile: Profile) -> Iterator[Row]:
    for rule, attribute in SHOWN.items():
        threshold = profile.threshold(rule)
        if threshold != Threshold():
            value = _bounds(rule, attribute, threshold)
            yield Row(attribute_word(attribute), value, threshold.source)


def _bounds(rule: str, attribute: str, threshold: Threshold) -> str:
    def said(bound: float) -> str:
        word = SMOOTHNESS_WORDS[int(bound)] if rule == "smoothness" else bound
        return value_words(attribute, word)

    parts = []
    if threshold.comfort is not None:
        parts.append(gettext("comfortable: %(value)s", value=said(threshold.comfort)))
    if threshold.limit is not None:
        least = gettext("at least %(value)s", value=said(threshold.limit))
        most = gettext("at most %(value)s", value=said(threshold.limit))
        parts.append(least if rule in (*FEWEST, "smoothness") else most)
    if threshold.longest_m is not None:
        length = centimetres(threshold.longest_m)
        parts.append(gettext("for at most %(length)s", length=length))
    if threshold.critical:
        parts.append(gettext("must be known"))
    return gettext(", ").join(parts)


def _ground(profile: Profile) -> Iterator[Row]:
    rule = profile.surface
    if rule.refused:
        listed = gettext(", ").join(
            value_words("surface", word) for word in sorted(rule.refused)
        )
        value = gettext("not: %(what)s", what=listed)
        yield Row(attribute_word("surface"), value, rule.source)


def _comfort(profile: Profile) -> Iterator[Row]:
    rest, night = profile.rest, profile.night
    if rest.every_m is not None:
        value = gettext("at least every %(m)s m", m=number(rest.every_m))
        yield Row(gettext("A seat"), value, rest.source)
    if night.unlit > 1:
        value = gettext(
            "weighs %(factor)s times as much", factor=number(night.unlit, 1)
        )
        yield Row(gettext("After dark without light"), value, night.source)
    entrance = [text for text in _door(profile) if text]
    if entrance:
        value = gettext(", ").join(entrance)
        yield Row(gettext("Door"), value, profile.entrance.source)
    value = gettext("%(s)s s", s=number(profile.burden.doubt_s_per_m, 1))
    label = gettext("A metre that is not known weighs as much as")
    yield Row(label, value, profile.burden.source)
    value = gettext("%(s)s s", s=number(profile.burden.unsized_s))
    label = gettext("An obstacle that nobody has measured weighs as much as")
    yield Row(label, value, profile.burden.source)


def _door(profile: Profile) -> Iterator[str]:
    rule = profile.entrance
    if rule.door_m is not None:
        width = centimetres(rule.door_m)
        yield gettext("at least %(width)s wide", width=width)
    if rule.step_m is not None:
        value = centimetres(rule.step_m)
        yield gettext("a step of at most %(value)s", value=value)
