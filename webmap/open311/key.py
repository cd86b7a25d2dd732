"""The key that a program has to show where it changes something."""

from __future__ import annotations

from flask import request
from sqlalchemy.orm import Session

from data.queries.api_key import KeyRecord, find_key
from webmap.open311.refuse import FORBIDDEN, refuse
from webmap.rate import require_patience


def require_key(session: Session) -> KeyRecord:
    """Give the key that was sent with the form or in the address.

    Raises
    ------
    Refused
        403, if there is none or it is wrong.
    TooManyRequests
        If wrong ones come again and again.
    """
    given = request.form.get("api_key", "") or request.args.get("api_key", "")
    if not given.strip():
        raise refuse(FORBIDDEN, "api_key was not provided")
    found = find_key(session, given.strip())
    if found is None:
        require_patience("guess")
        raise refuse(FORBIDDEN, "api_key is not valid")
    return found
