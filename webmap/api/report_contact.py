"""How somebody can be reached who reports by a program of her own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from apiflask import Schema
from apiflask.fields import Boolean, Nested, String

from data.queries.contact import FIELDS
from geo.errors import InputError
from webmap.reports.contact import TICKS, Reach

FIELD: Final = "contact"


class ContactBody(Schema):
    """How the sender can be reached; an e-mail or a telephone number is needed."""

    name = String(load_default="")
    email = String(load_default="")
    phone = String(load_default="")
    consent = Boolean(
        load_default=False,
        metadata={
            "description": "She agrees that the town writes to her or calls her about "
            "this report; without it nothing of this is kept"
        },
    )
    follow = Boolean(
        load_default=False,
        metadata={
            "description": "Write to her whenever something happens with the report, "
            "once she has confirmed the address by the link of a letter"
        },
    )


CONTACT: Final = Nested(
    ContactBody,
    load_default=None,
    allow_none=True,
    metadata={"description": "Seen by staff only, apart from the report"},
)


def read_reach(given: Mapping[str, Any] | None) -> Reach:
    """Read how the sender can be reached.

    Raises
    ------
    InputError
        Naming the first field that is wrong.
    """
    said = given or {}
    texts = {name: str(said.get(name, "")) for name in FIELDS}
    ticks = {name: "1" if said.get(name) else "" for name in TICKS}
    reach = Reach.read({**texts, **ticks})
    for fault in reach.list_faults():
        raise InputError(f"{FIELD}.{fault.field}", fault.reason)
    return reach
