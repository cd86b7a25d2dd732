"""What the description says besides the questions: answers, problems, headers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from apiflask import APIFlask

from data.models import Source
from data.queries.layer_table import LAYERS
from webmap.api.fresh import GEOJSON, JSON
from webmap.api.question import PERSONAL
from webmap.api.shape import Shape, column_shape
from webmap.errors import PROBLEM, TITLES
from webmap.stops.person import PERSON_SHAPE

Responses = dict[int | str, Any]
Describer = Callable[[dict[str, Any]], None]

ETAG: Final = {
    "ETag": {"description": "Names the state of the data", "schema": {"type": "string"}}
}
PROBLEM_SHAPE: Final = {
    "type": "object",
    "description": "RFC 9457, with a stable code and the field that is wrong",
    "required": ["type", "title", "status", "detail", "code", "field", "request_id"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
        "field": {"type": "string"},
        "request_id": {"type": "string"},
    },
}
SOURCE_COLUMNS: Final = (
    "key",
    "name",
    "licence",
    "attribution",
    "url",
    "is_demonstration",
)
GEOMETRY_SHAPE: Final = {
    "type": ["object", "null"],
    "description": "GeoJSON geometry, (lon, lat), EPSG:4326",
    "required": ["type", "coordinates"],
    "properties": {
        "type": {"type": "string"},
        "coordinates": {"type": "array", "items": {}},
    },
}
LINK_SHAPE: Final = {
    "type": "object",
    "required": ["rel", "href"],
    "properties": {"rel": {"type": "string"}, "href": {"type": "string"}},
}

EVERYWHERE: Final = (405, 422, 500, 503)
ON_POST: Final = (400, 413, 415, 429)
NOT_FOUND: Final = 404
TOO_MANY: Final = 429
ON_STREETS: Final = ("/trips", "/reach")
"""Ends of paths that need a network, which may not be built, and a while."""


def content(shape: Shape, mimetype: str = JSON) -> dict[str, Any]:
    """Describe a body."""
    return {"content": {mimetype: {"schema": shape}}}


def kept(words: str, shape: Shape, mimetype: str = JSON) -> Responses:
    """Describe the good answer of something that a client may keep."""
    return {200: {"description": words, "headers": ETAG, **content(shape, mimetype)}}


def _properties(name: str) -> Shape:
    layer = LAYERS[name]
    shapes = {one: column_shape(layer.mapped(one)) for one in layer.properties}
    if hasattr(layer.model, "source_id"):
        shapes["source"] = column_shape(Source.key)
        shapes["is_demonstration"] = column_shape(Source.is_demonstration)
    own = {"person": PERSON_SHAPE} if name in PERSONAL else {}
    return {"type": "object", "properties": shapes | own, "required": list(shapes)}


def _feature(name: str) -> Shape:
    return {
        "type": "object",
        "required": ["type", "id", "geometry", "properties"],
        "properties": {
            "type": {"const": "Feature"},
            "id": {"type": "string"},
            "geometry": GEOMETRY_SHAPE,
            "properties": _properties(name),
        },
    }


def feature_response(name: str) -> Responses:
    """Describe one thing of a layer."""
    return kept(f"One of the {name}", _feature(name), GEOJSON)


def collection_response(name: str) -> Responses:
    """Describe a list of a layer."""
    source = {
        "type": "object",
        "properties": {c: column_shape(getattr(Source, c)) for c in SOURCE_COLUMNS},
    }
    parts: dict[str, Shape] = {
        "type": {"const": "FeatureCollection"},
        "features": {"type": "array", "items": _feature(name)},
        "numberMatched": {"type": "integer"},
        "numberReturned": {"type": "integer"},
        "links": {"type": "array", "items": LINK_SHAPE},
        "attribution": {"type": "array", "items": source},
    }
    shape = {"type": "object", "properties": parts, "required": list(parts)}
    words = f"Some {name}; the link 'next' leads to more"
    return kept(words, shape, GEOJSON)


def _problem(status: int) -> dict[str, Any]:
    shape = {"$ref": "#/components/schemas/Problem"}
    return {"description": TITLES[status][1], **content(shape, PROBLEM)}


def complete(spec: dict[str, Any]) -> None:
    """Add to every operation the problems that it may answer with."""
    schemas = spec.setdefault("components", {}).setdefault("schemas", {})
    schemas["Problem"] = PROBLEM_SHAPE
    for path, operations in spec["paths"].items():
        for method, operation in operations.items():
            _complete_operation(path, method, operation)


def _complete_operation(path: str, method: str, operation: dict[str, Any]) -> None:
    responses = operation["responses"]
    statuses = [*EVERYWHERE, *(ON_POST if method == "post" else ())]
    if "{" in path or path.endswith(ON_STREETS):
        statuses.append(NOT_FOUND)
    if path.endswith(ON_STREETS):
        statuses.append(TOO_MANY)
    for status in sorted(statuses):
        responses.setdefault(str(status), _problem(status))
    if "headers" in responses.get("200", {}):
        responses["304"] = {"description": "What you hold is still right"}


def install(site: APIFlask, *describers: Describer) -> None:
    """Describe the API of a site; describers add what only their views know."""
    site.config.update(
        AUTO_404_RESPONSE=False,
        AUTO_VALIDATION_ERROR_RESPONSE=False,
        AUTO_200_RESPONSE=False,
        AUTO_TAGS=False,
        AUTO_SERVERS=False,
        INFO={
            "description": "How people with disabilities get about a town, "
            "what stops them, and what is done about it.",
            "license": {"name": "MIT"},
        },
    )

    def describe(spec: dict[Any, Any] | str) -> dict[Any, Any] | str:
        if isinstance(spec, dict):
            for describer in (*describers, complete):
                describer(spec)
        return spec

    site.spec_processor(describe)
