"""The audit trail as outsiders see it: opened where it may be, and still provable."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from geo.life_cycle import unlisted_states
from geo.trail import (
    PARTED,
    PARTS,
    Entry,
    TrailError,
    chain,
    commit,
    commitments,
    part_salt,
    parts_of,
    trail_words,
)

REPORT: Final = "report"
REASON: Final = "reason"


@dataclass(frozen=True)
class Opened:
    """A part that may be read: with its secret number anybody can check its hash."""

    value: Any
    salt: str


@dataclass(frozen=True)
class Published:
    """An event as it is published.

    Attributes
    ----------
    number : int
    form : int
        ``geo.trail.PARTED``, or ``WHOLE`` for older ones, whose words prove nothing.
    previous, hash : str
    hashes : dict of str to str
        Part → its commitment; empty for older ones.
    opened : dict of str to Opened
        The parts that may be read.
    """

    number: int
    form: int
    previous: str
    hash: str
    hashes: dict[str, str] = field(default_factory=dict)
    opened: dict[str, Opened] = field(default_factory=dict)


def open_parts(entry: Entry, *, is_public: bool) -> tuple[str, ...]:
    """Tell which parts of an event anybody may read.

    Parameters
    ----------
    entry : Entry
    is_public : bool
        Whether the report that it is about is public now.

    Returns
    -------
    tuple of str
        Nothing where the report is not public; of what hid or held it, never why.
    """
    word = trail_words("kind").get(entry.kind)
    if word is None or (word.only and entry.action not in word.only):
        return ()
    if entry.kind == REPORT and not is_public:
        return ()
    is_told_why = entry.after not in unlisted_states()
    return tuple(p for p in word.shows if p != REASON or is_told_why)


def publish(
    entry: Entry,
    chained: tuple[int, int, str, str, str],
    *,
    is_public: bool,
) -> Published:
    """Redact an event.

    Parameters
    ----------
    entry : Entry
    chained : tuple
        Number, form, salt, hash of the event before, hash.
    is_public : bool
        Whether the report that it is about is public now.

    Returns
    -------
    Published
    """
    number, form, salt, previous, own = chained
    values = parts_of(entry)
    is_parted = form == PARTED
    opened = {
        part: Opened(values[part], part_salt(salt, part) if is_parted else "")
        for part in open_parts(entry, is_public=is_public)
    }
    committed = commitments(entry, salt) if is_parted else ()
    hashes = dict(zip(PARTS, committed, strict=True)) if is_parted else {}
    return Published(number, form, previous, own, hashes, opened)


def check_published(events: Iterable[Mapping[str, Any]], previous: str = "") -> str:
    """Check what was published, as anybody can who has only that.

    Parameters
    ----------
    events : iterable of mapping
        As the API gives them, the oldest first, without a gap.
    previous : str
        Hash of the event before the first one.

    Returns
    -------
    str
        Hash of the last event.

    Raises
    ------
    TrailError
        Naming the first event that does not hold, and what does not.
    """
    for event in events:
        number = int(event["number"])
        if event["previous"] != previous:
            raise TrailError(number, "does not follow the event before it")
        if event["form"] == PARTED:
            _check_parts(number, event)
        previous = str(event["hash"])
    return previous


def _check_parts(number: int, event: Mapping[str, Any]) -> None:
    parts: Sequence[Mapping[str, Any]] = [event["parts"][part] for part in PARTS]
    if event["hash"] != chain(event["previous"], [part["hash"] for part in parts]):
        raise TrailError(number, "was changed: its hash does not fit its parts")
    for name, part in zip(PARTS, parts, strict=True):
        if "value" in part and commit(part["salt"], part["value"]) != part["hash"]:
            raise TrailError(number, f"was changed: its {name} does not fit its hash")
