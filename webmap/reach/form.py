"""What the page of reach was asked, as it stands in its address."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar, Final

from geo.answer import LonLat
from geo.errors import InputError
from geo.goal import Goal
from geo.reach import LONGEST_S, MOST_BANDS, SHORTEST_S, Question, check_limits
from geo.reach_answer import Direction
from geo.units import minutes
from webmap.i18n import N_, gettext
from webmap.trips.form import TripForm

MINUTE_S: Final = 60.0
USUAL_MINUTES: Final = "10,20,30"
CHOICES: Final = ("5,10,15", USUAL_MINUTES, "15,30,45", "20,40,60")
"""Times that the page offers, minutes."""
LONGEST_TEXT: Final = 40


def read_minutes(text: str) -> tuple[float, ...]:
    """Read times written ``10,20,30``, minutes.

    Returns
    -------
    tuple of float
        Seconds, in order.

    Raises
    ------
    InputError
        If one is no number or out of range, or there are none or too many.
    """
    parts = [part.strip() for part in text.replace("،", ",").split(",")]
    try:
        limits_s = [float(part) * MINUTE_S for part in parts if part]
    except ValueError as cause:
        reason = f"{text[:LONGEST_TEXT]!r} is not written 10,20,30"
        raise InputError("minutes", reason) from cause
    return check_limits(limits_s)


class ReachForm(TripForm):
    """A question about what is within reach."""

    ends: ClassVar[Mapping[str, str]] = {"from": N_("From")}
    others: ClassVar[tuple[str, ...]] = ("minutes", "way", "at")

    @property
    def direction(self) -> Direction:
        """Which way has to be possible."""
        text = self.typed["way"]
        return Direction(text) if text in list(Direction) else Direction.BOTH

    @property
    def minutes_text(self) -> str:
        """The times as the form has them."""
        return self.typed["minutes"] or USUAL_MINUTES

    def question(self, origin: LonLat | Goal, at: datetime | None = None) -> Question:
        """Put the question about a position, and a time in the town's zone."""
        return Question(
            origin,
            self.profile,
            read_minutes(self.minutes_text),
            self.policy,
            self.direction,
            at=at,
        )

    def check(self) -> None:
        """Put what is wrong into ``errors``."""
        super().check()
        if self.typed["way"] and self.typed["way"] not in list(Direction):
            self.errors["way"] = gettext("Please choose one of the list.")
        try:
            read_minutes(self.minutes_text)
        except InputError:
            self.errors["minutes"] = gettext(
                "Write one to %(most)s times, each from %(low)s to %(high)s minutes, "
                "with commas between.",
                most=MOST_BANDS,
                low=f"{minutes(SHORTEST_S):g}",
                high=f"{minutes(LONGEST_S):g}",
            )
