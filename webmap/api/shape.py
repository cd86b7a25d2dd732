"""JSON Schemas made from our own types, so that the description cannot go stale."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from typing import Any, Final

from sqlalchemy import JSON, String
from sqlalchemy.orm import InstrumentedAttribute

from data.models.base import UtcTime

Shape = dict[str, Any]

PLAIN: Final[dict[Any, Shape]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
    types.NoneType: {"type": "null"},
    Any: {},
}
JSON_TYPES: Final = ["object", "array"]


def shape_of(
    kind: Any,  # noqa: ANN401
    without: Iterable[str] = (),
    optional: Iterable[str] = (),
) -> Shape:
    """Describe a type of ours: a data class, a tuple, a mapping, a union, a word.

    Fields ``without`` are never there, ``optional`` ones need not be.
    """
    if kind in PLAIN:
        return dict(PLAIN[kind])
    if dataclasses.is_dataclass(kind):
        return _object(kind, frozenset(without), frozenset(optional))
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return {"type": "string", "enum": [str(word) for word in kind]}
    inner = partial(shape_of, without=without, optional=optional)
    return _generic(kind, inner)


def _object(
    kind: Any,  # noqa: ANN401
    without: frozenset[str],
    optional: frozenset[str],
) -> Shape:
    hints = typing.get_type_hints(kind)
    names = [f.name for f in dataclasses.fields(kind) if f.name not in without]
    shapes = {name: shape_of(hints[name], without, optional) for name in names}
    required = [name for name in names if name not in optional]
    return {"type": "object", "properties": shapes, "required": required}


def _generic(kind: Any, inner: Any) -> Shape:  # noqa: ANN401
    arguments = typing.get_args(kind)
    origin = typing.get_origin(kind)
    if origin in (types.UnionType, typing.Union):
        return {"anyOf": [inner(one) for one in arguments]}
    if origin is dict:
        return {"type": "object", "additionalProperties": inner(arguments[1])}
    shape = {"type": "array", "items": inner(arguments[0])}
    if origin is tuple and arguments[-1] is not Ellipsis:
        shape |= {"minItems": len(arguments), "maxItems": len(arguments)}
    return shape


def column_shape(column: InstrumentedAttribute[Any]) -> Shape:
    """Describe a column of a table, or what a table works out from its columns."""
    kind = column.type
    if isinstance(kind, JSON):
        return {"type": [*JSON_TYPES, "null"]}
    python = datetime if isinstance(kind, UtcTime) else kind.python_type
    shape = dict(PLAIN[python])
    if isinstance(kind, String) and kind.length:
        shape["maxLength"] = kind.length
    if getattr(column, "nullable", False):
        shape["type"] = [shape["type"], "null"]
    return shape
