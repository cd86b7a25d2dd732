"""What is to be told of where people live: who is counted by whom, and what is odd."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from geo.finding import Finding
from geo.people.claim import Share
from geo.people.settle import Settled
from geo.people.table import people_table


def list_sources(settled: Settled) -> list[str]:
    """Say in words how many people each source puts on streets, the best one first."""
    said = [_said(share) for share in settled.shares]
    asked = float(np.nansum(settled.residents[settled.surveyed]))
    return (
        [f"{asked:.0f} people asked about street by street", *said] if asked else said
    )


def _said(share: Share) -> str:
    census = share.census
    year = census.year if census.year is not None else "of no known year"
    counted = float(np.nansum(census.people))
    parts = {
        "with no street to put them on": share.unplaced.sum(),
        "counted by a better source": share.superseded.sum(),
        "outside the town": share.outside.sum(),
    }
    rest = "".join(f", {count:.0f} {name}" for name, count in parts.items() if count)
    beside = share.placed[share.spread.beside].sum()
    where = f" ({beside:.0f} of them beside their ground)" if beside else ""
    return (
        f"{census.source} ({year}): {share.placed.sum():.0f} of {counted:.0f} people "
        f"along streets{where}{rest}"
    )


def find_doubts(settled: Settled) -> Iterator[Finding]:
    """Tell of ground whose people could not be put where they live.

    Parameters
    ----------
    settled : Settled

    Yields
    ------
    Finding
        ``people-unplaced``: no street is known on the ground; ``people-squeezed``: its
        streets are known on a small part of it only.
    """
    for share in settled.shares:
        keys, people = share.census.keys, share.census.people
        for row in np.flatnonzero(share.unplaced > 0).tolist():
            message = f"{share.unplaced[row]:g} people, and no street is known there"
            yield Finding("people-unplaced", keys[row], message)
        little = share.known_part < people_table().least_known
        for row in np.flatnonzero(little & (share.placed > 0)).tolist():
            message = (
                f"{people[row]:g} people stand on the streets of "
                f"{share.known_part[row]:.0%} of their ground: the others are not known"
            )
            yield Finding("people-squeezed", keys[row], message)
