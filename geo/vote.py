"""Votes on a report: how many people, independent of each other, say what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

GONE: Final = "gone"


@dataclass(frozen=True)
class Vote:
    """What somebody says of a report.

    Attributes
    ----------
    voter, network : str
        Marks of the device and of its network; an unknown network is empty. Of a voter
        with a confirmed contact, ``network`` is the mark of that contact.
    kind : str
        ``"gone"``; anything else says that it is there.
    is_confirmed : bool
        Whether the voter has a confirmed contact.
    """

    voter: str
    network: str
    kind: str
    is_confirmed: bool = False


def weigh_votes(votes: Iterable[Vote], *, author_network: str) -> tuple[int, int]:
    """Count the independent people who say that it is there, and that it is gone.

    Parameters
    ----------
    votes : iterable of Vote
        In the order in which they were given: of each device the last one counts.
    author_network : str
        Who votes from there may be the author.

    Returns
    -------
    tuple of int
        One for each confirmed contact, however many devices it has confirmed; of the
        others, one for each network.
    """
    last: dict[str, Vote] = {}
    sure: set[str] = set()
    for vote in votes:
        last[vote.voter] = vote
        if vote.is_confirmed:
            sure.add(vote.voter)
    gone = [vote for vote in last.values() if vote.kind == GONE]
    there = [vote for vote in last.values() if vote.kind != GONE]
    count = (_independent(some, sure, author_network) for some in (there, gone))
    return next(count), next(count)


def _independent(votes: list[Vote], sure: set[str], author_network: str) -> int:
    known = {vote.network or vote.voter for vote in votes if vote.voter in sure}
    others = {vote.network for vote in votes if vote.voter not in sure}
    return len(known) + len(others - {"", author_network})
