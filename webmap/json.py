"""JSON by orjson."""

from __future__ import annotations

from typing import Any, Final

import orjson
from apiflask import APIFlask
from flask import Response
from flask.json.provider import JSONProvider

JSON: Final = "application/json"
OPTIONS: Final = orjson.OPT_SERIALIZE_NUMPY
ANY_KEYS: Final = OPTIONS | orjson.OPT_NON_STR_KEYS
"""Half as slow again, and hardly anything has other keys than texts."""


class OrjsonProvider(JSONProvider):
    """Writes dates, data classes and arrays as well."""

    def response(self, *args: Any, **kwargs: Any) -> Response:  # noqa: ANN401
        """Answer with a value, written straight to bytes."""
        value = self._prepare_response_obj(args, kwargs)
        return Response(_write(value), mimetype=JSON)

    def dumps(self, obj: Any, **_options: Any) -> str:  # noqa: ANN401
        """Write a value."""
        return _write(obj).decode()

    def loads(self, s: str | bytes, **_options: Any) -> Any:  # noqa: ANN401
        """Read a value."""
        return orjson.loads(s)


def _write(value: Any) -> bytes:  # noqa: ANN401
    """Write a value; whatever its keys are."""
    try:
        return orjson.dumps(value, option=OPTIONS)
    except TypeError:
        return orjson.dumps(value, option=ANY_KEYS)


def install(site: APIFlask) -> None:
    """Let a site speak JSON by orjson."""
    site.json = OrjsonProvider(site)
