"""What may be asked of a trip: the schemas of the link and of the body."""

from __future__ import annotations

from typing import Any, Final, cast

from apiflask import Schema
from apiflask.fields import Integer, String
from apiflask.validators import OneOf, Range
from marshmallow import ValidationError, fields

from geo.limits import LIMITS
from geo.tell import Tell, Told, read_tell
from geo.transit.walk_limit import MOST_S
from webmap.api.question import POINT_DOC, Read, going, limit_doc, point, who
from webmap.api.wish import wishes
from webmap.trips.file import FORMS
from webmap.trips.ride import LONGEST_WINDOW_MIN
from webmap.wording.felt import WORDINGS

NAMES: Final = ", ".join(Tell)
TELL_DOC: Final = {
    "description": f"What is told, of {NAMES}; everything if none. What is not named "
    "is neither worked out nor in the answer; the way there (out) always is."
}


def _read_link(value: object, _field: str) -> Told:
    """Read names with commas between them."""
    return read_tell(str(value).split(","))


def _read_body(value: object, _field: str) -> Told:
    """Read a list of names."""
    if isinstance(value, list) and all(isinstance(name, str) for name in value):
        return read_tell(value)
    message = f"is no list of {NAMES}"
    raise ValidationError(message)


def _told() -> dict[str, Any]:
    """Ask how the way is told."""
    return {
        "wording": String(
            validate=OneOf(list(WORDINGS)),
            metadata={
                "description": "How the way is told; as the profile says if none"
            },
        ),
        "at": going("hours are only told"),
        "format": String(
            load_default="json",
            validate=OneOf(["json", *FORMS]),
            metadata={"description": "JSON, or a file to take along"},
        ),
    }


MODES: Final = ("walk", "transit")
MODES_DOC: Final = {
    "description": "With 'transit', whole trips by public transport are answered, "
    "which are compared with going without a vehicle; else only the way itself"
}


def _modes(names: object) -> tuple[str, ...]:
    """Read how somebody goes."""
    if not isinstance(names, list) or not all(name in MODES for name in names):
        message = f"is no list of {', '.join(MODES)}"
        raise ValidationError(message)
    return tuple(names)


def _rides(modes: Read) -> dict[str, Any]:
    """Ask for whole trips, leaving or arriving at a time."""
    example = {"example": "2026-11-23T10:00"}
    return {
        "modes": modes,
        "depart": String(
            metadata={"description": "Leave then, in the town's time", **example}
        ),
        "arrive": String(
            metadata={"description": "Be there by then; not with depart", **example}
        ),
        "window": Integer(
            load_default=0,
            validate=Range(0, LONGEST_WINDOW_MIN),
            metadata={"description": "Every good time to leave in so many minutes"},
        ),
        "walk_limit_s": Integer(
            validate=Range(0, int(MOST_S)),
            metadata={
                "description": "So many seconds on foot to the first stop, from the "
                "last, and at most between two; as usual for the profile if none",
                "example": 2400,
            },
        ),
    }


def trip_link() -> type[Schema]:
    """Build the schema of a trip asked by a link: every limit is a parameter."""
    text = {"type": "string", "description": "'lon,lat' or the name of a place"}
    asked = {
        "origin": point("from", {**text, "example": "8.7047,36.1822"}),
        "destination": point("to", {**text, "example": "8.7100,36.1760"}),
        **who(),
        **_told(),
        **_rides(
            Read(
                lambda value, _field: _modes(str(value).split(",")),
                metadata={**MODES_DOC, "type": "string", "example": "walk,transit"},
            )
        ),
        "tell": Read(
            _read_link,
            metadata={**TELL_DOC, "type": "string", "example": "out,reasons"},
        ),
        **wishes(),
        **{name: fields.Raw(metadata=limit_doc(name)) for name in LIMITS},
    }
    return cast("type[Schema]", Schema.from_dict(asked, name="TripLink"))


def trip_body() -> type[Schema]:
    """Build the schema of a trip asked by a body."""
    known = {name: limit_doc(name) for name in LIMITS}
    asked = {
        "origin": point("from", dict(POINT_DOC)),
        "destination": point("to", dict(POINT_DOC)),
        **who(),
        **_told(),
        **_rides(
            Read(
                lambda value, _field: _modes(value),
                metadata={
                    **MODES_DOC,
                    "type": "array",
                    "items": {"type": "string", "enum": list(MODES)},
                    "example": ["walk", "transit"],
                },
            )
        ),
        "tell": Read(
            _read_body,
            metadata={
                **TELL_DOC,
                "type": "array",
                "items": {"type": "string", "enum": list(Tell)},
                "example": ["out", "reasons"],
            },
        ),
        **wishes(),
        "limits": fields.Dict(
            keys=fields.String(),
            load_default=dict,
            metadata={"properties": known, "additionalProperties": False},
        ),
    }
    return cast("type[Schema]", Schema.from_dict(asked, name="TripBody"))
