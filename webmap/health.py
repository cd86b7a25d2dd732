"""Whether the process is up, and whether it can serve."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from flask import Blueprint, Response, jsonify
from sqlalchemy.exc import SQLAlchemyError

from data.runtime import Runtime
from data.schema import find_schema_lag
from geo.errors import WusulError
from webmap.context import runtime

health = Blueprint("health", __name__)


def _check_schema(held: Runtime) -> None:
    lag = find_schema_lag(held.database)
    if lag:
        raise LookupError(lag)


def _check_network(held: Runtime) -> None:
    held.graphs.current()


CHECKS: Final[dict[str, Callable[[Runtime], None]]] = {
    "database": _check_schema,
    "network": _check_network,
}


OLDER: Final = "the network is older than the data; type: wusul build"


def list_doubts(held: Runtime) -> dict[str, str]:
    """List what is out of date in an instance that serves: check → reason."""
    return {"network": OLDER} if held.graphs.is_older() else {}


def list_troubles(held: Runtime) -> dict[str, str]:
    """List what keeps an instance from serving: check → reason."""
    troubles = {}
    for name, check in CHECKS.items():
        try:
            check(held)
        except (WusulError, SQLAlchemyError, LookupError) as error:
            troubles[name] = str(error.args[0] if error.args else error)
    return troubles


@health.get("/healthz")
def healthz() -> Response:
    """Say that the process is up."""
    return _fresh(jsonify(status="ok"))


@health.get("/readyz")
def readyz() -> Response:
    """Say whether the database and the network are ready, with the reasons."""
    held = runtime()
    troubles = list_troubles(held)
    reasons = troubles or list_doubts(held)
    response = jsonify(status="waiting" if troubles else "ready", reasons=reasons)
    response.status_code = 503 if troubles else 200
    return _fresh(response)


def _fresh(response: Response) -> Response:
    response.cache_control.no_store = True
    return response
