"""The audit trail as values: of what an event consists, and how events are chained.

An event commits to its four parts, each mixed with a secret number of its own. A part
can be shown later together with its number, and anybody can see that it is what was
written; or it stays sealed. Whoever has only the commitments can still check that no
event was changed, left out or slipped in.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from geo.errors import DataError, InputError

WHOLE: Final = 1
"""The older form: one hash over everything; nothing of it can be opened alone."""
PARTED: Final = 2
"""A commitment to each part."""
PARTS: Final = ("what", "key", "reason", "details")
"""In the order in which they are chained."""
DOMAIN: Final = "wusul-audit-2"
SEALED: Final = "sha256"
_TABLE: Final = Path(__file__).parent / "tables" / "audit.toml"


@dataclass(frozen=True)
class Entry:
    """What an event says.

    Attributes
    ----------
    at : datetime
    role, kind, key, action, before, after, reason : str
    details : mapping
    """

    at: datetime
    role: str
    kind: str
    key: str
    action: str
    before: str
    after: str
    reason: str
    details: Mapping[str, Any]


@dataclass(frozen=True)
class TrailWord:
    """A kind, an action or a reason of the trail, in words."""

    id: str
    label: dict[str, str]
    shows: tuple[str, ...] = ()
    only: tuple[str, ...] = ()


@lru_cache
def trail_words(table: str) -> dict[str, TrailWord]:
    """Read the words of a ``"kind"``, an ``"action"`` or a ``"reason"``: id → word."""
    rows: list[dict[str, Any]] = tomllib.loads(_TABLE.read_text("utf-8"))[table]
    return {
        row["id"]: TrailWord(
            row["id"],
            row["label"],
            tuple(row.get("shows", ())),
            tuple(row.get("only", ())),
        )
        for row in rows
    }


def require_reason(reason: str) -> str:
    """Refuse a reason for looking at contact details that is not in the table.

    Parameters
    ----------
    reason : str

    Returns
    -------
    str

    Raises
    ------
    InputError
        If there is none, or another.
    """
    known = trail_words("reason")
    if reason not in known:
        raise InputError("reason", f"{reason!r} is not one of {', '.join(known)}")
    return reason


def parts_of(entry: Entry) -> dict[str, Any]:
    """Take an event apart.

    Parameters
    ----------
    entry : Entry

    Returns
    -------
    dict
        ``what`` was done by which role and when, the ``key`` of what it was done to,
        the ``reason``, and ``details``: who it was and what was given.
    """
    what = {
        "at": moment(entry.at),
        "role": entry.role,
        "kind": entry.kind,
        "action": entry.action,
        "before": entry.before,
        "after": entry.after,
    }
    return {
        "what": what,
        "key": entry.key,
        "reason": entry.reason,
        "details": dict(entry.details),
    }


def moment(at: datetime) -> str:
    """Write a time as events are hashed with it: UTC, to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def part_salt(salt: str, part: str) -> str:
    """Give the secret number of one part; from one the others cannot be found."""
    return _sha256(f"{part}:{salt}")


def commit(salt: str, value: object) -> str:
    """Commit to a part: SHA-256 of its secret number, a line end and its JSON.

    Parameters
    ----------
    salt : str
        The secret number of the part.
    value : object
        Anything that JSON can write; keys are sorted, no spaces, UTF-8.

    Returns
    -------
    str
        64 hexadecimal digits.
    """
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return _sha256(f"{salt}\n{text}")


def commitments(entry: Entry, salt: str) -> tuple[str, ...]:
    """Give the commitments to the parts of an event, in the order of ``PARTS``."""
    values = parts_of(entry)
    return tuple(commit(part_salt(salt, part), values[part]) for part in PARTS)


def chain(previous: str, committed: Sequence[str]) -> str:
    """Chain an event to the one before.

    Parameters
    ----------
    previous : str
        Hash of the event before; empty for the first one.
    committed : sequence of str
        Its commitments, in the order of ``PARTS``.

    Returns
    -------
    str
        64 hexadecimal digits.
    """
    return _sha256("\n".join((DOMAIN, previous, *committed)))


def hash_parted(entry: Entry, salt: str, previous: str) -> str:
    """Hash an event of the newer form."""
    return chain(previous, commitments(entry, salt))


def seal_words(words: str, nonce: str) -> str:
    """Give what the trail keeps of words written by hand: nothing but their hash.

    Parameters
    ----------
    words : str
    nonce : str
        Fresh for each.

    Returns
    -------
    str
        ``"sha256:nonce:hash"``.
    """
    return f"{SEALED}:{nonce}:{commit(nonce, words)}"


def are_words(told: str, words: str) -> bool:
    """Tell whether words are those of which the trail tells, sealed or plain."""
    sign, _, rest = told.partition(":")
    nonce, _, _hash = rest.partition(":")
    return told == (seal_words(words, nonce) if sign == SEALED else words)


def hash_whole(entry: Entry, previous: str) -> str:
    """Hash an event of the older form."""
    said = {
        "role": entry.role,
        "subject_kind": entry.kind,
        "subject_key": entry.key,
        "action": entry.action,
        "before": entry.before,
        "after": entry.after,
        "reason": entry.reason,
        "details": entry.details,
    }
    words = [said, entry.at.astimezone(UTC).isoformat(), previous]
    return _sha256(json.dumps(words, sort_keys=True, ensure_ascii=False))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


class TrailError(DataError):
    """An event of the trail does not hold.

    Parameters
    ----------
    number : int
        Of the first event that does not.
    what : str
        What does not hold, lower case, no full stop.
    """

    def __init__(self, number: int, what: str) -> None:
        super().__init__(f"event {number} {what}")
        self.number = number
        self.what = what
