"""Reports that staff types in for others, sent by the queue of a device.

The queue sends without anybody's cookie, perhaps days later. So the form of somebody
who may enter reports for others holds a pass: it says which account opened it and when,
and only the server can make it. It lets its holder name the way by which a report came,
nothing else.
"""

from __future__ import annotations

from typing import Final

from itsdangerous import BadSignature, Signer

from data.queries.person import get_person
from geo.channel import WEB
from geo.client_state import keep_rule
from geo.errors import MissingError
from geo.permission import is_allowed
from webmap.context import read_session, runtime
from webmap.people.who import current_person, may

ENTER: Final = "report.enter_for_others"
SALT: Final = "wusul.desk"
DAY_S: Final = 24 * 3600


def give_pass() -> str:
    """Give the pass of who asks; empty for who enters nothing for others."""
    person = current_person()
    if person is None or not may(ENTER):
        return ""
    opened = int(runtime().clock().timestamp())
    return _signer().sign(f"{person.key}.{opened}").decode()


def channel_of(named: str, desk_pass: str) -> str:
    """Give the channel of a report: only staff names another than the website."""
    is_named = bool(named) and (may(ENTER) or _is_staff(desk_pass))
    return named if is_named else WEB


def _is_staff(desk_pass: str) -> bool:
    """Tell whether a pass is ours, and its account may still do this."""
    if not desk_pass:
        return False
    try:
        key, _, opened = _signer().unsign(desk_pass).decode().partition(".")
        person = get_person(read_session(), key)
    except (BadSignature, MissingError):
        return False
    open_s = runtime().clock().timestamp() - int(opened)
    is_fresh = open_s <= keep_rule().draft_days * DAY_S
    return is_fresh and person.is_active and is_allowed(person.role, ENTER)


def _signer() -> Signer:
    return Signer(runtime().settings.key(), salt=SALT)
