"""Discovery: what is offered here, in which formats, and how to get a key."""

from __future__ import annotations

from typing import Any, Final

from flask import Response

from webmap.context import runtime
from webmap.i18n import gettext
from webmap.open311.place import V2, base_url, town_name
from webmap.open311.write import write_one

SPECIFICATION: Final = "http://wiki.open311.org/GeoReport_v2"
CHANGED: Final = "2026-11-23T12:00:00Z"
"""When what is offered last changed; raised by hand together with it."""
FORMATS: Final = ("text/xml", "application/json")


def get_discovery() -> Response:
    """Tell what is offered."""
    return write_one("discovery", _discovery())


def _discovery() -> dict[str, Any]:
    held = runtime()
    town, base = town_name(held), base_url()
    endpoint = {
        "specification": SPECIFICATION,
        "url": f"{base}{V2}",
        "changeset": CHANGED,
        "type": "test" if _is_demonstration() else "production",
        "formats": list(FORMATS),
    }
    contact = gettext("%(town)s, through the site: %(url)s", town=town, url=base)
    key_service = gettext(
        "The administrator of accounts of %(town)s makes keys. Ask through the site: "
        "%(url)s",
        town=town,
        url=base,
    )
    return {
        "changeset": CHANGED,
        "contact": contact,
        "key_service": key_service,
        "endpoints": [endpoint],
    }


def _is_demonstration() -> bool:
    """Tell whether the town shows made-up streets: then nothing is repaired."""
    return any(source.is_demonstration for source in runtime().town.sources.values())
