"""What may be asked of a trip: the schemas of the link and of the body."""

from __future__ import annotations

from typing import Any, Final, cast

from apiflask import Schema
from apiflask.fields import String
from apiflask.validators import OneOf
from marshmallow import ValidationError, fields

from geo.limits import LIMITS
from geo.tell import Tell, Told, read_tell
from webmap.api.question import POINT_DOC, Read, going, limit_doc, point, who
from webmap.api.wish import wishes
from webmap.trips.file import FORMS
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


def trip_link() -> type[Schema]:
    """Build the schema of a trip asked by a link: every limit is a parameter."""
    text = {"type": "string", "description": "'lon,lat' or the name of a place"}
    asked = {
        "origin": point("from", {**text, "example": "8.7047,36.1822"}),
        "destination": point("to", {**text, "example": "8.7100,36.1760"}),
        **who(),
        **_told(),
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
