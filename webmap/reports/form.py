"""The report form as it came in: everything that was typed, and what is wrong."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass, field
from typing import Final

from flask import request

from data.runtime import Runtime
from data.search import Hit, resolve_place
from geo.answer import LonLat
from geo.draft import LONGEST, LONGEST_KEY, Draft, Fault, find_faults
from geo.errors import InputError
from webmap.arrival import sign_opened
from webmap.context import read_session
from webmap.formats import number
from webmap.i18n import N_, current_language, gettext
from webmap.photos.fields import PhotoFields
from webmap.trips.spot import find_spot, write_at

TEXTS: Final = (
    "category",
    "where",
    "where_at",
    "description",
    "send_key",
    "opened",
)
ORDER: Final = ("category", "where", "where_at", "description", "affected", "photo")
"""Fields from top to bottom: what is wrong is told in this order."""
SAID: Final = ("category", "where", "where_at", "description")
"""What makes two reports of one form the same, besides who is affected."""
TRAP: Final = "website"
UNSURE: Final = "unsure"
"""Chosen when none of the offered places is meant."""
WRONG: Final = 422
TOO_OLD: Final = 400

SENTENCES: Final = {
    ("category", "missing"): N_("Please choose what is in the way."),
    ("category", "unknown"): N_("Please choose what is in the way from the list."),
    ("where", "missing"): N_(
        "Please say where it is: near which place or street, or a position."
    ),
    ("where", "too_long"): N_("This is too long. A name of a place is enough."),
    ("where", "unknown"): N_("This holds a character that cannot be read."),
    ("position", "outside"): N_(
        "This position is not on the Earth. Write longitude first, then latitude, "
        "for example 8.71,36.18."
    ),
    ("description", "too_long"): N_(
        "The description is too long. Please shorten it to %(most)s letters."
    ),
    ("description", "unknown"): N_("This holds a character that cannot be read."),
    ("affected", "unknown"): N_("Please choose from the list."),
    ("send_key", "too_long"): N_("The form is damaged. Please open it anew."),
    ("send_key", "unknown"): N_("The form is damaged. Please open it anew."),
}
OFF_EARTH: Final = Fault("position", "outside", "is not on the Earth")
SHOWN_AT: Final = {"position": "where"}
"""Field of a draft → field of the form, where they differ."""


@dataclass
class ReportForm:
    """What was typed, what is wrong, and what to choose from.

    Attributes
    ----------
    typed : dict of str to str
    affected : list of str
    errors : dict of str to str
        Field → sentence.
    choices : list of tuple
        (value, name) of the places that the text may mean.
    statuses : set of int
        HTTP statuses of what is wrong.
    trapped : bool
        Whether a field was filled in that people do not see.
    photos : PhotoFields
    """

    typed: dict[str, str]
    affected: list[str] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)
    choices: list[tuple[str, str]] = field(default_factory=list)
    statuses: set[int] = field(default_factory=set)
    trapped: bool = False
    photos: PhotoFields = field(default_factory=PhotoFields.fresh)

    @classmethod
    def fresh(cls) -> ReportForm:
        """Open an empty form, or one about a place: ``?near=NAME&at=lon,lat``."""
        typed = dict.fromkeys(TEXTS, "")
        near, at = request.args.get("near", ""), request.args.get("at", "")
        typed["where"] = near or at
        typed["where_at"] = f"{at}|{near}" if near and at else ""
        typed["category"] = request.args.get("category", "")
        typed["send_key"] = uuid.uuid4().hex
        typed["opened"] = sign_opened()
        return cls(typed)

    @classmethod
    def sent(cls) -> ReportForm:
        """Read the form that was sent."""
        typed = {name: request.form.get(name, "").strip() for name in TEXTS}
        affected = request.form.getlist("affected")
        return cls(typed, affected, trapped=bool(request.form.get(TRAP)))

    def wrong(self, name: str, sentence: str, status: int = WRONG) -> None:
        """Note what is wrong with a field."""
        self.errors.setdefault(name, sentence)
        self.statuses.add(status)

    @property
    def status(self) -> int:
        """HTTP status of the form as a whole."""
        return next(iter(self.statuses)) if len(self.statuses) == 1 else WRONG

    def read_photos(self, runtime: Runtime) -> None:
        """Keep the photos that were sent, even if another field is wrong."""
        self.photos = PhotoFields.sent(runtime)
        for name, sentence, status in self.photos.faults:
            self.wrong(name, sentence, status)

    def draft(self) -> Draft:
        """Build the draft; what is wrong with it is noted."""
        draft = Draft(
            category=self.typed["category"],
            description=self.typed["description"],
            affected=tuple(self.affected),
            where_text=self.typed["where"],
            lonlat=self._locate(),
            lang=current_language(),
            send_key=self._send_key(),
        )
        for fault in find_faults(draft):
            self.wrong(SHOWN_AT.get(fault.field, fault.field), say_fault(fault))
        self.errors = dict(sorted(self.errors.items(), key=lambda one: _place(one[0])))
        return draft

    def _send_key(self) -> str:
        """Give the key of what is said: changed after going back, it is another."""
        key = self.typed["send_key"]
        if not key or len(key) > LONGEST_KEY:
            return key
        said = (key, *(self.typed[name] for name in SAID), *self.affected)
        return hashlib.sha256("\n".join(said).encode()).hexdigest()

    def _locate(self) -> LonLat | None:
        text, at = self.typed["where"], self.typed["where_at"]
        if not text or at == UNSURE:
            return None
        session = read_session()
        try:
            hits = resolve_place(session, text, current_language())
        except InputError:
            self.wrong("where", say_fault(OFF_EARTH))
            return None
        spot = find_spot(session, text, at)
        if spot.choices:
            self._offer(hits, text)
        return spot.lonlat

    def _offer(self, hits: list[Hit], text: str) -> None:
        self.choices = [(write_at(hit.lonlat, text), hit.name) for hit in hits]
        self.wrong("where_at", gettext("Several places match. Please choose one."))


def _place(name: str) -> int:
    """Give the place of a field on the page."""
    return ORDER.index(name) if name in ORDER else len(ORDER)


def say_fault(fault: Fault) -> str:
    """Say what is wrong in the language that is spoken."""
    sentence = SENTENCES[fault.field, fault.code]
    values = {"most": number(LONGEST)} if "%(most)s" in sentence else {}
    return gettext(sentence, **values)
