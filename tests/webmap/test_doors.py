import pytest

from geo.answer import Trip
from geo.entrance import Entrance
from geo.goal import Goal
from geo.place_text import PlaceText, choose_texts, read_attribute
from tests.ride import trip
from tests.town import at
from webmap.i18n import LANGUAGES, speaking
from webmap.wording.trip import say_trip

STAIRS = Entrance(
    "stairs", "main", at(150, 0), {"en": "Front door"}, {"step_count": 4.0}, "survey"
)
UNTOLD = Entrance("untold", "yes", at(250, 20))


def ride(*entrances: Entrance) -> Trip:
    return trip(at(50, 0), Goal(at(200, 20), entrances), "manual_wheelchair")


def test_a_door_with_stairs_is_said_and_the_trip_is_not_good() -> None:
    with speaking("en"):
        said = say_trip(ride(STAIRS), {})

    assert said.out.kind == "bad"
    assert "You get to the door but not in" in said.verdict
    assert [door.kind for door in said.doors] == ["", "bad", "doubt", "doubt"]
    assert "Front door" in said.doors[0].text
    assert "Number of steps: 4, your limit: 0" in said.doors[1].text
    assert "Width of the door" in said.doors[2].text


def test_what_is_not_known_of_a_door_and_of_the_last_metres_is_a_doubt() -> None:
    with speaking("en"):
        said = say_trip(ride(UNTOLD), {})

    assert said.out.kind != "bad"
    assert [door.kind for door in said.doors] == ["", "doubt", "doubt"]
    assert "20 m of which nothing is known" in said.doors[2].text
    assert said.snapped == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_place_without_doors_says_nothing_of_doors(lang) -> None:
    with speaking(lang):
        assert say_trip(ride(), {}).doors == []


TEXTS = (
    PlaceText("blind_description", "", "Three steps.", "osm"),
    PlaceText("blind_description", "ar", "ثلاث درجات.", "osm"),
    PlaceText("deaf_description", "fr", "Boucle magnétique au guichet.", "osm"),
)


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("ar", [("ar", "ثلاث درجات."), ("fr", "Boucle magnétique au guichet.")]),
        ("fr", [("", "Three steps."), ("fr", "Boucle magnétique au guichet.")]),
        ("en", [("", "Three steps."), ("fr", "Boucle magnétique au guichet.")]),
    ],
)
def test_what_is_written_of_a_place_is_told_and_keeps_its_language(lang, told) -> None:
    found = trip(at(50, 0), Goal(at(200, 20), (), TEXTS))

    assert found.destination.texts == TEXTS
    with speaking(lang):
        doors = say_trip(found, {}).doors
    assert [door.lang for door in doors] == [language for language, _ in told]
    assert all(text in door.text for door, (_, text) in zip(doors, told, strict=True))


def test_of_texts_the_one_in_the_spoken_language_is_chosen() -> None:
    assert [one.language for one in choose_texts(TEXTS, "ar")] == ["ar", "fr"]
    assert read_attribute("blind_description_ar") == ("blind_description", "ar")
    assert read_attribute("handrail_left") == ("handrail_left", "")
