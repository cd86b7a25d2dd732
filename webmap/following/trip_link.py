"""A trip in an address: signed by us, kept by nobody but its owner.

The address holds the ends, rounded, and how the person goes. Nothing of it is stored.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import orjson

from data.seal import is_same, seal
from geo.answer import LonLat, Policy
from geo.errors import InputError, MissingError
from geo.profile import get_profile, with_limits
from geo.watch import Watched

PURPOSE: Final = "watch"
PLACES: Final = 3
"""Decimal places of the ends, about 100 m: an address that is lost tells no door."""
MARK_LETTERS: Final = 32
LONGEST: Final = 2000


@dataclass(frozen=True)
class Link:
    """What an address holds.

    Attributes
    ----------
    origin, destination : LonLat
        Rounded.
    profile : str
    policy : Policy
    limits : dict
        The person's own, SI units.
    since : datetime
    """

    origin: LonLat
    destination: LonLat
    profile: str
    policy: Policy
    limits: dict[str, Any]
    since: datetime

    @property
    def watched(self) -> Watched:
        """The trip that it means.

        Raises
        ------
        MissingError
            If the profile or a limit is not there any more.
        """
        try:
            person = with_limits(get_profile(self.profile), self.limits)
        except InputError as gone:
            raise MissingError("this address is too old") from gone
        return Watched(self.origin, self.destination, person, self.policy, self.since)


def coarsen(lonlat: LonLat) -> LonLat:
    """Round a position."""
    return round(lonlat[0], PLACES), round(lonlat[1], PLACES)


def write_token(key: str, link: Link) -> str:
    """Write what an address holds, with a mark that only we can make.

    Parameters
    ----------
    key : str
        The secret key of the instance.
    link : Link
    """
    ends = [*coarsen(link.origin), *coarsen(link.destination)]
    seconds = int(link.since.timestamp())
    body = [*ends, link.profile, str(link.policy), link.limits, seconds]
    text = urlsafe_b64encode(orjson.dumps(body)).decode().rstrip("=")
    return f"{text}.{seal(key, PURPOSE, text)[:MARK_LETTERS]}"


def read_token(key: str, token: str) -> Link:
    """Read an address.

    Raises
    ------
    MissingError
        If it is none of ours.
    """
    text, _, mark = token[:LONGEST].partition(".")
    if not is_same(mark, seal(key, PURPOSE, text)[:MARK_LETTERS]):
        raise MissingError("this address is not known")
    body = orjson.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    west, south, east, north, profile, policy, limits, seconds = body
    since = datetime.fromtimestamp(seconds, UTC)
    ends = (west, south), (east, north)
    return Link(*ends, profile, Policy(policy), limits, since)
