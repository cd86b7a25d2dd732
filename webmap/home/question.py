"""What the address of the map page asks for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from werkzeug.datastructures import MultiDict

from data.queries.layer import Bbox
from geo.bbox import parse_bbox
from geo.errors import InputError
from webmap.home.toggle import HEADINGS, TOGGLES

FILTERS: Final = ("kind", "access")
"""Columns of places that the page can be narrowed by."""


@dataclass(frozen=True)
class Question:
    """What is to be shown.

    Attributes
    ----------
    toggles : tuple of str
        Keys of ``TOGGLES`` that are on.
    filters : dict of str to str
        Column of places → value.
    only : str
        The one layer whose list is shown at length; empty shows all in short.
    bbox : Bbox, optional
        Only what the map shows.
    cursor : str
        Where a long list goes on.
    """

    toggles: tuple[str, ...]
    filters: dict[str, str] = field(default_factory=dict)
    only: str = ""
    bbox: Bbox | None = None
    cursor: str = ""

    @property
    def layers(self) -> list[str]:
        """The layers whose lists are shown, in the order of the switches."""
        if self.only:
            return [self.only]
        return [
            layer
            for toggle in TOGGLES
            if toggle.key in self.toggles
            for layer in toggle.layers
        ]

    @property
    def box(self) -> str | None:
        """The box as an address has it; none where the whole town is asked for."""
        return ",".join(f"{one:.5f}" for one in self.bbox) if self.bbox else None

    def as_query(self) -> dict[str, Any]:
        """Give the address that asks the same, without the place in a long list."""
        return {"show": list(self.toggles), **self.filters}


def read_question(args: MultiDict[str, str]) -> Question:
    """Read an address.

    Raises
    ------
    InputError
        If a switch, a layer or a box is not one that there is.
    """
    known = [toggle.key for toggle in TOGGLES]
    asked = [word for text in args.getlist("show") for word in text.split(",") if word]
    for word in asked:
        _require("show", word, known)
    only = args.get("list", "")
    if only:
        _require("list", only, list(HEADINGS))
    bbox = args.get("bbox", "")
    return Question(
        toggles=tuple(asked) if "show" in args else _at_first(),
        filters={name: args[name] for name in FILTERS if args.get(name)},
        only=only,
        bbox=parse_bbox(bbox) if bbox else None,
        cursor=args.get("cursor", ""),
    )


def _at_first() -> tuple[str, ...]:
    return tuple(toggle.key for toggle in TOGGLES if toggle.is_on)


def _require(name: str, word: str, known: list[str]) -> None:
    if word not in known:
        raise InputError(name, f"{word[:40]!r} is not one of {', '.join(known)}")
