"""What is known of a network, read for one person."""

from __future__ import annotations

from dataclasses import dataclass

from geo.need import Profile
from geo.network import Floats, Network
from geo.overlay import Facts


@dataclass(frozen=True, eq=False)
class View:
    """Facts as one person meets them."""

    facts: Facts
    profile: Profile

    @property
    def network(self) -> Network:
        """The network."""
        return self.facts.network

    def hard(self, attribute: str) -> Floats:
        """Values that may refuse, shape (m, 1)."""
        return self.facts.hard_of(attribute)[:, None]

    def value(self, attribute: str) -> Floats:
        """Values, hard ones first, shape (m, 1)."""
        return self.facts.value_of(attribute)[:, None]
