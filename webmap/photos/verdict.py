"""What a moderator decides of a photo: files and rows change together."""

from __future__ import annotations

from collections.abc import Sequence

from data.picture import Picture, hide_in
from data.queries.photo import PhotoRecord, get_photo
from data.queries.photo_judge import Shown, refuse_photo, show_photo
from data.runtime import Runtime
from geo.errors import ConflictError
from geo.mask import Part
from geo.standing import Actor
from webmap.inbox.letter import tell_refused_photo
from webmap.photos.store import photos


def show(
    runtime: Runtime, key: str, parts: Sequence[Part], *, seen: str, actor: Actor
) -> None:
    """Show a photo, with parts of it hidden for good; the original stays sealed.

    Raises
    ------
    MissingError
        If there is no such photo, or its file is gone.
    ConflictError
        If nothing of it is left, or somebody else has judged it in the meantime.
    """
    with runtime.database.read() as session:
        photo = get_photo(session, key)
    store = photos(runtime)
    whole, small = hide_in(original_of(runtime, photo), parts)
    files = store.show(whole.content), store.show(small.content)
    shown = Shown(files[0], whole, files[1], small, hidden=len(parts))
    at = runtime.clock()
    with runtime.database.write() as session:
        old = show_photo(session, key, shown, seen=seen, actor=actor, at=at)
    store.remove(old)


def preview(runtime: Runtime, photo: PhotoRecord, parts: Sequence[Part]) -> Picture:
    """Try how a photo looks with parts hidden; nothing is kept.

    Raises
    ------
    MissingError
        If its file is gone.
    ConflictError
        If nothing of it is left.
    """
    whole, _small = hide_in(original_of(runtime, photo), parts)
    return whole


def original_of(runtime: Runtime, photo: PhotoRecord) -> bytes:
    """Give the original of a photo, or what was shown when that is deleted.

    Raises
    ------
    MissingError
        If its file is gone.
    ConflictError
        If nothing of it is left.
    """
    source = photo.sealed or photo.file
    if not source:
        raise ConflictError("the original of the photo was deleted")
    return photos(runtime).read(source)


def refuse(runtime: Runtime, key: str, reason: str, *, seen: str, actor: Actor) -> None:
    """Refuse a photo; its author is told the reason, by a letter too.

    Raises
    ------
    MissingError
        If there is no such photo.
    InputError
        If a moderator gives no such reason.
    ConflictError
        If somebody else has judged it in the meantime.
    """
    at = runtime.clock()
    with runtime.database.write() as session:
        old = refuse_photo(session, key, reason, seen=seen, actor=actor, at=at)
        tracking = get_photo(session, key).tracking
        tell_refused_photo(session, tracking, reason, held=runtime)
    photos(runtime).remove(old)
