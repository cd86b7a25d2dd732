"""Zips are read without trust."""

import zipfile

import pytest

from geo.errors import InputError
from importers.archive import list_entries


def make_zip(path, files, compression=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", compression) as held:
        for name, content in files.items():
            held.writestr(name, content)
    return path


def test_a_folder_and_a_zip_of_it_have_the_same_files(tmp_path):
    folder = tmp_path / "feed"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.txt").write_text("one")
    (folder / "deep" / "b.txt").write_text("two")
    packed = make_zip(tmp_path / "f.zip", {"deep/b.txt": "two", "a.txt": "one"})

    found = [
        [(e.name, e.base, e.size, e.read()) for e in list_entries(path)]
        for path in (folder, packed)
    ]

    assert found[0] == found[1]


def test_the_litter_of_file_managers_is_passed_over(tmp_path):
    files = {"a.txt": "1", "__MACOSX/._a.txt": "x", "x/.DS_Store": "x"}

    entries = list_entries(make_zip(tmp_path / "f.zip", files))

    assert [entry.name for entry in entries] == ["a.txt"]


@pytest.mark.parametrize("name", ["../a.txt", "/etc/a.txt", "x\\..\\..\\a", "C:/a.txt"])
def test_a_path_that_leads_outside_is_refused(tmp_path, name):
    packed = make_zip(tmp_path / "f.zip", {name: "1"})

    with pytest.raises(InputError, match="leads outside"):
        list_entries(packed)


def test_a_zip_above_the_limit_is_refused_before_it_is_unpacked(tmp_path):
    packed = make_zip(tmp_path / "f.zip", {"a.txt": "x" * 5000})

    with pytest.raises(InputError, match="5000 bytes, above the limit of 4999"):
        list_entries(packed, limit=4999)


def test_a_zip_bomb_is_refused_by_its_ratio(tmp_path):
    packed = make_zip(tmp_path / "bomb.zip", {"stops.txt": bytes(70 << 20)})

    with pytest.raises(InputError, match=r"bomb\.zip: unpacks to .* times its size"):
        list_entries(packed)


def test_a_file_that_lies_about_its_size_is_found_out(tmp_path):
    packed = make_zip(tmp_path / "f.zip", {"a.txt": "x" * 5000})
    content = packed.read_bytes()
    size = (5000).to_bytes(4, "little")
    packed.write_bytes(content.replace(size, (50).to_bytes(4, "little")))

    (entry,) = list_entries(packed)
    with pytest.raises(InputError, match=r"damaged at a\.txt"):
        entry.read()


def test_a_zip_that_is_cut_off_is_refused(tmp_path):
    packed = make_zip(tmp_path / "f.zip", {"a.txt": "x" * 5000})
    packed.write_bytes(packed.read_bytes()[:60])

    with pytest.raises(InputError, match="not a readable zip"):
        list_entries(packed)


def test_content_that_was_damaged_is_refused(tmp_path):
    packed = make_zip(tmp_path / "f.zip", {"a.txt": "abc" * 50}, zipfile.ZIP_STORED)
    packed.write_bytes(packed.read_bytes().replace(b"abcabc", b"abcabd", 1))

    (entry,) = list_entries(packed)
    with pytest.raises(InputError, match=r"f\.zip: the zip is damaged"):
        entry.read()


def test_a_file_with_a_password_is_refused(tmp_path):
    packed = make_zip(tmp_path / "f.zip", {"a.txt": "abc"})
    content = bytearray(packed.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    packed.write_bytes(bytes(content))

    with pytest.raises(InputError, match=r"a\.txt needs a password"):
        list_entries(packed)
