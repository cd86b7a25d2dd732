"""Photos: only pixels survive, and only of real pictures."""

from __future__ import annotations

import io
import os
import time

import pytest
from PIL import Image

from data.photos import PENDING_S, PhotoStore
from data.picture import LONGEST_SIDE, clean_photo
from geo.errors import DataError, InputError, MissingError, SourceError

MOST = 12_000_000
ORIENTATION, MAKE, GPS = 0x0112, 0x010F, 0x8825


def picture(kind="JPEG", size=(400, 300), mode="RGB", **options) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, 120 if mode == "L" else None).save(out, kind, **options)
    return out.getvalue()


def with_gps(size=(400, 300)) -> bytes:
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKE] = 6, "Telephone of somebody"
    exif.get_ifd(GPS).update({1: "N", 2: (36.0, 10.0, 48.0), 3: "E"})
    return picture(size=size, exif=exif)


def opened(raw: bytes) -> Image.Image:
    return Image.open(io.BytesIO(raw))


def test_position_and_telephone_are_gone_and_the_picture_stands_upright():
    clean = clean_photo(with_gps((400, 300)), most_bytes=MOST)

    photo = opened(clean.content)
    assert (photo.format, photo.size) == ("WEBP", (300, 400))
    assert dict(photo.getexif()) == {}
    assert b"Telephone" not in clean.content


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_every_accepted_kind_becomes_a_small_webp(kind, mode):
    clean = clean_photo(picture(kind, (4000, 3000), mode), most_bytes=MOST)

    assert opened(clean.content).format == "WEBP"
    assert max(opened(clean.content).size) == LONGEST_SIDE


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_is_transparent_becomes_white(mode):
    clean = clean_photo(picture("PNG", (20, 20), mode), most_bytes=MOST)

    assert opened(clean.content).mode == "RGB"


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "not a JPEG"),
        (b"<svg onload=alert(1)>", "not a JPEG"),
        (b"%PDF-1.7", "not a JPEG"),
        (picture("GIF"), "not a JPEG"),
        (picture("BMP"), "not a JPEG"),
        (picture("JPEG", (3000, 3000))[:5000], "broken"),
        (picture("PNG", (300, 300))[:60], "broken"),
    ],
)
def test_anything_else_is_refused_in_words(raw, words):
    with pytest.raises(InputError, match=words) as caught:
        clean_photo(raw, most_bytes=MOST)

    assert caught.value.field == "photo"


@pytest.mark.parametrize("size", [(8100, 8000), (9600, 9600), (20000, 20000)])
def test_a_bomb_of_pixels_is_refused_before_it_unfolds(size):
    bomb = picture("PNG", size, "1")

    with pytest.raises(InputError, match="pixels"):
        clean_photo(bomb, most_bytes=MOST)


def test_too_many_bytes_are_refused_with_the_limit():
    with pytest.raises(InputError, match=r"50\.0 MB are more than 12 MB"):
        clean_photo(bytes(50_000_000), most_bytes=MOST)


def test_a_waiting_photo_is_there_until_its_report_has_it(tmp_path):
    store = PhotoStore(tmp_path)
    token = store.keep(b"photo")

    assert store.take(token) == b"photo"
    store.drop(token)

    with pytest.raises(MissingError):
        store.take(token)


@pytest.mark.parametrize("token", ["", "../../etc/passwd", "a" * 32, "é"])
def test_a_made_up_token_opens_nothing(tmp_path, token):
    assert not PhotoStore(tmp_path).has(token)


@pytest.mark.parametrize("file", ["", "../secret-key", "sealed/../x.webp", "/a.webp"])
def test_no_name_leads_out_of_the_folder(tmp_path, file):
    with pytest.raises(DataError):
        PhotoStore(tmp_path).path(file)


def test_photos_are_for_us_alone_and_lie_in_many_folders(tmp_path):
    store = PhotoStore(tmp_path / "photos")

    files = [store.seal(b"photo") for _ in range(40)]

    assert len({file[:9] for file in files}) > 20
    assert all(store.path(file).stat().st_mode & 0o777 == 0o600 for file in files)
    folders = {path for path in (tmp_path / "photos").rglob("*") if path.is_dir()}
    assert all(folder.stat().st_mode & 0o777 == 0o700 for folder in folders)


def test_nothing_half_written_is_left_under_a_name(tmp_path):
    store = PhotoStore(tmp_path)

    file = store.seal(b"photo")

    assert [path.name for path in tmp_path.rglob("*.webp*")] == [file.rsplit("/")[-1]]


def test_strays_are_found_only_when_they_are_no_longer_fresh(tmp_path):
    store = PhotoStore(tmp_path)
    stray = store.show(b"photo")

    assert list(store.list_files()) == []
    assert list(store.list_files(older_s=0)) == [stray]


def test_a_photo_that_nobody_claims_is_forgotten_after_a_day(tmp_path):
    store = PhotoStore(tmp_path)
    token = store.keep(b"photo")
    old = time.time() - PENDING_S - 1
    os.utime(store.pending / f"{token}.webp", (old, old))

    store.keep(b"photo")

    assert not store.has(token)


def test_photos_that_nobody_claims_do_not_fill_the_disk(tmp_path, monkeypatch):
    monkeypatch.setattr("data.photos.MOST_PENDING", 3)
    store = PhotoStore(tmp_path)

    tokens = [store.keep(b"x") for _ in range(6)]

    assert len(list(store.pending.glob("*"))) == 3
    assert store.has(tokens[-1])


def test_a_folder_that_cannot_be_written_is_told_in_words(tmp_path):
    (tmp_path / "pending").write_text("a file is in the way")

    with pytest.raises(SourceError, match="the photo cannot be kept"):
        PhotoStore(tmp_path).keep(b"photo")
