"""Hide parts of a picture so that nothing can bring them back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.errors import InputError

FIELD: Final = "hide"
WHOLE: Final = 1000
"""Parts are measured in thousandths of the picture's width and height."""
BLOCKS: Final = 16
"""Blocks along the longer side: a face that fills a third keeps some thirty colours."""
NOISE: Final = 28.0
"""Standard deviation, of 256 steps: the mean of a block is not told exactly."""
MOST_PARTS: Final = 200


@dataclass(frozen=True)
class Part:
    """A rectangle of a picture, in thousandths of its width and height."""

    x: int
    y: int
    width: int
    height: int


def parse_part(text: str) -> Part:
    """Read a part as a form writes it: ``"x,y,width,height"``.

    Raises
    ------
    InputError
        If it is none, or lies outside the picture.
    """
    pieces = text.split(",")
    if len(pieces) != 4 or not all(p.isascii() and p.isdecimal() for p in pieces):
        raise InputError(FIELD, f"{text[:40]!r} is not 'x,y,width,height'")
    part = Part(*(int(piece[:6]) for piece in pieces))
    inside = part.x + part.width <= WHOLE and part.y + part.height <= WHOLE
    if not (inside and part.width and part.height):
        raise InputError(FIELD, f"{text[:40]!r} is not within {WHOLE} × {WHOLE}")
    return part


def parse_parts(texts: Sequence[str]) -> tuple[Part, ...]:
    """Read several parts.

    Raises
    ------
    InputError
        If one is wrong, or there are more than ``MOST_PARTS``.
    """
    if len(texts) > MOST_PARTS:
        raise InputError(FIELD, f"{len(texts)} parts are more than {MOST_PARTS}")
    return tuple(map(parse_part, texts))


def cut_grid(columns: int, rows: int) -> list[Part]:
    """Cut a picture into cells, row by row; they leave nothing out."""
    xs = [WHOLE * place // columns for place in range(columns + 1)]
    ys = [WHOLE * place // rows for place in range(rows + 1)]
    return [
        Part(x, y, next_x - x, next_y - y)
        for y, next_y in pairwise(ys)
        for x, next_x in pairwise(xs)
    ]


def hide_parts(
    pixels: NDArray[np.uint8], parts: Sequence[Part], random: np.random.Generator
) -> NDArray[np.uint8]:
    """Replace parts by large blocks of one colour each, and blur that with noise.

    Parameters
    ----------
    pixels : array
        (height, width, 3) uint8.
    parts : sequence of Part
    random : Generator
        Nobody may know its state: the noise is what cannot be taken off again.

    Returns
    -------
    array
        (height, width, 3) uint8; outside the parts, the same as before.

    Notes
    -----
    Of what was there only the mean colours of blocks are used, each falsified by noise
    of ``NOISE`` steps; neither can be undone, for the rest of the pixels is not read.
    """
    height, width = pixels.shape[:2]
    side = max(1, -(-max(height, width) // BLOCKS))
    hidden = _covered(parts, height, width)
    result = pixels.copy()
    for top in range(0, height, side):
        for left in range(0, width, side):
            block = (slice(top, top + side), slice(left, left + side))
            under = hidden[block]
            if under.any():
                mean = pixels[block][under].mean(axis=0)
                colour = mean + random.normal(0.0, NOISE, 3)
                result[block][under] = np.clip(np.rint(colour), 0, 255)
    return result


def _covered(parts: Sequence[Part], height: int, width: int) -> NDArray[np.bool_]:
    """Tell which pixels are hidden: all that a part touches."""
    hidden = np.zeros((height, width), dtype=bool)
    for part in parts:
        rows = _span(part.y, part.height, height)
        hidden[rows, _span(part.x, part.width, width)] = True
    return hidden


def _span(first: int, length: int, pixels: int) -> slice:
    return slice(first * pixels // WHOLE, -(-(first + length) * pixels // WHOLE))
