"""Pictures made anew from their pixels: nothing else that was in a file survives."""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from geo.errors import InputError
from geo.mask import Part, hide_parts

FIELD: Final = "photo"
FORMATS: Final = ("JPEG", "PNG", "WEBP")
MOST_PIXELS: Final = 64_000_000
"""A photo of a telephone has up to 50 million; decoding more fills the memory."""
MOST_OPEN: Final = 32_000_000
"""Pixels of a picture that cannot be made smaller while it is read, as JPEG can."""
LONGEST_SIDE: Final = 1600
SMALL_SIDE: Final = 400
QUALITY: Final = 80
SMALL_QUALITY: Final = 70
WHITE: Final = (255, 255, 255)
DEEP: Final = 256
"""Steps of 8 bits in one of 16."""
APPLE: Final = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif")
"""Brands of HEIF (ISO/IEC 23008-12) in bytes 8 to 12 of a file."""
HEIF: Final = (
    "is in the HEIC format of some telephones, which is not read here; "
    "send it as a JPEG"
)


@dataclass(frozen=True)
class Picture:
    """A clean picture, as WebP.

    Attributes
    ----------
    content : bytes
    width, height : int
        Pixels.
    """

    content: bytes
    width: int
    height: int


def clean_photo(raw: bytes, *, most_bytes: int) -> Picture:
    """Make a photo anew from its pixels alone.

    Parameters
    ----------
    raw : bytes
        JPEG, PNG or WebP, told by the content and not by a name.
    most_bytes : int
        Largest accepted size.

    Returns
    -------
    Picture
        At most ``LONGEST_SIDE`` pixels a side, upright, without metadata.

    Raises
    ------
    InputError
        If it is too large, of another kind, or broken.
    """
    if len(raw) > most_bytes:
        most, size = most_bytes / 1e6, len(raw) / 1e6
        raise InputError(FIELD, f"{size:.1f} MB are more than {most:g} MB")
    if raw[4:8] == b"ftyp" and raw[8:12] in APPLE:
        raise InputError(FIELD, HEIF)
    picture = _upright(raw)
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return _packed(_bare(picture), QUALITY)


def hide_in(content: bytes, parts: Sequence[Part]) -> tuple[Picture, Picture]:
    """Hide parts of a clean picture for good; give it whole and small.

    Parameters
    ----------
    content : bytes
        Of a ``Picture``.
    parts : sequence of Part
        None leaves it as it is.

    Returns
    -------
    tuple of Picture
    """
    picture = Image.open(io.BytesIO(content), formats=("WEBP",)).convert("RGB")
    if parts:
        hidden = hide_parts(np.asarray(picture), parts, np.random.default_rng())
        picture = Image.fromarray(hidden)
    whole = _packed(picture, QUALITY)
    picture.thumbnail((SMALL_SIDE, SMALL_SIDE))
    return whole, _packed(picture, SMALL_QUALITY)


def _packed(picture: Image.Image, quality: int) -> Picture:
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=quality, exif=b"", icc_profile=b"", xmp=b"")
    return Picture(out.getvalue(), *picture.size)


def _bare(picture: Image.Image) -> Image.Image:
    """Copy the pixels, and nothing else, onto white."""
    bare = Image.new("RGB", picture.size, WHITE)
    bare.paste(picture, mask=picture.getchannel("A") if "A" in picture.mode else None)
    return bare


def _upright(raw: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            # Pillow warns of what is odd in metadata; nothing of it is kept anyway.
            warnings.simplefilter("ignore", UserWarning)
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _decoded(raw)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as cause:
        raise InputError(FIELD, "has too many pixels") from cause
    except UnidentifiedImageError as cause:
        raise InputError(FIELD, "is not a JPEG, PNG or WebP picture") from cause
    except InputError:
        raise
    except (OSError, SyntaxError, ValueError, ArithmeticError, LookupError) as cause:
        raise InputError(FIELD, "is broken: it cannot be read to its end") from cause


def _decoded(raw: bytes) -> Image.Image:
    picture: Image.Image = Image.open(io.BytesIO(raw), formats=FORMATS)
    _require_size(picture, MOST_PIXELS)
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    _require_size(picture, MOST_OPEN)
    picture.load()
    turned = _turn(picture)
    if turned.mode.startswith("I;16") or turned.mode == "I":
        return _shallow(turned)
    return turned.convert("RGBA" if turned.has_transparency_data else "RGB")


def _require_size(picture: Image.Image, most: int) -> None:
    if picture.width * picture.height > most:
        raise InputError(FIELD, f"has more than {most // 10**6} megapixels")


def _turn(picture: Image.Image) -> Image.Image:
    """Turn a picture upright; one whose note of it cannot be read stays as it lies."""
    with suppress(SyntaxError, ValueError, LookupError, TypeError, OSError):
        return ImageOps.exif_transpose(picture)
    return picture


def _shallow(picture: Image.Image) -> Image.Image:
    """Bring 16 bits of grey down to 8; converting would cut off what is bright."""
    grey = np.asarray(picture.convert("I"), dtype=np.int64) // DEEP
    return Image.fromarray(np.clip(grey, 0, DEEP - 1).astype(np.uint8)).convert("RGB")
