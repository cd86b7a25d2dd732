"""The file of a town."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from data.towns import Body, Town, list_towns, load_town
from geo.errors import InputError

SMALL = """
key = "small"
names = { fr = "Petit" }
languages = ["fr"]
timezone = "Africa/Tunis"
currency = "TND"
centre = [8.7, 36.1]
zoom = 14
bbox = [8.6, 36.0, 8.8, 36.2]

[[bodies]]
key = "hall"
kind = "municipality"
names = { fr = "Mairie" }

[sources.made]
name = "Made"
licence = "CC0"
attribution = "Nobody"
is_demonstration = true
notice = { fr = "Inventé" }

[[load]]
importer = "osm"
file = "streets.osm"
source = "made"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "town.toml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "streets.osm").write_text("<osm/>", encoding="utf-8")
    return tmp_path


def change(folder: Path, old: str, new: str) -> str:
    text = (folder / "town.toml").read_text("utf-8")
    assert old in text
    (folder / "town.toml").write_text(text.replace(old, new), encoding="utf-8")
    return str(folder)


def test_a_town_is_read_from_its_folder(folder):
    town = load_town(str(folder))

    assert town.names == {"fr": "Petit"}
    assert town.centre == (8.7, 36.1)
    assert town.zone == ZoneInfo("Africa/Tunis")
    assert town.bodies == (Body("hall", "municipality", {"fr": "Mairie"}),)
    assert town.sources["made"].is_demonstration
    assert town.notices["made"] == {"fr": "Inventé"}
    assert [load.file for load in town.loads] == ["streets.osm"]


def test_no_town_is_a_town_without_anything_to_load():
    town = load_town("none")

    assert isinstance(town, Town)
    assert not town.names
    assert not town.loads
    assert not town.sources


def test_el_kef_is_bundled():
    assert "kef" in list_towns()
    assert load_town("kef").key == "kef"


def test_an_unknown_town_is_refused_with_the_known_ones():
    with pytest.raises(InputError, match=r"'atlantis' is neither a town \(.*kef.*none"):
        load_town("atlantis")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('currency = "TND"\n', "", "'currency' is missing"),
        ("zoom = 14", 'zoom = "near"', "wrong kind"),
        ("zoom = 14", "zoom =", "not a TOML file"),
        ("centre = [8.7, 36.1]", "centre = [8.7]", "wrong kind"),
        ("centre = [8.7, 36.1]", "centre = [8.7, 136.1]", "outside the world"),
        ("Africa/Tunis", "Africa/Nowhere", "time zone"),
        ('source = "made"', 'source = "other"', "no source 'other' is described"),
        ('file = "streets.osm"', 'file = "gone.osm"', "gone.osm does not exist"),
        ('licence = "CC0"\n', "", "wrong kind"),
        ("zoom = 14", 'zoom = 14\nnorm = "xx"', "norm: 'xx' is not known"),
        ("notice = {", 'names = "Made"\nnotice = {', "wrong kind"),
    ],
)
def test_a_flaw_in_the_file_is_named(folder, old, new, words):
    path = change(folder, old, new)

    with pytest.raises(InputError, match=words):
        load_town(path)


def test_a_town_says_whose_norm_is_shown(folder):
    assert load_town(str(folder)).norm == "fr-2007"
    assert load_town(
        change(folder, "zoom = 14", 'zoom = 14\nnorm = "tn-2006"')
    ).norm == ("tn-2006")


def test_a_town_may_say_what_repairs_usually_cost(folder):
    known = load_town(
        change(folder, "[[bodies]]", "[repair_costs]\nsteps = 900\n[[bodies]]")
    )

    assert known.repair_costs == {"steps": 900.0}


@pytest.mark.parametrize("row", ["castle = 9", "steps = -1"])
def test_a_usual_cost_that_cannot_be_is_refused(folder, row):
    wrong = change(folder, "[[bodies]]", f"[repair_costs]\n{row}\n[[bodies]]")

    with pytest.raises(InputError, match=row):
        load_town(wrong)
