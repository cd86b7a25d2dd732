"""Errors of Open311: a list of code and description, in the format that was asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from flask import Response
from werkzeug.exceptions import HTTPException

from geo.errors import InputError
from geo.open311 import Refusal
from webmap.errors import Problem
from webmap.i18n import gettext
from webmap.open311.write import write_list

NAMES: Final = ("errors", "error")
WRONG: Final = 400
FORBIDDEN: Final = 403
MISSING: Final = 404
GENERAL: Final = {409: WRONG, 410: MISSING, 415: WRONG, 422: WRONG}
"""Statuses that GeoReport v2 does not know."""


class Refused(HTTPException):
    """A request that is refused, for one reason or for several at once."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        codes = {refusal.code for refusal in refusals}
        self.code = codes.pop() if len(codes) == 1 else WRONG
        self.refusals = tuple(refusals)
        super().__init__("; ".join(one.description for one in refusals))


def refuse(code: int, description: str) -> Refused:
    """Make the refusal for one reason."""
    return Refused([Refusal(code, description)])


@contextmanager
def gathering(refusals: list[Refusal]) -> Iterator[None]:
    """Note what is wrong and go on: several errors are told together."""
    try:
        yield
    except InputError as wrong:
        refusals.append(Refusal(WRONG, str(wrong)))


def _is_ours(error: Exception) -> bool:
    """Tell whether the words of an error are not just those of its kind."""
    plain = type(error).description if isinstance(error, HTTPException) else None
    return plain is None or getattr(error, "description", "") != plain


def write_errors(error: Exception, problem: Problem) -> Response:
    """Write any error of an address of Open311."""
    if isinstance(error, Refused):
        refusals: Sequence[Refusal] = error.refusals
    else:
        code = GENERAL.get(problem.status, problem.status)
        said = problem.detail if _is_ours(error) else ""
        said = said or gettext(problem.title)
        refusals = [Refusal(code, said)]
    rows = [{"code": one.code, "description": one.description} for one in refusals]
    status = GENERAL.get(problem.status, problem.status)
    return write_list(NAMES, list(rows), status)
