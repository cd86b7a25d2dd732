"""What staff types on the terminal: values of attributes, days and times."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from data.runtime import Runtime
from geo.attribute import ATTRIBUTES, Kind
from geo.errors import InputError
from geo.observation import Value

YES_NO: Final = {"yes": True, "no": False, "true": True, "false": False}


def parse_value(attribute: str, text: str) -> Value:
    """Read a value as its attribute has it: yes/no, a number, a word.

    Raises
    ------
    InputError
        If the attribute or the value is wrong.
    """
    known = ATTRIBUTES.get(attribute)
    if known is None:
        raise InputError("--attribute", f"{attribute!r} is no access attribute")
    if not text:
        return None
    if known.kind is Kind.YES_NO:
        if text.lower() not in YES_NO:
            raise InputError("--value", f"{text!r} is neither yes nor no")
        return YES_NO[text.lower()]
    if known.kind is Kind.NUMBER:
        try:
            return float(text)
        except ValueError as cause:
            raise InputError("--value", f"{text!r} is not a number") from cause
    return text


def parse_time(runtime: Runtime, text: str, option: str) -> datetime | None:
    """Read a day or a time, in the town's zone where none is given.

    Raises
    ------
    InputError
        If it is neither.
    """
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as cause:
        raise InputError(option, f"{text!r} is not a day like 2026-12-31") from cause
    return moment if moment.tzinfo else moment.replace(tzinfo=runtime.town.zone)
