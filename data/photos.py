"""Photos of reports: made harmless, kept private until somebody has looked."""

from __future__ import annotations

import io
import re
import secrets
import time
from pathlib import Path
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from geo.errors import InputError, MissingError, StorageError

FIELD: Final = "photo"
FORMATS: Final = ("JPEG", "PNG", "WEBP")
MOST_PIXELS: Final = 64_000_000
"""A photo of a telephone has up to 50 million; decoding more fills the memory."""
LONGEST_SIDE: Final = 1600
QUALITY: Final = 80
PENDING_S: Final = 24 * 3600
"""A photo whose report was never sent is forgotten after a day."""
MOST_PENDING: Final = 200
"""Photos that wait at once; sending forms in vain does not fill the disk."""
WHITE: Final = (255, 255, 255)

_TOKEN = re.compile(r"[0-9a-f]{32}")


def clean_photo(raw: bytes, *, most_bytes: int) -> bytes:
    """Make a photo anew from its pixels alone.

    Parameters
    ----------
    raw : bytes
        JPEG, PNG or WebP, told by the content and not by a name.
    most_bytes : int
        Largest accepted size.

    Returns
    -------
    bytes
        WebP, at most ``LONGEST_SIDE`` pixels a side, upright, without metadata.

    Raises
    ------
    InputError
        If it is too large, of another kind, or broken.
    """
    if len(raw) > most_bytes:
        most, size = most_bytes / 1e6, len(raw) / 1e6
        raise InputError(FIELD, f"{size:.1f} MB are more than {most:g} MB")
    picture = _upright(raw)
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    bare = Image.new("RGB", picture.size, WHITE)
    bare.paste(picture, mask=picture.getchannel("A") if "A" in picture.mode else None)
    out = io.BytesIO()
    bare.save(out, "WEBP", quality=QUALITY, exif=b"")
    return out.getvalue()


def _upright(raw: bytes) -> Image.Image:
    try:
        picture = Image.open(io.BytesIO(raw), formats=FORMATS)
        if picture.width * picture.height > MOST_PIXELS:
            raise InputError(FIELD, f"has more than {MOST_PIXELS // 10**6} megapixels")
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(picture)
        return upright.convert("RGBA" if "A" in upright.getbands() else "RGB")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as cause:
        raise InputError(FIELD, "has too many pixels") from cause
    except UnidentifiedImageError as cause:
        raise InputError(FIELD, "is not a JPEG, PNG or WebP picture") from cause
    except (OSError, SyntaxError, ValueError) as cause:
        if isinstance(cause, InputError):
            raise
        raise InputError(FIELD, "is broken: it cannot be read to its end") from cause


class PhotoStore:
    """The folder of photos.

    Parameters
    ----------
    folder : Path
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pending = folder / "pending"

    def keep(self, photo: bytes) -> str:
        """Keep a clean photo whose report is not there yet; give its token."""
        self._forget_old()
        token = secrets.token_hex(16)
        self._write(self.pending / f"{token}.webp", photo)
        return token

    def has(self, token: str) -> bool:
        """Tell whether a photo waits under a token."""
        return bool(_TOKEN.fullmatch(token)) and self._waiting(token).is_file()

    def claim(self, token: str, name: str) -> str:
        """Tie a waiting photo to its report; give its file name.

        Raises
        ------
        MissingError
            If nothing waits under the token.
        """
        if not self.has(token):
            raise MissingError("the photo is no longer there; send it again")
        file = f"{name}.webp"
        self._waiting(token).replace(self.folder / file)
        return file

    def path(self, file: str) -> Path:
        """Give the path of a report's photo."""
        return self.folder / Path(file).name

    def _waiting(self, token: str) -> Path:
        return self.pending / f"{token}.webp"

    def _write(self, path: Path, photo: bytes) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(photo)
        except OSError as cause:
            if path.is_file():
                path.unlink()
            reason = f"the photo cannot be kept: {cause.strerror}"
            raise StorageError(reason, permanent=False) from cause

    def _forget_old(self) -> None:
        oldest = time.time() - PENDING_S
        waiting = sorted((_sent_at(path), path) for path in self.pending.glob("*.webp"))
        for place, (sent_at, path) in enumerate(reversed(waiting), 1):
            if sent_at < oldest or place >= MOST_PENDING:
                path.unlink(missing_ok=True)


def _sent_at(path: Path) -> float:
    """Tell when a photo came in; 0 if somebody else has just taken it away."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0
