"""What the trip page was asked, as it stands in its address."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar, Final, Self
from zoneinfo import ZoneInfo

from geo.answer import Policy
from geo.errors import InputError
from geo.hours import parse_at
from geo.profile import Profile, get_profile, load_profiles, with_limits
from geo.wish import Wishes
from webmap.i18n import N_, gettext
from webmap.trips.need import NEEDS, WORD_FIELDS, read_limits
from webmap.trips.walk import FIELD as WALK
from webmap.trips.walk import read_walk
from webmap.trips.wish_form import FIELDS, VIAS, has_wishes, read_wishes
from webmap.wording.felt import WORDINGS

USUAL_PROFILE: Final = "manual_wheelchair"
POLICIES: Final = (
    (
        Policy.CAUTIOUS,
        N_("Prefer what is known"),
        N_("Go through what is not known only where it saves much, and tell me."),
    ),
    (
        Policy.STRICT,
        N_("Only what is known"),
        N_("Never send me where something that matters to me is not known."),
    ),
    (
        Policy.OPEN,
        N_("Take the chance"),
        N_("Treat what is not known as if it were fine."),
    ),
)
"""What to do about the unknown: value, word, explanation."""
GOING: Final = {
    "": N_("Without a vehicle"),
    "depart": N_("By public transport, too: leaving then"),
    "arrive": N_("By public transport, too: being there by then"),
}
"""How and when somebody goes: value, word."""
WINDOWS: Final = {
    "": N_("Only the best ones at that time"),
    "30": N_("Also those of the next 30 minutes"),
    "60": N_("Also those of the next hour"),
    "120": N_("Also those of the next 2 hours"),
    "240": N_("Also those of the next 4 hours"),
}
"""How far from the asked time vehicles may leave: minutes, words."""
LISTED: Final[Mapping[str, Collection[str]]] = {
    "unknown": list(Policy),
    "wording": WORDINGS,
    "go": GOING,
    "window": WINDOWS,
}
"""Fields that hold one word of a list."""
ENDS: Final = {"from": N_("From"), "to": N_("To")}


@dataclass
class TripForm:
    """A question about a trip.

    Attributes
    ----------
    typed : dict
        Every field as it was typed, kept for the page.
    errors : dict
        Field → sentence.
    """

    typed: dict[str, str]
    errors: dict[str, str] = field(default_factory=dict)
    ends: ClassVar[Mapping[str, str]] = ENDS
    """Places that have to be named: field → label."""
    others: ClassVar[tuple[str, ...]] = (
        "wording",
        "at",
        "go",
        "window",
        WALK,
        *FIELDS,
    )
    """Fields besides these, the person and their limits."""

    @classmethod
    def from_args(cls, args: Mapping[str, str]) -> Self:
        """Read a question; unknown fields are left out."""
        names = (
            *cls.ends,
            *(f"{end}_at" for end in cls.ends),
            *cls.others,
            "profile",
            "unknown",
            *(need.name for need in NEEDS),
            *WORD_FIELDS,
        )
        form = cls({name: args.get(name, "").strip() for name in names})
        form.check()
        return form

    @property
    def is_asked(self) -> bool:
        """Whether there is a question at all."""
        return any(self.typed[end] for end in self.ends)

    @property
    def profile_key(self) -> str:
        """The chosen profile, or the usual one."""
        known = load_profiles()
        key = self.typed["profile"]
        return key if key in known else USUAL_PROFILE

    @property
    def policy(self) -> Policy:
        """What the person wants done about what is not known."""
        text = self.typed["unknown"]
        return Policy(text) if text in list(Policy) else Policy.CAUTIOUS

    @property
    def rides(self) -> tuple[str, str] | None:
        """When to leave and when to be there, where vehicles are asked for."""
        go, at = self.typed.get("go", ""), self.typed.get("at", "")
        return {"depart": (at, ""), "arrive": ("", at)}.get(go)

    @property
    def window_min(self) -> int:
        """How many minutes after the asked time vehicles may leave, too."""
        asked = self.typed.get("window", "")
        return int(asked) if asked and asked in WINDOWS else 0

    @cached_property
    def walk_limit_s(self) -> float | None:
        """How long they go on foot to a stop; ``None`` is as usual for them."""
        return read_walk(self.typed, self.errors)

    @cached_property
    def limits(self) -> dict[str, object]:
        """The person's own limits, SI units."""
        return read_limits(self.typed, self.errors)

    @cached_property
    def wishes(self) -> Wishes:
        """What the person wishes for on the way."""
        return read_wishes(self.typed, self.errors)

    @property
    def points(self) -> dict[str, str]:
        """Places that may be named: field → label."""
        return {**self.ends, **{k: v for k, v in VIAS.items() if k in self.typed}}

    @property
    def profile(self) -> Profile:
        """The profile with the person's own limits over it."""
        return with_limits(get_profile(self.profile_key), self.limits)

    @property
    def has_wishes(self) -> bool:
        """Whether anything is wished for on the way."""
        return has_wishes(self.typed)

    @property
    def has_needs(self) -> bool:
        """Whether any limit was typed."""
        return any(self.typed[name] for name in (*WORD_FIELDS, *_need_names()))

    def query(self, **changes: str) -> dict[str, str]:
        """Give the fields that are filled in, for a link."""
        return {name: text for name, text in {**self.typed, **changes}.items() if text}

    def check(self) -> None:
        """Put what is wrong into ``errors``."""
        if self.typed["profile"] and self.typed["profile"] != self.profile_key:
            self.errors["profile"] = gettext("Please choose how you go.")
        for name, offered in LISTED.items():
            if self.typed.get(name) and self.typed[name] not in offered:
                self.errors[name] = gettext("Please choose one of the list.")
        self._check_at()
        if self.is_asked:
            for end, label in self.ends.items():
                if not self.typed[end]:
                    self.errors[end] = gettext(
                        "%(label)s: please write a place.", label=gettext(label)
                    )
        _ = self.limits, self.wishes, self.walk_limit_s

    def _check_at(self) -> None:
        try:
            if self.typed.get("at"):
                parse_at(self.typed["at"], ZoneInfo("UTC"))
        except InputError:
            self.errors["at"] = gettext(
                "Please write a day and a time such as 2026-11-23T22:00."
            )


def _need_names() -> list[str]:
    return [need.name for need in NEEDS]
