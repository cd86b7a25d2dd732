"""What an answer is made of: a dataclass that is frozen for who reads the code."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar, cast, dataclass_transform

Class = TypeVar("Class", bound=type)
Thing = TypeVar("Thing")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def fact(cls: Class) -> Class:
    """Make a dataclass of which an answer holds hundreds.

    The type checker lets nobody change one. At run time nothing is in the way of the
    constructor: a frozen dataclass takes eight times as long to make.
    """
    return cast("Class", dataclass(cls))


def altered(one: Thing, **new: object) -> Thing:
    """Make the same with some fields anew, as ``dataclasses.replace`` does.

    Of a dataclass that keeps its fields, and nothing else, in its ``__dict__``: nothing
    is worked out or checked when one is made, so the constructor is passed by.
    """
    other = object.__new__(type(one))
    other.__dict__.update(one.__dict__, **new)
    return other
