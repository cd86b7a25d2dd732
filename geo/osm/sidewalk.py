"""Sidewalks of a street, left and right kept apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from geo.observation import Side
from geo.osm.reading import Parser
from geo.osm.word import word_of
from geo.tagmatch import Tags

BESIDE: Final = (Side.LEFT, Side.RIGHT)

SAID: Final = {
    "both": ("yes", "yes"),
    "left": ("yes", "no"),
    "right": ("no", "yes"),
    "no": ("no", "no"),
    "none": ("no", "no"),
    "separate": ("separate", "separate"),
    "left;right": ("yes", "yes"),
}
"""Value of ``sidewalk`` → (left, right); OSM wiki, Key:sidewalk."""

COLUMN: Final = {
    ("yes", "yes"): "both",
    ("no", "no"): "no",
    ("separate", "separate"): "separate",
    ("separate", "no"): "separate",
    ("no", "separate"): "separate",
}


@dataclass(frozen=True)
class Sidewalks:
    """What is known of the two sides: yes, no, separate, or ``None``."""

    left: str | None
    right: str | None
    somewhere: bool = False
    """There is one, nobody says on which side."""
    unread: str = ""
    """A value that tells nothing."""

    @property
    def column(self) -> str:
        """The word that the way's row keeps."""
        if self.left == "yes" and self.right != "yes":
            return "left"
        if self.right == "yes" and self.left != "yes":
            return "right"
        return COLUMN.get((self.left or "", self.right or ""), "unknown")

    @property
    def said(self) -> list[tuple[Side, str]]:
        """What is known: side and word."""
        words = [(Side.LEFT, self.left), (Side.RIGHT, self.right)]
        known = [(side, word) for side, word in words if word is not None]
        return [*known, (Side.BOTH, "yes")] if self.somewhere else known

    @property
    def sides(self) -> tuple[Side, ...]:
        """The sides that something said of *the sidewalks* is about."""
        there = tuple(
            side
            for side, word in zip(BESIDE, (self.left, self.right), strict=True)
            if word == "yes"
        )
        return there or BESIDE


NOTHING_SAID: Final = Sidewalks(None, None)
KEYS: Final = ("sidewalk", "sidewalk:left", "sidewalk:right", "sidewalk:both")


def has_own_sidewalks(tags: Tags) -> bool:
    """Tell whether a street has sidewalks that are not ways of their own."""
    return read_sidewalks(tags).column in set(Side)


def read_sidewalks(tags: Tags) -> Sidewalks:
    """Read ``sidewalk`` and ``sidewalk:left|right|both``.

    Parameters
    ----------
    tags : mapping of str to str

    Returns
    -------
    Sidewalks
        A side of which nothing is said is ``None``, never "no".
    """
    if tags.keys().isdisjoint(KEYS):
        return NOTHING_SAID
    whole = tags.get("sidewalk", "").strip().lower()
    left, right = SAID.get(whole, (None, None))
    parse = word_of("sidewalk")
    both = _word(tags.get("sidewalk:both"), parse)
    return Sidewalks(
        left=_word(tags.get("sidewalk:left"), parse) or both or left,
        right=_word(tags.get("sidewalk:right"), parse) or both or right,
        somewhere=whole == "yes",
        unread="" if whole in SAID or whole in {"", "yes"} else whole,
    )


def _word(text: str | None, parse: Parser) -> str | None:
    value = parse(text).value if text else None
    return value if isinstance(value, str) else None
