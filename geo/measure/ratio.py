"""The access ratio: what somebody reaches beside what an unimpeded walker does."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from geo.measure.span import Range, Span
from geo.network import Floats


@dataclass(frozen=True)
class MeanRatio:
    """The access ratio of a group of people.

    Attributes
    ----------
    ratio : Range
        Average over those of whom it is defined.
    people, apart : float
        How many they are, and how many have no ratio: there the walker has nothing
        either, which is a lack of services and says nothing of barriers.
    """

    ratio: Range
    people: float
    apart: float


def access_ratio(person: Floats, walker: Floats) -> Floats:
    """Divide what a person reaches by what the walker reaches from the same place.

    ``G_i = A_i^p / A_i^walk``, with ways out and back for both.

    Parameters
    ----------
    person, walker : array, same shape
        Of ``geo.measure.reached`` for the same supply and time.

    Returns
    -------
    array
        NaN where the walker has nothing: never 0, never 1.
    """
    nothing = np.full(np.shape(walker), np.nan)
    found = np.divide(person, walker, out=nothing, where=np.asarray(walker) > 0)
    return np.asarray(found)


def span_ratio(person: Span, walker: Floats) -> Span:
    """Bound ``access_ratio``, which rises with what the person reaches."""
    return Span(access_ratio(person.low, walker), access_ratio(person.high, walker))


def mean_ratio(ratio: Span, people: Floats) -> MeanRatio:
    """Average the access ratio over people, those without one told apart.

    Parameters
    ----------
    ratio : Span
        Of ``span_ratio``, shape (n,).
    people : array, shape (n,)
    """
    has = ratio.defined
    return MeanRatio(
        ratio.mean(people), float(people[has].sum()), float(people[~has].sum())
    )
