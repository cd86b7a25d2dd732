"""An event of the audit trail as JSON and as a row of CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from typing import Any, Final

from geo.published import Opened, Published
from geo.trail import PARTS

WHAT: Final = ("at", "role", "kind", "action", "before", "after")
COLUMNS: Final = (
    "number",
    *WHAT,
    "key",
    "reason",
    "details",
    *(f"hash_{part}" for part in PARTS),
    *(f"salt_{part}" for part in PARTS),
    "form",
    "previous",
    "hash",
)


def event_json(event: Published) -> dict[str, Any]:
    """Write an event so that anybody can check it (``geo.published``)."""
    return {
        "number": event.number,
        "form": event.form,
        "previous": event.previous,
        "hash": event.hash,
        "parts": {part: _part(event, part) for part in PARTS},
    }


def _part(event: Published, part: str) -> dict[str, Any]:
    told: dict[str, Any] = {"hash": event.hashes.get(part, "")}
    opened = event.opened.get(part)
    return told | ({"value": opened.value, "salt": opened.salt} if opened else {})


def write_csv(events: Iterable[Published]) -> str:
    """Write events as CSV (RFC 4180); what is sealed is empty."""
    out = io.StringIO()
    lines = csv.writer(out)
    lines.writerow(COLUMNS)
    for event in events:
        lines.writerow(_cells(event))
    return out.getvalue()


def _cells(event: Published) -> list[object]:
    closed = Opened({}, "")
    what, details = (event.opened.get(p, closed).value for p in ("what", "details"))
    plain = Opened("", "")
    return [
        event.number,
        *(what.get(name, "") for name in WHAT),
        event.opened.get("key", plain).value,
        event.opened.get("reason", plain).value,
        json.dumps(details, sort_keys=True) if details else "",
        *(event.hashes.get(part, "") for part in PARTS),
        *(event.opened.get(part, plain).salt for part in PARTS),
        event.form,
        event.previous,
        event.hash,
    ]
