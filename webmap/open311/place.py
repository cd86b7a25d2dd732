"""Where this endpoint is, and whose: addresses, jurisdiction, bodies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from flask import request

from data.runtime import Runtime
from webmap.context import runtime
from webmap.i18n import best_name
from webmap.open311.refuse import MISSING, refuse

ROOT: Final = "/open311"
V2: Final = f"{ROOT}/v2"
MUNICIPALITY: Final = "municipality"


def base_url() -> str:
    """Give the address of the site as others reach it, without a stroke at its end."""
    return (runtime().settings.public_url or request.url_root).rstrip("/")


def require_jurisdiction() -> None:
    """Refuse the question for another town; without a name, it is ours.

    Raises
    ------
    Refused
        404, as the specification says.
    """
    asked = request.values.get("jurisdiction_id", "").strip()
    town = runtime().town.key
    if asked and asked != town:
        said = f"jurisdiction_id {asked[:80]!r} was not found; this is {town!r}"
        raise refuse(MISSING, said)


def body_names(held: Runtime) -> dict[str, dict[str, str]]:
    """Give the names of the bodies of the town: key → language → name."""
    return {body.key: body.names for body in held.town.bodies}


def usual_body(held: Runtime) -> Mapping[str, str]:
    """Give the names of the municipality."""
    known = (b.names for b in held.town.bodies if b.kind == MUNICIPALITY)
    return next(known, held.town.names)


def town_name(held: Runtime) -> str:
    """Name the town in the language that is spoken."""
    return best_name(held.town.names) or "Wusul"
