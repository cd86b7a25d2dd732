"""A server of its own with photos and a moderator, for tests in a browser."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo
from playwright.sync_api import Browser, Page

from data.queries.life_cycle import advance_report
from data.queries.photo import PhotoRecord, list_photos
from data.queries.report import file_report
from data.queries.sign_in import start_sign_in
from data.runtime import Runtime
from data.settings import Settings
from geo.draft import Draft
from geo.photo import Caption
from geo.standing import Actor, Move
from tests.webmap.people import somebody
from webmap.people.cookie import SIGNED_IN
from webmap.photos.store import send_photo

CANARY = b"canary-of-somebody"
PLACE = (8.7046, 36.1822)
ORIENTATION, MAKE, COMMENT, GPS = 0x0112, 0x010F, 0x9286, 0x8825


@dataclass
class PhotoSite:
    """A served instance: its address, and its own data behind the server's back."""

    url: str
    held: Runtime

    def report(self, *, alt: str = "", raw: bytes = b"", public: bool = True) -> str:
        """File a report, with a photo if there is one."""
        at = self.held.clock()
        with self.held.database.write() as session:
            draft = Draft("kerb", "a high kerb", (), "Rue de Bardo", PLACE, "fr")
            tracking = file_report(session, draft, at=at).tracking
            if public:
                move = Move("published", Actor("moderator"), at)
                advance_report(session, tracking, move)
        if raw:
            send_photo(self.held, tracking, raw, Caption(alt))
        return tracking

    def photos(self, tracking: str) -> list[PhotoRecord]:
        """List the photos of a report."""
        with self.held.database.read() as session:
            return list_photos(session, tracking, public=False)

    def page(
        self,
        chromium: Browser,
        path: str,
        *,
        width: int = 1280,
        role: str = "",
        **options: Any,
    ) -> Page:
        """Open a page in a fresh context, signed in if a role is given."""
        size = {"width": width, "height": 800}
        context = chromium.new_context(viewport=size, base_url=self.url, **options)
        if role:
            person = somebody(self.held, role)
            with self.held.database.write() as session:
                at = self.held.clock()
                token = start_sign_in(session, person.key, device="Test", at=at)
            cookie = {"name": SIGNED_IN, "value": token, "url": self.url}
            context.add_cookies([cookie])
        page = context.new_page()
        page.goto(path)
        return page


def open_held(folder: Path) -> Runtime:
    """Open a data folder that is being served."""
    return Runtime(Settings(data_dir=folder))


def telephone_photo(size: tuple[int, int] = (2400, 1800)) -> bytes:
    """Make a JPEG as a telephone does: lying on its side, with all that it notes."""
    picture = Image.new("RGB", size, (120, 140, 160))
    ImageDraw.Draw(picture).rectangle((0, 0, size[0] // 2, 200), fill=(200, 40, 40))
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKE] = 6, CANARY.decode()
    exif.get_ifd(GPS).update(
        {1: "N", 2: (36.0, 10.0, 55.92), 3: "E", 4: (8.0, 42.0, 16.56)}
    )
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + CANARY + b"</x:xmpmeta>"
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif, xmp=xmp, comment=CANARY, quality=90)
    return out.getvalue()


def face_photo() -> bytes:
    """Make a grey PNG with fine stripes in its middle, to be hidden."""
    picture = Image.new("RGB", (800, 600), (128, 128, 128))
    pen = ImageDraw.Draw(picture)
    for left in range(330, 470, 8):
        pen.rectangle((left, 250, left + 3, 350), fill=(255, 255, 255))
        pen.rectangle((left + 4, 250, left + 7, 350), fill=(0, 0, 0))
    said = PngInfo()
    said.add_text("Comment", CANARY.decode())
    out = io.BytesIO()
    picture.save(out, "PNG", pnginfo=said)
    return out.getvalue()
