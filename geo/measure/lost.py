"""People-places lost: what all people together do not reach and walkers would."""

from __future__ import annotations

from geo.measure.span import Range, Span
from geo.network import Floats


def people_places_lost(person: Floats, walker: Floats, people: Floats) -> float:
    """Add up the opportunities that people lose beside an unimpeded walker.

    ``L^p = sum_i P_i (A_i^walk - A_i^p)``, with ways out and back for both.

    Parameters
    ----------
    person, walker : array, shape (n,)
        Of ``geo.measure.reached`` for the same supply and time.
    people : array, shape (n,)

    Returns
    -------
    float
        People times places. Somebody faster than the walker may gain some.
    """
    return float(people @ (walker - person))


def range_lost(person: Span, walker: Floats, people: Floats) -> Range:
    """Bound ``people_places_lost``, which falls with what the person reaches."""
    return Range(
        people_places_lost(person.high, walker, people),
        people_places_lost(person.low, walker, people),
    )
