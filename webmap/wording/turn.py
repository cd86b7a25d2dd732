"""Words for turns, headings and what is gone along."""

from __future__ import annotations

from typing import Final

from webmap.i18n import N_

TURNS: Final = {
    "straight": N_("Go straight on"),
    "slight_left": N_("Keep to the left"),
    "left": N_("Turn left"),
    "sharp_left": N_("Turn sharp left"),
    "slight_right": N_("Keep to the right"),
    "right": N_("Turn right"),
    "sharp_right": N_("Turn sharp right"),
    "back": N_("Turn around"),
}
INTO: Final = {
    "straight": N_("Go straight on along %(name)s"),
    "slight_left": N_("Keep to the left, into %(name)s"),
    "left": N_("Turn left into %(name)s"),
    "sharp_left": N_("Turn sharp left into %(name)s"),
    "slight_right": N_("Keep to the right, into %(name)s"),
    "right": N_("Turn right into %(name)s"),
    "sharp_right": N_("Turn sharp right into %(name)s"),
    "back": N_("Turn around, along %(name)s"),
}
HEADINGS: Final = {
    "n": N_("north"),
    "ne": N_("north-east"),
    "e": N_("east"),
    "se": N_("south-east"),
    "s": N_("south"),
    "sw": N_("south-west"),
    "w": N_("west"),
    "nw": N_("north-west"),
}
ACTIONS: Final = {
    "steps": N_("Take the steps"),
    "crossing": N_("Cross the street"),
    "elevator": N_("Take the lift"),
}
NAMED_ACTIONS: Final = {
    "steps": N_("Take the steps of %(name)s"),
    "crossing": N_("Cross %(name)s"),
    "elevator": N_("Take the lift of %(name)s"),
}
NAMELESS: Final = {
    "street": N_("a street without a name"),
    "path": N_("a path without a name"),
}
"""What is gone along where it has no name."""
SIDES: Final = {
    "left": N_("on the left side of the street"),
    "right": N_("on the right side of the street"),
}


STAIRS: Final = {"up": N_("Go up the steps"), "down": N_("Go down the steps")}
NAMED_STAIRS: Final = {
    "up": N_("Go up the steps of %(name)s"),
    "down": N_("Go down the steps of %(name)s"),
}
CHANGES: Final = {
    "left": N_("Change to the left side of the street"),
    "right": N_("Change to the right side of the street"),
}
