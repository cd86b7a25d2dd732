"""The same way in words for people who do not see it, see it badly, or do not hear."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from geo.answer import Step
from geo.kerb import FLUSH_M
from webmap.formats import metres
from webmap.i18n import N_, gettext, ngettext
from webmap.wording.cue import (
    BUTTON,
    USUAL,
    Sayer,
    about,
    kerb_words,
    of_kind,
    say_along,
    say_crossing,
    say_flight,
    say_goal,
    say_met,
    say_overs,
    say_streets,
    say_surfaces,
)
from webmap.wording.values import value_words

ODD_HOURS: Final = 12
DEGREES: Final = 30.0
"""Of an hour on the dial of a clock."""
SMALL_DEG: Final = 20.0
"""A turn of less goes straight on."""
OVERHEAD: Final = "overhang"

SOUNDS: Final = {
    True: N_("The lights can be heard."),
    False: N_("The lights cannot be heard."),
    None: N_("Whether the lights can be heard is not known."),
}
SHAKES: Final = N_("The lights can be felt: put your hand on the box.")
STRIPS: Final = {
    True: N_("There is a warning strip underfoot."),
    False: N_("There is no warning strip underfoot."),
    None: N_("Whether there is a warning strip underfoot is not known."),
}
ENDS: Final = {
    "tactile_near": {
        True: N_("A warning strip is underfoot before the street."),
        False: N_("No warning strip is underfoot before the street."),
        None: N_("Whether a warning strip is before the street is not known."),
    },
    "tactile_far": {
        True: N_("A warning strip is underfoot after the street."),
        False: N_("No warning strip is underfoot after the street."),
        None: N_("Whether a warning strip is after the street is not known."),
    },
}
"""Warning strips at each end of a crossing, where somebody told them apart."""
UNDERFOOT: Final = N_("What is felt underfoot here, kerb or strip, is not known.")
FLUSH: Final = {
    "down": N_("The kerb at the near side is flush: a cane does not feel it."),
    "up": N_("The kerb at the far side is flush: a cane does not feel it."),
    "": N_("Flush kerb %(where)s: a cane does not feel it."),
}
RAISED: Final = {
    "down": N_("A kerb down, %(height)s, is felt before the street."),
    "up": N_("A kerb up, %(height)s, is felt after the street."),
    "": N_("Kerb to feel %(where)s: %(height)s"),
}
OTHER_KERBS: Final = {
    "down": N_("Kerb down before the street: %(height)s"),
    "up": N_("Kerb up after the street: %(height)s"),
    "": N_("Kerb %(where)s: %(height)s"),
}
CONTRASTS: Final = {
    True: N_("The edges of the steps are marked."),
    False: N_("The edges of the steps are not marked."),
    None: N_("Whether the edges of the steps are marked is not known."),
}


@dataclass(frozen=True)
class Wording:
    """How a way is told to somebody.

    Attributes
    ----------
    sense : str
        ``"seen"`` or ``"felt"``: how landmarks are known.
    sayers : tuple of callable
        What is said of a step, in this order.
    always : bool
        Whether every instruction begins with its distance.
    """

    sense: str
    sayers: tuple[Sayer, ...]
    always: bool = False


def say_clock(step: Step) -> Iterator[str]:
    """Say a turn by the dial of a clock: straight on is twelve."""
    if step.turn in ("start", "arrive") or abs(step.turn_deg) < SMALL_DEG:
        return
    hour = round(step.turn_deg / DEGREES) % ODD_HOURS or ODD_HOURS
    yield ngettext(
        "The way goes on at %(num)s o’clock.",
        "The way goes on at %(num)s o’clock.",
        hour,
    )


@about("crossing")
def say_felt_crossing(step: Step) -> Iterator[str]:
    """Say how a street is crossed, what is heard and what is underfoot."""
    yield from (said for said in say_crossing(step) if said != gettext(BUTTON))
    for cue in of_kind(step, "crossing"):
        facts = cue.facts
        if cue.value == "signals":
            yield gettext(SOUNDS[_truth(facts.get("signals_sound"))])
            if facts.get("signals_vibration"):
                yield gettext(SHAKES)
            if facts.get("button_operated"):
                yield gettext(BUTTON)
        strip = _truth(facts.get("tactile_paving"))
        if ENDS.keys() <= facts.keys():
            yield from (gettext(said[_truth(facts[end])]) for end, said in ENDS.items())
        elif strip is None and not of_kind(step, "kerb"):
            yield gettext(UNDERFOOT)
        else:
            yield gettext(STRIPS[strip])


@about("kerb")
def say_felt_kerbs(step: Step) -> Iterator[str]:
    """Say which kerbs a cane feels."""
    for cue in of_kind(step, "kerb"):
        sentences = OTHER_KERBS
        if isinstance(cue.value, float):
            sentences = FLUSH if cue.value <= FLUSH_M else RAISED
        where = say_along(step, cue)
        yield gettext(sentences[cue.side], height=kerb_words(cue), where=where)


@about("guidance")
def say_guidance(step: Step) -> Iterator[str]:
    """Say for how long paving guides the feet."""
    length = sum(cue.length_m for cue in of_kind(step, "guidance") if cue.value)
    if length >= 1:
        yield gettext(
            "Paving guides you underfoot for %(length)s.", length=metres(length)
        )


@about("barrier")
def say_felt_barriers(step: Step) -> Iterator[str]:
    """Say what a cane or the body meets, and apart what hangs at head height."""
    cues = of_kind(step, "barrier")
    for said in say_met(step, (cue for cue in cues if cue.value != OVERHEAD)):
        yield gettext("You meet: %(what)s", what=said)
    for cue in cues:
        if cue.value == OVERHEAD:
            room = value_words("clearance_m", cue.facts.get("clearance_m"))
            yield gettext(
                "Mind your head %(where)s, a cane does not find it; head room: "
                "%(room)s",
                where=say_along(step, cue),
                room=room,
            )


@about("shared")
def say_shared(step: Step) -> Iterator[str]:
    """Say where there is no kerb between people and cars."""
    for cue in of_kind(step, "shared"):
        yield gettext(
            "Cars, bicycles and people on foot share the ground from here for "
            "%(length)s.",
            length=metres(cue.length_m),
        )


@about("flight")
def say_contrast(step: Step) -> Iterator[str]:
    """Say whether the edges of steps stand out."""
    for cue in of_kind(step, "flight"):
        yield gettext(CONTRASTS[_truth(cue.facts.get("step_contrast"))])


@about("lit")
def say_light(step: Step) -> Iterator[str]:
    """Say over what length it is dark at night."""
    dark = sum(cue.length_m for cue in of_kind(step, "lit") if not cue.value)
    lit = sum(cue.length_m for cue in of_kind(step, "lit") if cue.value)
    if dark >= 1:
        yield gettext("At night %(length)s are not lit.", length=metres(dark))
    elif lit >= 1:
        yield gettext("It is lit at night.")


def _truth(value: object) -> bool | None:
    return None if value is None else bool(value)


FELT: Final[tuple[Sayer, ...]] = (
    say_clock,
    say_felt_kerbs,
    say_felt_crossing,
    say_streets,
    say_shared,
    say_guidance,
    say_flight,
    say_felt_barriers,
    say_overs,
    say_surfaces,
    say_goal,
)
WORDINGS: Final = {
    "usual": Wording("seen", (*USUAL, say_goal)),
    "felt": Wording("felt", FELT, always=True),
    "contrast": Wording("seen", (*USUAL, say_contrast, say_light, say_goal)),
    "visual": Wording("seen", (*USUAL, say_light, say_goal)),
}
"""How a way can be told; a profile names one of them."""
