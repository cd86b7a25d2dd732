"""The secret key: made once, for us alone, never half."""

from __future__ import annotations

import pytest

from data.settings import Settings
from geo.errors import StorageError


def test_the_key_is_made_once_and_for_us_alone(tmp_path):
    settings = Settings(data_dir=tmp_path / "new")

    key = settings.key()

    assert len(key) == 64
    assert Settings(data_dir=tmp_path / "new").key() == key
    (kept,) = (tmp_path / "new").iterdir()
    assert kept.stat().st_mode & 0o777 == 0o600


def test_an_empty_key_that_a_full_disk_left_is_made_anew(tmp_path):
    (tmp_path / "secret-key").touch()

    assert len(Settings(data_dir=tmp_path).key()) == 64


def test_a_key_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(StorageError, match="secret-key"):
        Settings(data_dir=tmp_path / "file").key()
