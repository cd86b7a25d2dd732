"""Addresses of mail: what is written to, and what two of them have in common."""

from __future__ import annotations

import re
from typing import Final

from geo.errors import InputError

LONGEST: Final = 254
"""RFC 5321, 4.5.3.1.3, less the two angle brackets."""
LONGEST_LOCAL: Final = 64
_LOCAL: Final = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+", re.ASCII)
_LABEL: Final = re.compile(r"(?!-)[A-Za-z0-9-]{1,63}(?<!-)", re.ASCII)


def check_email(text: str) -> str:
    """Check an address; the part behind the sign is put into small Latin letters.

    Parameters
    ----------
    text : str
        As it was typed; blanks around it do not count.

    Returns
    -------
    str

    Raises
    ------
    InputError
        If no letter can be sent there. What was typed is not repeated.
    """
    local, sign, domain = text.strip().rpartition("@")
    if not sign or not _LOCAL.fullmatch(local) or _is_dotted_badly(local):
        raise InputError("email", "is not an address like name@example.org")
    host = _latin(domain)
    labels = host.split(".")
    if len(labels) < 2 or not all(_LABEL.fullmatch(label) for label in labels):
        raise InputError("email", "is not an address like name@example.org")
    if len(local) > LONGEST_LOCAL or len(local) + 1 + len(host) > LONGEST:
        raise InputError("email", f"is longer than {LONGEST} letters")
    return f"{local}@{host}"


def _is_dotted_badly(local: str) -> bool:
    return local.startswith(".") or local.endswith(".") or ".." in local


def _latin(domain: str) -> str:
    try:
        return domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""


def email_key(address: str) -> str:
    """Give what addresses of one mailbox have in common: hosts ignore capitals."""
    return address.strip().casefold()
