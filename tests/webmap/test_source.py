"""Sources are named in the language of the reader."""

from __future__ import annotations

import pytest

from data.models import Source
from data.queries.source import SourceInfo
from data.towns import SAMPLES, Town, load_town
from webmap.i18n import LANGUAGES, speaking
from webmap.wording.source import say_texts

INFO = SourceInfo(
    key="made",
    name="Made streets",
    licence="CC0",
    attribution="Nobody",
    names={"ar": "شوارع", "fr": "Rues"},
)
TOWN = Town(key="small", folder=SAMPLES, sources={"made": INFO})


def row(key: str = "made", name: str = "Made streets") -> Source:
    return Source(key=key, name=name, licence="CC0", attribution="Nobody")


@pytest.mark.parametrize(
    ("lang", "name"), [("ar", "شوارع"), ("fr", "Rues"), ("en", "Made streets")]
)
def test_a_town_translates_the_names_of_its_sources(lang, name):
    with speaking(lang):
        said = say_texts(row(), TOWN)

    assert (said.name, said.licence) == (name, "CC0")


def test_the_catalogue_translates_what_no_town_describes():
    with speaking("fr"):
        said = say_texts(row("survey", "Field survey"), TOWN)

    assert said.name == "Relevé de terrain"


def test_another_source_under_the_same_key_keeps_its_name():
    with speaking("fr"):
        assert say_texts(row(name="Streets of 2030"), TOWN).name == "Streets of 2030"


def test_a_source_that_nobody_describes_keeps_its_name():
    with speaking("ar"):
        assert say_texts(row("elsewhere", "Elsewhere"), TOWN).name == "Elsewhere"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_el_kef_names_every_source_in_every_language(lang):
    sources = load_town("kef").sources.values()

    assert [one.key for one in sources if not one.names.get(lang)] == []
    assert [
        one.key
        for one in sources
        if one.is_demonstration and not one.attributions.get(lang)
    ] == []
