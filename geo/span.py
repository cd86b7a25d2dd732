"""The pieces of one instruction."""

from __future__ import annotations

from dataclasses import dataclass

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
