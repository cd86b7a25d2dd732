"""Floating catchments of a whole town, without a table of all homes and all places."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from geo.engine.arc import to_seconds
from geo.errors import InputError
from geo.measure.catchment import share
from geo.measure.span import Span
from geo.measure.steps import Steps
from geo.measure.trips import Supply, Trips, Walk
from geo.network import Floats
from geo.passage import Sites


def span_town_supply(
    strict: Walk,
    opened: Walk,
    *,
    homes: Sites,
    people: Floats,
    supply: tuple[Supply, Supply],
    steps: Steps,
) -> Span:
    """Bound supply per person for every home of a town, out and back.

    The same as ``geo.measure.catchment.span_supply`` over the matrix of all homes and
    places; see there how it is bounded.

    Parameters
    ----------
    strict, opened : Walk
        What is known to be passable, and what may be.
    homes : Sites
    people : array, shape (o,)
    supply : tuple of Supply
        By what is known and by what may be: the same places and amounts, with the doors
        that the person surely, or perhaps, can use.
    steps : Steps

    Returns
    -------
    Span
        Shape (o, c); NaN where nobody lives.

    Raises
    ------
    InputError
        If places or amounts of the two differ.
    """
    if not np.array_equal(supply[0].amount, supply[1].amount):
        raise InputError("supply", "is not the same by what is known and what may be")
    pair = tuple(
        Trips(walk, homes, own)
        for walk, own in zip((strict, opened), supply, strict=True)
    )
    kinds = supply[0].amount.shape[1]
    low, high = (np.zeros((len(homes), kinds)) for _ in range(2))
    for first in pair[0].firsts if len(homes) else ():
        blocks = list(_weigh(pair, first, steps))
        amount = supply[0].amount[first : first + blocks[0][1].shape[1]]
        demand = _demand(blocks, people)
        for begin, sure, may in blocks:
            rows = slice(begin, begin + len(sure))
            own = people[rows, None]
            low[rows] += _terms(sure, own, demand[1] - own * may) @ amount
            high[rows] += _terms(may, own, demand[0] - own * sure) @ amount
    lived = people[:, None] > 0
    return Span(
        np.where(lived, np.minimum(low, high), np.nan), np.where(lived, high, np.nan)
    )


Block = tuple[int, Floats, Floats]
"""The first home, and the weights of its trips by what is known and by what may be."""


def _weigh(pair: tuple[Trips, ...], first: int, steps: Steps) -> Iterator[Block]:
    tables = [trips.sweep(first) for trips in pair]
    for begin in pair[0].begins:
        sure, may = (
            steps.weigh(to_seconds(trips.block(begin, first, table)))
            for trips, table in zip(pair, tables, strict=True)
        )
        yield begin, sure, may


def _demand(blocks: list[Block], people: Floats) -> tuple[Floats, Floats]:
    """Add up the people at each place, by what is known and by what may be."""
    known, most = (np.zeros(blocks[0][1].shape[1]) for _ in range(2))
    for begin, sure, may in blocks:
        here = people[begin : begin + len(sure)]
        known += here @ sure
        most += here @ may
    return known, most


def _terms(own: Floats, people: Floats, others: Floats) -> Floats:
    """Give what each place has for a person of each home, per unit of supply."""
    return share(own, people * own + np.maximum(others, 0.0))
