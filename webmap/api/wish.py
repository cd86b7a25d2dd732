"""Wishes on the way as the API asks for them."""

from __future__ import annotations

from typing import Any, Final

from apiflask.fields import Boolean, Float, List, String
from apiflask.validators import Length, OneOf, Range

from geo.alternative import CRITERIA
from geo.wish import MOST_VIA, REST_M
from webmap.api.question import POINT_DOC, Read, read_point

WISHES: Final = (
    "toilet",
    "rest_every_m",
    "parking",
    "shade",
    "prefer",
    "alternatives",
)
YES_NO: Final = {
    "toilet": "Come by a toilet that the person can use",
    "parking": "Begin at the reserved parking space nearest to the destination",
    "shade": "Go in the shade where that is known",
    "alternatives": "Tell of other ways there that are better in something",
}


def wishes() -> dict[str, Any]:
    """Ask for wishes: the same fields in a link and in a body."""
    return {
        "via": List(
            Read(read_point, metadata=dict(POINT_DOC)),
            load_default=list,
            validate=Length(max=MOST_VIA),
            metadata={"description": "Points to come by, in this order"},
        ),
        "rest_every_m": Float(
            validate=Range(*REST_M),
            metadata={"description": "A seat at least every so many metres"},
        ),
        "prefer": String(
            validate=OneOf(list(CRITERIA)),
            metadata={"description": "What matters most; the usual way if none"},
        ),
        **{
            name: Boolean(load_default=False, metadata={"description": said})
            for name, said in YES_NO.items()
        },
    }
