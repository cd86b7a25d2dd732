"""The gaps that the obstacle of a report causes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from data.queries.gap_history import list_caused
from data.queries.layer import list_by_keys
from webmap.gaps.facts import say_facts
from webmap.wording.profile import profile_word

SHOWN: Final = 5


@dataclass(frozen=True)
class CausedGap:
    """A gap, by its title and for whom it is one."""

    key: str
    title: str
    profile_word: str


@dataclass(frozen=True)
class CausedGaps:
    """The gravest gaps that an obstacle causes, and how many more there are."""

    shown: list[CausedGap]
    more: int


def list_caused_gaps(session: Session, tracking: str) -> CausedGaps:
    """List the gaps that the obstacle of a report causes, as the last analysis says.

    Parameters
    ----------
    session : Session
    tracking : str
        Of the report.
    """
    keys = list_caused(session, tracking)
    found = [
        CausedGap(
            one.key,
            say_facts(one.properties)[1],
            profile_word(one.properties["profile"]),
        )
        for one in list_by_keys(session, "gaps", keys[:SHOWN])
    ]
    return CausedGaps(found, max(0, len(keys) - SHOWN))
