"""Secrets that are not kept: marks only we can make, tokens known by their hash."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Final

TOKEN_BYTES: Final = 32
KEY_BYTES: Final = 9


def seal(key: str, purpose: str, *parts: str) -> str:
    """Make the mark of some texts, which nobody can make without the key.

    Parameters
    ----------
    key : str
        The secret key of the instance.
    purpose : str
        What the mark is for: marks of different purposes never match.
    *parts : str

    Returns
    -------
    str
        64 hexadecimal digits (HMAC-SHA256).
    """
    told = (purpose, *parts)
    text = "".join(f"{len(part)}:{part}," for part in told)
    return hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()


def is_same(one: str, other: str) -> bool:
    """Compare two marks in a time that tells nothing of where they differ."""
    return hmac.compare_digest(one.encode(), other.encode())


def new_token() -> str:
    """Draw a token that nobody can guess."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def new_key() -> str:
    """Draw a key that tells nothing and stands for one thing only."""
    return secrets.token_hex(KEY_BYTES)


def hash_token(token: str) -> str:
    """Give what is kept of a token: a copy of the database opens no door."""
    return hashlib.sha256(token.encode()).hexdigest()
