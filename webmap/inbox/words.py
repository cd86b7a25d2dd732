"""Names of what the inbox speaks of: bodies, areas, owners, people, severities."""

from __future__ import annotations

from typing import Final

from flask import g

from data.queries.person import list_people
from data.queries.site import list_area_names
from geo.assignment import report_owners
from geo.life_cycle import report_flags, report_reasons, report_states, report_words
from geo.severity import Level
from webmap.context import read_session, runtime
from webmap.i18n import N_, best_name, gettext

Options = list[tuple[str, str]]

LEVELS: Final = {
    "stops": N_("Stops"),
    "may_stop": N_("May stop"),
    "slows": N_("Slows"),
    "may_slow": N_("May slow"),
}
"""Severity → word, the worst first; nothing is said of who passes freely."""
WORST_FIRST: Final = {level.name.lower(): -level.value for level in Level}
MARKS: Final = ("overdue", "reminded")
INTAKE: Final = {
    "outside_town": N_("Outside the town"),
    "no_position": N_("No position"),
    "filled_the_trap": N_("Perhaps sent by a machine"),
}
"""What staff is told when a report comes in, besides the flags of the table."""


def body_word(key: str) -> str:
    """Name a body; a name that is no key is a name."""
    known = {body.key: body.names for body in runtime().town.bodies}
    return best_name(known[key]) if key in known else key


def body_options(first: str) -> Options:
    """Offer the bodies of the town, after a first choice that is none."""
    bodies = runtime().town.bodies
    return [("", first), *((body.key, best_name(body.names)) for body in bodies)]


def area_names() -> dict[str, str]:
    """Name the areas: key → name, read once a request."""
    if "area_names" not in g:
        known = list_area_names(read_session())
        g.area_names = {key: best_name(names) or key for key, names in known.items()}
    names: dict[str, str] = g.area_names
    return names


def area_word(key: str) -> str:
    """Name an area."""
    return area_names().get(key, key)


def area_options(first: str) -> Options:
    """Offer the areas by name."""
    return [("", first), *sorted(area_names().items(), key=lambda one: one[1])]


def owner_word(key: str) -> str:
    """Name a kind of owner; empty where nobody knows."""
    known = report_owners().get(key)
    return best_name(known.label) if known else ""


def owner_options(first: str) -> Options:
    """Offer the kinds of owners."""
    owners = report_owners().values()
    return [("", first), *((one.id, best_name(one.label)) for one in owners)]


def people_names() -> dict[str, str]:
    """Name everybody with an account: key → name, read once a request."""
    if "people_names" not in g:
        g.people_names = {one.key: one.name for one in list_people(read_session())}
    names: dict[str, str] = g.people_names
    return names


def person_word(key: str) -> str:
    """Name a person to staff; who has no account any more is not named."""
    return people_names().get(key, gettext("somebody") if key else "")


def flag_word(flag: str) -> str:
    """Name a flag, or what staff was told when the report came in."""
    known = report_flags().get(flag)
    if known is not None:
        return best_name(known.label)
    return gettext(INTAKE[flag]) if flag in INTAKE else flag.replace("_", " ")


def flag_options(first: str) -> Options:
    """Offer the flags."""
    return [("", first), *((flag, flag_word(flag)) for flag in report_flags())]


def mark_word(mark: str) -> str:
    """Name what a clock has noted."""
    known = report_words("mark").get(mark)
    return best_name(known.label) if known else mark


def reason_word(reason: str) -> str:
    """Name a reason code."""
    known = report_reasons().get(reason)
    return best_name(known.label) if known else reason


def reason_options(state: str, first: str) -> Options:
    """Offer the reasons that lead to a state."""
    known = [r for r in report_reasons().values() if state in r.states]
    return [("", first), *((r.id, best_name(r.label)) for r in known)]


def level_word(level: str) -> str:
    """Name a severity."""
    return gettext(LEVELS[level]) if level in LEVELS else level


def all_state_options(groups: Options) -> Options:
    """Offer groups of states, then every state."""
    states = report_states().values()
    return [*groups, *((s.id, best_name(s.label)) for s in states)]
