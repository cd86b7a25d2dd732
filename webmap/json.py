"""JSON by orjson."""

from __future__ import annotations

from typing import Any, Final

import orjson
from apiflask import APIFlask
from flask import Response
from flask.json.provider import JSONProvider

JSON: Final = "application/json"
OPTIONS: Final = orjson.OPT_NON_STR_KEYS | orjson.OPT_SERIALIZE_NUMPY


class OrjsonProvider(JSONProvider):
    """Writes dates, data classes and arrays as well."""

    def response(self, *args: Any, **kwargs: Any) -> Response:  # noqa: ANN401
        """Answer with a value, written straight to bytes."""
        value = self._prepare_response_obj(args, kwargs)
        return Response(orjson.dumps(value, option=OPTIONS), mimetype=JSON)

    def dumps(self, obj: Any, **_options: Any) -> str:  # noqa: ANN401
        """Write a value."""
        return orjson.dumps(obj, option=OPTIONS).decode()

    def loads(self, s: str | bytes, **_options: Any) -> Any:  # noqa: ANN401
        """Read a value."""
        return orjson.loads(s)


def install(site: APIFlask) -> None:
    """Let a site speak JSON by orjson."""
    site.json = OrjsonProvider(site)
