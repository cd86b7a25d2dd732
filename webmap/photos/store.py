"""The photos of an instance: files and rows together."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from data.photos import PhotoStore
from data.picture import clean_photo
from data.queries.photo import Taken, add_photo, find_sent_photo, list_named_files
from data.runtime import Runtime
from geo.errors import WusulError
from geo.photo import Caption, require_caption

FOLDER: Final = "photos"
EXAMPLES: Final = 5
MOST_BYTES: Final = 1_000_000


@dataclass(frozen=True)
class Kept:
    """A clean photo that waits for its report, and what is said of it."""

    token: str
    caption: Caption


@lru_cache
def _store(folder: Path) -> PhotoStore:
    return PhotoStore(folder)


def photos(runtime: Runtime) -> PhotoStore:
    """Give the photos of an instance."""
    return _store(runtime.settings.data_dir / FOLDER)


def most_photo_bytes(runtime: Runtime) -> int:
    """Give the largest accepted photo."""
    return runtime.settings.max_upload_mb * MOST_BYTES


def digest_of(raw: bytes) -> str:
    """Tell two files apart."""
    return hashlib.sha256(raw).hexdigest()


def attach(
    runtime: Runtime, session: Session, tracking: str, kept: Sequence[Kept]
) -> None:
    """Tie photos that wait to a new report, all or none.

    Raises
    ------
    MissingError
        If one is no longer there.
    """
    for one in kept:
        content = photos(runtime).take(one.token)
        _add(runtime, session, tracking, one.caption, (content, digest_of(content)))


def find_known(
    runtime: Runtime, tracking: str, raw: bytes, caption: Caption
) -> Taken | None:
    """Find a photo that was sent before, without looking at its picture.

    Raises
    ------
    InputError
        If the caption is wrong, or another photo was sent under its key.
    """
    require_caption(caption)
    with runtime.database.read() as session:
        return find_sent_photo(session, tracking, caption, digest=digest_of(raw))


def send_photo(runtime: Runtime, tracking: str, raw: bytes, caption: Caption) -> Taken:
    """Take in a photo of a report that is there; sent again, it is still one.

    Parameters
    ----------
    runtime : Runtime
    tracking : str
    raw : bytes
        As it came; it is not kept, only the picture that is made of it.
    caption : Caption

    Returns
    -------
    Taken

    Raises
    ------
    InputError
        If it is no photo, the caption is wrong, or there are too many.
    MissingError
        If there is no such report.
    """
    known = find_known(runtime, tracking, raw, caption)
    if known is not None:
        return known
    picture = clean_photo(raw, most_bytes=most_photo_bytes(runtime))
    content = picture.content, digest_of(raw)
    with runtime.database.write() as session:
        return _add(runtime, session, tracking, caption, content)


def _add(
    runtime: Runtime,
    session: Session,
    tracking: str,
    caption: Caption,
    picture: tuple[bytes, str],
) -> Taken:
    """Seal a photo and write its row; without the row, the file is deleted again."""
    content, digest = picture
    store, at = photos(runtime), runtime.clock()
    with _sealed(store, content) as sealed:
        taken = add_photo(
            session, tracking, caption, digest=digest, sealed=sealed, at=at
        )
    if not taken.is_new:
        store.remove([sealed])
    return taken


@contextmanager
def _sealed(store: PhotoStore, content: bytes) -> Iterator[str]:
    """Seal a photo for as long as nothing goes wrong."""
    file = store.seal(content)
    try:
        yield file
    except (WusulError, SQLAlchemyError):
        store.remove([file])
        raise


def list_lost(runtime: Runtime) -> list[str]:
    """List the files that photos name and that are not there."""
    store = photos(runtime)
    with runtime.database.read() as session:
        named = list_named_files(session)
    return sorted(file for file in named if not store.path(file).is_file())


def list_strays(runtime: Runtime) -> list[str]:
    """List the files that no photo names."""
    there = set(photos(runtime).list_files())
    with runtime.database.read() as session:
        return sorted(there - list_named_files(session))


def check_files(runtime: Runtime) -> tuple[bool, str]:
    """Tell whether each photo has its files, and which files have no photo."""
    lost, strays = list_lost(runtime), list_strays(runtime)
    if lost:
        some = ", ".join(lost[:EXAMPLES])
        return False, f"{len(lost)} files of photos are gone: {some}"
    if strays:
        some = ", ".join(strays[:EXAMPLES])
        return True, f"{len(strays)} files are named by no photo, for example {some}"
    return True, "every photo has its files, and every file its photo"


def sweep(runtime: Runtime) -> list[str]:
    """Delete the files that no photo names; list them.

    Raises
    ------
    MissingError
        If there are no tables yet.
    """
    there = list(photos(runtime).list_files())
    if not there:
        return []
    with runtime.database.read() as session:
        named = list_named_files(session)
    strays = sorted(set(there) - named)
    photos(runtime).remove_strays(strays)
    return strays
