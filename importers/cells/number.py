"""Numbers of counts, as statistical offices write them."""

from __future__ import annotations

import math
import re
from typing import Final

from geo.errors import InputError
from importers.table import Cell, text_of

UNKNOWN: Final = frozenset(
    {
        "",
        "-",
        "–",
        "—",
        "..",
        "...",
        "…",
        "na",
        "n/a",
        "nan",
        "null",
        "none",
        "n.d.",
        "nd",
    }
    | {"n.c.", "nc", "?", "x", "*", "غير متوفر", "غ.م"}
)
"""What stands where a number is not known, or kept secret."""

MOST: Final = 1e10
"""More than there are people."""
_BLANKS: Final = re.compile(r"[\s\u00a0\u202f']")
_THOUSANDS: Final = re.compile(r"^\d{1,3}(,\d{3})+$|^\d{1,3}(\.\d{3}){2,}$")


def parse_count(cell: Cell, *, field: str) -> float | None:
    """Read a count.

    Parameters
    ----------
    cell : Cell
    field : str
        Name of the column, for the message.

    Returns
    -------
    float or None
        0 or more; ``None`` where the number is not known.

    Raises
    ------
    InputError
        If it is no number, below 0, or its comma may mean two things.
    """
    if isinstance(cell, bool):
        raise InputError(field, f"{cell!r} is not a number")
    number = float(cell) if isinstance(cell, int | float) else _parse(cell, field)
    if number is None or math.isnan(number):
        return None
    if not 0 <= number <= MOST:
        raise InputError(field, f"{number:g} is outside 0 … {MOST:g}")
    return number


def _parse(cell: Cell, field: str) -> float | None:
    text = text_of(cell)
    if text.lower() in UNKNOWN:
        return None
    plain = _BLANKS.sub("", text).replace("\u2212", "-")
    if _THOUSANDS.match(plain):
        reason = f"{text!r} may be read in two ways; write thousands without a sign"
        raise InputError(field, reason)
    try:
        return float(plain.replace(",", "."))
    except ValueError as cause:
        raise InputError(field, f"{text[:40]!r} is not a number") from cause
