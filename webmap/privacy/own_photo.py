"""The author's own pictures: also those that wait, and those that were refused."""

from __future__ import annotations

from flask import Response, send_file

from data.queries.photo import list_photos
from geo.errors import MissingError
from webmap.context import read_session, runtime
from webmap.photos.store import photos
from webmap.photos.words import own_file
from webmap.privacy.link import require_author
from webmap.privacy.mine import PAGE, mine

__all__ = ["mine"]
"""With the pages of this module tied to it."""


@mine.get(f"{PAGE}/photos/<key>.webp")
def picture(token: str, tracking: str, key: str) -> Response:
    """Give a picture to the one who sent it, whatever became of it."""
    require_author(tracking, token)
    sent = list_photos(read_session(), tracking, public=False)
    files = [own_file(photo) for photo in sent if photo.key == key]
    path = photos(runtime()).path(files[0]) if files and files[0] else None
    if path is None or not path.is_file():
        raise MissingError("there is no such photo")
    return send_file(path.absolute(), mimetype="image/webp", max_age=0)
