"""What becomes of a gap from one analysis to the next."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

OPEN: Final = "open"
CLOSING: Final = "closing"
CLOSED: Final = "closed"


@dataclass(frozen=True)
class Repairs:
    """What is known of the repair of barriers, by their keys.

    Attributes
    ----------
    promised : collection of str
        A repair is promised, under way or announced; they act still.
    unverified : collection of str
        Said to be repaired; they act no more, and nobody has verified it.
    """

    promised: Collection[str] = ()
    unverified: Collection[str] = ()


@dataclass(frozen=True)
class Next:
    """Where a gap stands now, and what happened.

    Attributes
    ----------
    status : str
    event : str
        An id of the events of ``geo/tables/gap_kinds.toml``; empty if nothing did.
    """

    status: str
    event: str = ""


def next_found(
    before: str, causes: Collection[str], repairs: Repairs, *, changed: bool
) -> Next:
    """Tell where a gap stands that the analysis finds.

    Parameters
    ----------
    before : str
        Where it stood; empty if it is new.
    causes : collection of str
        Keys of the barriers that cause it.
    repairs : Repairs
    changed : bool
        Whether it is not what it was.

    Returns
    -------
    Next
    """
    status = CLOSING if set(causes) & set(repairs.promised) else OPEN
    if not before:
        return Next(status, "seen")
    if before == CLOSED:
        return Next(status, "reopened")
    if before != status:
        return Next(status, status)
    return Next(status, "changed" if changed else "")


def next_missing(
    before: str, causes: Collection[str], repairs: Repairs, *, absorbed: bool
) -> Next:
    """Tell where a gap stands that the analysis does not find any more.

    Parameters
    ----------
    before : str
        Where it stood.
    causes : collection of str
        Keys of the barriers that caused it.
    repairs : Repairs
    absorbed : bool
        Whether a larger gap lies where it lay: nobody got a way by that.

    Returns
    -------
    Next
        While a repair is not verified, it is not closed.
    """
    if before == CLOSED:
        return Next(CLOSED)
    if absorbed:
        return Next(CLOSED, "merged")
    if set(causes) & set(repairs.unverified):
        return Next(CLOSING, "" if before == CLOSING else CLOSING)
    return Next(CLOSED, CLOSED)
