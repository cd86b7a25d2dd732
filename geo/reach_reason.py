"""Why reach ends where it ends, and what is not known inside."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from geo.network import Network
from geo.passage import Passage
from geo.reach_answer import Band, Doubt, Stopped
from geo.reach_piece import street_groups
from geo.reach_view import Judged, View
from geo.rule import BITS


def list_doubts(network: Network, judged: Judged, band: Band) -> Iterator[Doubt]:
    """Tell what is not known where the person is perhaps, but not surely.

    Parameters
    ----------
    network : Network
    judged : Judged
    band : Band

    Yields
    ------
    Doubt
        The longest first.
    """
    dark = band.perhaps_pieces.without(band.surely_pieces)
    metres, segment = dark.metres(network), dark.segment
    bits = judged.doubtful[2 * segment] | judged.doubtful[2 * segment + 1]
    total = {
        rule: float(metres[bits & np.uint32(bit) > 0].sum())
        for rule, bit in BITS.items()
    }
    for rule in sorted(total, key=lambda rule: -total[rule]):
        if total[rule] > 0:
            yield Doubt(rule, total[rule])


def list_stops(
    network: Network, judged: Judged, view: View, walker: Passage
) -> Iterator[Stopped]:
    """Tell what stops the person on streets that begin within reach.

    Parameters
    ----------
    network : Network
    judged : Judged
    view : View
        Over all that is not known to be impassable.
    walker : Passage
        Of somebody on foot without limits: what stops everybody is not told.

    Yields
    ------
    Stopped
        Most often first; both sides of a street count as one.
    """
    here = np.isfinite(view.there.node) | np.isfinite(view.back.node)
    ends = here[network.tail] | here[network.head]
    edges = walker.usable & ~view.passage.usable & np.repeat(ends, 2)
    segment = np.flatnonzero(edges.reshape(-1, 2).any(axis=1))
    refused = np.where(edges, judged.refused, 0).reshape(-1, 2)[segment]
    bits, street = refused[:, 0] | refused[:, 1], street_groups(network)[segment]
    count = {
        rule: len(np.unique(street[bits & np.uint32(bit) > 0]))
        for rule, bit in BITS.items()
    }
    for rule in sorted(count, key=lambda rule: -count[rule]):
        if count[rule]:
            yield Stopped(rule, count[rule])
