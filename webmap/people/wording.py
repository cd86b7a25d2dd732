"""What is said of passwords, roles and waits."""

from __future__ import annotations

from typing import Final

from data.queries.person import LAST_ADMIN, TAKEN, Person
from geo.errors import InputError
from geo.password import LONGEST, SHORTEST, find_password_fault
from geo.permission import list_roles
from webmap.formats import minutes, number
from webmap.i18n import N_, best_name, gettext, ngettext
from webmap.people.body import NO_BODY

MINUTE_S: Final = 60
FAULTS: Final = {
    "short": N_("The password is too short. Please take at least %(least)s letters."),
    "long": N_("The password is too long. %(most)s letters are the most."),
    "common": N_(
        "Many people have a password like this, so it is the first to be guessed. "
        "Four words that have nothing to do with each other are a good one."
    ),
    "about_you": N_(
        "This password is made of your name or address. Please choose another one."
    ),
}
"""What ``geo.password`` finds → what is said of it."""


def say_fault(password: str, person: Person) -> str:
    """Say what is wrong with a password; empty if it is good."""
    about = (person.name, person.email, person.body)
    fault = find_password_fault(password, about)
    if not fault:
        return ""
    values = {"least": number(SHORTEST), "most": number(LONGEST)}
    return gettext(FAULTS[fault], **values)


REFUSALS: Final = {
    "name": N_("Please write the name."),
    "email": N_("Please write an address like name@example.org."),
    "role": N_("Please choose a role."),
    "body": N_("Who acts for an organisation needs its name here."),
}
"""Field of an ``InputError`` → what is said of it."""


def say_refusal(refused: Exception) -> dict[str, str]:
    """Say why an account cannot be made or changed: field → sentence."""
    if isinstance(refused, InputError) and refused.reason.partition(NO_BODY)[1]:
        return {"body": gettext("The town has no such body. Choose from the list.")}
    if isinstance(refused, InputError) and refused.field in REFUSALS:
        return {refused.field: gettext(REFUSALS[refused.field])}
    if str(refused) == LAST_ADMIN:
        said = gettext(
            "There has to be an administrator who can sign in. Give somebody else "
            "this role first."
        )
        return {"role": said}
    if str(refused) == TAKEN:
        said = gettext("Somebody with this address has an account already.")
        return {"email": said}
    return {"role": gettext("The account is closed: open it first.")}


def say_wait(wait_s: int) -> str:
    """Say how long to wait, and what helps meanwhile."""
    if wait_s < MINUTE_S:
        return ngettext(
            "Too many tries. Please wait %(num)s second, then try again.",
            "Too many tries. Please wait %(num)s seconds, then try again.",
            wait_s,
        )
    return gettext(
        "Too many tries. Please wait %(time)s, or ask for a new password.",
        time=minutes(wait_s),
    )


def role_word(role: str) -> str:
    """Name a role."""
    known = list_roles().get(role)
    return best_name(known.label) if known else role


def role_options(first: str) -> list[tuple[str, str]]:
    """List the roles for a form, after a word that asks to choose."""
    return [("", first), *((role, role_word(role)) for role in list_roles())]
