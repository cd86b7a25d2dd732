"""Rules of a profile in words: what is there, what is not known, how many there are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from webmap.i18n import N_, ngettext

SLOPE_UNKNOWN: Final = N_("The slope is not known")

FACTS: Final = {
    "slope_up": N_("It climbs %(value)s"),
    "slope_down": N_("It falls %(value)s"),
    "slope_across": N_("It leans to the side by %(value)s"),
    "width": N_("It is %(value)s wide"),
    "narrowing": N_("It narrows to %(value)s"),
    "clearance": N_("The head room is %(value)s"),
    "kerb": N_("Kerb: %(value)s"),
    "steps": N_("Steps: %(value)s"),
    "smoothness": N_("Evenness of the ground: %(value)s"),
    "surface": N_("Ground: %(value)s"),
    "obstructed": N_("Something blocks the way"),
    "wheelchair": N_("With a wheelchair: %(value)s"),
    "access": N_("The way is not open to all: %(value)s"),
    "hours": N_("Shut at the time when you go (%(value)s)"),
    "hours_doubt": N_("Whether it is open when you go is not known (%(value)s)"),
    "oneway": N_("You may not go in this direction"),
    "crossing": N_("Crossing: %(value)s"),
    "tactile": N_("There is no tactile paving"),
    "carriageway": N_("There is no sidewalk: you share the road with cars"),
    "light": N_("There is no light after dark"),
}
"""Rule of the profile → what is there."""

SIMPLY: Final = {"steps": N_("There are steps")}
"""What is there, where all that is known is yes."""

DOUBTS: Final = {
    "slope_up": SLOPE_UNKNOWN,
    "slope_down": SLOPE_UNKNOWN,
    "slope_across": N_("The slope to the side is not known"),
    "width": N_("The width is not known"),
    "narrowing": N_("The narrowest point is not known"),
    "clearance": N_("The head room is not known"),
    "kerb": N_("The height of the kerb is not known"),
    "steps": N_("The number of steps is not known"),
    "smoothness": N_("The evenness of the ground is not known"),
    "surface": N_("The kind of ground is not known"),
    "obstructed": N_("Something may block the way"),
    "wheelchair": N_("Whether a wheelchair passes is not known"),
    "access": N_("Whether the way is open to all is not known"),
    "crossing": N_("The kind of crossing is not known"),
    "carriageway": N_("Whether there is a sidewalk is not known"),
}

UNKNOWN_NAMES: Final = {
    "slope_up": N_("the slope"),
    "slope_down": N_("the slope"),
    "slope_across": N_("the slope to the side"),
    "width": N_("the width"),
    "narrowing": N_("the narrowest point"),
    "clearance": N_("the head room"),
    "kerb": N_("the height of the kerb"),
    "steps": N_("the number of steps"),
    "smoothness": N_("the evenness of the ground"),
    "surface": N_("the kind of ground"),
    "obstructed": N_("whether something blocks the way"),
    "wheelchair": N_("whether a wheelchair passes"),
    "access": N_("whether the way is open to all"),
    "hours_doubt": N_("whether it is open when you go"),
    "crossing": N_("the kind of crossing"),
    "carriageway": N_("whether there is a sidewalk"),
}

COUNTS: Final[dict[str, Callable[[int], str]]] = {
    "slope_up": lambda n: ngettext("%(num)s steep climb", "%(num)s steep climbs", n),
    "slope_down": lambda n: ngettext(
        "%(num)s steep descent", "%(num)s steep descents", n
    ),
    "slope_across": lambda n: ngettext(
        "%(num)s stretch that leans to the side",
        "%(num)s stretches that lean to the side",
        n,
    ),
    "width": lambda n: ngettext(
        "%(num)s narrow stretch", "%(num)s narrow stretches", n
    ),
    "narrowing": lambda n: ngettext("%(num)s narrow point", "%(num)s narrow points", n),
    "clearance": lambda n: ngettext("%(num)s low passage", "%(num)s low passages", n),
    "kerb": lambda n: ngettext("%(num)s high kerb", "%(num)s high kerbs", n),
    "steps": lambda n: ngettext(
        "%(num)s flight of steps", "%(num)s flights of steps", n
    ),
    "smoothness": lambda n: ngettext(
        "%(num)s uneven stretch", "%(num)s uneven stretches", n
    ),
    "surface": lambda n: ngettext(
        "%(num)s stretch of hard ground to cross",
        "%(num)s stretches of hard ground to cross",
        n,
    ),
    "obstructed": lambda n: ngettext("%(num)s obstacle", "%(num)s obstacles", n),
    "wheelchair": lambda n: ngettext(
        "%(num)s stretch marked as hard for wheelchairs",
        "%(num)s stretches marked as hard for wheelchairs",
        n,
    ),
    "access": lambda n: ngettext("%(num)s private way", "%(num)s private ways", n),
    "hours": lambda n: ngettext(
        "%(num)s way that is shut then", "%(num)s ways that are shut then", n
    ),
    "hours_doubt": lambda n: ngettext(
        "%(num)s way that may be shut then", "%(num)s ways that may be shut then", n
    ),
    "oneway": lambda n: ngettext(
        "%(num)s one-way stretch", "%(num)s one-way stretches", n
    ),
    "crossing": lambda n: ngettext(
        "%(num)s difficult crossing", "%(num)s difficult crossings", n
    ),
    "tactile": lambda n: ngettext(
        "%(num)s crossing without a warning to touch",
        "%(num)s crossings without a warning to touch",
        n,
    ),
    "light": lambda n: ngettext(
        "%(num)s stretch without light", "%(num)s stretches without light", n
    ),
    "carriageway": lambda n: ngettext(
        "%(num)s stretch among the cars", "%(num)s stretches among the cars", n
    ),
}
