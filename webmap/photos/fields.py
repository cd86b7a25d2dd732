"""The photos of a form: several files, what can be seen on each, and those kept."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from flask import request
from werkzeug.datastructures import FileStorage

from data.picture import HEIF, clean_photo
from data.queries.photo import NO_MORE
from data.runtime import Runtime
from geo.errors import InputError
from geo.photo import Caption, photo_limits, require_caption
from webmap.formats import number
from webmap.i18n import gettext
from webmap.photos.store import Kept, most_photo_bytes, photos

NAME: Final = "photo"
TOO_LARGE: Final = 413
WRONG: Final = 422


@dataclass(frozen=True)
class Slot:
    """One photo of a form.

    Attributes
    ----------
    name : str
        Name of its field; ``name_alt``, ``name_token``, ``name_drop`` go with it.
    alt : str
        What can be seen, as it was typed.
    token : str
        Of the photo that was kept while something else was wrong; else empty.
    error, alt_error : str
        What is wrong, as a sentence.
    status : int
        HTTP status of what is wrong; 0 if nothing is.
    """

    name: str
    alt: str = ""
    token: str = ""
    error: str = ""
    alt_error: str = ""
    status: int = 0

    @property
    def is_used(self) -> bool:
        """Whether anything was given here."""
        return bool(self.alt or self.token or self.error)


def slot_names() -> list[str]:
    """Name the fields: ``"photo"``, ``"photo_2"`` and so on."""
    more = [f"{NAME}_{place}" for place in range(2, photo_limits().most + 1)]
    return [NAME, *more]


@dataclass
class PhotoFields:
    """The photos of a form, in their order."""

    slots: list[Slot] = field(default_factory=list)

    @classmethod
    def fresh(cls) -> PhotoFields:
        """Offer empty fields."""
        return cls([Slot(name) for name in slot_names()])

    @classmethod
    def sent(cls, runtime: Runtime) -> PhotoFields:
        """Read the photos that were sent; sound ones are kept for the next time."""
        return cls([_read(runtime, name) for name in slot_names()])

    @property
    def faults(self) -> list[tuple[str, str, int]]:
        """What is wrong: (field, sentence, HTTP status)."""
        photos_wrong = [(s.name, s.error, s.status) for s in self.slots if s.error]
        alts = [(f"{s.name}_alt", s.alt_error, WRONG) for s in self.slots]
        return [*photos_wrong, *(one for one in alts if one[1])]

    @property
    def kept(self) -> list[Kept]:
        """The photos that go with the report."""
        return [Kept(s.token, Caption(s.alt)) for s in self.slots if s.token]

    def forget(self, runtime: Runtime) -> None:
        """Let go of what waited: the report has it now."""
        for one in self.kept:
            photos(runtime).drop(one.token)


def _read(runtime: Runtime, name: str) -> Slot:
    """Read one photo; one that is new takes the place of the one that was kept."""
    alt = request.form.get(f"{name}_alt", "").strip()
    token = request.form.get(f"{name}_token", "")
    is_dropped = bool(request.form.get(f"{name}_drop"))
    known = token if not is_dropped and photos(runtime).has(token) else ""
    slot = _said(Slot(name, alt, known))
    file = request.files.get(name)
    return slot if file is None or not file.filename else _keep(runtime, slot, file)


def _said(slot: Slot) -> Slot:
    try:
        require_caption(Caption(slot.alt))
    except InputError:
        return replace(slot, alt_error=say_long())
    return slot


def _keep(runtime: Runtime, slot: Slot, file: FileStorage) -> Slot:
    most = most_photo_bytes(runtime)
    raw = file.stream.read(most + 1)
    if len(raw) > most:
        return replace(slot, error=say_size(most), status=TOO_LARGE)
    try:
        clean = clean_photo(raw, most_bytes=most)
    except InputError as wrong:
        return replace(slot, error=say_wrong(wrong), status=WRONG)
    return replace(slot, token=photos(runtime).keep(clean.content))


def say_long() -> str:
    """Say that too much was said of a photo."""
    return gettext(
        "Please shorten what can be seen to %(most)s letters.",
        most=number(photo_limits().longest_alt),
    )


def say_size(most: int) -> str:
    """Say that a photo is too large."""
    return gettext(
        "The photo is larger than %(most)s MB. Everything else was kept; "
        "please choose a smaller one, or send the report without.",
        most=number(most / 1e6),
    )


def say_wrong(wrong: InputError) -> str:
    """Say why a photo cannot be taken."""
    if wrong.reason.endswith(NO_MORE):
        return gettext("There are as many photos as a report can have.")
    if wrong.reason == HEIF:
        return gettext(
            "This photo is in the HEIC format of some telephones, which is not read "
            "here. Please take it or save it as a JPEG, or send the report without."
        )
    return gettext(
        "This is not a photo that can be read. Please choose a JPEG, PNG or "
        "WebP picture, or send the report without."
    )
