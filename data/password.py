"""Passwords: kept as argon2id hashes, checked without telling who has an account."""

from __future__ import annotations

import secrets
from functools import lru_cache
from threading import BoundedSemaphore
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from geo.password import LONGEST, as_typed

HASHER: Final = PasswordHasher(time_cost=3, memory_cost=65_536, parallelism=4)
"""argon2id, the second recommended choice of RFC 9106: 64 MiB, three passes."""
AT_ONCE: Final = 2
"""Each takes 64 MiB: many at once would take the machine down."""
_turns: Final = BoundedSemaphore(AT_ONCE)


def hash_password(password: str) -> str:
    """Give what is kept of a password."""
    with _turns:
        return HASHER.hash(as_typed(password))


def check_password(kept: str, password: str) -> bool:
    """Tell whether a password is the one that is kept, in the same time for nobody's.

    Parameters
    ----------
    kept : str
        What is kept; empty for an account that has none, or that does not exist.
    password : str

    Returns
    -------
    bool
    """
    typed = as_typed(password[:LONGEST])
    with _turns:
        try:
            HASHER.verify(kept or _nobodys(), typed)
        except (VerificationError, InvalidHashError):
            return False
    return bool(kept) and len(password) <= LONGEST


def is_outdated(kept: str) -> bool:
    """Tell whether a hash was made with other parameters than those of today."""
    return HASHER.check_needs_rehash(kept)


@lru_cache
def _nobodys() -> str:
    """Make a hash that no password has, for accounts that do not exist."""
    return HASHER.hash(secrets.token_hex(32))
