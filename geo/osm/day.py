"""Days on which mappers checked a value."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Final

from geo.tagmatch import Tags

DATE_KEYS: Final = ("check_date", "survey:date")

_DAY = re.compile(r"^(\d{4})-(\d{2})(?:-(\d{2}))?$")


@lru_cache(maxsize=4096)
def parse_day(text: str) -> date | None:
    """Read ``2024-05-31`` or ``2024-05``, its first day; else ``None``."""
    found = _DAY.match(text.strip())
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3] or 1))
    except ValueError:
        return None


def find_day(written: Tags, key: str) -> date | None:
    """Find the day on which the value of a key was checked last."""
    for name in (f"check_date:{key}", *DATE_KEYS):
        if name in written:
            return parse_day(written[name])
    return None
