"""Ways inside stations in words: which door, which stairs, which lift."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from geo.transit.itinerary import Halting, InsideStep, WalkLeg
from webmap.formats import minutes
from webmap.i18n import N_, best_name, gettext, ngettext
from webmap.wording.values import isolate

STOPS_YOU: Final = {
    "steps": N_("These stairs have more steps than you take."),
    "width": N_("It is too narrow for you here."),
    "slope_up": N_("It goes up too steeply for you here."),
    "slope_down": N_("It goes down too steeply for you here."),
    "wheels": N_("An escalator takes nobody on wheels."),
    "lift_working": N_("The lift does not work."),
    "escalator_working": N_("The escalator does not work."),
}
NOT_KNOWN: Final = {
    "steps": N_("How many steps there are is not known."),
    "width": N_("How wide it is here is not known."),
    "lift_working": N_("Whether the lift works is not certain: ask."),
    "escalator_working": N_("Whether the escalator works is not certain: ask."),
}
PLAIN: Final = {
    "moving_walkway": N_("Take the moving walkway."),
    "gate": N_("Go through the ticket gate."),
    "exit": N_("Go out through the gate."),
}


def say_passage(leg: WalkLeg) -> Iterator[str]:
    """Say what of a way on foot is inside stations, in order."""
    yield from _steps(leg.out)
    if leg.leave is not None:
        yield gettext("Leave the station by %(door)s.", door=_name(leg.leave))
    if leg.enter is not None:
        yield gettext("Enter the station by %(door)s.", door=_name(leg.enter))
    yield from _steps(leg.into)
    yield from _time(leg)
    for stop in leg.unknown_inside:
        yield gettext(
            "How to get about inside the station at %(stop)s is not known.",
            stop=_name(stop),
        )


def _steps(steps: tuple[InsideStep, ...]) -> Iterator[str]:
    for step in steps:
        yield from filter(None, (SAID.get(step.mode, _plain)(step), _sign(step)))
        yield from (gettext(STOPS_YOU[rule]) for rule in step.refused)
        yield from (gettext(NOT_KNOWN[rule]) for rule in step.doubtful)


def _stairs(step: InsideStep) -> str:
    if not step.stairs:
        return gettext("Take the stairs.")
    count = abs(step.stairs)
    if step.stairs > 0:
        return ngettext("Stairs up: %(num)s step", "Stairs up: %(num)s steps", count)
    return ngettext("Stairs down: %(num)s step", "Stairs down: %(num)s steps", count)


def _lift(step: InsideStep) -> str:
    if level := best_name(step.level_names):
        return gettext("Take the lift to %(level)s.", level=isolate(level))
    said = _by_direction(
        step,
        up=N_("Take the lift up."),
        down=N_("Take the lift down."),
        plain=N_("Take the lift."),
    )
    return gettext(said)


def _escalator(step: InsideStep) -> str:
    if level := best_name(step.level_names):
        return gettext("Take the escalator to %(level)s.", level=isolate(level))
    said = _by_direction(
        step,
        up=N_("Take the escalator up."),
        down=N_("Take the escalator down."),
        plain=N_("Take the escalator."),
    )
    return gettext(said)


def _by_direction(step: InsideStep, *, up: str, down: str, plain: str) -> str:
    if not step.levels:
        return plain
    return up if step.levels > 0 else down


def _plain(step: InsideStep) -> str:
    """Say what needs no direction; a corridor that stops nobody goes without saying."""
    if step.mode in PLAIN:
        return gettext(PLAIN[step.mode])
    if step.refused or step.doubtful:
        place = best_name(step.names)
        return gettext("The corridor to %(place)s", place=isolate(place))
    return ""


SAID: Final[dict[str, Callable[[InsideStep], str]]] = {
    "stairs": _stairs,
    "lift": _lift,
    "escalator": _escalator,
}


def _sign(step: InsideStep) -> str:
    sign = best_name(step.signs)
    return gettext("Follow the signs “%(sign)s”.", sign=isolate(sign)) if sign else ""


def _time(leg: WalkLeg) -> Iterator[str]:
    """Say how long it takes inside; what is worked out is said to be so."""
    steps = (*leg.out, *leg.into)
    if not steps:
        return
    time = minutes(sum(step.seconds for step in steps))
    if any(step.is_estimated for step in steps):
        yield gettext("Inside the station: about %(time)s, worked out.", time=time)
    else:
        yield gettext("Inside the station: %(time)s", time=time)


def _name(stop: Halting) -> str:
    return isolate(best_name(stop.names) or stop.key)
