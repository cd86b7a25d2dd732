"""What may be asked: the schemas of queries and bodies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, cast

from apiflask import Schema
from apiflask.fields import Integer, String
from apiflask.validators import Length, OneOf, Range
from marshmallow import ValidationError, fields

from data.queries.layer import MOST
from data.queries.layer_table import LAYERS
from data.search import LONGEST
from data.search import MOST as MOST_HITS
from geo.answer import Policy
from geo.bbox import Bbox, parse_bbox
from geo.crs import parse_lon_lat, require_lon_lat
from geo.limits import LIMITS
from geo.norm_file import load_norms
from geo.profile import load_profiles
from webmap.i18n import LANGUAGES

LIMIT: Final = 100
KEY_LETTERS: Final = 120
PERSONAL: Final = frozenset({"stops"})
"""Layers that tell what each thing is to one person."""


class Read(fields.Field[Any]):
    """A value that one of our own readers understands or refuses in words."""

    def __init__(self, reader: Callable[[object, str], object], **options: Any) -> None:  # noqa: ANN401
        super().__init__(**options)
        self.reader = reader

    def _deserialize(
        self,
        value: object,
        attr: str | None,
        data: Mapping[str, object] | None,  # noqa: ARG002
        **_options: object,
    ) -> object:
        return self.reader(value, str(attr))


def read_bbox(value: object, field: str) -> Bbox:
    """Read ``west,south,east,north``, degrees."""
    return parse_bbox(str(value), field=field)


def read_lon_lat(value: object, field: str) -> tuple[float, float]:
    """Read ``lon,lat``, degrees."""
    return parse_lon_lat(str(value), field=field)


def read_point(value: object, field: str) -> str | tuple[float, float]:
    """Read ``"lon,lat"``, ``[lon, lat]`` or the name of a place."""
    if isinstance(value, str) and value.strip():
        return value
    if isinstance(value, list) and len(value) == 2:
        lon, lat = (_number(part) for part in value)
        return require_lon_lat(lon, lat, field=field)
    message = "is neither 'lon,lat', [lon, lat] nor the name of a place"
    raise ValidationError(message)


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        message = f"{value!r} is not a number"
        raise ValidationError(message)
    return float(value)


def _lang() -> fields.Field[Any]:
    return String(
        validate=OneOf(LANGUAGES),
        metadata={"description": "Language of names and sentences."},
    )


class NoQuestion(Schema):
    """Nothing but the language."""

    lang = _lang()


def layer_question(name: str) -> type[Schema]:
    """Build the schema of a layer's query."""
    asked: dict[str, Any] = {
        "bbox": Read(
            read_bbox,
            metadata={
                "type": "string",
                "example": "8.69,36.16,8.73,36.19",
                "description": "west,south,east,north in degrees",
            },
        ),
        "limit": Integer(
            load_default=LIMIT,
            validate=Range(1, MOST),
            metadata={"description": f"How many at most, 1 … {MOST}"},
        ),
        "cursor": String(
            validate=Length(max=KEY_LETTERS),
            metadata={"description": "From the link 'next' of the page before"},
        ),
    }
    asked |= {
        column: String(
            validate=Length(max=KEY_LETTERS),
            metadata={"description": f"Only {name} whose {column} is this"},
        )
        for column in LAYERS[name].filters
    }
    title = f"{name.capitalize()}Question"
    return cast("type[Schema]", Schema.from_dict(asked | _person(name), name=title))


def single_question(name: str) -> type[Schema]:
    """Build the schema of the query for one thing of a layer."""
    asked = {"lang": _lang(), **_person(name)}
    title = f"One{name.capitalize()}Question"
    return cast("type[Schema]", Schema.from_dict(asked, name=title))


def _person(name: str) -> dict[str, Any]:
    """Let a layer be asked for one person, where it tells of people."""
    if name not in PERSONAL:
        return {}
    told = {"description": "Tell what each is to this profile, as 'person'"}
    return {"profile": String(validate=OneOf(list(load_profiles())), metadata=told)}


class SearchQuestion(NoQuestion):
    """What is searched for."""

    q = String(
        required=True,
        validate=Length(1, LONGEST),
        metadata={"description": "A name, in any script, with at most a slip a word"},
    )
    limit = Integer(load_default=8, validate=Range(1, MOST_HITS))
    near = Read(
        read_lon_lat,
        metadata={
            "type": "string",
            "example": "8.71,36.18",
            "description": "lon,lat: among equal hits the nearer come first",
        },
    )


POINT_DOC: Final = {
    "oneOf": [
        {"type": "string", "description": "'lon,lat' or the name of a place"},
        {
            "type": "array",
            "items": {"type": "number"},
            "minItems": 2,
            "maxItems": 2,
            "description": "[lon, lat], degrees",
        },
    ]
}


def point(key: str, metadata: dict[str, Any]) -> Read:
    """Ask for a position, under its name."""
    return Read(read_point, required=True, data_key=key, metadata=metadata)


def who() -> dict[str, Any]:
    """Ask whose trip it is, what to do about the unknown, and in which language."""
    return {
        "profile": String(
            validate=OneOf(list(load_profiles())),
            metadata={"description": "Whose trip; 'walker' where only limits are set"},
        ),
        "unknown": String(
            load_default=str(Policy.CAUTIOUS),
            validate=OneOf([str(policy) for policy in Policy]),
            metadata={"description": "What to do about what is not known"},
        ),
        "norm": String(
            validate=OneOf(list(load_norms())),
            metadata={
                "description": "Norm whose findings are told; the town's if none"
            },
        ),
        "lang": _lang(),
    }


def going(otherwise: str) -> String:
    """Ask when the person goes; ``otherwise`` tells what becomes of hours if none."""
    return String(
        metadata={
            "example": "2026-11-23T22:00",
            "description": "When the person goes, in the town's time: what is shut "
            f"then is not gone through; if none, {otherwise}",
        },
    )


def limit_doc(name: str) -> dict[str, Any]:
    """Describe one limit that a person may set."""
    limit = LIMITS[name]
    if limit.words:
        return {"type": "string", "enum": list(limit.words)}
    return {
        "type": "number",
        "minimum": limit.low,
        "maximum": limit.high,
        "description": limit.measure,
    }
