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
from geo.draft import LONGEST_KEY, Draft, find_faults
from geo.errors import InputError
from webmap.arrival import sign_opened
from webmap.context import read_session
from webmap.i18n import current_language, gettext
from webmap.photos.fields import PhotoFields
from webmap.reports.answers import PREFIX, TypedAnswers, say_answer_fault
from webmap.reports.contact import Reach
from webmap.reports.desk_pass import channel_of, give_pass
from webmap.reports.faults import OFF_EARTH, place_of, say_fault, shown_at
from webmap.reports.hints import (
    AS_IT_IS,
    REMOVE,
    Hint,
    Known,
    list_hints,
    list_known,
    remove_personal,
)
from webmap.reports.near import PICK, Lists, list_around, read_pick
from webmap.trips.spot import find_spot, write_at

TEXTS: Final = (
    "category",
    "where",
    "where_at",
    "description",
    "send_key",
    "opened",
    "personal",
    "distinct",
    "channel",
    "desk",
)
SAID: Final = ("category", "where", "where_at", "description")
"""What makes two reports of one form the same, besides who is affected."""
TRAP: Final = "website"
QUESTIONS: Final = "questions"
LIST: Final = "list"
"""Buttons of the form that do not send it."""
UNSURE: Final = "unsure"
"""Chosen when none of the offered places is meant."""
WRONG: Final = 422
TOO_OLD: Final = 400


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
    answers : TypedAnswers
    reach : Reach
        How the sender can be reached; never part of the draft.
    hints : list of Hint
        Personal data that is pointed out before it is sent.
    known : list of Known
        Reports that may be of the same obstacle.
    near : list
        Places, stops and streets to choose from, by heading.
    """

    typed: dict[str, str]
    affected: list[str] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)
    choices: list[tuple[str, str]] = field(default_factory=list)
    statuses: set[int] = field(default_factory=set)
    trapped: bool = False
    photos: PhotoFields = field(default_factory=PhotoFields.fresh)
    answers: TypedAnswers = field(default_factory=TypedAnswers)
    reach: Reach = field(default_factory=Reach)
    hints: list[Hint] = field(default_factory=list)
    known: list[Known] = field(default_factory=list)
    near: Lists = field(default_factory=list)

    @classmethod
    def fresh(cls) -> ReportForm:
        """Open an empty form, or one about a place: ``?near=NAME&at=lon,lat``."""
        typed = dict.fromkeys(TEXTS, "")
        near, at = request.args.get("near", ""), request.args.get("at", "")
        typed["where"] = near or at
        typed["where_at"] = f"{at}|{near}" if near and at else ""
        typed["category"] = request.args.get("category", "")
        typed["send_key"] = uuid.uuid4().hex
        typed["opened"], typed["desk"] = sign_opened(), give_pass()
        return cls(typed)

    @classmethod
    def sent(cls) -> ReportForm:
        """Read the form that was sent."""
        typed = {name: request.form.get(name, "").strip() for name in TEXTS}
        affected = request.form.getlist("affected")
        form = cls(typed, affected, trapped=bool(request.form.get(TRAP)))
        form.answers, form.reach = TypedAnswers.sent(), Reach.sent()
        if request.form.get(PICK):
            typed["where"], typed["where_at"] = read_pick(request.form[PICK])
        if typed["personal"] == REMOVE:
            form.leave_out_personal()
        return form

    def leave_out_personal(self) -> None:
        """Leave out what may tell who somebody is, as the sender wishes."""
        typed, answers = self.typed, self.answers.typed
        typed["description"] = remove_personal(typed["description"])
        if not typed["where_at"]:
            typed["where"] = remove_personal(typed["where"])
        for name, text in self.answers.texts(typed["category"]):
            answers[name] = remove_personal(text)

    def stay(self) -> bool:
        """Tell whether somebody wants to go on filling in, not to send."""
        if LIST in request.form:
            self.near = list_around(self.typed["where"], self.typed["where_at"])
        wanted = any(name in request.form for name in (QUESTIONS, LIST, PICK))
        if wanted:
            self.errors.clear()
            self.choices.clear()
        return wanted

    def ask_first(self, draft: Draft) -> bool:
        """Point out what the sender should know before it is sent."""
        if self.typed["personal"] != AS_IT_IS:
            self.hints = list_hints(draft)
        self.known = list_known(read_session(), draft, seen=self.typed["distinct"])
        return bool(self.hints or self.known)

    @property
    def seen(self) -> str:
        """Give the numbers of the reports that were offered as the same."""
        before = self.typed["distinct"].split(",")
        numbers = (*before, *(one.tracking for one in self.known))
        return ",".join(dict.fromkeys(number for number in numbers if number))

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
        answers, unread = self.answers.values(self.typed["category"])
        for name, code in unread.items():
            self.wrong(PREFIX + name, say_answer_fault(name, code))
        lonlat, subject = self._locate()
        draft = Draft(
            category=self.typed["category"],
            description=self.typed["description"],
            affected=tuple(self.affected),
            where_text=self.typed["where"],
            lonlat=lonlat,
            lang=current_language(),
            send_key=self._send_key(),
            answers=answers,
            channel=channel_of(self.typed["channel"], self.typed["desk"]),
            subject=subject,
        )
        for fault in find_faults(draft):
            self.wrong(shown_at(fault.field), say_fault(fault))
        for name, sentence in self.reach.say_faults().items():
            self.wrong(name, sentence)
        ordered = sorted(self.errors.items(), key=lambda one: place_of(one[0]))
        self.errors = dict(ordered)
        return draft

    def _send_key(self) -> str:
        """Give the key of what is said: changed after going back, it is another."""
        key = self.typed["send_key"]
        if not key or len(key) > LONGEST_KEY:
            return key
        answers = sorted(self.answers.typed.items())
        said = (key, *(self.typed[name] for name in SAID), *self.affected)
        said += tuple(f"{name}={text}" for name, text in answers)
        return hashlib.sha256("\n".join(said).encode()).hexdigest()

    def _locate(self) -> tuple[LonLat | None, str]:
        """Find the position, and the key of the place or stop that is named."""
        text, at = self.typed["where"], self.typed["where_at"]
        if not text or at == UNSURE:
            return None, ""
        session = read_session()
        try:
            hits = resolve_place(session, text, current_language())
        except InputError:
            self.wrong("where", say_fault(OFF_EARTH))
            return None, ""
        spot = find_spot(session, text, at)
        if spot.choices:
            self._offer(hits, text)
        return spot.lonlat, spot.key

    def _offer(self, hits: list[Hit], text: str) -> None:
        self.choices = [(write_at(hit.lonlat, text), hit.name) for hit in hits]
        self.wrong("where_at", gettext("Several places match. Please choose one."))
