"""What is met on the way in words, for somebody who sees it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Final

from geo.answer import Step
from geo.barrier_kind import barrier_kinds
from geo.cue import Cue
from geo.observation import Value
from webmap.formats import metres
from webmap.i18n import (
    KEPT,
    N_,
    best_name,
    current_language,
    gettext,
    ngettext,
)
from webmap.wording.values import isolate, value_words
from webmap.wording.where import capital

CROSSINGS: Final = {
    "signals": N_("There are traffic lights."),
    "marked": N_("The crossing is marked, without traffic lights."),
    "unmarked": N_("The crossing is not marked."),
    "no": N_("It is not meant to be crossed here."),
}
HOW_UNKNOWN: Final = N_("How the street is crossed here is not known.")
ISLAND: Final = N_("There is an island in the middle.")
BUTTON: Final = N_("Press the button for green.")

KERBS: Final = {
    "down": N_("Kerb down at the near side: %(height)s"),
    "up": N_("Kerb up at the far side: %(height)s"),
    "": N_("Kerb %(where)s: %(height)s"),
}
FLIGHTS: Final = {
    ("up", False): N_("The steps go up."),
    ("down", False): N_("The steps go down."),
    ("up", True): N_("By the heights, the steps go up."),
    ("down", True): N_("By the heights, the steps go down."),
}
"""Direction of stairs, and whether it is only modelled."""
RAILS: Final = {
    True: N_("There is a handrail."),
    False: N_("There is no handrail."),
    None: N_("Whether there is a handrail is not known."),
}
RAIL_SIDES: Final = {
    ("handrail_left",): N_("There is a handrail on the left."),
    ("handrail_right",): N_("There is a handrail on the right."),
    ("handrail_center",): N_("There is a handrail in the middle."),
    ("handrail_left", "handrail_right"): N_("There are handrails on both sides."),
}
"""Where it is told on which side, as one walks."""
SIDES_OF_RAILS: Final = ("handrail_left", "handrail_right", "handrail_center")
RAMP: Final = N_("There is a ramp beside the steps.")
OVERS: Final = {
    "covered": N_("There is a roof for %(length)s."),
    "bridge": N_("You go over a bridge, %(length)s long."),
    "tunnel": N_("You go through a tunnel, %(length)s long."),
}
"""What holds over a length, where it is so."""
GOALS: Final = {
    "left": N_("Your goal is on the left."),
    "right": N_("Your goal is on the right."),
}
Sayer = Callable[[Step], Iterator[str]]


ABOUT: Final[dict[Sayer, frozenset[str]]] = {}
"""Who says something only of cues of these kinds."""


def about(*kinds: str) -> Callable[[Sayer], Sayer]:
    """Mark who has nothing to say of a step without a cue of one of these kinds."""

    def mark(sayer: Sayer) -> Sayer:
        ABOUT[sayer] = frozenset(kinds)
        return sayer

    return mark


def say_along(step: Step, cue: Cue) -> str:
    """Say where on a step something is met."""
    metres_on = cue.at_m - step.at_m
    if metres_on < 1:
        return gettext("right at the beginning")
    return gettext("after %(length)s", length=metres(metres_on))


def of_kind(step: Step, kind: str) -> list[Cue]:
    """List the cues of a kind, in order."""
    return [cue for cue in step.cues if cue.kind == kind]


@about("crossed", "joins")
def say_streets(step: Step) -> Iterator[str]:
    """Say how many streets are crossed and passed without a turn, and which."""
    met: dict[str, list[str]] = {"crossed": [], "left": [], "right": []}
    for cue in step.cues:
        if cue.kind == "crossed":
            met["crossed"].append(best_name(cue.names))
        elif cue.kind == "joins" and cue.names and cue.side in met:
            met[cue.side].append(best_name(cue.names))
    language = current_language()
    yield from (_counted(tuple(met[how]), how, language) for how in met if met[how])


ONE: Final = {
    "crossed": N_("Cross %(name)s"),
    "left": N_("Pass %(name)s on the left"),
    "right": N_("Pass %(name)s on the right"),
}
MANY: Final[dict[str, Callable[[int], str]]] = {
    "crossed": lambda n: ngettext("Cross %(num)s street", "Cross %(num)s streets", n),
    "left": lambda n: ngettext(
        "Pass %(num)s street on the left", "Pass %(num)s streets on the left", n
    ),
    "right": lambda n: ngettext(
        "Pass %(num)s street on the right", "Pass %(num)s streets on the right", n
    ),
}


@lru_cache(maxsize=KEPT)
def _counted(streets: tuple[str, ...], how: str, _language: str) -> str:
    """Say the number of some streets, and the names of those that have one."""
    names = [isolate(street) for street in streets if street]
    listed = gettext(", ").join(dict.fromkeys(names))
    said = MANY[how](len(streets))
    if len(streets) == len(names) == 1:
        return gettext(ONE[how], name=listed)
    if not names:
        return said
    if len(names) == len(streets):
        return gettext("%(what)s: %(names)s", what=said, names=listed)
    return gettext("%(what)s, among them %(names)s", what=said, names=listed)


@about("crossing")
def say_crossing(step: Step) -> Iterator[str]:
    """Say how a street is crossed."""
    for cue in of_kind(step, "crossing"):
        if cue.value is not None or not _is_noted(step, "crossing"):
            yield gettext(CROSSINGS.get(str(cue.value), HOW_UNKNOWN))
        if cue.facts.get("button_operated"):
            yield gettext(BUTTON)
        if cue.facts.get("crossing_island"):
            yield gettext(ISLAND)


def _is_noted(step: Step, attribute: str) -> bool:
    return any(note.attribute == attribute for note in step.notes)


def kerb_words(cue: Cue) -> str:
    """Say the height of a kerb, else its word."""
    if cue.value is not None:
        return value_words("kerb_height_m", cue.value)
    return value_words("kerb", cue.facts.get("kerb"))


@about("kerb")
def say_kerbs(step: Step) -> Iterator[str]:
    """Say the kerbs: which way they go, how high they are."""
    for cue in of_kind(step, "kerb"):
        where = say_along(step, cue)
        yield gettext(KERBS[cue.side], height=kerb_words(cue), where=where)


@about("flight")
def say_flight(step: Step) -> Iterator[str]:
    """Say where stairs go, and what there is to hold."""
    for cue in of_kind(step, "flight"):
        if cue.value is not None:
            yield gettext(FLIGHTS[str(cue.value), cue.method == "modelled"])
        sides = tuple(side for side in SIDES_OF_RAILS if cue.facts.get(side))
        rail = True if sides else _yes(cue.facts.get("handrail"))
        yield gettext(RAIL_SIDES.get(sides, RAILS[rail]))
        if cue.facts.get("ramp"):
            yield gettext(RAMP)


def _yes(value: Value) -> bool | None:
    return None if value is None else bool(value)


@about("surface")
def say_surfaces(step: Step) -> Iterator[str]:
    """Say where the ground changes."""
    for cue in of_kind(step, "surface"):
        yield gettext(
            "The ground changes %(where)s from %(one)s to %(other)s",
            where=say_along(step, cue),
            one=value_words("surface", cue.facts.get("surface")),
            other=value_words("surface", cue.value),
        )


@about(*OVERS)
def say_overs(step: Step) -> Iterator[str]:
    """Say what holds over a length: bridges, tunnels, roofs."""
    for kind, sentence in OVERS.items():
        length = sum(cue.length_m for cue in of_kind(step, kind) if cue.value)
        if length >= 1:
            yield gettext(sentence, length=metres(length))


def say_met(step: Step, cues: Iterable[Cue]) -> Iterator[str]:
    """Say what stands in the way, things of one kind together."""
    found = list(cues)
    kinds = [(str(cue.value), bool(cue.facts.get("is_over"))) for cue in found]
    for (kind, is_over), count in Counter(kinds).items():
        first = found[kinds.index((kind, is_over))]
        known = barrier_kinds().get(kind)
        what = best_name(known.label) if known else kind
        if is_over:
            what = gettext(
                "%(what)s (said to be repaired, nobody has verified it: take care)",
                what=what,
            )
        elif not first.facts.get("confirmed", True):
            what = gettext("%(what)s (reported, not yet confirmed)", what=what)
        where = say_along(step, first)
        yield (
            gettext("%(what)s %(where)s", what=what, where=where)
            if count == 1
            else gettext(
                "%(what)s: %(num)s, the first %(where)s",
                what=what,
                num=count,
                where=where,
            )
        )


@about("barrier")
def say_barriers(step: Step) -> Iterator[str]:
    """Say what stands in the way."""
    yield from say_met(step, of_kind(step, "barrier"))


@about("goal")
def say_goal(step: Step) -> Iterator[str]:
    """Say on which side the goal is."""
    yield from (gettext(GOALS[cue.side]) for cue in of_kind(step, "goal"))


USUAL: Final[tuple[Sayer, ...]] = (
    say_streets,
    say_crossing,
    say_kerbs,
    say_flight,
    say_overs,
    say_surfaces,
    say_barriers,
)
"""What is told to anybody who sees, in this order."""


def say_all(step: Step, sayers: tuple[Sayer, ...]) -> list[str]:
    """Say the cues of a step, each sentence with a capital and a full stop."""
    speaking = _speaking(frozenset([cue.kind for cue in step.cues]), sayers)
    said = (sentence for sayer in speaking for sentence in sayer(step))
    return [_closed(capital(sentence)) for sentence in said]


@lru_cache(maxsize=KEPT)
def _speaking(met: frozenset[str], sayers: tuple[Sayer, ...]) -> tuple[Sayer, ...]:
    """Choose who has something to say where these kinds of cues are met."""
    return tuple(s for s in sayers if s not in ABOUT or not met.isdisjoint(ABOUT[s]))


def _closed(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!")) else f"{sentence}."
