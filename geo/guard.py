"""Guards: rules that a step of a report must keep, by the names of the table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from geo.errors import ConflictError, ForbiddenError, InputError
from geo.life_cycle import report_flags
from geo.standing import CANONICAL, DUPLICATE, Move, Standing

STOOD: Final = "stood"
"""Where a report stood before somebody said that it is fixed, among what was given."""
ASKED: Final = 2
"""Questions without an answer after which a report is closed."""


def _nothing_personal(now: Standing, move: Move) -> None:  # noqa: ARG001
    known = report_flags()
    for flag in sorted(now.flags & set(known)):
        if known[flag].stops:
            raise ConflictError(f"the report is flagged {flag}: take that away first")


def _claimant_known(now: Standing, move: Move) -> None:  # noqa: ARG001
    if not move.actor.is_known:
        raise InputError("who", "must be given: somebody else has to verify a repair")


def _not_the_claimant(now: Standing, move: Move) -> None:
    if now.claimant is None or not now.claimant.is_known:
        raise ConflictError(
            "nobody knows who claimed the repair, so nobody can verify it: reopen it"
        )
    _claimant_known(now, move)
    if move.actor.is_same(now.claimant):
        raise ForbiddenError("who claimed a repair cannot verify it")


def _own_claim(now: Standing, move: Move) -> None:
    if now.claimant is None or not move.actor.is_same(now.claimant):
        raise ForbiddenError("only who said that it is fixed takes that back")


def _stood_there(now: Standing, move: Move) -> None:
    stood = now.facts.get(STOOD, "")
    if stood != move.to:
        before = stood or "not known"
        raise ConflictError(f"where the report stood before is {before}, not {move.to}")


def _canonical_stands(now: Standing, move: Move) -> None:
    other = move.other
    if other is None:
        raise InputError(CANONICAL, f"there is no report {_named(move)!r}")
    if other.tracking == now.tracking:
        raise InputError(CANONICAL, "a report is no duplicate of itself")
    if other.state == DUPLICATE:
        raise InputError(
            CANONICAL,
            f"{other.tracking} is a duplicate itself: name {other.canonical}",
        )
    if not other.is_public:
        raise InputError(CANONICAL, f"{other.tracking} is not public")


def _named(move: Move) -> str:
    return str(move.evidence.get(CANONICAL, ""))[:20]


def _asked_twice(now: Standing, move: Move) -> None:  # noqa: ARG001
    count = int(str(move.evidence.get("unanswered", 0)))
    if count < ASKED:
        raise InputError("unanswered", f"{count} questions are fewer than {ASKED}")


Guard = Callable[[Standing, Move], None]

GUARDS: Final[dict[str, Guard]] = {
    "nothing_personal": _nothing_personal,
    "claimant_known": _claimant_known,
    "not_the_claimant": _not_the_claimant,
    "canonical_stands": _canonical_stands,
    "asked_twice": _asked_twice,
    "own_claim": _own_claim,
    "stood_there": _stood_there,
}
