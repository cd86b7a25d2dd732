"""Pictures with everything in them that a file can hold: only pixels come out."""

from __future__ import annotations

import io
import struct
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from data.picture import LONGEST_SIDE, SMALL_SIDE, clean_photo, hide_in
from geo.errors import InputError
from geo.mask import Part

MOST = 12_000_000
CANARY = b"canary7f3a"
TEXT_TAGS = (0x010E, 0x010F, 0x0110, 0x0131, 0x013B, 0x8298, 0x9C9B, 0xA430, 0xA433)
"""Description, maker, model, program, artist, copyright, title, owner, lens."""
GPS, EXIF, ORIENTATION = 0x8825, 0x8769, 0x0112
WORDS = st.text(st.characters(codec="ascii", categories=["L", "N"]), max_size=12)
ALLOWED = {b"VP8 "}


def pixels(draw, width, height) -> Image.Image:
    grey = draw(st.integers(0, 255))
    array = np.full((height, width, 3), grey, np.uint8)
    array[: height // 2, : width // 2] = (255, 0, 0)
    return Image.fromarray(array)


@st.composite
def exifs(draw):
    exif = Image.Exif()
    for tag in draw(st.sets(st.sampled_from(TEXT_TAGS))):
        exif[tag] = CANARY.decode() + draw(WORDS)
    if draw(st.booleans()):
        exif[ORIENTATION] = draw(st.integers(0, 9))
    if draw(st.booleans()):
        place = (float(draw(st.integers(0, 89))), 10.0, 48.5)
        exif.get_ifd(GPS).update({1: "N", 2: place, 3: "E", 4: place, 27: CANARY})
    if draw(st.booleans()):
        exif.get_ifd(EXIF).update({0x9286: CANARY, 0x927C: CANARY + b"maker"})
    return exif


@st.composite
def jpegs(draw):
    options = {"exif": draw(exifs())}
    if draw(st.booleans()):
        options["comment"] = CANARY
    if draw(st.booleans()):
        options["xmp"] = b"<x:xmpmeta>" + CANARY + b"</x:xmpmeta>"
    if draw(st.booleans()):
        options["icc_profile"] = CANARY * 20
    out = io.BytesIO()
    size = draw(st.integers(8, 60)), draw(st.integers(8, 60))
    pixels(draw, *size).save(out, "JPEG", **options)
    raw = out.getvalue()
    if draw(st.booleans()):
        iptc = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + CANARY
        block = b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc
        raw = raw[:2] + block + raw[2:]
    return raw + draw(st.sampled_from([b"", CANARY, b"PK\x03\x04" + CANARY]))


def chunk(kind: bytes, body: bytes) -> bytes:
    crc = struct.pack(">I", zlib.crc32(kind + body))
    return struct.pack(">I", len(body)) + kind + body + crc


@st.composite
def pngs(draw):
    said = PngInfo()
    if draw(st.booleans()):
        said.add_text("Comment", CANARY.decode())
    if draw(st.booleans()):
        said.add_itxt("XML:com.adobe.xmp", CANARY.decode(), zip=False)
    if draw(st.booleans()):
        said.add(b"prVt", CANARY)
    out = io.BytesIO()
    mode = draw(st.sampled_from(["RGB", "RGBA", "L", "LA", "P", "1", "I;16"]))
    picture = pixels(draw, 30, 20)
    picture = Image.new(mode, (30, 20)) if mode == "I;16" else picture.convert(mode)
    picture.save(out, "PNG", pnginfo=said, exif=draw(exifs()))
    raw = out.getvalue()
    if draw(st.booleans()):
        raw = raw[:33] + chunk(b"tIME", b"\x07\xea\x0b\x17\x00\x00\x00") + raw[33:]
    return raw + draw(st.sampled_from([b"", CANARY]))


@st.composite
def webps(draw):
    out = io.BytesIO()
    options = {"exif": draw(exifs()), "xmp": b"<x>" + CANARY + b"</x>"}
    if draw(st.booleans()):
        options["icc_profile"] = CANARY * 20
    picture = pixels(draw, 30, 20)
    if draw(st.booleans()):
        other = picture.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        options |= {"save_all": True, "append_images": [other], "duration": 100}
    picture.save(out, "WEBP", lossless=draw(st.booleans()), **options)
    raw = out.getvalue()
    extra = b"uNKN" + struct.pack("<I", len(CANARY)) + CANARY
    size = struct.pack("<I", len(raw) - 8 + len(extra))
    return raw[:4] + size + raw[8:] + extra if draw(st.booleans()) else raw


def chunks_of(webp: bytes) -> list[bytes]:
    """Name the parts of a WebP file (RIFF), and see that nothing follows."""
    assert webp[:4] == b"RIFF"
    assert webp[8:12] == b"WEBP"
    assert struct.unpack("<I", webp[4:8])[0] == len(webp) - 8
    names, at = [], 12
    while at < len(webp):
        names.append(webp[at : at + 4])
        size = struct.unpack("<I", webp[at + 4 : at + 8])[0]
        at += 8 + size + size % 2
    return names


@settings(max_examples=150)
@given(raw=st.one_of(jpegs(), pngs(), webps()), parts=st.integers(0, 2))
def test_nothing_of_what_a_file_says_survives_only_pixels(raw, parts):
    picture = clean_photo(raw, most_bytes=MOST)
    hidden = [Part(0, 0, 300, 300)] * parts
    whole, small = hide_in(picture.content, hidden)

    for made in (picture, whole, small):
        assert CANARY not in made.content
        assert set(chunks_of(made.content)) <= ALLOWED
        seen = Image.open(io.BytesIO(made.content))
        assert seen.size == (made.width, made.height)
        assert not seen.getexif()
        assert getattr(seen, "n_frames", 1) == 1


def taken(raw: bytes) -> bytes:
    """Give what is made of a file: a picture, or the reason why there is none."""
    try:
        return clean_photo(raw, most_bytes=MOST).content
    except InputError as refused:
        return f"{refused.field}: {refused.reason}".encode()


@settings(max_examples=150)
@given(
    raw=st.one_of(jpegs(), pngs(), webps()),
    cut=st.floats(0, 1),
    place=st.floats(0, 1),
    wrong=st.binary(min_size=1, max_size=8),
)
def test_a_damaged_file_is_a_picture_or_refused_in_words(raw, cut, place, wrong):
    short = raw[: int(len(raw) * cut)]
    at = int(len(raw) * place)
    for damaged in (short, raw[:at] + wrong + raw[at + len(wrong) :]):
        assert CANARY not in taken(damaged)


@settings(max_examples=60)
@given(raw=st.binary(max_size=600))
def test_any_bytes_are_refused_in_words(raw):
    with pytest.raises(InputError):
        clean_photo(raw, most_bytes=MOST)


@pytest.mark.parametrize("turn", range(1, 9))
def test_every_orientation_stands_upright(turn):
    upright = Image.new("RGB", (300, 200), "white")
    upright.paste((255, 0, 0), (0, 0, 60, 60))
    laid = {
        1: None,
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }[turn]
    exif = Image.Exif()
    exif[ORIENTATION] = turn
    out = io.BytesIO()
    stored = upright if laid is None else upright.transpose(laid)
    stored.save(out, "JPEG", exif=exif, quality=95)

    photo = Image.open(io.BytesIO(clean_photo(out.getvalue(), most_bytes=MOST).content))

    assert photo.size == (300, 200)
    corner, other = photo.getpixel((30, 30)), photo.getpixel((270, 170))
    assert corner[0] > 200 > corner[1]
    assert min(other) > 230


def encoded(picture: Image.Image, kind: str, **options) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def test_colours_of_a_printer_become_colours_of_a_screen():
    raw = encoded(Image.new("CMYK", (40, 30), (0, 255, 255, 0)), "JPEG", quality=95)

    photo = Image.open(io.BytesIO(clean_photo(raw, most_bytes=MOST).content))

    red, green, blue = photo.getpixel((20, 15))
    assert red > 200
    assert max(green, blue) < 60


def test_sixteen_bits_of_grey_keep_what_is_bright_and_what_is_dark():
    deep = np.zeros((20, 40), np.uint16)
    deep[:, 20:] = 40_000
    raw = encoded(Image.fromarray(deep), "PNG")

    photo = Image.open(io.BytesIO(clean_photo(raw, most_bytes=MOST).content))

    assert max(photo.getpixel((5, 10))) < 12
    assert photo.getpixel((35, 10))[0] == pytest.approx(40_000 / 256, abs=8)


def test_of_a_moving_picture_the_first_stays():
    frames = [Image.new("RGB", (30, 20), colour) for colour in ("red", "blue", "lime")]
    options = {"save_all": True, "append_images": frames[1:], "duration": 50}
    for kind in ("PNG", "WEBP"):
        raw = encoded(frames[0], kind, **options)
        photo = Image.open(io.BytesIO(clean_photo(raw, most_bytes=MOST).content))
        assert getattr(photo, "n_frames", 1) == 1
        assert photo.getpixel((15, 10))[0] > 200


def test_a_photo_of_two_pictures_as_some_telephones_make_is_read():
    first, second = (Image.new("RGB", (60, 40), c) for c in ("red", "blue"))
    raw = encoded(first, "MPO", save_all=True, append_images=[second])

    picture = clean_photo(raw, most_bytes=MOST)

    assert (picture.width, picture.height) == (60, 40)


@pytest.mark.parametrize("brand", [b"heic", b"mif1", b"avif"])
def test_the_format_of_some_telephones_is_refused_by_its_name(brand):
    raw = b"\x00\x00\x00\x18ftyp" + brand + bytes(200)

    with pytest.raises(InputError, match="HEIC"):
        clean_photo(raw, most_bytes=MOST)


def test_a_page_that_looks_like_a_picture_is_no_page_any_more():
    raw = encoded(
        Image.new("RGB", (30, 20)), "JPEG", comment=b"<script>alert(1)</script>"
    )

    made = clean_photo(raw + b"<html><script>alert(1)</script>", most_bytes=MOST)

    assert b"script" not in made.content


@pytest.mark.parametrize("size", [(6000, 9), (9, 6000)])
def test_a_very_long_picture_keeps_at_least_a_pixel_a_side(size):
    picture = clean_photo(encoded(Image.new("RGB", size), "PNG"), most_bytes=MOST)
    _whole, small = hide_in(picture.content, [])

    assert max(picture.width, picture.height) == LONGEST_SIDE
    assert min(picture.width, picture.height) >= 1
    assert max(small.width, small.height) == SMALL_SIDE


def test_a_bomb_is_refused_before_it_unfolds():
    raw = encoded(Image.new("1", (8000, 7000)), "PNG")

    with pytest.raises(InputError, match="megapixels"):
        clean_photo(raw, most_bytes=MOST)
