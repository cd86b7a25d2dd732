"""The public door of photos: of public reports, and looked at before."""

from __future__ import annotations

from flask import Blueprint, redirect, send_file, url_for
from werkzeug.wrappers import Response

from data.queries.photo import find_first_photos, find_public_photo
from geo.errors import MissingError
from geo.photo import photo_limits
from webmap.context import read_session, runtime
from webmap.photos.store import photos as store
from webmap.photos.words import SMALL, WHOLE, saves_data

photos = Blueprint("photos", __name__)
photos.add_app_template_global(saves_data)
photos.add_app_template_global(photo_limits)

NOTHING = "there is no photo here"


@photos.get("/photos/<key>/<any(whole, small):size>.webp")
def picture(key: str, size: str) -> Response:
    """Give a photo; browsers ask each time whether it may still be shown."""
    photo = find_public_photo(read_session(), key)
    if photo is None:
        raise MissingError(NOTHING)
    path = store(runtime()).path(photo.small if size == SMALL else photo.file)
    if not path.is_file():
        raise MissingError(NOTHING)
    return send_file(path.absolute(), mimetype="image/webp", max_age=0)


@photos.get("/<any(ar,fr,en):lang>/reports/<tracking>/photo.webp")
def first(tracking: str) -> Response:
    """Lead to the first photo of a public report."""
    photo = find_first_photos(read_session(), [tracking]).get(tracking)
    if photo is None:
        raise MissingError(NOTHING)
    return redirect(url_for("photos.picture", key=photo.key, size=WHOLE))
