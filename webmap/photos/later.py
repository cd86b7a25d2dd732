"""One more photo of a report, sent from its author's own page."""

from __future__ import annotations

from flask import request

from data.runtime import Runtime
from geo.errors import InputError
from geo.photo import Caption
from webmap.i18n import gettext
from webmap.photos.fields import NAME, say_long, say_size, say_wrong
from webmap.photos.store import most_photo_bytes, send_photo
from webmap.rate import require_patience


def add_one(runtime: Runtime, tracking: str) -> dict[str, str]:
    """Take in the photo of a form; give what is wrong: field to sentence."""
    file = request.files.get(NAME)
    if file is None or not file.filename:
        return {NAME: gettext("Please choose a photo.")}
    most = most_photo_bytes(runtime)
    raw = file.stream.read(most + 1)
    if len(raw) > most:
        return {NAME: say_size(most)}
    require_patience("photo")
    caption = Caption(alt=request.form.get(f"{NAME}_alt", "").strip())
    try:
        send_photo(runtime, tracking, raw, caption)
    except InputError as wrong:
        if wrong.field == "alt":
            return {f"{NAME}_alt": say_long()}
        return {NAME: say_wrong(wrong)}
    return {}
