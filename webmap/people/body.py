"""For which body of the town somebody acts: one of those that it names."""

from __future__ import annotations

from data.towns import Town
from geo.errors import InputError
from geo.text import fold
from webmap.context import runtime
from webmap.i18n import best_name, gettext

NO_BODY = "is no body of this town"


def find_body(town: Town, name: str) -> str:
    """Find the key of the body of a name, in any language; empty if there is none."""
    wanted = fold(name)
    for body in town.bodies:
        if wanted in (fold(body.key), *(fold(one) for one in body.names.values())):
            return body.key
    return ""


def check_body(town: Town, name: str) -> str:
    """Give the key of the body that somebody is to act for; empty for none.

    A town that names no bodies leaves the choice to its administrators.

    Raises
    ------
    InputError
        If the town has bodies, but none of this name.
    """
    if not name.strip() or not town.bodies:
        return name
    key = find_body(town, name)
    if not key:
        known = ", ".join(body.key for body in town.bodies)
        raise InputError("body", f"{name[:40]!r} {NO_BODY}: {known}")
    return key


def is_body(name: str) -> bool:
    """Tell whether an account acts for a body that the town knows, or may name any."""
    town = runtime().town
    return not town.bodies or bool(find_body(town, name))


def named_bodies() -> list[tuple[str, str]]:
    """Offer the bodies of the town, none first; nothing where it names none."""
    bodies = [(one.key, best_name(one.names)) for one in runtime().town.bodies]
    return [("", gettext("Nobody in particular")), *bodies] if bodies else []
