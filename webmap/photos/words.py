"""What pages say of photos."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from flask import request, url_for
from sqlalchemy.orm import Session

from data.queries.photo import GONE, PhotoRecord, find_first_photos, list_photos
from geo.category import report_categories
from geo.photo import OBSTACLE, REPAIR, photo_limits, photo_words
from webmap.context import runtime
from webmap.i18n import best_name, gettext
from webmap.photos.store import photos

SAVES: Final = "Save-Data"
WHOLE: Final = "whole"
SMALL: Final = "small"


@dataclass(frozen=True)
class PhotoView:
    """A photo that anybody may see; without sizes where they are not known.

    Attributes
    ----------
    href, small_href : str
    alt : str
        What can be seen: in the words of the sender, else what the report is about.
    is_said : bool
        Whether these are the sender's words.
    subject : str
        What it was sent for, in words.
    is_repair : bool
    taken_on : date, optional
    size, small_size : tuple of int, optional
        (width, height), pixels.
    """

    href: str
    small_href: str
    alt: str
    is_said: bool
    subject: str
    is_repair: bool
    taken_on: date | None
    size: tuple[int, int] | None
    small_size: tuple[int, int] | None


@dataclass(frozen=True)
class OwnPhoto:
    """What the author is told of a photo that came in.

    Attributes
    ----------
    key, alt, state, state_word, reason, subject : str
    is_said : bool
        Whether what can be seen was told by the author.
    size : tuple of int, optional
        (width, height), pixels; ``None`` once the picture itself is deleted.
    """

    key: str
    alt: str
    is_said: bool
    state: str
    state_word: str
    reason: str
    subject: str
    size: tuple[int, int] | None


def category_of(photo: PhotoRecord) -> str:
    """Name what the report is about."""
    known = report_categories().get(photo.category)
    return best_name(known.label) if known else photo.category


def alt_of(photo: PhotoRecord) -> str:
    """Say what can be seen; where nobody said so, what the report is about."""
    if photo.alt:
        return photo.alt
    what = category_of(photo)
    if photo.subject == REPAIR:
        return gettext("Photo after the repair: %(what)s", what=what)
    return gettext("Photo of the reporter: %(what)s", what=what)


def _size(width: int | None, height: int | None) -> tuple[int, int] | None:
    return (width, height) if width and height else None


def view_of(photo: PhotoRecord) -> PhotoView:
    """Build what a page shows."""
    return PhotoView(
        href=url_for("photos.picture", key=photo.key, size=WHOLE),
        small_href=url_for("photos.picture", key=photo.key, size=SMALL),
        alt=alt_of(photo),
        is_said=bool(photo.alt),
        subject=best_name(photo_words("subject")[photo.subject].label),
        is_repair=photo.subject == REPAIR,
        taken_on=photo.taken_on,
        size=_size(photo.width, photo.height),
        small_size=_size(photo.small_width, photo.small_height),
    )


def list_views(session: Session, tracking: str) -> list[PhotoView]:
    """List the photos of a report that anybody may see."""
    return [view_of(photo) for photo in list_photos(session, tracking)]


def first_views(session: Session, trackings: Sequence[str]) -> dict[str, PhotoView]:
    """Give for each report the first photo that anybody may see."""
    found = find_first_photos(session, trackings)
    return {tracking: view_of(photo) for tracking, photo in found.items()}


def own_photos(session: Session, tracking: str) -> list[OwnPhoto]:
    """Tell the author what became of each photo, and why one was refused."""
    states, reasons = photo_words("state"), photo_words("reason")
    return [
        OwnPhoto(
            key=photo.key,
            alt=alt_of(photo),
            is_said=bool(photo.alt),
            state=photo.state,
            state_word=best_name(states[photo.state].label),
            reason=best_name(reasons[photo.reason].label) if photo.reason else "",
            subject=photo.subject,
            size=_size_of(photo),
        )
        for photo in list_photos(session, tracking, public=False)
    ]


def own_file(photo: PhotoRecord) -> str:
    """Give the file that the author sees: as it is shown, else as she sent it."""
    return photo.file or photo.sealed


def _size_of(photo: PhotoRecord) -> tuple[int, int] | None:
    file, store = own_file(photo), photos(runtime())
    return store.size(file) if file and store.path(file).is_file() else None


def takes_photo(state: str, photos: Sequence[OwnPhoto]) -> bool:
    """Tell whether a report takes one more photo of the obstacle."""
    there = sum(photo.subject == OBSTACLE for photo in photos)
    return state not in GONE and there < photo_limits().most


def saves_data() -> bool:
    """Tell whether the device asks for little: photos then come small."""
    return request.headers.get(SAVES, "").lower() == "on"
