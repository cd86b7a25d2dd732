"""What is given with a step of a report: is it what it must be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from geo.errors import InputError
from geo.life_cycle import Step, report_reasons, report_words
from geo.standing import Move

REASON: Final = "reason"
LONGEST: Final = 500
"""Letters of one thing that is given."""


def check_evidence(step: Step, move: Move) -> None:
    """Refuse a move that lacks what its step needs, or gives what cannot be.

    Parameters
    ----------
    step : Step
    move : Move

    Raises
    ------
    InputError
        Naming what is missing or wrong.
    """
    given = {name: value for name, value in move.given.items() if value}
    for need in step.needs:
        if not any(one in given for one in need.split("|")):
            choice = " or ".join(need.split("|"))
            reason = f"must be given for a report to become {step.to}"
            raise InputError(need.split("|", maxsplit=1)[0], _either(choice, reason))
    known = report_words("evidence")
    for name, value in given.items():
        if name not in known:
            raise InputError(name, f"is not one of {', '.join(known)}")
        KINDS[known[name].kind](name, value, move)


def _either(choice: str, reason: str) -> str:
    return f"{choice} {reason}" if " or " in choice else reason


def _text(name: str, value: object, move: Move) -> None:  # noqa: ARG001
    if len(str(value)) > LONGEST:
        raise InputError(name, f"{len(str(value))} letters are more than {LONGEST}")


def _day(name: str, value: object, move: Move) -> None:  # noqa: ARG001
    read_day(name, value)


def read_day(name: str, value: object) -> date:
    """Read a day.

    Raises
    ------
    InputError
        If it is none.
    """
    try:
        return date.fromisoformat(str(value))
    except ValueError as cause:
        reason = f"{str(value)[:40]!r} is not a day like 2026-12-31"
        raise InputError(name, reason) from cause


def _past_day(name: str, value: object, move: Move) -> None:
    """Refuse a day to come; east of Greenwich it may be tomorrow already."""
    day, latest = read_day(name, value), move.at.date()
    if (day - latest).days > 1:
        raise InputError(name, f"{day} is after {latest}")


def _count(name: str, value: object, move: Move) -> None:  # noqa: ARG001
    if not (str(value).isascii() and str(value).isdecimal()):
        raise InputError(name, f"{str(value)[:40]!r} is not a whole number")


def _found(name: str, value: object, move: Move) -> None:
    """Leave what was found on the spot to whoever hangs it on the network."""


def _reason(name: str, value: object, move: Move) -> None:
    known = [r.id for r in report_reasons().values() if move.to in r.states]
    if value not in known:
        listed = ", ".join(known) or "none is asked for"
        raise InputError(name, f"{value!r} is not a reason for {move.to}: {listed}")


Check = Callable[[str, object, Move], None]

KINDS: Final[dict[str, Check]] = {
    "text": _text,
    "day": _day,
    "past_day": _past_day,
    "count": _count,
    "found": _found,
    "reason": _reason,
}
