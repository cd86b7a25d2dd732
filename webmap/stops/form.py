"""What the page of a stop was asked, as it stands in its address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from webmap.trips.form import TripForm


class StopForm(TripForm):
    """For whom and for when a stop is looked at."""

    ends: ClassVar[Mapping[str, str]] = {}
    others: ClassVar[tuple[str, ...]] = ("at",)

    @property
    def is_asked(self) -> bool:
        """Whether somebody said how they go, or when."""
        return bool(self.query())
