"""Take words away from a text: nothing else may become of it after it was sent."""

from __future__ import annotations

from typing import Final

MARK: Final = "…"
"""Stands where something was taken away."""
MARKS: Final = (MARK, "...", "[…]", "***")
SHORTEST: Final = 2
"""Letters of the rest of a word; single ones could be put together to anything."""


def is_taken_away(before: str, after: str) -> bool:
    """Tell whether a text comes from another one by taking words away.

    Parameters
    ----------
    before, after : str

    Returns
    -------
    bool
        Beginnings and ends of words may be left; marks may stand for what is gone.
    """
    left = iter(before.split())
    wanted = (word for word in after.split() if word not in MARKS)
    return all(any(_is_rest(word, known) for known in left) for word in wanted)


def _is_rest(word: str, known: str) -> bool:
    if word == known:
        return True
    bare = word.strip(MARK)
    is_long = len(bare) >= SHORTEST
    return is_long and (known.startswith(bare) or known.endswith(bare))
