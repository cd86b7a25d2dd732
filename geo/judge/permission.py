"""Whether one may go there, and whether something blocks the way."""

from __future__ import annotations

from typing import Final

from geo.column import code
from geo.judge.kernel import Mark, Record, kernel
from geo.judge.mark import at_most

NO: Final = int(code("wheelchair", "no"))
LIMITED: Final = int(code("wheelchair", "limited"))
CLOSED: Final = int(code("access", "no"))
PRIVATE: Final = int(code("access", "private"))


@kernel
def obstructed(row: Record, need: Record) -> Mark:
    """Judge what blocks the way."""
    hard, soft = float(row["obstructed"]), float(row["obstructed_soft"])
    refused, doubtful, beyond, grown = at_most(
        hard, soft, need["obstructed"], row["obstructed_doubt"]
    )
    return refused, doubtful, beyond, 0.0, grown


@kernel
def wheelchair(row: Record, need: Record) -> Mark:
    """Judge what the way says of wheelchairs."""
    hard, wheels = row["wheelchair"], need["wheels"]
    refused = wheels & (hard == NO)
    doubtful = wheels & (row["wheelchair_soft"] == NO) & (not refused)
    beyond = wheels & (hard == LIMITED)
    share = need["surface_ceiling"] if beyond else 0.0
    return refused, doubtful, beyond, share, 0.0


@kernel
def access(row: Record) -> Mark:
    """Judge whether one may go there at all."""
    hard, soft = row["access"], row["access_soft"]
    refused = (hard == CLOSED) | (hard == PRIVATE)
    doubtful = ((soft == CLOSED) | (soft == PRIVATE)) & (not refused)
    return refused, doubtful, False, 0.0, 0.0


@kernel
def oneway(row: Record, heading: float) -> Mark:
    """Judge the direction in which people on foot may go."""
    return row["oneway"] * heading < 0, False, False, 0.0, 0.0
