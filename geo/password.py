"""Rules for passwords: long, not among the commonest, not the person's own name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Final

SHORTEST: Final = 12
LONGEST: Final = 200
"""Nobody makes us reckon with a book."""
LEAST_OWN: Final = 8
"""Signs that must be left without the words that anybody knows of the person."""
LEAST_LETTERS: Final = 4
"""A number alone is a telephone, a birthday, an identity card."""
LEAST_DIFFERENT: Final = 5
TELLING: Final = 4
"""Shorter words than this are in too many passwords to tell anything."""
_TABLE: Final = Path(__file__).parent / "tables" / "common_passwords.txt"
_WRITTEN_AS: Final = str.maketrans("@013457$!", "aoieastsi")
"""Signs that are written for letters."""
_WORD: Final = re.compile(r"[^\W\d_]+")


@lru_cache
def common_passwords() -> frozenset[str]:
    """Read the words that the commonest passwords are made of."""
    lines = _TABLE.read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line and line[0] != "#")


def as_typed(password: str) -> str:
    """Give one form of a password, however the keyboard has put its signs together."""
    return unicodedata.normalize("NFKC", password)


def find_password_fault(password: str, about: Iterable[str] = ()) -> str:
    """Find what is wrong with a password.

    Parameters
    ----------
    password : str
    about : iterable of str
        What is known of the person: name, address, organisation.

    Returns
    -------
    str
        ``"short"``, ``"long"``, ``"common"`` or ``"about_you"``; empty if it is good.

    Notes
    -----
    No rule asks for capitals, figures or signs: they make passwords harder to keep in
    mind and hardly harder to guess (NIST SP 800-63B, 5.1.1.2).
    """
    typed = as_typed(password)
    if len(typed) < SHORTEST:
        return "short"
    if len(typed) > LONGEST:
        return "long"
    if _is_common(typed.casefold()):
        return "common"
    return "about_you" if _is_about(typed.casefold(), about) else ""


def _is_common(folded: str) -> bool:
    core = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", folded)
    letters = "".join(_WORD.findall(core.translate(_WRITTEN_AS)))
    if len(letters) < LEAST_LETTERS or len(set(folded)) < LEAST_DIFFERENT:
        return True
    return _is_row(letters) or any(
        _once(one) in common_passwords()
        for one in (letters, "".join(_WORD.findall(folded)))
    )


def _once(letters: str) -> str:
    """Give what is repeated: ``abcabc`` is ``abc``."""
    size = (letters + letters).find(letters, 1)
    return letters[:size]


def _is_row(letters: str) -> bool:
    """Tell whether the letters follow one another in the alphabet."""
    steps = {ord(b) - ord(a) for a, b in pairwise(letters)}
    return len(steps) == 1 and steps <= {-1, 0, 1}


def _is_about(folded: str, about: Iterable[str]) -> bool:
    words = {word for text in about for word in _WORD.findall(text.casefold())}
    telling = sorted((w for w in words if len(w) >= TELLING), key=len, reverse=True)
    rest = folded
    for word in telling:
        rest = rest.replace(word, "")
    left = sum(sign.isalnum() for sign in rest)
    return rest != folded and left < LEAST_OWN
