"""The pieces of one instruction."""

from __future__ import annotations

import math
from dataclasses import dataclass

from geo.attribute import ATTRIBUTES, Kind
from geo.cue import Cue
from geo.observation import Value
from geo.walked import Walked


@dataclass(frozen=True)
class Span:
    """Pieces ``first`` … ``last`` of a route, all told by one instruction.

    Attributes
    ----------
    kind : str
        ``"street"``, ``"path"``, ``"steps"``, ``"crossing"``, ``"elevator"``.
    """

    walked: Walked
    first: int
    last: int
    kind: str

    @property
    def places(self) -> range:
        """The pieces."""
        return range(self.first, self.last + 1)

    @property
    def at_m(self) -> float:
        """Metres from the start of the route."""
        return float(self.walked.at_m[self.first])

    @property
    def length_m(self) -> float:
        """Metres."""
        return float(self.walked.length_m[self.first : self.last + 1].sum())

    @property
    def names(self) -> dict[str, str]:
        """Names of the way."""
        return self.walked.info(self.first).names

    @property
    def side(self) -> str:
        """The side of the street, as it is walked."""
        return self.walked.side(self.first)


def known_facts(span: Span, attributes: tuple[str, ...]) -> dict[str, Value]:
    """Give the values that are known on the pieces of an instruction.

    Of several numbers the largest; of yes and no, no.
    """
    found: dict[str, Value] = {}
    for attribute in attributes:
        numbers = span.walked.number(attribute)[span.first : span.last + 1].tolist()
        known = [i for i, one in enumerate(numbers) if not math.isnan(one)]
        if known:
            choose = min if ATTRIBUTES[attribute].kind is Kind.YES_NO else max
            best = choose(known, key=lambda i: numbers[i])
            found[attribute] = span.walked.value(attribute, span.first + best)
    return found


def cue_over(
    span: Span,
    kind: str,
    value: Value,
    *,
    names: dict[str, str] | None = None,
    method: str = "",
    facts: dict[str, Value] | None = None,
) -> Cue:
    """Make a cue of the whole instruction."""
    return Cue(
        kind=kind,
        at_m=span.at_m,
        position=span.walked.start(span.first),
        length_m=span.length_m,
        value=value,
        names=names or {},
        method=method,
        facts=facts or {},
    )
