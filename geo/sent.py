"""What was sent under a key: known again later, without keeping its words."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Final

from geo.draft import Draft, blur

GONE: Final = "gone-"
"""Begins what stands in place of the key of a report that was deleted."""


def mark_sent(draft: Draft) -> str:
    """Mark what a draft says, with the sender's own key.

    Parameters
    ----------
    draft : Draft

    Returns
    -------
    str
        64 hexadecimal digits (HMAC-SHA256), from which nobody who lacks the key finds a
        word; empty without a key.
    """
    if not draft.send_key:
        return ""
    said = {
        "category": draft.category,
        "description": draft.description,
        "affected": list(draft.affected),
        "where_text": draft.where_text,
        "lonlat": draft.lonlat and list(blur(draft.lonlat)),
        "answers": dict(draft.answers),
        "subject": draft.subject,
    }
    text = json.dumps(said, sort_keys=True, ensure_ascii=False)
    return hmac.new(draft.send_key.encode(), text.encode(), hashlib.sha256).hexdigest()


def mark_gone(send_key: str) -> str:
    """Give what is left of the key of a report that was deleted.

    Parameters
    ----------
    send_key : str
        One that is left of another stays as it is.

    Returns
    -------
    str
        Of no use to anybody who does not have the key.
    """
    if send_key.startswith(GONE):
        return send_key
    return GONE + hashlib.sha256(send_key.encode()).hexdigest()
